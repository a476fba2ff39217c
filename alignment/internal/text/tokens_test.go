package text

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// terms lists the terms of a text, those that only stand for its words in brackets, names in asterisks.
func terms(l *Lexicon, s string) []string {
	var list []string
	for _, t := range NewAnalyser(l).Read(s).Tokens {
		term := t.Term
		if t.Kind == Expanded {
			term = "(" + term + ")"
		}
		list = append(list, term)
	}
	return list
}

func TestTokens(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"small words say nothing":               {"We will work with the patients", []string{"patient"}},
		"a short form brings its long form":     {"EPR", []string{"epr", "(electron)", "(patient)", "(record)"}},
		"a long form brings its short form":     {"electronic patient records", []string{"electron", "patient", "record", "(epr)"}},
		"a plural short form":                   {"three EPRs", []string{"epr", "(electron)", "(patient)", "(record)"}},
		"another name brings the preferred one": {"electronic health record", []string{"electron", "health", "record", "(epr)", "(patient)"}},
		"a short form needs its capitals":       {"respect and news", []string{"respect", "news"}},
		"with them it counts":                   {"NEWS2", []string{"news2", "(nation)", "(earli)", "(warn)", "(score)"}},
		"any case where the table says so":      {"wifi", []string{"wifi", "(wi)", "(fi)"}},
		"words with humps come apart":           {"ePrescribing in MyChart", []string{"prescrib", "chart"}},
		"the longest form wins":                 {"shared care record", []string{"share", "care", "record", "(shcr)"}},
		"single letters say nothing, digits do": {"x 5 rays", []string{"5", "ray"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, terms(Default(), c.text)); diff != "" {
				t.Errorf("terms of %q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestAnAbbreviationMeetsItsLongForm(t *testing.T) {
	t.Parallel()
	a := NewAnalyser(Default())
	for _, pair := range [][2]string{
		{"MFA", "multi-factor authentication"},
		{"VW", "hospital at home"},
		{"AVT", "ambient scribe"},
		{"2FA", "two-factor authentication"},
		{"DSPT", "data security and protection toolkit"},
		{"SSO", "single sign-on"},
		{"ED", "accident and emergency"},
		{"A&E", "emergency department"},
		{"PHM", "population health management"},
		{"LIMS", "laboratory information system"},
		{"wi-fi", "wireless network"},
	} {
		shared := 0
		other := a.Read(pair[1]).Tokens
		for _, t := range a.Read(pair[0]).Tokens {
			if slices.ContainsFunc(other, func(o Token) bool { return o.Term == t.Term }) {
				shared++
			}
		}
		if shared < 2 {
			t.Errorf("%s and %s share %d terms: they should share their names", pair[0], pair[1], shared)
		}
	}
}

func TestWhatASystemExplains(t *testing.T) {
	t.Parallel()
	l := Default().For([]string{"Run by the Clinical Design Group (CDG).", "A Mobile Data Terminal in each cab"}, nil)
	if diff := cmp.Diff([]string{"cdg", "(clinic)", "(design)", "(group)"}, terms(l, "CDG")); diff != "" {
		t.Errorf("an explained abbreviation (-want +got):\n%s", diff)
	}
	own := Default().For([]string{"Measured by the Care Access Fund (CAF)."}, nil)
	if diff := cmp.Diff([]string{"caf", "(care)", "(access)", "(fund)"}, terms(own, "CAF")); diff != "" {
		t.Errorf("an abbreviation of the table that is explained otherwise (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"mdt", "(mobil)", "(data)", "(termin)"}, terms(l, "MDT")); diff != "" {
		t.Errorf("the meaning that is written out (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"mdt", "(multidisciplinari)", "(team)"}, terms(Default().For(nil, nil), "MDT")); diff != "" {
		t.Errorf("the first meaning (-want +got):\n%s", diff)
	}
}

func TestExplained(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]Pair{
		"Our Outpatient Improvement Programme (OIP), phase 2": {{"OIP", "Outpatient Improvement Programme"}},
		"the Ravens Shared Care Record (ShCR)":                {{"ShCR", "Shared Care Record"}},
		"SCC (system coordination centre) screens":            {{"SCC", "system coordination centre"}},
		"beds (see page 3) and more (MORE)":                   nil,
		"an open bracket (never closed":                       nil,
		"(ABC)":                                               nil,
		"along the flower edge (LE)":                          nil,
	} {
		if diff := cmp.Diff(want, Explained(text)); diff != "" {
			t.Errorf("explained in %q (-want +got):\n%s", text, diff)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	var found []string
	for _, n := range Names("Everyone has a Plan For Me, seen in the NHS App. Home Nurses call. Safe at Home is next.") {
		found = append(found, n.Text)
	}
	if diff := cmp.Diff([]string{"Plan For Me", "NHS App"}, found); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	for title, want := range map[string]string{
		"Lighthouse: one record viewer": "Lighthouse", "Ask Twice, the joint desk": "Ask Twice", "Safe at Home technology service": "Safe at Home",
		"Shared care record": "", "Orbit": "Orbit", "": "",
	} {
		name, ok := TitleName(title)
		if name.Text != want || ok != (want != "") {
			t.Errorf("the name in %q is %q, want %q", title, name.Text, want)
		}
	}
}

func TestAShortFormCallsTheNameThatItStandsFor(t *testing.T) {
	t.Parallel()
	l := Default().For([]string{"We join harbour lights (HL); the care access fund (CAF)"}, Names("All use Harbour Lights. Then the Virtual Ward."))
	want := []string{"harbour lights*", "hl", "(harbour)", "(light)"}
	if diff := cmp.Diff(want, terms(l, "HL")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"caf", "(care)", "(access)", "(fund)"}, terms(l, "CAF")); diff != "" {
		t.Errorf("what is no name (-want +got):\n%s", diff)
	}
	if slices.Contains(terms(l, "VW"), "virtual ward*") {
		t.Error("a short form that everybody uses calls the name of one system's programme")
	}
}

func TestAnOrdinaryWordIsANameOnlyInsideASentence(t *testing.T) {
	t.Parallel()
	name, _ := TitleName("Crew: the academy")
	l := Default().For([]string{"the crew arrives"}, []Name{name})
	for text, want := range map[string]bool{"Learn through Crew": true, "Crew tablets": false, "every crew": false} {
		if got := slices.Contains(terms(l, text), name.Term()); got != want {
			t.Errorf("%q calls the name: %v, want %v", text, got, want)
		}
	}
}

func TestHits(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][]string{
		"multi-factor authentication and backups": {"privileged-access: multi-factor authentication", "backup-recovery: backups"},
		"discharge planning":                      {"discharge-coordination: discharge planning"},
		"MFA":                                     {"privileged-access: MFA"}, // as its long form
		"one electronic patient record (EPR)":     {"common-epr: one electronic patient record", "electronic-patient-record: EPR"},
		"The same log-in everywhere. Back-up.":    {"staff-single-sign-on: same log-in", "backup-recovery: Back-up"},
		"come back and catch up":                  nil, // small words count in a phrase, in their order
	} {
		var got []string
		for _, h := range NewAnalyser(Default()).Read(s).Hits {
			got = append(got, h.Code+": "+s[h.Start:h.End])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("phrases of %q (-want +got):\n%s", s, diff)
		}
	}
}

func TestReadIsTheSameAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.SampledFrom([]string{"EPR", "ePCR", "A&E", "the", "Shared", "care", "record", "won't", "24/7", "(VW)", "NHS App.", "é"})).Draw(t, "words")
		s := strings.Join(words, " ")
		a := NewAnalyser(Default())
		first := a.Read(s)
		a.Read("something else altogether")
		if diff := cmp.Diff(first, a.Read(s)); diff != "" {
			t.Fatalf("reading %q again (-first +second):\n%s", s, diff)
		}
		for _, token := range first.Tokens {
			if token.Start < 0 || token.Start >= token.End || token.End > len(s) || token.Term == "" {
				t.Fatalf("token %+v of %q", token, s)
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "EPR (electronic patient record)", "ﷺ ½ ①", "\xff\xfe", "((((", "É́́́", "🏥 care", strings.Repeat("ab ", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l := Default().For([]string{s}, Names(s))
		for _, token := range NewAnalyser(l).Read(s).Tokens {
			if token.Start < 0 || token.Start >= token.End || token.End > len(s) {
				t.Fatalf("token %+v lies outside %d bytes", token, len(s))
			}
		}
		TitleName(s)
	})
}

func TestAbbreviations(t *testing.T) {
	t.Parallel()
	twice := map[string]bool{"soc": true, "mdt": true, "picu": true} // two meanings, which the texts decide
	seen := map[string]bool{}
	for _, m := range Default().meanings {
		if len(m.long) == 0 {
			t.Errorf("%v has no long form", m.short)
		}
		if m.short == nil {
			continue
		}
		short := m.short.Term
		if seen[short] && !twice[short] {
			t.Errorf("%s stands on two lines", short)
		}
		seen[short] = true
	}
}
