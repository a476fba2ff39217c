package wire

import (
	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/api/gen"
)

// Report is the engine's report; the contract gives it the form that the command line writes.
func Report(r alignment.Report) gen.AlignmentReport {
	return gen.AlignmentReport{
		System: r.System, Model: r.Model,
		Links: each(r.Links, func(l alignment.Link) gen.ReportLink {
			return gen.ReportLink{
				Objective: l.Objective, Target: l.Target, Kind: gen.TargetKind(l.Kind), Score: l.Score, Suggested: l.Suggested,
				Contribution: gen.Contribution(l.Contribution), Evidence: evidence(l.Evidence), Balance: balance(l.Balance),
			}
		}),
		Levels: each(r.Levels, func(p alignment.Placement) gen.ReportLevel {
			return gen.ReportLevel{Objective: p.Objective, Level: gen.RecommendedLevel(p.Level), Leaning: leaning(p), Criteria: criteria(p.Criteria), Reasons: orEmpty(p.Reasons)}
		}),
		Coverage: each(r.Coverage, func(c alignment.GoalCoverage) gen.ReportCoverage {
			return gen.ReportCoverage{
				Goal: c.Goal, Organisation: c.Organisation, State: gen.CoverageState(c.State), Objectives: orEmpty(c.Objectives),
			}
		}),
		InitiativeCoverage: each(r.InitiativeCoverage, func(c alignment.InitiativeCoverage) gen.ReportInitiativeCoverage {
			return gen.ReportInitiativeCoverage{
				Initiative: c.Initiative, Organisation: c.Organisation, State: gen.CoverageState(c.State), Objectives: orEmpty(c.Objectives),
			}
		}),
		Findings: each(r.Findings, reportFinding),
		Notes:    each(r.Notes, func(n alignment.Note) gen.ReportNote { return gen.ReportNote{Item: n.Item, Text: n.Text} }),
	}
}

func reportFinding(f alignment.Finding) gen.ReportFinding {
	g := gen.ReportFinding{
		Kind: gen.FindingKind(f.Kind), Items: orEmpty(f.Items), Goal: f.Goal, Reason: f.Reason, Evidence: evidence(f.Evidence),
	}
	if f.Difference != "" {
		difference := gen.Difference(f.Difference)
		g.Difference = &difference
	}
	return g
}
