package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

var today = time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)

func month(text string) strategy.Month {
	m, err := strategy.ParseMonth(text)
	if err != nil {
		panic(err)
	}
	return m
}

// sound is a small strategy against which nothing is held.
func sound() Subject {
	d := strategy.Document{Header: strategy.Header{
		Mission: "Care that people can reach from where they live.", Period: "2026-2030", NextReview: month("2027-04"),
	}}
	for n := range 4 {
		d.Items = append(d.Items, strategy.Item{Kind: strategy.KindAim, Code: fmt.Sprintf("A%d", n+1), Title: "Shorter waits"})
	}
	d.Items = append(d.Items,
		strategy.Item{Kind: strategy.KindNeed, Code: "U1", Title: "I ring three numbers to find my father.", Body: strategy.Body{Role: "carer", Evidence: "Nine interviews."}},
		objective("O1"), objective("O2"),
		strategy.Item{Kind: strategy.KindInitiative, Code: "I1", Title: "New rota", Due: month("2028-03"), Body: strategy.Body{
			Objectives: []string{"O1"}, Phase: strategy.PhaseScaling, Funding: strategy.FundingApproved,
			Milestones: []strategy.Milestone{{Name: "two wards", Due: month("2027-03")}},
			Checkpoint: strategy.Checkpoint{On: month("2027-06"), StopIf: "Half of the wards do not use it."},
		}},
		strategy.Item{Kind: strategy.KindConstraint, Code: "C1", Title: "One post in five is vacant.", Body: strategy.Body{Constraint: strategy.ConstraintDigitalSkills}},
		strategy.Item{Kind: strategy.KindNonPriority, Code: "N1", Title: "No new intranet."},
		strategy.Item{Kind: strategy.KindDelivered, Code: "D1", Title: "Reminders", Body: strategy.Body{Effect: "A third fewer missed visits."}},
		strategy.Item{Kind: strategy.KindRisk, Code: "R1", Title: "The supplier is late.", Body: strategy.Body{Mitigation: "A review each month."}},
	)
	return Subject{
		Strategy: d, Today: today, Goals: []Goal{{Code: "G1", Title: "One record", Served: true}},
		Linked: map[string]bool{"O1": true, "O2": true},
	}
}

func objective(code string) strategy.Item {
	return strategy.Item{Kind: strategy.KindObjective, Code: code, Title: "Nurses see the plan before they knock", Due: month("2028-03"), Body: strategy.Body{
		Description: "District nurses ring the ward from the car.", Needs: []string{"U1"}, Owner: "Chief nurse",
		Aims:     []string{"A1", "A2", "A3", "A4"},
		Measures: []strategy.Measure{{Name: "visits with the plan seen", Baseline: "18%", Target: "75%"}},
	}}
}

func (s Subject) item(code string) *strategy.Item {
	return &s.Strategy.Items[slices.IndexFunc(s.Strategy.Items, func(i strategy.Item) bool { return i.Code == code })]
}

func (s *Subject) drop(kind strategy.ItemKind) {
	s.Strategy.Items = slices.DeleteFunc(s.Strategy.Items, func(i strategy.Item) bool { return i.Kind == kind })
}

// said lists findings as rule and what they are about.
func saidOf(findings []Finding) []string {
	said := []string{}
	for _, f := range findings {
		about := f.Item
		if about == "" && f.Kind != "" {
			about = strings.Join(f.Items, "+")
		}
		said = append(said, strings.TrimSpace(f.Rule+" "+about))
	}
	return said
}

func TestNothingIsHeldAgainstASoundStrategy(t *testing.T) {
	t.Parallel()
	if said := saidOf(Check(sound())); len(said) > 0 {
		t.Errorf("found %v", said)
	}
}

