package lens_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/lens"
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

func frozen(items ...strategy.Item) []strategy.EditionItem {
	list := make([]strategy.EditionItem, len(items))
	for n, i := range items {
		list[n] = strategy.EditionItem{ID: uuid.New(), Item: i}
	}
	return list
}

func objective(code, title string, body strategy.Body) strategy.Item {
	return strategy.Item{Kind: strategy.KindObjective, Code: code, Title: title, Body: body}
}

// written says of each reason how strong it is, where it stands and which words it is.
func written(reasons []lens.Reason) []string {
	strength := map[lens.Strength]string{lens.Stated: "stated", lens.Named: "named", lens.Wider: "wider"}
	var list []string
	for _, r := range reasons {
		words := "all of it"
		if r.Mark != nil {
			words = r.Field.Text(&r.Item.Item)[r.Mark.Start:r.Mark.End]
		}
		list = append(list, strings.Join([]string{strength[r.Strength], r.Item.Code, r.Field.Name, words}, " / "))
	}
	return list
}

// Each way in which a strategy can be about a role, alone.
func TestEveryReasonHasItsPlaceAndWords(t *testing.T) {
	t.Parallel()
	need := strategy.Item{Kind: strategy.KindNeed, Code: "U1", Title: "See the letter", Body: strategy.Body{Role: "District nurses"}}
	for _, c := range []struct {
		name string
		role strategy.Role
		body strategy.Body
		and  []strategy.Item
		want []string
	}{
		{"what it changes", "community nurse", strategy.Body{Changes: []strategy.RoleChange{{Role: "Community Nurses", What: "No more calls"}}}, nil, []string{"stated / O1 / changes / all of it"}},
		{"a need that it names", "community nurse", strategy.Body{Needs: []string{"U1"}}, []strategy.Item{need}, []string{"stated / U1 / title / all of it"}},
		{"a need of another role", "midwife", strategy.Body{Needs: []string{"U1"}}, []strategy.Item{need}, nil},
		{"a need that it does not name", "community nurse", strategy.Body{}, []strategy.Item{need}, nil},
		{"its need in words", "community nurse", strategy.Body{Need: "A district nurse cannot see it."}, nil, []string{"stated / O1 / need / district nurse"}},
		{"its owner", "estates manager", strategy.Body{Owner: "Director of estates"}, nil, []string{"stated / O1 / owner / Director of estates"}},
		{"who could be excluded", "patient", strategy.Body{Excluded: "Patients without a telephone."}, nil, []string{"stated / O1 / excluded / Patients"}},
		{"its text", "midwife", strategy.Body{Description: "For midwives at home."}, nil, []string{"named / O1 / description / midwives"}},
		{"its measure", "GP", strategy.Body{Measures: []strategy.Measure{{Name: "letters that GPs open"}}}, nil, []string{"named / O1 / measures / GPs"}},
		{"a lead of an initiative that serves it", "pharmacist", strategy.Body{}, []strategy.Item{{Kind: strategy.KindInitiative, Code: "I1", Title: "One", Body: strategy.Body{Objectives: []string{"O1"}, Leads: strategy.Leads{Clinical: "Chief pharmacist"}}}}, []string{"stated / I1 / lead_clinical / pharmacist"}},
		{"a lead of one that serves another", "pharmacist", strategy.Body{}, []strategy.Item{{Kind: strategy.KindInitiative, Code: "I1", Title: "One", Body: strategy.Body{Leads: strategy.Leads{Clinical: "Chief pharmacist"}}}}, nil},
		{"a group that it belongs to", "ward nurse", strategy.Body{Description: "Every clinician opens it."}, nil, []string{"wider / O1 / description / clinician"}},
		{"the group only where nothing names it", "ward nurse", strategy.Body{Description: "Every clinician opens it.", Owner: "A ward sister"}, nil, []string{"stated / O1 / owner / ward sister"}},
		{"what uses the word and means something else", "patient", strategy.Body{Description: "Replace the patient administration system."}, nil, nil},
		{"both", "patient", strategy.Body{Description: "Replace the patient administration system for patients."}, nil, []string{"named / O1 / description / patients"}},
		{"a word within another", "porter", strategy.Body{Description: "Report it, support it."}, nil, nil},
		{"across the end of a sentence", "community nurse", strategy.Body{Description: "For the community. Nurses too."}, nil, []string{"wider / O1 / description / Nurses"}},
		{"a role of the writer's own", "discharge coordinator", strategy.Body{Description: "Discharge coordinators see it."}, nil, []string{"named / O1 / description / Discharge coordinators"}},
	} {
		items := frozen(append(c.and, objective("O1", "One", c.body))...)
		var got []string
		for _, change := range lens.Look(items, c.role).Changes {
			got = append(got, written(change.Reasons)...)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestWhatIsStatedComesFirstAndThenByDate(t *testing.T) {
	t.Parallel()
	late, soon := objective("late", "For patients", strategy.Body{}), objective("soon", "For patients", strategy.Body{})
	late.Due, soon.Due = month(t, "2029-01"), month(t, "2027-01")
	said := objective("said", "Something", strategy.Body{Changes: []strategy.RoleChange{{Role: "patient", What: "Less waiting", When: month(t, "2028-03")}}})
	said.Due = month(t, "2026-12")
	before := objective("before", "Something", strategy.Body{Excluded: "Some patients"})
	before.Due = month(t, "2027-06")
	wide := objective("wide", "For every citizen", strategy.Body{})
	wide.Due = month(t, "2026-01")
	var order []string
	for _, c := range lens.Look(frozen(wide, late, objective("undated", "For patients", strategy.Body{}), soon, said, before), "patient").Changes {
		order = append(order, c.Item.Code)
	}
	if diff := cmp.Diff([]string{"before", "said", "soon", "late", "undated", "wide"}, order); diff != "" {
		t.Error(diff)
	}
}

func TestTheLensShowsNeedsServicesAndSteps(t *testing.T) {
	t.Parallel()
	items := frozen(
		strategy.Item{Kind: strategy.KindNeed, Code: "U1", Title: "Know when", Body: strategy.Body{Role: "patients"}},
		strategy.Item{Kind: strategy.KindNeed, Code: "U2", Title: "Be heard", Body: strategy.Body{Role: "service users"}},
		strategy.Item{Kind: strategy.KindNeed, Code: "U3", Title: "Quiet", Body: strategy.Body{Role: "porter"}},
		objective("O1", "Letters", strategy.Body{Needs: []string{"U1"}}),
		strategy.Item{Kind: strategy.KindInitiative, Code: "I1", Title: "Work", Body: strategy.Body{
			Objectives: []string{"O1"},
			Milestones: []strategy.Milestone{{Name: "undated"}, {Name: "second", Due: month(t, "2027-09")}, {Name: "first", Due: month(t, "2027-03"), Done: true}},
		}},
		strategy.Item{Kind: strategy.KindService, Code: "S1", Title: "Booking", Body: strategy.Body{Users: "Patients and carers"}},
		strategy.Item{Kind: strategy.KindService, Code: "S2", Title: "Payroll", Body: strategy.Body{Users: "Managers"}},
	)
	l := lens.Look(items, "Patients")
	if l.Role != "patient" || l.Words[0] != "patient" || len(l.Wider) == 0 {
		t.Errorf("the role is %q with %v and %v", l.Role, l.Words, l.Wider)
	}
	if len(l.Needs) != 2 || len(l.Needs[0].Met) != 1 || l.Needs[0].Met[0].Code != "O1" || len(l.Needs[1].Met) != 0 {
		t.Errorf("needs: %+v", l.Needs)
	}
	if len(l.Services) != 1 || l.Services[0].Item.Code != "S1" {
		t.Errorf("services: %+v", l.Services)
	}
	var steps []string
	for _, s := range l.Changes[0].Steps {
		steps = append(steps, s.Milestone.Name)
	}
	if diff := cmp.Diff([]string{"first", "second", "undated"}, steps); diff != "" {
		t.Error(diff)
	}
	if len(l.Changes) != 1 {
		t.Errorf("%d changes", len(l.Changes))
	}
}

// A system writes goals, and its initiatives serve them.
func TestAGoalChangesSomethingToo(t *testing.T) {
	t.Parallel()
	goal := strategy.Item{Kind: strategy.KindGoal, Code: "G1", Title: "One record"}
	work := strategy.Item{Kind: strategy.KindInitiative, Code: "I1", Title: "A viewer for every midwife", Body: strategy.Body{
		Goals: []string{"G1"}, Milestones: []strategy.Milestone{{Name: "Open"}},
	}}
	l := lens.Look(frozen(goal, work), "midwife")
	if len(l.Changes) != 1 || len(l.Changes[0].Steps) != 1 || !slices.Equal(written(l.Changes[0].Reasons), []string{"named / I1 / title / midwife"}) {
		t.Errorf("%+v", l.Changes)
	}
}

func TestRolesAreThoseOfTheListAndOnesOwn(t *testing.T) {
	t.Parallel()
	offered := lens.Roles(frozen(
		strategy.Item{Kind: strategy.KindNeed, Code: "U1", Title: "One", Body: strategy.Body{Role: "discharge  coordinator"}},
		strategy.Item{Kind: strategy.KindNeed, Code: "U2", Title: "Nobody's"},
		objective("O1", "One", strategy.Body{Changes: []strategy.RoleChange{{Role: "Discharge coordinators", What: "x"}, {Role: "Visiting nurse", What: "y"}}}),
	))
	known := strategy.Roles()
	if len(offered) != len(known)+1 {
		t.Fatalf("%d roles, and %d are of the list", len(offered), len(known))
	}
	if last := offered[len(known)]; last != (lens.Offered{Role: "discharge coordinator", Own: true, Said: 2}) {
		t.Errorf("%+v", last)
	}
	for i, o := range offered[:len(known)] {
		if want := map[bool]int{true: 1}[known[i] == "community nurse"]; o.Said != want || o.Own {
			t.Errorf("%+v", o)
		}
	}
}

// Every word of every role finds that role, as it is written.
func TestEveryWordOfTheListSpeaksOfItsRole(t *testing.T) {
	t.Parallel()
	for _, k := range strategy.KnownRoles() {
		for _, word := range k.Words {
			if l := lens.Look(frozen(objective("O1", "This is for the "+word+" alone", strategy.Body{})), k.Role); len(l.Changes) != 1 || l.Changes[0].Reasons[0].Strength != lens.Named {
				t.Errorf("%s: %q is not found", k.Role, word)
			}
		}
		for _, word := range k.ButNot {
			if l := lens.Look(frozen(objective("O1", "A new "+word+" by then", strategy.Body{})), k.Role); len(l.Changes) != 0 {
				t.Errorf("%s: %q speaks of it", k.Role, word)
			}
		}
		for _, word := range k.Wider {
			if l := lens.Look(frozen(objective("O1", "This is for "+word, strategy.Body{})), k.Role); len(l.Changes) != 1 {
				t.Errorf("%s: %q is not found", k.Role, word)
			}
		}
	}
}
