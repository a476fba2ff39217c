package ontology_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

// cut cuts at spaces and hyphens; the stem of a word is the word without an s.
func cut(s string) []ontology.Spelled {
	var list []ontology.Spelled
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '-' }) {
		lower := strings.ToLower(w)
		list = append(list, ontology.Spelled{Lower: lower, Stem: strings.TrimSuffix(lower, "s")})
	}
	return list
}

func marks(m *ontology.Matcher, s string) []ontology.Mark {
	var list []ontology.Mark
	opens := true
	for w := range strings.FieldsSeq(s) {
		bare := strings.TrimSuffix(w, ".")
		for _, part := range cut(bare) {
			k := m.Mark(part.Lower, part.Stem)
			k.Initial = bare[0] < 'a'
			k.Capitals = uint8(strings.Count(strings.ToUpper(bare), "") - 1)
			if bare != strings.ToUpper(bare) {
				k.Capitals = 0
			}
			k.Opens = opens
			opens = false
			list = append(list, k)
		}
		opens = strings.HasSuffix(w, ".")
	}
	return list
}

func ability(code, theme string, phrases ...string) ontology.Capability {
	d := ontology.Default{Value: 0.5, Because: "so it is"}
	return ontology.Capability{Code: code, Name: code, Theme: theme, Phrases: phrases, Common: d, Standardised: d, Interoperable: d}
}

func town(t interface{ Fatal(args ...any) }) *ontology.Matcher {
	lamps := ability("lamps", "safety", "oil lamp", "lamp of ~ street", "street light", "=lit")
	lamps.Short, lamps.Products, lamps.Also = []string{"OL"}, []string{"Bright"}, []string{"time"}
	lamps.Given, lamps.GivenBy = "the National Lamp", []string{"national lamp"}
	list := []ontology.Capability{
		lamps, ability("streets", "safety", "street", "street light"), ability("network", "exchange", "network"),
		ability("care", "home", "primary care network", "care"),
	}
	none, err := ontology.Standard().With(list)
	if err != nil {
		t.Fatal(err)
	}
	return none.Matcher(cut)
}

func TestPhrases(t *testing.T) {
	t.Parallel()
	m := town(t)
	own := []string{"lamps", "streets", "network", "care"}
	for s, want := range map[string][]string{
		"Oil lamps burn":                      {"lamps 0-2 safety time"},
		"an oil-lamp":                         {"lamps 1-3 safety time"},
		"the lamp of our long street":         {"lamps 1-6 safety time"}, // two words in the gap
		"the lamp of our very long street":    {"streets 6-7 safety"},    // three
		"the lamp of street":                  {"lamps 1-4 safety time"}, // none
		"oil. Lamp":                           nil,                       // no phrase reaches across a sentence
		"lamp of our. Long street":            {"streets 4-5 safety"},
		"lamp of our long. Street":            {"streets 4-5 safety"},
		"lit not lits":                        {"lamps 0-1 safety time"},
		"ol OL":                               {"lamps 1-2 safety time"},
		"bright Bright":                       {"lamps 1-2 safety time"},
		"primary care networks and a network": {"care 0-3 home", "network 5-6 exchange"}, // no network in the first
		"street lights":                       {"lamps 0-2 safety time", "streets 0-2 "}, // one of two speaks for safety
		"the national lamp":                   {"lamps 1-3 safety time given"},
		"lamp of street light":                {"lamps 0-3 safety time", "lamps 2-4 safety time", "streets 2-4 "},
		"":                                    nil,
		"of the":                              nil,
	} {
		var got []string
		for _, f := range m.NewFinder().Find(marks(m, s)) {
			code := m.At(f.Capability).Code
			if !slices.Contains(own, code) {
				continue
			}
			var themes []string
			for set := f.Themes; set != 0; set = set.Rest() {
				themes = append(themes, ontology.Themes[set.First()])
			}
			line := fmt.Sprintf("%s %d-%d %s", code, f.From, f.To, strings.Join(themes, " "))
			if f.Given {
				line += " given"
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("phrases of %q (-want +got):\n%s", s, diff)
		}
	}
}

// TestNoPhraseLiesInALonger holds whatever the words: hits begin one after the other, each reaches further than the
// last or stands in the same place, and finding again finds the same.
func TestNoPhraseLiesInALonger(t *testing.T) {
	t.Parallel()
	m := town(t)
	words := []string{"oil", "lamp", "of", "street", "light", "Primary", "care", "network", "OL", "national", "x.", "digital", "record"}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " ")
		f := m.NewFinder()
		list := marks(m, s)
		found := append([]ontology.Match(nil), f.Find(list)...)
		for i, h := range found {
			if h.From < 0 || h.From >= h.To || h.To > len(list) || h.Weight < 1 {
				t.Fatalf("hit %+v of %q", h, s)
			}
			if i > 0 && h.To <= found[i-1].To && (h.From != found[i-1].From || h.To != found[i-1].To) {
				t.Fatalf("%+v lies within %+v in %q", h, found[i-1], s)
			}
		}
		f.Find(marks(m, "street light of an oil lamp"))
		if diff := cmp.Diff(found, append([]ontology.Match(nil), f.Find(list)...)); diff != "" {
			t.Fatalf("finding in %q again (-first +second):\n%s", s, diff)
		}
	})
}