// Each rule is broken once, alone, in an otherwise sound strategy. The text rules have their passages.
func TestEachRuleFindsWhatItIsAbout(t *testing.T) {
	t.Parallel()
	cases := map[string]func(*Subject){
		"no-mission":     func(s *Subject) { s.Strategy.Mission = " " },
		"mission-long":   func(s *Subject) { s.Strategy.Mission = strings.Repeat("care ", 41) },
		"period-long":    func(s *Subject) { s.Strategy.Period = "2026 to 2035" },
		"no-review-date": func(s *Subject) { s.Strategy.NextReview = strategy.Month{} },
		"review-past":    func(s *Subject) { s.Strategy.NextReview = month("2026-10") },
		"too-many-priorities": func(s *Subject) {
			for n := range 11 {
				s.Strategy.Items = append(s.Strategy.Items, objective(fmt.Sprintf("X%d", n)))
				s.Linked[fmt.Sprintf("X%d", n)] = true
			}
		},
		"no-non-priorities": func(s *Subject) { s.drop(strategy.KindNonPriority) },
		"no-constraints":    func(s *Subject) { s.drop(strategy.KindConstraint) },
		"no-risks":          func(s *Subject) { s.drop(strategy.KindRisk) },
		"no-early-result":   func(s *Subject) { s.drop(strategy.KindInitiative) },
		"nothing-delivered": func(s *Subject) { s.drop(strategy.KindDelivered) },
		"aim-count": func(s *Subject) {
			s.Strategy.Items = slices.DeleteFunc(s.Strategy.Items, func(i strategy.Item) bool { return i.Code == "A4" })
		},
		"goals-unserved":           func(s *Subject) { s.Goals = append(s.Goals, Goal{Code: "G2", Title: "Fewer wards"}) },
		"no-user-need O1":          func(s *Subject) { s.item("O1").Body.Needs = nil },
		"need-without-people U1":   func(s *Subject) { i := s.item("U1"); i.Title, i.Body.Role = "A modern platform.", "" },
		"need-without-evidence U1": func(s *Subject) { s.item("U1").Body.Evidence = "TBC" },
		"no-other-way O1":          func(s *Subject) { s.item("O1").Body.Excluded = "Whoever has no signal." },
		"no-measure O1":            func(s *Subject) { s.item("O1").Body.Measures = nil },
		"no-baseline O1": func(s *Subject) {
			s.item("O1").Body.Measures = []strategy.Measure{{Name: "visits", Target: "75%"}}
		},
		"no-target O1": func(s *Subject) {
			s.item("O1").Body.Measures = []strategy.Measure{{Name: "visits", Baseline: "18%", Target: "more"}}
		},
		"no-owner O1":         func(s *Subject) { s.item("O1").Body.Owner = "to be confirmed" },
		"owner-in-it O1":      func(s *Subject) { s.item("O1").Body.Owner = "Chief Information Officer" },
		"no-horizon O1":       func(s *Subject) { s.item("O1").Due = strategy.Month{} },
		"horizon-past O1":     func(s *Subject) { s.item("O1").Due = month("2026-10") },
		"horizon-far O1":      func(s *Subject) { s.item("O1").Due = month("2031-12") },
		"unfunded I1":         func(s *Subject) { s.item("I1").Body.Funding = strategy.FundingBid },
		"funding-not-said I1": func(s *Subject) { s.item("I1").Body.Funding = "" },
		"no-early-milestone I1": func(s *Subject) {
			s.item("I1").Body.Milestones, s.item("O2").Due = nil, month("2027-06")
		},
		"no-checkpoint I1":    func(s *Subject) { s.item("I1").Body.Checkpoint = strategy.Checkpoint{} },
		"no-stop-if I1":       func(s *Subject) { s.item("I1").Body.Checkpoint.StopIf = "n/a" },
		"orphan-objective O1": func(s *Subject) { s.Linked["O1"], s.item("O1").Body.Aims = false, nil },
		"aim-without-support A4": func(s *Subject) {
			s.item("O1").Body.Aims, s.item("O2").Body.Aims = []string{"A1", "A2"}, []string{"A3"}
		},
		"initiative-serves-nothing I1": func(s *Subject) { s.item("I1").Body.Objectives = nil },
		"risk-without-mitigation R1":   func(s *Subject) { s.item("R1").Body.Mitigation = "none" },
		"delivered-without-effect D1":  func(s *Subject) { s.item("D1").Body.Effect = "" },
		"boilerplate O2": func(s *Subject) {
			s.item("O2").Body.Description = "Nurses say so. " + sharedWords
			s.Others = []Published{{Organisation: "Brackenlea", Items: []strategy.Item{{Title: "Theirs", Body: strategy.Body{Description: sharedWords}}}}}
		},
	}
	covered := map[string]bool{}
	for want, breakIt := range cases {
		covered[strings.Fields(want)[0]] = true
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			s := sound()
			breakIt(&s)
			if diff := cmp.Diff([]string{want}, saidOf(Check(s))); diff != "" {
				t.Error(diff)
			}
		})
	}
	for _, l := range readPassages(t, "passages.yaml") {
		for _, r := range l.rules {
			covered[r] = true
		}
	}
	for _, r := range Rules() {
		if !covered[r.ID] {
			t.Errorf("no case breaks %s", r.ID)
		}
	}
}

const sharedWords = "Every clinic will write to the family within five working days of the visit and ring before it changes anything."

