package board

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func month(t *testing.T, text string) strategy.Month {
	t.Helper()
	m, err := strategy.ParseMonth(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var today = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// shows gives what a reading shows of a fact.
func shows(t *testing.T, r *reading, fact string) Fact {
	t.Helper()
	f, ok := known().fact(fact)
	if !ok {
		t.Fatalf("there is no fact %s", fact)
	}
	if f.About == wholeStrategy {
		return statements[fact](r)
	}
	return r.count(f)
}

// Every fact that counts items: one item that is so, and one that is nearly so and is not.
func TestEachFactCountsWhatItSays(t *testing.T) {
	t.Parallel()
	past, next, far := month(t, "2026-10"), month(t, "2027-06"), month(t, "2031-12")
	type item = strategy.Item
	type body = strategy.Body
	cases := map[string]struct {
		is, isNot item
		says      string // of both together
	}{
		"objectives-serve-aims": {item{Body: body{Aims: []string{"A1"}}}, item{}, "1 of 2 objectives serves an aim of the organisation."},
		"owners-outside": {
			item{Body: body{Owner: "Chief nurse", OwnerPlace: strategy.OwnerOutsideIT}},
			item{Body: body{OwnerPlace: strategy.OwnerOutsideIT}},
			"1 of 2 objectives has an accountable owner outside the digital team. For 1 of 2 objectives it is not said where the owner sits.",
		},
		"needs-evidenced":        {item{Body: body{Evidence: "A survey."}}, item{Body: body{Description: "x"}}, "1 of 2 user needs has evidence."},
		"objectives-need":        {item{Body: body{Needs: []string{"U1"}}}, item{}, "1 of 2 objectives says whose need it serves."},
		"objectives-excluded":    {item{Body: body{Excluded: "x", NonDigital: "y"}}, item{Body: body{Excluded: "x"}}, "1 of 2 objectives says who could be excluded, and the way without digital."},
		"services-users":         {item{Body: body{Users: "x"}}, item{Body: body{Volume: "x"}}, "1 of 2 digital services says who uses it."},
		"services-figures":       {item{Body: body{TakeUp: "1", Cost: "1", Satisfaction: "1", FailureDemand: "1"}}, item{Body: body{TakeUp: "1", Cost: "1", Satisfaction: "1"}}, "1 of 2 digital services has figures for take-up, cost, satisfaction and failure demand."},
		"non-priorities-reason":  {item{Body: body{Description: "x"}}, item{Due: next}, "1 of 2 non-priorities has a reason."},
		"non-priorities-until":   {item{Due: next}, item{Body: body{Description: "x"}}, "1 of 2 non-priorities says until when it holds."},
		"objectives-ranked":      {item{Body: body{Rank: 1}}, item{}, "1 of 2 objectives has a rank."},
		"objectives-dated":       {item{Due: month(t, "2031-11")}, item{Due: far}, "1 of 2 objectives has a date within the next five years."},
		"initiatives-milestones": {item{Body: body{Milestones: []strategy.Milestone{{Name: "x", Due: next}}}}, item{Body: body{Milestones: []strategy.Milestone{{Name: "x"}}}}, "1 of 2 initiatives has a milestone with a date."},
		"initiatives-funded":     {item{Body: body{Funding: strategy.FundingApproved}}, item{Body: body{Funding: strategy.FundingPart}}, "1 of 2 initiatives is funded in full."},
		"checkpoints-set":        {item{Body: body{Checkpoint: strategy.Checkpoint{On: next, StopIf: "x"}}}, item{Body: body{Checkpoint: strategy.Checkpoint{On: next}}}, "1 of 2 initiatives has a checkpoint that says what would stop it."},
		"checkpoints-undecided": {
			item{Body: body{Checkpoint: strategy.Checkpoint{On: month(t, "2026-11")}}},
			item{Body: body{Checkpoint: strategy.Checkpoint{On: past, Decision: strategy.DecisionContinue}}},
			"1 of 2 initiatives has a checkpoint that is due or past, with no decision.",
		},
		"objectives-measured": {
			item{Body: body{Measures: []strategy.Measure{{Name: "x", Baseline: "1", Target: "2"}}}},
			item{Body: body{Measures: []strategy.Measure{{Name: "x", Baseline: "1"}, {Name: "y", Target: "2"}}}},
			"1 of 2 objectives has a measure with a baseline and a target.",
		},
		"delivered-effect":       {item{Body: body{Effect: "x"}}, item{}, "1 of 2 delivered pieces of work says what it changed."},
		"delivered-learned":      {item{Body: body{Learned: "x"}}, item{Body: body{Effect: "x"}}, "1 of 2 delivered pieces of work says what was learned."},
		"objectives-change-work": {item{Body: body{Changes: []strategy.RoleChange{{Role: "GP", What: "x"}}}}, item{}, "1 of 2 objectives says what changes, and for whom."},
		"initiatives-led":        {item{Body: body{Leads: strategy.Leads{Operational: "x"}}}, item{Body: body{Leads: strategy.Leads{Digital: "x", Estates: "y"}}}, "1 of 2 initiatives has a clinical or operational lead."},
		"risks-owned":            {item{Body: body{Owner: "x"}}, item{}, "1 of 2 risks has an owner."},
		"risks-mitigated":        {item{Body: body{Mitigation: "x"}}, item{}, "1 of 2 risks says what is done about it."},
		"risks-learned":          {item{Body: body{Learned: "x"}}, item{Body: body{Mitigation: "x"}}, "1 of 2 risks says what was learned."},
	}
	for id, c := range cases {
		f, _ := known().fact(id)
		r := newReading(strategy.Header{}, today)
		c.is.Kind, c.is.Code, c.isNot.Kind, c.isNot.Code = strategy.ItemKind(f.About), "YES", strategy.ItemKind(f.About), "NO"
		r.add(strategy.Kept[strategy.Item]{Item: c.is})
		r.add(strategy.Kept[strategy.Item]{Item: c.isNot})
		got := shows(t, r, id)
		if len(got.Are) != 1 || got.Are[0].Code != "YES" || len(got.AreNot) != 1 || got.AreNot[0].Code != "NO" || got.Standing != f.standing(1, 2) {
			t.Errorf("%s: %+v", id, got)
		}
		if got.Says != c.says {
			t.Errorf("%s says %q, want %q", id, got.Says, c.says)
		}
	}
	for _, f := range known().Facts {
		_, tried := cases[f.ID]
		if !tried && f.About != wholeStrategy && f.About != systemGoal && f.About != systemInitiative && !strings.HasSuffix(f.ID, "-listed") && f.ID != "aims-supported" {
			t.Errorf("%s is not tried", f.ID)
		}
	}
}

func TestAnAimIsSupportedByTheObjectiveThatNamesIt(t *testing.T) {
	t.Parallel()
	r := newReading(strategy.Header{}, today)
	for _, i := range []strategy.Item{
		{Kind: strategy.KindAim, Code: "A1"},
		{Kind: strategy.KindAim, Code: "A2"},
		{Kind: strategy.KindObjective, Code: "O1", Body: strategy.Body{Aims: []string{"A2"}}},
	} {
		r.add(strategy.Kept[strategy.Item]{Item: i})
	}
	if f := shows(t, r, "aims-supported"); len(f.Are) != 1 || f.Are[0].Code != "A2" || f.Says != "1 of 2 aims is served by an objective." {
		t.Errorf("%+v", f)
	}
}

func TestAFactStandsByWhatIsWanted(t *testing.T) {
	t.Parallel()
	wanted, unwanted := counted{}, counted{Unwanted: true}
	for _, c := range []struct {
		f      counted
		n, all int
		want   Standing
	}{
		{wanted, 0, 0, NotSoFar},
		{wanted, 0, 3, NotSoFar},
		{wanted, 1, 3, InPart},
		{wanted, 3, 3, Shown},
		{unwanted, 0, 0, NotSoFar},
		{unwanted, 0, 3, Shown},
		{unwanted, 1, 3, ToDo},
		{unwanted, 3, 3, ToDo},
	} {
		if got := c.f.standing(c.n, c.all); got != c.want {
			t.Errorf("%d of %d, unwanted %v: %s, want %s", c.n, c.all, c.f.Unwanted, got, c.want)
		}
	}
}

func TestWhatTheStrategySaysOfItself(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		header strategy.Header
		fact   string
		says   string
		want   Standing
	}{
		{strategy.Header{Mission: " \n"}, "mission", "There is no mission yet.", NotSoFar},
		{strategy.Header{Mission: "Safe and quick."}, "mission", "“Safe and quick.” Words: 3.", Shown},
		{strategy.Header{}, "next-review", "The next review of the strategy has no date.", NotSoFar},
		{strategy.Header{NextReview: month(t, "2026-10")}, "next-review", "The review of the strategy that was due in October 2026 is overdue.", InPart},
		{strategy.Header{NextReview: month(t, "2026-11")}, "next-review", "The next review of the strategy is in November 2026.", Shown},
	} {
		if f := shows(t, newReading(c.header, today), c.fact); f.Says != c.says || f.Standing != c.want || f.ID != c.fact {
			t.Errorf("%+v, want %q", f, c.says)
		}
	}
}

func TestThatThereIsNothingIsSaidOnce(t *testing.T) {
	t.Parallel()
	q, _ := QuestionOf("actions")
	facts := newReading(strategy.Header{}, today).facts(q)
	if len(facts) != 2 || facts[0].Says != "The strategy lists no objectives." || facts[1].Says != "The strategy lists no initiatives." {
		t.Errorf("%+v", facts)
	}
	q, _ = QuestionOf("system")
	if facts = newReading(strategy.Header{}, today).facts(q); facts[0].Says != "No system has shared any system goals with us." {
		t.Errorf("%+v", facts)
	}
	for _, q := range Questions() {
		if len(newReading(strategy.Header{}, today).facts(q)) == 0 {
			t.Errorf("%s shows nothing of an empty strategy", q.ID)
		}
	}
}

func TestASystemsGoalIsServedByWhatIsAligned(t *testing.T) {
	t.Parallel()
	served := map[alignment.CoverageState]bool{alignment.Aligned: true, alignment.PartlyAligned: true}
	for _, state := range []alignment.CoverageState{
		alignment.Aligned, alignment.PartlyAligned, alignment.ClaimedWithoutMeasure, alignment.NotYetReviewed,
		alignment.NoPublishedObjective, alignment.NotShared, alignment.Declined,
	} {
		r := newReading(strategy.Header{}, today)
		r.things[systemGoal] = []thing{{state: state}}
		if f := shows(t, r, "goals-served"); (len(f.Are) == 1) != served[state] {
			t.Errorf("%s: %+v", state, f)
		}
		if f := shows(t, r, "goals-waiting"); (len(f.Are) == 1) != (state == alignment.NotYetReviewed) {
			t.Errorf("%s: %+v", state, f)
		}
	}
}

func TestTheQuestionsAreTenAndWhole(t *testing.T) {
	t.Parallel()
	if n := len(Questions()); n != 10 {
		t.Errorf("%d questions", n)
	}
	used := map[string]bool{}
	for _, q := range Questions() {
		for _, id := range q.Facts {
			used[id] = true
		}
	}
	for _, f := range known().Facts {
		if !used[f.ID] {
			t.Errorf("no question shows %s", f.ID)
		}
	}
	if len(tests)+len(statements) != len(known().Facts) {
		t.Errorf("%d tests and %d statements for %d facts", len(tests), len(statements), len(known().Facts))
	}
	for wrong, data := range map[string]string{
		"are all needed":   "questions: [{id: a, text: t, why: w, source: s, facts: [mission]}]",
		"no fact":          "questions: [{id: a, text: t, why: w, source: s, answered: x, facts: [nowhere]}]",
		"no rule":          "questions: [{id: a, text: t, why: w, source: s, answered: x, facts: [mission], rules: [nowhere]}]\nfacts: [{id: mission, about: strategy}]",
		"stands twice":     "questions: [{id: a, text: t, why: w, source: s, answered: x, facts: [mission]}, {id: a, text: t, why: w, source: s, answered: x, facts: [mission]}]\nfacts: [{id: mission, about: strategy}]",
		"nothing states":   "facts: [{id: x, about: strategy}]",
		"nothing is a":     "facts: [{id: x, about: wish}]",
		"says needs":       "facts: [{id: risks-owned, about: risk, says: some}]",
		"nothing tests it": "facts: [{id: x, about: risk, says: \"{n} {kind}\"}]",
		"field colour":     "questions: [{colour: red}]",
	} {
		if _, err := readQuestions([]byte(data)); err == nil || !strings.Contains(err.Error(), wrong) {
			t.Errorf("%s: error %v", wrong, err)
		}
	}
}

func TestTheDimensionsAreWhole(t *testing.T) {
	t.Parallel()
	var names []string
	for _, d := range Dimensions() {
		names = append(names, d.Name)
	}
	if want := []string{"Well led", "Ensure smart foundations", "Safe practice", "Support people", "Empower citizens", "Improve care", "Healthy populations"}; !slices.Equal(names, want) {
		t.Errorf("%v", names)
	}
	for wrong, data := range map[string]string{
		"every level":  "dimensions: [{id: a, name: n, absent: x, siloed: y}]",
		"stands twice": "dimensions: [{id: a, name: n, absent: x, siloed: y, embedded: z}, {id: a, name: n, absent: x, siloed: y, embedded: z}]",
	} {
		if _, err := readDimensions([]byte(data)); err == nil || !strings.Contains(err.Error(), wrong) {
			t.Errorf("%s: error %v", wrong, err)
		}
	}
}
