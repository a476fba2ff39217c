package checkup

import (
	"slices"
	"time"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/check"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Folder checks the strategies of a folder as on a day: the system's first, then its members' in the order of the folder.
// Which objective serves which goal is what the engine suggests, with the decisions that the folder carries.
func Folder(f exchange.Folder, today time.Time) ([]check.Checked, error) {
	picture, err := desk.DrawFolder(f)
	if err != nil {
		return nil, err
	}
	linked := map[string][]string{} // by objective, the goals and initiatives that it serves
	for _, l := range alignment.Assess(picture, alignment.Options{}).Links {
		if l.Suggested {
			linked[l.Objective] = append(linked[l.Objective], l.Target)
		}
	}
	checked := []check.Checked{{
		Code: f.System.Code, Name: f.System.Name,
		Findings: check.Check(check.Subject{Strategy: f.System.Strategy, Today: today, System: true}),
	}}
	for n, m := range f.Members {
		s := check.Subject{Strategy: m.Strategy, Today: today, Linked: map[string]bool{}}
		served := map[string]bool{}
		for _, o := range m.Strategy.Of(strategy.KindObjective) {
			s.Linked[o.Code] = len(linked[o.Code]) > 0
			for _, target := range linked[o.Code] {
				served[target] = true
			}
		}
		s.Goals = goalsOf(f.System.Strategy, served)
		for other, o := range f.Members {
			if other != n {
				s.Others = append(s.Others, check.Published{Organisation: o.Name, Items: o.Strategy.Items})
			}
		}
		checked = append(checked, check.Checked{Code: m.Code, Name: m.Name, Findings: check.Check(s)})
	}
	return checked, nil
}

// goalsOf lists a system's goals and whether they are served: itself, or by way of an initiative of the system.
func goalsOf(system strategy.Document, served map[string]bool) []check.Goal {
	initiatives := system.Of(strategy.KindInitiative)
	var goals []check.Goal
	for _, g := range system.Of(strategy.KindGoal) {
		through := func(i strategy.Item) bool { return served[i.Code] && slices.Contains(i.Body.Goals, g.Code) }
		goals = append(goals, check.Goal{
			Code: g.Code, Title: g.Title, Description: g.Body.Description,
			Served: served[g.Code] || slices.ContainsFunc(initiatives, through),
		})
	}
	return goals
}
