package wire

import (
	"slices"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func targetRef(t view.TargetRef) gen.TargetRef {
	return gen.TargetRef{ID: t.ID, Kind: gen.TargetKind(t.Kind), Code: t.Code, Title: t.Title, Due: month(t.Due)}
}

func target(t view.Target) gen.Target {
	return gen.Target{
		ID: t.ID, Kind: gen.TargetKind(t.Kind), Code: t.Code, Title: t.Title, Description: t.Description, Measures: measures(t.Measures),
		Due: month(t.Due), Delivery: string(t.Delivery), Serves: each(t.Serves, targetRef),
	}
}

func objectiveRef(o view.ObjectiveRef) gen.ObjectiveRef {
	return gen.ObjectiveRef{ID: o.ID, Code: o.Code, Title: o.Title, Horizon: month(o.Horizon), Organisation: o.Organisation}
}

func evidence(list []alignment.Evidence) []gen.Evidence {
	return each(list, func(e alignment.Evidence) gen.Evidence {
		g := gen.Evidence{Kind: string(e.Kind), Text: e.Text, Weight: e.Weight}
		if e.Target != "" {
			g.Target = &e.Target
		}
		if e.Points != 0 {
			g.Points = &e.Points
		}
		return g
	})
}

func balance(list []alignment.Weighed) []gen.Weighed {
	return each(list, func(b alignment.Weighed) gen.Weighed {
		g := gen.Weighed{Kind: gen.WeighedKind(b.Kind), Points: b.Points}
		if b.Target != "" {
			g.Target = &b.Target
		}
		return g
	})
}

// Link is an objective beside a target.
func Link(l view.Link) gen.Link {
	return gen.Link{
		Objective: objectiveRef(l.Objective), Target: targetRef(l.Target), State: gen.LinkState(l.State),
		Contribution: gen.Contribution(l.Contribution), Primary: l.Primary, Band: gen.Band(l.Band()), Score: l.Score,
		Reason: l.Reason, Decision: l.Decision, Evidence: evidence(l.Evidence), Balance: balance(l.Balance),
	}
}

// Links is a list of them.
func Links(list []view.Link) gen.LinkList { return gen.LinkList{Links: each(list, Link)} }

// ToDecision reads a decision about a link.
func ToDecision(d gen.LinkDecision) desk.Decision {
	return desk.Decision{
		Objective: d.Objective, Target: d.Target, Verdict: alignment.Verdict(d.Verdict),
		Contribution: alignment.Contribution(valueOr(d.Contribution)), Primary: valueOr(d.Primary), Reason: valueOr(d.Reason),
		Read: valueOr(d.Read),
	}
}

func segments(list []alignment.Segment) []gen.Segment {
	return each(list, func(s alignment.Segment) gen.Segment { return gen.Segment{Text: s.Text, Marked: s.Marked} })
}

func marked(m view.Marked) gen.MarkedText {
	return gen.MarkedText{Title: segments(m.Title), Description: segments(m.Description)}
}

func linkDetail(d view.LinkDetail) gen.CellObjective {
	entries := each(d.History, entry)
	return gen.CellObjective{
		Link: Link(d.Link), Measures: measures(d.Measures), ObjectiveText: marked(d.ObjectiveText),
		TargetText: marked(d.TargetText), InitiativeTexts: each(d.InitiativeTexts, marked), History: &entries,
	}
}

func findingItem(i view.FindingItem) gen.FindingItem {
	return gen.FindingItem{ID: i.ID, Kind: gen.FindingItemKind(i.Kind), Code: i.Code, Title: i.Title, Organisation: i.Organisation}
}

func finding(f view.FindingDetail) gen.Finding {
	g := gen.Finding{
		ID: f.ID, Kind: gen.FindingKind(f.Kind), Items: each(f.Named, findingItem), Reason: f.Reason, Evidence: evidence(f.Evidence),
	}
	if f.Difference != "" {
		difference := gen.Difference(f.Difference)
		g.Difference = &difference
	}
	if f.Target != nil {
		ref := targetRef(*f.Target)
		g.Target = &ref
	}
	return g
}

// leaning is nil of a level that is decided.
func leaning(p alignment.Placement) *gen.Level {
	if p.Leaning == "" {
		return nil
	}
	l := gen.Level(p.Leaning)
	return &l
}

func placement(p *alignment.Placement) *gen.Placement {
	if p == nil {
		return nil
	}
	return &gen.Placement{Level: gen.RecommendedLevel(p.Level), Leaning: leaning(*p), Criteria: criteria(p.Criteria), Reasons: orEmpty(p.Reasons)}
}

func criteria(c alignment.Criteria) gen.Criteria {
	return gen.Criteria{Common: c.Common, Standardised: c.Standardised, Interoperable: c.Interoperable}
}

// Targets are a system's goals and shared initiatives.
func Targets(system tenants.Organisation, list []view.Target) gen.TargetList {
	return gen.TargetList{System: OrganisationRef(system), Targets: each(list, target)}
}

// TargetDetail is a target and who does what about it.
func TargetDetail(d view.TargetDetail) gen.TargetDetail {
	return gen.TargetDetail{
		Target: target(d.Target), System: OrganisationRef(d.System), Findings: each(d.Findings, finding),
		Organisations: each(d.Organisations, func(c view.TargetCoverage) gen.TargetCoverage {
			return gen.TargetCoverage{
				Organisation: OrganisationRef(c.Organisation), State: gen.CoverageState(c.State), Discuss: c.Discuss, Reason: c.Reason,
				Changed: unlessEmpty(c.Changed), Links: each(c.Links, Link),
			}
		}),
	}
}

// Matrix is the matrix.
func Matrix(m view.Matrix) gen.AlignmentMatrix {
	return gen.AlignmentMatrix{
		System: OrganisationRef(m.System), AsOf: date(m.AsOf), Summary: m.Summary,
		Organisations: each(m.Organisations, func(c view.Column) gen.MatrixOrganisation {
			return gen.MatrixOrganisation{Organisation: OrganisationRef(c.Organisation), Shared: c.Shared, Note: c.Note}
		}),
		Rows: each(m.Rows, func(r view.MatrixRow) gen.MatrixRow {
			return gen.MatrixRow{
				Target: targetRef(r.Target), Aligned: r.Aligned, Applicable: r.Applicable, StandsOut: r.StandsOut,
				Cells: each(r.Cells, func(c view.Cell) gen.MatrixCell {
					return gen.MatrixCell{
						Organisation: c.Organisation, State: gen.CoverageState(c.State), Objectives: len(c.Objectives),
						Discuss: c.Discuss, Reason: c.Reason, Source: c.Source, Changed: unlessEmpty(c.Changed),
					}
				}),
			}
		}),
	}
}

// Cell is one organisation's part in one target.
func Cell(p view.CellPage) gen.CellDetail {
	return gen.CellDetail{
		Target: target(p.Target), Organisation: OrganisationRef(p.Organisation), State: gen.CoverageState(p.Cell.State),
		Reason: p.Cell.Reason, Changed: unlessEmpty(p.Cell.Changed), Objectives: each(p.Links, linkDetail), Constraints: Constraints(p.Constraints),
		Findings: each(p.Findings, finding),
	}
}

// PublishedObjective is one released objective.
func PublishedObjective(p view.ObjectivePage) gen.ObjectiveDetail {
	return gen.ObjectiveDetail{
		Objective: objectiveRef(p.Objective), Organisation: OrganisationRef(p.Organisation), Edition: valueOr(EditionRef(p.Edition)),
		Description: p.Description, Measures: measures(p.Measures), Links: each(p.Links, linkDetail),
		Placement: placement(p.Placement), Unreviewed: p.Unreviewed, Findings: each(p.Findings, finding),
	}
}

// PublishedOrganisation is what an organisation has released.
func PublishedOrganisation(p view.OrganisationPage) gen.PublishedOrganisation {
	return gen.PublishedOrganisation{
		Organisation: OrganisationRef(p.Organisation), Title: p.Document.Title, Mission: p.Document.Mission, Period: p.Document.Period,
		Edition: EditionRef(p.Edition), Summary: p.Summary, Constraints: Constraints(p.Document.Of(strategy.KindConstraint)),
		NonPriorities: NonPriorities(p.Document.Of(strategy.KindNonPriority)), Findings: each(p.Findings, finding),
		Objectives: each(p.Objectives, func(o view.ObjectiveSummary) gen.ObjectiveSummary {
			return gen.ObjectiveSummary{
				Objective: objectiveRef(o.Objective), Links: each(o.Links, Link), Placement: placement(o.Placement), Unreviewed: o.Unreviewed,
			}
		}),
	}
}

// DraftAlignment is a working copy beside what a system has released.
func DraftAlignment(d desk.Draft) gen.DraftAlignment {
	shown := slices.DeleteFunc(slices.Clone(d.Links), func(l view.Link) bool { return l.State == view.Candidate })
	return gen.DraftAlignment{
		System: OrganisationRef(d.System), Model: d.Model, Statement: d.Statement,
		Links: each(shown, Link), Findings: each(d.Findings, reportFinding),
	}
}
