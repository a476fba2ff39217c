package ontology_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

const ownFile = `version: 1
capabilities:
- code: brontide
  name: the Brontide programme
  theme: record
  phrases: [brontide, view of ~ fen]
  products: [Brontide Hub]
  related: [shared-care-record]
  frames: [joint]
  common: 0.9 because all of the fens need it
  standardised: 0.25 because no two fens are alike
  interoperable: 0.5 because water crosses every boundary
- code: shared-care-record
  name: the fen record
  theme: record
  phrases: [fen record]
  common: 0.9 because all read it
  standardised: 0.9 because one record serves all
  interoperable: 0.9 because it crosses every boundary
`

func TestASystemsOwnFileIsReadAndWritten(t *testing.T) {
	t.Parallel()
	list, wrong := ontology.ReadOwn([]byte(ownFile))
	if wrong != nil || len(list) != 2 || list[0].Standardised.Value != 0.25 || list[1].Name != "the fen record" {
		t.Fatalf("%+v %+v", list, wrong)
	}
	written, err := ontology.WriteOwn(list)
	if err != nil {
		t.Fatal(err)
	}
	again, wrong := ontology.ReadOwn(written)
	if diff := cmp.Diff(list, again); diff != "" || wrong != nil {
		t.Errorf("what was written is read as something else: %v\n%s\n%s", wrong, diff, written)
	}
	twice, err := ontology.WriteOwn(again)
	if err != nil || !bytes.Equal(twice, written) {
		t.Errorf("the same capabilities are written in two ways: %v", err)
	}
	if v := ontology.Version(); len(v) != 12 {
		t.Errorf("the version is %q", v)
	}
}

func TestWhatIsWrongInASystemsOwnFileIsSaidWithItsLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ from, to, want string }{
		"an unknown theme":      {"theme: record\n  phrases: [brontide", "theme: lights\n  phrases: [brontide", `5 In "brontide", theme: There is no theme "lights".`},
		"a bad gap":             {"view of ~ fen", "~ fen", `6 In "brontide", phrases: In the phrase "~ fen"`},
		"no word":               {"[brontide, view", "[brontide, '!!', view", `6 In "brontide", phrases: In the phrase "!!"`},
		"a product of no word":  {"products: [Brontide Hub]", "products: ['--']", `7 In "brontide", products: "--" has no word.`},
		"an unknown relation":   {"related: [shared", "related: [shired", `8 In "brontide", related: There is no capability "shired-care-record"`},
		"too much":              {"common: 0.9 because all of", "common: 1.5 because all of", `10 In "brontide", common: The test common is 0 to 1, not 1.5.`},
		"no reason":             {"0.25 because no two fens are alike", "0.25", `11 In "brontide", standardised: The test standardised has no reason.`},
		"no number":             {"0.5 because water", "half because water", "12 It cannot be read"},
		"the code twice":        {"- code: shared-care-record", "- code: brontide", `13 In "brontide", code: The code stands twice.`},
		"no field":              {"  name: the fen", "  title: the fen", `14 There is no field "title".`},
		"a line that is broken": {"[fen record]", "[fen record", "cannot be read"},
		"two lines":             {"name: the fen record", `name: "the\nfen"`, `14 In "shared-care-record", name: Each is one line`},
		"what turns round":      {"name: the fen record", `name: "\u202ethe fen record"`, `14 In "shared-care-record", name: Each is one line`},
		"a long name":           {"name: the fen record", "name: " + strings.Repeat("x", 201), `14 In "shared-care-record", name: Each is one line`},
		"another version":       {"version: 1", "version: 3", "1 Its version is 3: write version: 1."},
	} {
		broken := strings.Replace(ownFile, c.from, c.to, 1)
		if broken == ownFile {
			t.Fatalf("%s: nothing was broken", name)
		}
		list, wrong := ontology.ReadOwn([]byte(broken))
		var said []string
		for _, m := range wrong {
			said = append(said, fmt.Sprint(m.Line, " ", m.Reason))
		}
		if list != nil || !strings.Contains(strings.Join(said, "\n"), c.want) {
			t.Errorf("%s: %q, want %q", name, said, c.want)
		}
	}
}

func TestEverythingThatIsWrongIsSaid(t *testing.T) {
	t.Parallel()
	flaws := ontology.Standard().Flaws([]ontology.Capability{
		{Code: "Bad Code", Theme: "record", Phrases: []string{"x", "X"}, Frames: []ontology.Frame{ontology.Joint, ontology.Own}},
	})
	var fields []string
	for _, f := range flaws {
		fields = append(fields, f.Field)
	}
	want := []string{"code", "name", "phrases", "frames", "common.because", "standardised.because", "interoperable.because"}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func FuzzReadOwn(f *testing.F) {
	f.Add([]byte(ownFile))
	f.Add([]byte("version: 1\ncapabilities: [&a {code: x}, *a]\n"))
	f.Add([]byte("version: 1\ncapabilities:\n- phrases: [=, ~, '= ~ =']\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, wrong := ontology.ReadOwn(data)
		for _, m := range wrong {
			if m.Line < 1 || m.Reason == "" {
				t.Fatalf("%+v", m)
			}
		}
		if len(wrong) > 0 {
			return
		}
		if _, err := ontology.Standard().With(list); err != nil {
			t.Fatalf("a file that is taken makes no ontology: %v", err)
		}
	})
}