func TestRulesAndDetectorsAreTheSame(t *testing.T) {
	t.Parallel()
	if len(Rules()) != len(detectors) {
		t.Errorf("%d rules and %d detectors", len(Rules()), len(detectors))
	}
	for _, r := range Rules() {
		if r.Field != "" && !slices.Contains(r.About, WholeStrategy) {
			for _, kind := range r.About {
				if _, ok := strategy.FieldOf(strategy.ItemKind(kind), r.Field); !ok && r.Field != "funding" {
					t.Errorf("%s: a %s has no field %s", r.ID, kind, r.Field)
				}
			}
		}
	}
	for name, data := range map[string]string{
		"nothing detects it": "rules: [{id: x, name: n, level: note, about: [aim], group: good, source: s, why: w, detected: d, satisfy: f, dismiss: m}]",
		"not a level":        "rules: [{id: no-mission, name: n, level: red, about: [aim], group: good, source: s, why: w, detected: d, satisfy: f, dismiss: m}]",
		"not a kind":         "rules: [{id: no-mission, name: n, level: note, about: [wish], group: good, source: s, why: w, detected: d, satisfy: f, dismiss: m}]",
		"not a group":        "rules: [{id: no-mission, name: n, level: note, about: [aim], group: red, source: s, why: w, detected: d, satisfy: f, dismiss: m}]",
		"are all needed":     "rules: [{id: no-mission, level: note, about: [aim]}]",
	} {
		if _, err := readRules([]byte(data)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := readWords([]byte("technology: [x]\n")); err == nil {
		t.Error("lists are missing and nobody says so")
	}
}

// What most objectives lack stays one finding when the first of them is put right; of a few each is said.
func TestWhatMostItemsLackIsFoundOnce(t *testing.T) {
	t.Parallel()
	s := sound()
	for _, code := range []string{"O3", "O4", "O5"} {
		s.Strategy.Items = append(s.Strategy.Items, objective(code))
	}
	for _, c := range []struct {
		put, said string
		findings  []string
	}{
		{"", "None of the five objectives says who is accountable for it.", []string{"no-owner O1+O2+O3+O4+O5"}},
		{"O1", "4 of the 5 objectives: the accountable owner is blank.", []string{"no-owner O2+O3+O4+O5"}},
		{"O2", "3 of the 5 objectives: the accountable owner is blank.", []string{"no-owner O3+O4+O5"}},
		{"O3", "Nobody is named who is accountable for it.", []string{"no-owner O4", "no-owner O5"}},
	} {
		if c.put == "" {
			for _, code := range []string{"O1", "O2", "O3", "O4", "O5"} {
				s.item(code).Body.Owner = ""
			}
		} else {
			s.item(c.put).Body.Owner = "Chief Nurse"
		}
		findings := Check(s)
		if diff := cmp.Diff(c.findings, saidOf(findings)); diff != "" || findings[0].Why != c.said {
			t.Errorf("%s is put right: %q %s", c.put, findings[0].Why, diff)
		}
	}
}

// What no objective says is said once.
func TestWhatAllItemsLackIsFoundOnce(t *testing.T) {
	t.Parallel()
	s := sound()
	s.item("O1").Body.Owner, s.item("O2").Body.Owner = "", ""
	findings := Check(s)
	if diff := cmp.Diff([]string{"no-owner O1+O2"}, saidOf(findings)); diff != "" {
		t.Error(diff)
	}
	if want := "None of the two objectives says who is accountable for it."; findings[0].Why != want {
		t.Errorf("it says %q", findings[0].Why)
	}
	for code, want := range map[string]int{"O1": 1, "O2": 1, "I1": 0} {
		if got := len(About(findings, code)); got != want {
			t.Errorf("%d findings about %s, wanted %d", got, code, want)
		}
	}
}

// A system has goals where an organisation has objectives and aims.
func TestASystemIsNotAskedForAims(t *testing.T) {
	t.Parallel()
	s := sound()
	s.System = true
	for _, kind := range []strategy.ItemKind{strategy.KindAim, strategy.KindConstraint} {
		s.drop(kind)
	}
	s.Linked, s.Goals = nil, []Goal{{Code: "G1", Title: "One record"}}
	if said := saidOf(Check(s)); len(said) > 0 {
		t.Errorf("found %v", said)
	}
}

func TestWordsOfTheSystemsGoalsAreNobodysBoilerplate(t *testing.T) {
	t.Parallel()
	s := sound()
	s.item("O2").Body.Description = sharedWords
	s.Others = []Published{{Organisation: "Brackenlea", Items: []strategy.Item{{Title: "Theirs", Body: strategy.Body{Description: sharedWords}}}}}
	f := Check(s)
	if len(f) != 1 || f[0].Marks[0].Words+"." != sharedWords || !strings.Contains(f[0].Why, "Brackenlea") {
		t.Fatalf("found %+v", f)
	}
	s.Goals[0].Description = sharedWords
	if said := saidOf(Check(s)); len(said) > 0 {
		t.Errorf("found %v", said)
	}
}

// A reason to dismiss a finding was given for a text: it holds while that text stands, whatever else changes.
func TestAFindingIsTheSameWhileItsTextIs(t *testing.T) {
	t.Parallel()
	hash := func(edit func(s *Subject)) Hash {
		s := sound()
		s.item("O1").Body.Owner = ""
		edit(&s)
		f := Check(s)
		i := slices.IndexFunc(f, func(f Finding) bool { return f.Rule == "no-owner" })
		if i < 0 {
			t.Fatalf("found %v", saidOf(f))
		}
		return f[i].Hash
	}
	before := hash(func(*Subject) {})
	for name, same := range map[string]func(s *Subject){
		"nothing":         func(*Subject) {},
		"another item":    func(s *Subject) { s.item("O2").Title = "Nurses have the plan at hand" },
		"another field":   func(s *Subject) { s.item("O1").Due = month("2028-04") },
		"another finding": func(s *Subject) { s.Strategy.Mission = "" },
	} {
		if hash(same) != before {
			t.Errorf("%s: the hash changed", name)
		}
	}
	for name, other := range map[string]func(s *Subject){
		"title":       func(s *Subject) { s.item("O1").Title += "." },
		"description": func(s *Subject) { s.item("O1").Body.Description += " Still." },
		"field":       func(s *Subject) { s.item("O1").Body.Owner = "TBC" },
	} {
		if hash(other) == before {
			t.Errorf("%s: the hash stayed", name)
		}
	}
}

func TestMarksAreWhereTheWordsStand(t *testing.T) {
	t.Parallel()
	n := 0
	for _, l := range readPassages(t, "passages.yaml") {
		for _, f := range Check(l.subject) {
			for _, m := range f.Marks {
				text := l.subject.Strategy.Mission
				if f.Item != "" {
					field, ok := strategy.FieldOf(f.Kind, m.Field)
					if !ok {
						t.Fatalf("%s: there is no field %s", l.id, m.Field)
					}
					text = field.Text(&l.subject.Strategy.Items[0])
				}
				if text[m.Start:m.End] != m.Words {
					t.Errorf("%s: %+v is not in %q", l.id, m, text)
				}
				n++
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d marks were looked at", n)
	}
}

// FuzzCheck checks whatever somebody may write.
func FuzzCheck(f *testing.F) {
	f.Add("Leverage AI", "We will explore — by 2040 — an app for patients; ﷺ ½.", "To be world-class")
	f.Add("", " ", "\u202e")
	f.Fuzz(func(t *testing.T, title, description, mission string) {
		s := sound()
		s.Strategy.Mission = mission
		i := s.item("O1")
		i.Title, i.Body.Description, i.Body.Need, i.Body.Owner = title, description, mission, title
		s.Others = []Published{{Organisation: "B", Items: []strategy.Item{{Title: description}}}}
		first := Check(s)
		for _, found := range first {
			for _, m := range found.Marks {
				if m.Start < 0 || m.End <= m.Start {
					t.Errorf("%s marks %+v", found.Rule, m)
				}
			}
		}
		if diff := cmp.Diff(first, Check(s)); diff != "" {
			t.Error(diff)
		}
	})
}

// BenchmarkSixtyObjectives is a large strategy as it is checked while somebody types: of the trust alone, and beside 16
// others that have published as much.
func BenchmarkSixtyObjectives(b *testing.B) {
	for _, others := range []int{0, 16} {
		b.Run(fmt.Sprintf("others=%d", others), func(b *testing.B) {
			s := sound()
			for n := range 60 {
				s.Strategy.Items = append(s.Strategy.Items, long(n))
			}
			for o := range others {
				p := Published{Organisation: fmt.Sprintf("T%d", o)}
				for n := range 60 {
					p.Items = append(p.Items, long(1000*o+n))
				}
				s.Others = append(s.Others, p)
			}
			for b.Loop() {
				Check(s)
			}
		})
	}
}

// long is an objective with a description of usual length.
func long(n int) strategy.Item {
	o := objective(fmt.Sprintf("L%d", n))
	o.Title = fmt.Sprintf("Ward %d sees the plan before the round", n)
	o.Body.Description = fmt.Sprintf("In ward %d nurses ring the pharmacy from the corridor because the chart is in use. ", n) +
		fmt.Sprintf("We will give each of the %d bays a screen of its own, and write down after a month what it changed for patients, families and the night staff.", n)
	return o
}
