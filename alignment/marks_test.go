package alignment_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/alignment"
)

// marked writes a text with its marks in square brackets.
func marked(segments []alignment.Segment) string {
	s := ""
	for _, piece := range segments {
		if piece.Marked {
			s += "[" + piece.Text + "]"
		} else {
			s += piece.Text
		}
	}
	return s
}

func TestMarks(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text     string
		evidence []alignment.Evidence
		want     string
	}{
		"a word in any inflection":          {"Records are recorded; the recorder is not.", []alignment.Evidence{{Kind: alignment.SharedWord, Text: "record", Target: "records"}}, "[Records] are [recorded]; the [recorder] is not."},
		"a phrase and not its words":        {"Take part in parts of it.", []alignment.Evidence{{Kind: alignment.Opposition, Text: "take part"}}, "[Take part] in parts of it."},
		"a long form by its short one":      {"Our electronic patient record, the EPR.", []alignment.Evidence{{Kind: alignment.Abbreviation, Text: "EPRs"}}, "Our [electronic patient record], the [EPR]."},
		"the other text's words":            {"multi-factor authentication", []alignment.Evidence{{Kind: alignment.Abbreviation, Text: "MFA", Target: "multi-factor authentication"}}, "[multi-factor authentication]"},
		"words side by side are one":        {"shared care record", []alignment.Evidence{{Kind: alignment.SharedWord, Text: "care"}, {Kind: alignment.SharedWord, Text: "record"}}, "shared [care record]"},
		"what a person said is no word":     {"confirmed by a person", []alignment.Evidence{{Kind: alignment.Judged, Text: "confirmed by a person"}}, "confirmed by a person"},
		"what speaks against is not marked": {"a text message", []alignment.Evidence{{Kind: alignment.Learned, Text: "message", Weight: -0.2}}, "a text message"},
		"no evidence":                       {"all of it", nil, "all of it"},
		"no text":                           {"", []alignment.Evidence{{Kind: alignment.SharedWord, Text: "record"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, marked(alignment.Marks(c.text, c.evidence))); diff != "" {
				t.Errorf("marks (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMarksMakeUpTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Custom(func(t *rapid.T) string { return drawText(t, "phrases") })).Draw(t, "text")
		evidence := []alignment.Evidence{
			{Kind: alignment.SharedWord, Text: drawText(t, "words"), Target: rapid.String().Draw(t, "target")},
			{Kind: alignment.Abbreviation, Text: rapid.SampledFrom([]string{"MFA", "SOC", "shared care record", "é"}).Draw(t, "abbreviation")},
		}
		pieces := ""
		previous := false
		for i, s := range alignment.Marks(text, evidence) {
			if s.Text == "" || i > 0 && s.Marked == previous {
				t.Fatalf("piece %d is empty or goes on with the one before", i)
			}
			pieces, previous = pieces+s.Text, s.Marked
		}
		if pieces != text {
			t.Fatalf("the pieces of %q make %q", text, pieces)
		}
	})
}

func TestALongFormIsOnePieceOfEvidence(t *testing.T) {
	t.Parallel()
	p := alignment.Picture{
		Goals:         []alignment.Goal{{ID: "G1", Title: "One EPR"}},
		Organisations: []alignment.Organisation{{ID: "A", Shared: true, Objectives: []alignment.Objective{{ID: "A-1", Title: "An electronic patient record"}}}},
	}
	got := alignment.Assess(p, alignment.Options{}).Links[0].Evidence
	if len(got) != 1 || got[0].Kind != alignment.Abbreviation || got[0].Text != "electronic patient record" || got[0].Target != "EPR" || got[0].Weight < 0.99 {
		t.Errorf("evidence %+v, want one abbreviation with all the weight", got)
	}
}

func TestEvidenceCanBeMarkedInBothTexts(t *testing.T) {
	t.Parallel()
	p := alignment.Picture{
		Goals:         []alignment.Goal{{ID: "G1", Title: "Strong sign-in", Description: "Staff use multi-factor authentication."}},
		Organisations: []alignment.Organisation{{ID: "A", Shared: true, Objectives: []alignment.Objective{{ID: "A-1", Title: "MFA for all staff"}}}},
	}
	link := alignment.Assess(p, alignment.Options{}).Links[0]
	if got, want := marked(alignment.Marks("MFA for all staff", link.Evidence)), "[MFA] for all [staff]"; got != want {
		t.Errorf("in the objective: %s, want %s", got, want)
	}
	if got, want := marked(alignment.Marks("Staff use multi-factor authentication.", link.Evidence)), "[Staff] use [multi-factor authentication]."; got != want {
		t.Errorf("in the goal: %s, want %s", got, want)
	}
}
