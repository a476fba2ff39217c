package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func lowerOf(s string) []string {
	var list []string
	for _, w := range Cut(s) {
		list = append(list, w.Lower)
	}
	return list
}

func TestCut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"hyphens and slashes part words":      {"sign-on 24/7 e-RS", []string{"sign", "on", "24", "7", "e", "rs"}},
		"a possessive goes":                   {"the patient's and the patients’ notes", []string{"the", "patient", "and", "the", "patients", "notes"}},
		"an apostrophe inside is dropped":     {"won't o’clock", []string{"wont", "oclock"}},
		"an ampersand joins letters":          {"A&E and R&D, this & that", []string{"a&e", "and", "r&d", "this", "that"}},
		"compatibility forms are written out": {"ﬁle ＮＨＳ ½", []string{"file", "nhs", "1", "2"}},
		"accents and other scripts stay":      {"café שלום ١٢", []string{"café", "שלום", "١٢"}},
		"emoji part words":                    {"app📱works", []string{"app", "works"}},
		"nothing":                             {" \t\n…", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, lowerOf(c.text)); diff != "" {
				t.Errorf("words of %q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestCutKeepsPlaces(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		last := 0
		for _, w := range Cut(s) {
			if w.Start < 0 || w.End > len(s) || w.Start >= w.End {
				t.Fatalf("word %q at %d to %d of %d bytes", w.Lower, w.Start, w.End, len(s))
			}
			if w.Start < last {
				t.Fatalf("word %q begins at %d, inside the one before", w.Lower, w.Start)
			}
			if w.End > last && strings.TrimSpace(s[w.Start:w.End]) == "" {
				t.Fatalf("word %q is blank", s[w.Start:w.End])
			}
			if w.End != last { // parts of one word share their place
				last = w.Start
			}
		}
	})
}

func TestAWordOfAHundredThousandLetters(t *testing.T) {
	t.Parallel()
	list := Cut(strings.Repeat("a", 100_000) + " end")
	if len(list) != 2 || len(list[0].Lower) != longestWord || list[0].End != 100_000 {
		t.Errorf("got %d words, the first %d bytes long and ending at %d", len(list), len(list[0].Lower), list[0].End)
	}
}

func TestHumps(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]int{"ePrescribing": {0, 1}, "MyChart": {0, 2}, "EPRs": {0}, "plain": {0}, "NHSmail": {0}} {
		if diff := cmp.Diff(want, humps(text)); diff != "" {
			t.Errorf("humps of %s (-want +got):\n%s", text, diff)
		}
	}
}

func TestStemsMeet(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"digitise", "digit" + "ize"},
		{"digitisation", "digit" + "izing"},
		{"prescribes", "prescribing"},
		{"connected", "connection"},
		{"images", "imaging"},
		{"diagnostics", "diagnostic"},
	} {
		if a, b := Stem(pair[0]), Stem(pair[1]); a != b {
			t.Errorf("%s has stem %s, %s has %s: they should be the same", pair[0], a, pair[1], b)
		}
	}
	for _, word := range []string{"size", "prize", "seize"} {
		if got := british(word); got != word {
			t.Errorf("%s became %s: its -ize is no ending", word, got)
		}
	}
}
