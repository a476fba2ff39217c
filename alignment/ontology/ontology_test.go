package ontology_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

const good = `version: 1
capabilities:
- code: lamps
  name: lamps
  theme: safety
  wgll: [3]
  phrases: [oil lamp, lamp of ~ street]
  common: 0.5 because it is dark
  standardised: 0.4 because wicks differ
  interoperable: 0.1 because light stays in the room
`

func read(data string) (*ontology.Ontology, error) {
	return ontology.Read(fstest.MapFS{"capabilities/a.yaml": {Data: []byte(data)}})
}

// TestTheFiles reads what is part of the program, and asks what no single capability can be asked.
func TestTheFiles(t *testing.T) {
	t.Parallel()
	o, err := ontology.Read(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	if o.Len() < 100 {
		t.Errorf("%d capabilities are too few", o.Len())
	}
	if !slices.IsSorted(ontology.Themes) || len(ontology.Themes) > 64 {
		t.Error("themes are in the order of the alphabet, 64 at most: a set has a bit for each")
	}
	used, names := map[string]bool{}, map[string]bool{}
	for i := range o.Len() {
		c := o.At(i)
		used[c.Theme] = true
		if names[c.Name] || len(c.WGLL) == 0 || len(c.Frames) == 0 {
			t.Errorf("%s needs a name of its own, a dimension and a frame", c.Code)
		}
		names[c.Name] = true
		if c.Given != "" && (c.Standardised.Value < 0.5 || c.Interoperable.Value < 0.5) {
			t.Errorf("%s is a national given that is not standardised and interoperable", c.Code)
		}
	}
	for _, name := range ontology.Themes {
		if !used[name] {
			t.Errorf("nothing belongs to the theme %s", name)
		}
	}
	if len(ontology.Files()) < 50_000 || !strings.Contains(ontology.Files(), "code: nhs-app") {
		t.Error("the hash of a report does not see the files")
	}
}

func TestWhatIsWrongIsNamed(t *testing.T) {
	t.Parallel()
	if _, err := read(good); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ from, to, want string }{
		"an unknown related code": {"  wgll:", "  related: [candles]\n  wgll:", `no capability "candles"`},
		"one contrasted":          {"  wgll:", "  contrasts: [candles]\n  wgll:", `no capability "candles"`},
		"itself":                  {"  wgll:", "  related: [lamps]\n  wgll:", "related to itself"},
		"a doubled phrase":        {"[oil lamp", "[oil lamp, Oil-Lamp", `"Oil-Lamp" stands twice`},
		"a doubled short form":    {"  wgll:", "  short: [oil lamp]\n  wgll:", `"oil lamp" stands twice`},
		"no phrases":              {"[oil lamp, lamp of ~ street]", "[]", "no phrases"},
		"a gap at the end":        {"~ street", "~", "a gap stands between two words"},
		"two gaps":                {"~ street", "~ ~ street", "a gap stands between two words"},
		"a sign without a word":   {"oil lamp", "oil =", "a gap stands between two words"},
		"a value over 1":          {"0.5 because", "1.5 because", "common is 0 to 1"},
		"a value under 0":         {"0.4 because", "-0.4 because", "standardised is 0 to 1"},
		"no number":               {"0.4 because", ".nan because", "a default is written as"},
		"not a number":            {"0.4 because", "NaN because", "standardised is 0 to 1"},
		"no reason":               {"0.1 because light stays in the room", "0.1", "interoperable has no reason"},
		"an unknown theme":        {"theme: safety", "theme: lights", `no theme "lights"`},
		"an unknown second theme": {"theme: safety", "theme: safety\n  also: [lights]", `no theme "lights"`},
		"an unknown frame":        {"  wgll:", "  frames: [loud]\n  wgll:", `no frame "loud"`},
		"frames that exclude":     {"  wgll:", "  frames: [own, joint]\n  wgll:", "exclude each other"},
		"a dimension of eight":    {"wgll: [3]", "wgll: [8]", "wgll is 1 to 7"},
		"names of no given":       {"  wgll:", "  given_by: [lamp]\n  wgll:", "names a given"},
		"a bad code":              {"code: lamps", "code: Lamps", "small letters"},
		"no name":                 {"  name: lamps\n", "", "no name"},
		"the code twice":          {"capabilities:\n", "capabilities:\n- {code: lamps}\n", "stands twice"},
		"a field that is not one": {"  name:", "  colour: red\n  name:", "colour"},
		"another version":         {"version: 1", "version: 2", "its version is 2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			broken := strings.Replace(good, c.from, c.to, 1)
			if broken == good {
				t.Fatal("nothing was broken")
			}
			_, err := read(broken)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "capabilities/a.yaml") {
				t.Errorf("the error is %v; it should name the file and say %q", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "capability") && !strings.Contains(strings.ToLower(err.Error()), "lamps") {
				t.Errorf("the error %v does not name the capability", err)
			}
		})
	}
}

func TestWith(t *testing.T) {
	t.Parallel()
	o, err := read(good)
	if err != nil {
		t.Fatal(err)
	}
	reason := ontology.Default{Value: 0.5, Because: "so it is"}
	extra := ontology.Capability{
		Code: "candles", Name: "candles", Theme: "safety", Phrases: []string{"tallow"}, Related: []string{"lamps"},
		Common: reason, Standardised: reason, Interoperable: reason,
	}
	instead := extra
	instead.Code, instead.Name, instead.Related = "lamps", "gas lamps", []string{"candles"}
	own, err := o.With([]ontology.Capability{extra, instead})
	if err != nil {
		t.Fatal(err)
	}
	place, ok := own.Find("lamps")
	if !ok || own.At(place).Name != "gas lamps" || own.Len() != 2 {
		t.Errorf("a capability with a code that is there should take its place; there are %d", own.Len())
	}
	if place, _ := o.Find("lamps"); o.Len() != 1 || o.At(place).Name != "lamps" {
		t.Error("the ontology that others use has changed")
	}
	extra.Theme = "lights"
	if _, err := o.With([]ontology.Capability{extra}); err == nil || !strings.Contains(err.Error(), `the system's own capabilities: capability "candles"`) {
		t.Errorf("the error %v should say whose capability is wrong", err)
	}
}

func TestADefaultIsANumberAndAReason(t *testing.T) {
	t.Parallel()
	o, err := read(good)
	if err != nil {
		t.Fatal(err)
	}
	want := ontology.Default{Value: 0.4, Because: "wicks differ"}
	if diff := cmp.Diff(want, o.At(0).Standardised); diff != "" {
		t.Errorf("a default (-want +got):\n%s", diff)
	}
}
