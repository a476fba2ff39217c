package alignment_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/throughline-ics/throughline/alignment"
)

// surveyed is a system in which every organisation has decided about some of its own objectives.
func surveyed() alignment.Picture {
	p := generated(160, 9)
	p.Initiatives = []alignment.Initiative{{ID: "I1", Title: p.Goals[0].Title, Description: p.Goals[1].Description, Goals: []string{"G0", "G1"}}}
	for i, o := range p.Organisations {
		verdict := alignment.Confirmed
		if i%3 == 0 {
			verdict = alignment.Rejected
		}
		for j, b := range o.Objectives {
			p.Judgements = append(p.Judgements, alignment.Judgement{Objective: b.ID, Target: p.Goals[(i+j)%9].ID, Verdict: verdict})
		}
	}
	return p
}

// draftOf is what one organisation sees of a picture: its own, the system's, and the statement, as it was written and
// read again.
func draftOf(t *testing.T, p alignment.Picture, o alignment.Organisation, s *alignment.Statement) alignment.Picture {
	t.Helper()
	written, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var read alignment.Statement
	if err := json.Unmarshal(written, &read); err != nil {
		t.Fatal(err)
	}
	own := func(j alignment.Judgement) bool {
		return slices.ContainsFunc(o.Objectives, func(b alignment.Objective) bool { return b.ID == j.Objective })
	}
	draft := alignment.Picture{System: p.System, Goals: p.Goals, Initiatives: p.Initiatives, Organisations: []alignment.Organisation{o}, Statement: &read}
	for _, j := range p.Judgements {
		if own(j) {
			draft.Judgements = append(draft.Judgements, j)
		}
	}
	return draft
}

func TestADraftIsAssessedAsItWillBeOncePublished(t *testing.T) {
	t.Parallel()
	p := surveyed()
	published, statement := alignment.Survey(p, alignment.Options{AllScores: true})
	for _, o := range p.Organisations {
		draft := alignment.Assess(draftOf(t, p, o, statement), alignment.Options{AllScores: true})
		var want []alignment.Link
		for _, link := range published.Links {
			if slices.ContainsFunc(o.Objectives, func(b alignment.Objective) bool { return b.ID == link.Objective }) {
				want = append(want, link)
			}
		}
		if len(want) != len(o.Objectives)*(len(p.Goals)+1) {
			t.Fatalf("%d links of %s", len(want), o.ID)
		}
		if diff := cmp.Diff(want, draft.Links, cmpopts.EquateApprox(0, 2e-6)); diff != "" {
			t.Errorf("links of %s (-published +draft):\n%s", o.ID, diff)
		}
	}
}

func TestAStatementHasNoWordOfOneOrTwo(t *testing.T) {
	t.Parallel()
	p := surveyed()
	for i := range 2 {
		p.Organisations[i].Objectives[0].Description += " zygomorph zygomorphs"
	}
	p.Organisations[2].Objectives[0].Description += " quokka"
	for i := range 3 {
		p.Organisations[i].Objectives[1].Description += " yacht"
	}
	_, statement := alignment.Survey(p, alignment.Options{})
	written, err := json.Marshal(statement)
	if err != nil {
		t.Fatal(err)
	}
	for _, kept := range []string{`"zygo`, `"quok`, `"okka`, `"morph`} {
		if strings.Contains(string(written), kept) {
			t.Errorf("the statement has %s, which fewer than three organisations use", kept)
		}
	}
	if !strings.Contains(string(written), `"yacht"`) {
		t.Error("the statement leaves out a word of three organisations")
	}
}

func TestOfFewerThanThreeThereIsNoStatement(t *testing.T) {
	t.Parallel()
	p := surveyed()
	p.Organisations = p.Organisations[:2]
	if _, statement := alignment.Survey(p, alignment.Options{}); statement != nil {
		t.Error("a statement of two organisations would tell each what the other wrote")
	}
	p = surveyed()
	p.Organisations = p.Organisations[:3]
	if _, statement := alignment.Survey(p, alignment.Options{}); statement == nil {
		t.Error("three organisations have no statement")
	}
}

func TestAStatementKnowsNothingOfAChangedGoal(t *testing.T) {
	t.Parallel()
	p := surveyed()
	_, statement := alignment.Survey(p, alignment.Options{})
	own := p.Organisations[0]
	scoresOf := func(p alignment.Picture, goal string) map[string]float64 {
		scores := map[string]float64{}
		for _, link := range alignment.Assess(draftOf(t, p, own, statement), alignment.Options{AllScores: true}).Links {
			if link.Target == goal {
				scores[link.Objective] = link.Score
			}
		}
		return scores
	}
	before := scoresOf(p, "G4")
	p.Goals = slices.Clone(p.Goals)
	p.Goals[4].Due = p.Goals[4].Due.AddDate(1, 0, 0)
	if diff := cmp.Diff(before, scoresOf(p, "G4")); diff != "" {
		t.Errorf("a date is no word:\n%s", diff)
	}
	p.Goals[4].Description = strings.Repeat(own.Objectives[0].Title+" ", 2)
	after := scoresOf(p, "G4")
	if id := own.Objectives[0].ID; !(after[id] > before[id]) || math.IsNaN(after[id]) {
		t.Errorf("the goal now says what %s says: %g, was %g", id, after[id], before[id])
	}
}
