package alignment_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/alignment"
)

func TestTitlesAloneAreNoted(t *testing.T) {
	t.Parallel()
	p := alignment.Picture{
		Goals: []alignment.Goal{
			{ID: "G1", Title: "Paperless"},
			{ID: "G2", Title: "One record", Description: "Everyone opens the same one."},
			{ID: "G3", Title: "Secure", Measures: []string{"partners that meet the standard"}},
			{ID: "G4", Title: "Online"},
		},
		Initiatives: []alignment.Initiative{{ID: "I1", Title: "The App", Description: "Book and cancel.", Goals: []string{"G4"}}, {ID: "I2", Title: "The hub"}},
	}
	var got []string
	for _, n := range alignment.Assess(p, alignment.Options{}).Notes {
		got = append(got, n.Item)
	}
	if want := []string{"G1", "I2"}; !slices.Equal(got, want) {
		t.Errorf("noted are %v, want %v", got, want)
	}
}

func TestMoreThanThreeGoalsAreNoted(t *testing.T) {
	t.Parallel()
	p := alignment.Picture{Organisations: []alignment.Organisation{{ID: "A", Shared: true, Objectives: []alignment.Objective{{ID: "A-1", Title: "Four"}, {ID: "A-2", Title: "Three"}}}}}
	for _, g := range []string{"G1", "G2", "G3", "G4"} {
		p.Goals = append(p.Goals, alignment.Goal{ID: g, Title: "Goal " + g, Description: "It will be true."})
		p.Judgements = append(p.Judgements, alignment.Judgement{Objective: "A-1", Target: g, Verdict: alignment.Confirmed, Contribution: alignment.Partial})
		if g != "G4" {
			p.Judgements = append(p.Judgements, alignment.Judgement{Objective: "A-2", Target: g, Verdict: alignment.Confirmed, Contribution: alignment.Partial})
		}
	}
	notes := alignment.Assess(p, alignment.Options{}).Notes
	if len(notes) != 1 || notes[0].Item != "A-1" || !strings.HasPrefix(notes[0].Text, "It is linked to 4 goals.") {
		t.Errorf("noted are %+v, want A-1 alone", notes)
	}
}
