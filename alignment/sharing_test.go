package alignment_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/alignment"
)

// fenmarshMessages is three organisations that write the same kind of thing about one goal in words that are not the goal's.
// Those who are named share what they decide, and A and B have decided about their own.
func fenmarshMessages(share ...string) alignment.Picture {
	p := alignment.Picture{
		System: "fenmarsh",
		Goals: []alignment.Goal{
			{ID: "G1", Title: "People wait less", Description: "Nobody waits longer than they need to for a clinic."},
			{ID: "G2", Title: "One shared record", Description: "Everyone opens the same record."},
		},
		Judgements: []alignment.Judgement{
			{Objective: "A-1", Target: "G1", Verdict: alignment.Confirmed},
			{Objective: "B-1", Target: "G1", Verdict: alignment.Rejected},
		},
	}
	for _, id := range []string{"A", "B", "C"} {
		o := alignment.Organisation{ID: id, Shared: true, Objectives: []alignment.Objective{
			{ID: id + "-1", Title: "Text messages", Description: "Messages tell patients about their clinic."},
			{ID: id + "-2", Title: "Text messages for therapy", Description: "Messages go to those who see a therapist."},
		}, NonPriorities: []alignment.NonPriority{{ID: id + "-N", Text: "We will not send messages about clinics."}}}
		for _, s := range share {
			o.SharesDecisions = o.SharesDecisions || s == id
		}
		p.Organisations = append(p.Organisations, o)
	}
	return p
}

func scoresOf(p alignment.Picture) map[string]float64 {
	scores := map[string]float64{}
	for _, l := range alignment.Assess(p, alignment.Options{AllScores: true}).Links {
		scores[l.Objective+" "+l.Target] = l.Score
	}
	return scores
}

func TestThoseWhoShareLearnFromEachOtherAndNobodyElseDoes(t *testing.T) {
	t.Parallel()
	alone, bOnly, aAndC := scoresOf(fenmarshMessages()), scoresOf(fenmarshMessages("B")), scoresOf(fenmarshMessages("A", "C"))
	if diff := cmp.Diff(alone, bOnly); diff != "" {
		t.Errorf("one that shares with nobody changes scores:\n%s", diff)
	}
	if alone["C-2 G1"] >= aAndC["C-2 G1"] {
		t.Errorf("C shares with A, which confirmed, and scores %v after %v", aAndC["C-2 G1"], alone["C-2 G1"])
	}
	if alone["B-2 G1"] != aAndC["B-2 G1"] || alone["A-2 G1"] != aAndC["A-2 G1"] {
		t.Errorf("B does not share and A learned it before: %v after %v", aAndC, alone)
	}
	if all := scoresOf(fenmarshMessages("A", "B", "C")); all["A-2 G1"] >= aAndC["A-2 G1"] {
		t.Errorf("what B rejected is A's to learn: %v after %v", all["A-2 G1"], aAndC["A-2 G1"])
	}
}

func TestWhatIsNotSharedAnyMoreIsForgotten(t *testing.T) {
	t.Parallel()
	forgotten := fenmarshMessages("A", "B", "C")
	for i := range forgotten.Organisations {
		forgotten.Organisations[i].SharesDecisions = false
	}
	if diff := cmp.Diff(alignment.Assess(fenmarshMessages(), alignment.Options{AllScores: true}), alignment.Assess(forgotten, alignment.Options{AllScores: true})); diff != "" {
		t.Errorf("sharing leaves a trace:\n%s", diff)
	}
	if one, other := alignment.Model(fenmarshMessages()), alignment.Model(fenmarshMessages("A")); one == other {
		t.Error("a choice to share does not make another model, so nobody would be lined up again")
	}
}
