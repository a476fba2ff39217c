package view

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Marked is a text of an item with the words of the evidence marked.
type Marked struct {
	Title       []alignment.Segment
	Description []alignment.Segment
}

func mark(title, description string, evidence []alignment.Evidence) Marked {
	return Marked{alignment.Marks(title, evidence), alignment.Marks(description, evidence)}
}

// LinkDetail is a link with both texts and the words that speak for it marked in each.
type LinkDetail struct {
	Link            Link
	Measures        []strategy.Measure // the objective's
	ObjectiveText   Marked
	TargetText      Marked
	InitiativeTexts []Marked // of the initiatives that serve the goal and share words with the objective
	History         []Entry  // what was decided, newest first, and what was said to it
}

// OrganisationPage is what an organisation has released, and what it serves.
type OrganisationPage struct {
	Organisation tenants.Organisation
	Edition      strategy.Edition // zero when nothing has been released
	Summary      string
	Document     strategy.Document
	Objectives   []ObjectiveSummary
	Findings     []FindingDetail
}

// ObjectiveSummary is an objective with its links and where it belongs.
type ObjectiveSummary struct {
	Objective  ObjectiveRef
	Links      []Link
	Placement  *alignment.Placement
	Unreviewed bool // what it serves is not known yet to whoever reads
}

// ObjectivePage is one released objective in full.
type ObjectivePage struct {
	Objective    ObjectiveRef
	Organisation tenants.Organisation
	Edition      strategy.Edition
	Description  string
	Measures     []strategy.Measure
	Links        []LinkDetail
	Placement    *alignment.Placement
	Unreviewed   bool // what it serves is not known yet to whoever reads
	Findings     []FindingDetail
}

// CellPage is one organisation's part in one target, in full.
type CellPage struct {
	Target       Target
	Organisation tenants.Organisation
	Cell         Cell
	Links        []LinkDetail
	Constraints  []strategy.Item
	Findings     []FindingDetail
}

// stage is what the pages about one organisation in one system share: the system's released edition and the
// organisation's, and the organisation's links.
type stage struct {
	system  tenants.Organisation
	theirs  strategy.Edition
	edition strategy.Edition
	column  Column
	links   []Link
	entries map[pair][]Entry
}

func setStage(ctx context.Context, tx *tenants.Tx, system tenants.Organisation, organisation uuid.UUID) (stage, error) {
	st := stage{system: system}
	columns, err := Columns(ctx, tx, system)
	if err != nil {
		return st, err
	}
	i := slices.IndexFunc(columns, func(c Column) bool { return c.Organisation.ID == organisation })
	if i < 0 {
		return st, fault.New(fault.NotFound, "There is no such organisation in this system, or you may not see it.")
	}
	st.column = columns[i]
	channels, err := tenants.ChannelsOf(ctx, tx, system.ID)
	if err != nil {
		return st, err
	}
	editions, err := strategy.Released(ctx, tx, []uuid.UUID{system.ID, organisation}, channels)
	if err != nil {
		return st, err
	}
	st.theirs, st.edition = editions[organisation], editions[system.ID]
	st.links, err = Links(ctx, tx, LinkFilter{System: &system.ID, Organisation: &organisation})
	return st, err
}

// item finds an item of the organisation's edition.
func (st stage) item(id uuid.UUID) (strategy.EditionItem, bool) {
	i := slices.IndexFunc(st.theirs.Items, func(item strategy.EditionItem) bool { return item.ID == id })
	if i < 0 {
		return strategy.EditionItem{}, false
	}
	return st.theirs.Items[i], true
}

// detail sets a link's texts beside each other.
func (st stage) detail(l Link) LinkDetail {
	d := LinkDetail{Link: l, History: st.entries[pair{l.Objective.ID, l.Target.ID}]}
	if o, ok := st.item(l.Objective.ID); ok {
		d.Measures = o.Body.Measures
		d.ObjectiveText = mark(o.Title, o.Body.Description, l.Evidence)
	}
	targets := targetsOf(st.edition)
	byID := map[uuid.UUID]Target{}
	for _, t := range targets {
		byID[t.ID] = t
	}
	t := byID[l.Target.ID]
	d.TargetText = mark(t.Title, t.Description, l.Evidence)
	if t.Kind == alignment.ToGoal && slices.ContainsFunc(l.Evidence, func(e alignment.Evidence) bool { return e.Kind == alignment.FromInitiative }) {
		for _, s := range t.Serves {
			d.InitiativeTexts = append(d.InitiativeTexts, mark(s.Title, byID[s.ID].Description, l.Evidence))
		}
	}
	return d
}

func (st stage) details(keep func(Link) bool) []LinkDetail {
	var details []LinkDetail
	for _, l := range st.links {
		if keep(l) && l.counts() {
			details = append(details, st.detail(l))
		}
	}
	return details
}

// ReadCell reads one organisation's part in one target, in full.
func ReadCell(ctx context.Context, tx *tenants.Tx, target, organisation uuid.UUID) (CellPage, error) {
	t, err := FindTarget(ctx, tx, target)
	if err != nil {
		return CellPage{}, err
	}
	st, err := setStage(ctx, tx, t.System, organisation)
	if err != nil {
		return CellPage{}, err
	}
	if st.entries, err = history(ctx, tx, t.System.ID, organisation); err != nil {
		return CellPage{}, err
	}
	cells, changed, err := readCells(ctx, tx, CellFilter{System: t.System.ID, Organisation: &organisation, Target: &target})
	if err != nil {
		return CellPage{}, err
	}
	page := CellPage{
		Target: t.Target, Organisation: st.column.Organisation, Cell: changed.mark(st.column.Cell(target, cells)),
		Links:       st.details(func(l Link) bool { return l.Target.ID == target }),
		Constraints: st.theirs.Document().Of(strategy.KindConstraint),
	}
	page.Findings, err = findingsAbout(ctx, tx, t.System, func(f Finding) bool {
		return f.Target != nil && *f.Target == target && f.Owner == organisation
	})
	return page, err
}

// ReadObjective reads one released objective in full.
func ReadObjective(ctx context.Context, tx *tenants.Tx, id uuid.UUID, system *uuid.UUID) (ObjectivePage, error) {
	owner, err := ownerOfItem(ctx, tx, id)
	if err != nil {
		return ObjectivePage{}, err
	}
	at, err := tenants.SystemAtHand(ctx, tx, system)
	if err != nil {
		return ObjectivePage{}, err
	}
	st, err := setStage(ctx, tx, at, owner)
	if err != nil {
		return ObjectivePage{}, err
	}
	item, ok := st.item(id)
	if !ok || item.Kind != strategy.KindObjective {
		return ObjectivePage{}, fault.New(fault.NotFound, "There is no such objective, or you may not see it.")
	}
	if st.entries, err = history(ctx, tx, at.ID, owner); err != nil {
		return ObjectivePage{}, err
	}
	placements, err := Placements(ctx, tx, at.ID, &owner)
	if err != nil {
		return ObjectivePage{}, err
	}
	page := ObjectivePage{
		Objective: objectiveRef(item, owner), Organisation: st.column.Organisation, Edition: st.theirs,
		Description: item.Body.Description, Measures: item.Body.Measures, Placement: lookUp(placements, id),
		Links: st.details(func(l Link) bool { return l.Objective.ID == id }),
	}
	page.Unreviewed = st.unreviewed(len(page.Links), page.Placement)
	page.Findings, err = findingsAbout(ctx, tx, at, func(f Finding) bool { return slices.Contains(f.Items, id) })
	return page, err
}

func objectiveRef(item strategy.EditionItem, owner uuid.UUID) ObjectiveRef {
	return ObjectiveRef{item.ID, owner, item.Code, item.Title, item.Due}
}

func lookUp(placements map[uuid.UUID]alignment.Placement, id uuid.UUID) *alignment.Placement {
	if p, ok := placements[id]; ok {
		return &p
	}
	return nil
}

// ReadOrganisation reads what an organisation has released and what it serves.
func ReadOrganisation(ctx context.Context, tx *tenants.Tx, organisation uuid.UUID, system *uuid.UUID) (OrganisationPage, error) {
	at, err := tenants.SystemAtHand(ctx, tx, system)
	if err != nil {
		return OrganisationPage{}, err
	}
	st, err := setStage(ctx, tx, at, organisation)
	if err != nil {
		return OrganisationPage{}, err
	}
	placements, err := Placements(ctx, tx, at.ID, &organisation)
	if err != nil {
		return OrganisationPage{}, err
	}
	page := OrganisationPage{Organisation: st.column.Organisation, Edition: st.theirs, Document: st.theirs.Document()}
	serving, unreviewed := 0, 0
	for _, item := range st.theirs.Items {
		if item.Kind != strategy.KindObjective {
			continue
		}
		o := st.objective(item, lookUp(placements, item.ID))
		if slices.ContainsFunc(o.Links, func(l Link) bool { return l.Target.Kind == alignment.ToGoal }) {
			serving++
		}
		if o.Unreviewed {
			unreviewed++
		}
		page.Objectives = append(page.Objectives, o)
	}
	page.Summary = st.summary(len(page.Objectives), serving, unreviewed)
	page.Findings, err = findingsAbout(ctx, tx, at, func(f Finding) bool {
		return f.Owner == organisation || slices.Contains(f.Items, organisation)
	})
	return page, err
}

// objective is one objective of the organisation with what it serves.
func (st stage) objective(item strategy.EditionItem, p *alignment.Placement) ObjectiveSummary {
	o := ObjectiveSummary{Objective: objectiveRef(item, st.column.Organisation.ID), Placement: p}
	for _, l := range st.links {
		if l.Objective.ID == item.ID && l.counts() {
			o.Links = append(o.Links, l)
		}
	}
	o.Unreviewed = st.unreviewed(len(o.Links), p)
	return o
}

// unreviewed reports that nobody can say yet what an objective serves: its organisation looks at the suggestions first, or it has not
// been lined up. What has been decided is said at once.
func (st stage) unreviewed(links int, p *alignment.Placement) bool {
	return links == 0 && st.column.Shared && !st.column.joint && (st.column.Note != "" || p == nil)
}

func (st stage) summary(objectives, serving, unreviewed int) string {
	if st.column.joint {
		return st.column.Note
	}
	if !st.column.Shared {
		return "It has not shared a strategy with " + st.system.Name + "."
	}
	said := fmt.Sprintf("%d of its %s, or look as if they serve, a goal of %s.", serving,
		plural(objectives, "objective serves", "objectives serve"), st.system.Name)
	if unreviewed == 0 {
		return said
	}
	return fmt.Sprintf("%s %s not yet reviewed. %s", said, plural(unreviewed, "objective is", "objectives are"), cmp.Or(st.column.Note, laterNote))
}
