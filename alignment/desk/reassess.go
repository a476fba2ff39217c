package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

const reassessCommand = "reassessSystem"

// Reassess lines a system up again: it reads what has been released in the system's own scope, lets the engine
// assess it, and writes what changed, each organisation's rows in that organisation's scope. It is safe to run again:
// it goes on until what it wrote came from what is released. Another that is asked for meanwhile waits, for the rows of
// several scopes are no one transaction. Where the system has agreed to it, the embedder is asked what new texts mean; it may be
// nil, and then what is known already counts or nothing.
func Reassess(ctx context.Context, db *tenants.DB, embedder Embedder, system uuid.UUID, request string) error {
	return db.Alone(ctx, reassessCommand+" "+system.String(), func() error { return reassess(ctx, db, embedder, system, request) })
}

func reassess(ctx context.Context, db *tenants.DB, embedder Embedder, system uuid.UUID, request string) error {
	var written kept
	for {
		s, err := look(ctx, db, system, request)
		if err != nil {
			return err
		}
		picture, x := s.picture()
		picture, found := s.sight.see(ctx, embedder, picture)
		if err := keepSight(ctx, db, s, found, request); err != nil {
			return err
		}
		if found.trouble != "" {
			embedder = nil // once is enough for one line-up
		}
		now := kept{alignment.Model(picture), s.window.Version, s.joint.mark()}
		if now == s.kept || now == written {
			return nil
		}
		report, statement := alignment.Survey(picture, alignment.Options{})
		if err := keep(ctx, db, s, assessment{report, x, statement, s.verdicts(x)}, request); err != nil {
			return err
		}
		written = now
	}
}

// look reads the scene in the system's scope, with what was kept last.
func look(ctx context.Context, db *tenants.DB, system uuid.UUID, request string) (scene, error) {
	var s scene
	err := db.Within(ctx, tenants.ForMachine(system, reassessCommand, request), func(tx *tenants.Tx) error {
		self, err := tenants.Self(ctx, tx)
		if err != nil {
			return err
		}
		if s, err = gather(ctx, tx, self); err != nil {
			return err
		}
		if s.joint, err = readJoint(ctx, tx, s); err != nil {
			return err
		}
		if s.kept, err = readKept(ctx, tx); err != nil {
			return err
		}
		s.sight, err = readSight(ctx, tx, self)
		return err
	})
	return s, err
}

// assessment is what the engine found, with the index of its picture and what members may know of it.
type assessment struct {
	report    alignment.Report
	x         index
	statement *alignment.Statement
	verdicts  map[about]alignment.Verdict
}

// keep writes an assessment: every member's rows first, the system's and its statement last, so that a run that was
// cut short is done again.
func keep(ctx context.Context, db *tenants.DB, s scene, a assessment, request string) error {
	for _, m := range s.members {
		scope := tenants.ForMachine(m.Organisation.ID, reassessCommand, request).Writing()
		err := db.Within(ctx, scope, func(tx *tenants.Tx) error {
			return keepMember(ctx, tx, s, m, a)
		})
		if err != nil {
			return fmt.Errorf("keep what concerns %s: %w", m.Organisation.Code, err)
		}
	}
	return db.Within(ctx, tenants.ForMachine(s.system.ID, reassessCommand, request).Writing(), func(tx *tenants.Tx) error {
		if err := writeFindings(ctx, tx, s, a.systemFindings(s, tx.At())); err != nil {
			return err
		}
		return writeStatement(ctx, tx, s, a)
	})
}

func keepMember(ctx context.Context, tx *tenants.Tx, s scene, m released, a assessment) error {
	if err := inTurn(ctx, tx); err != nil {
		return err
	}
	window := s.windowEnd(m.edition)
	if err := writeSuggestions(ctx, tx, s, m, a); err != nil {
		return err
	}
	if err := writePlacements(ctx, tx, s, window, a.placements(m)); err != nil {
		return err
	}
	if err := writeFindings(ctx, tx, s, a.memberFindings(s, m, window)); err != nil {
		return err
	}
	cells := a.withSpoken(s, m, a.cells(m, window, tx.At()), tx.At())
	if err := writeCells(ctx, tx, s, cells); err != nil || !s.windowMoved() {
		return err
	}
	return moveOpenings(ctx, tx, s, window)
}

// kept is what an assessment was kept by.
type kept struct {
	model  string // the hash of all that the engine saw
	window int    // the version of the system's window
	joint  string // for whom joint strategies speak
}

// windowMoved reports whether the system has changed how long its members look first since it was lined up last.
func (s scene) windowMoved() bool { return s.kept.window != s.window.Version }

// windowEnd is when the system may see what its member has not reviewed yet: the member sees its row first, for a
// number of England's working days from the day of publication.
func (s scene) windowEnd(e strategy.Edition) time.Time {
	if e.PublishedOn.IsZero() {
		return time.Time{}
	}
	return tenants.Instant(s.window.End(e.PublishedOn))
}

type suggestion struct {
	link      alignment.Link
	objective placed
	target    placed
}

// suggestions are the links of a member's objectives.
func (a assessment) suggestions(m released) []suggestion {
	var own []suggestion
	for _, link := range a.report.Links {
		objective, target := a.x.items[link.Objective], a.x.items[link.Target]
		if objective.owner == m.Organisation.ID {
			own = append(own, suggestion{link, objective, target})
		}
	}
	return own
}

type placement struct {
	objective uuid.UUID
	alignment.Placement
}

func (a assessment) placements(m released) []placement {
	var own []placement
	for _, p := range a.report.Levels {
		if o := a.x.items[p.Objective]; o.owner == m.Organisation.ID {
			own = append(own, placement{o.ID, p})
		}
	}
	return own
}

// cell is one organisation's part in one target, as a row.
type cell struct {
	target     placed
	state      alignment.CoverageState
	reason     string
	objectives []uuid.UUID
	openFrom   time.Time
	source     *uuid.UUID // whose joint strategy says it; nil is the member's own
}

// cells are a member's part in every goal and shared initiative. What rests on the member's own claims is open at
// once; what has only been suggested opens when the member has had its time to look.
func (a assessment) cells(m released, window, now time.Time) []cell {
	var own []cell
	add := func(target string, c alignment.Coverage) {
		if a.x.organisations[c.Organisation] == m.Organisation.ID {
			own = append(own, a.cell(target, c, window, now))
		}
	}
	for _, c := range a.report.Coverage {
		add(c.Goal, c.Coverage)
	}
	for _, c := range a.report.InitiativeCoverage {
		add(c.Initiative, c.Coverage)
	}
	return own
}

// differs are the goals that a member's own items seem to work against.
func (a assessment) differs(m released) map[string]bool {
	differs := map[string]bool{}
	for _, f := range a.report.Findings {
		if f.Kind == alignment.Conflict && f.Goal != nil && a.ownedBy(f, m) {
			differs[*f.Goal] = true
		}
	}
	return differs
}

func (a assessment) cell(target string, c alignment.Coverage, window, now time.Time) cell {
	row := cell{target: a.x.items[target], state: c.State, openFrom: openFrom(c.State, window, now)}
	for _, id := range c.Objectives {
		row.objectives = append(row.objectives, a.x.items[id].ID)
	}
	row.reason = reasonFor(c.State, len(row.objectives))
	return row
}

// openFrom says when a cell in a state may be seen by the system.
func openFrom(state alignment.CoverageState, window, now time.Time) time.Time {
	switch state {
	case alignment.NotYetReviewed, alignment.NoPublishedObjective:
		return window
	case alignment.Aligned, alignment.PartlyAligned, alignment.ClaimedWithoutMeasure, alignment.NotShared,
		alignment.NotApplicable, alignment.Declined:
		return now
	default:
		return window
	}
}

// reasonFor is the sentence that goes with a state which does not speak for itself.
func reasonFor(state alignment.CoverageState, objectives int) string {
	switch state {
	case alignment.NotYetReviewed:
		if objectives == 1 {
			return "One objective looks as if it serves this. The organisation has not reviewed it yet."
		}
		return fmt.Sprintf("%d objectives look as if they serve this. The organisation has not reviewed them yet.", objectives)
	case alignment.ClaimedWithoutMeasure:
		return "The organisation says that it serves this, and no objective has a measure to show it."
	case alignment.NotShared:
		return "The organisation has not shared a strategy with the system."
	case alignment.Aligned, alignment.PartlyAligned, alignment.NoPublishedObjective, alignment.NotApplicable, alignment.Declined:
		return ""
	default:
		return ""
	}
}

// finding is a finding of the engine as a row.
type finding struct {
	alignment.Finding
	key      string
	items    []uuid.UUID
	target   *uuid.UUID
	channel  uuid.UUID
	openFrom time.Time
}

// ownedBy reports whether a finding is about items of one member alone.
func (a assessment) ownedBy(f alignment.Finding, m released) bool {
	switch f.Kind {
	case alignment.Conflict, alignment.Late, alignment.Orphan:
		return len(f.Items) > 0 && a.x.items[f.Items[0]].owner == m.Organisation.ID
	case alignment.Gap, alignment.Silence, alignment.Duplicate:
		return false
	default:
		return false
	}
}

// memberFindings are about one member's items, belong to it, and open to the desk after its time to look.
func (a assessment) memberFindings(s scene, m released, window time.Time) []finding {
	var own []finding
	for _, f := range a.report.Findings {
		if a.ownedBy(f, m) {
			own = append(own, a.finding(f, s.channel(tenants.Desk), window))
		}
	}
	return own
}

// systemFindings are about several members, or about none, and belong to the system. One that rests on what a member
// has not reviewed is not told before that member has had its time to look. Nobody is silent where a joint strategy speaks for
// them.
func (a assessment) systemFindings(s scene, now time.Time) []finding {
	windows := map[uuid.UUID]time.Time{}
	for _, m := range s.members {
		windows[m.Organisation.ID] = s.windowEnd(m.edition)
	}
	var own []finding
	for _, f := range a.report.Findings {
		if a.spokenFor(s, f, now) {
			continue
		}
		switch f.Kind {
		case alignment.Gap, alignment.Silence, alignment.Duplicate:
			own = append(own, a.finding(f, s.channel(tenants.Desk), latestWindow(f, a.x, windows)))
		case alignment.Conflict, alignment.Late, alignment.Orphan:
		}
	}
	return own
}

// latestWindow is when the last of the members whom a finding rests on has had its time: those whose items it names,
// or all of them when it says that nobody does something.
func latestWindow(f alignment.Finding, x index, windows map[uuid.UUID]time.Time) time.Time {
	var last time.Time
	for owner, end := range windows {
		named := f.Kind == alignment.Gap || slices.ContainsFunc(f.Items, func(id string) bool {
			return x.items[id].owner == owner || x.organisations[id] == owner
		})
		if named && end.After(last) {
			last = end
		}
	}
	return last
}

func (a assessment) finding(f alignment.Finding, channel uuid.UUID, open time.Time) finding {
	row := finding{Finding: f, channel: channel, openFrom: open}
	for _, id := range f.Items {
		if item, ok := a.x.items[id]; ok {
			row.items = append(row.items, item.ID)
		} else {
			row.items = append(row.items, a.x.organisations[id])
		}
	}
	parts := []string{string(f.Kind), string(f.Difference)}
	if f.Goal != nil {
		target := a.x.items[*f.Goal].ID
		row.target = &target
		parts = append(parts, target.String())
	}
	ids := make([]string, len(row.items))
	for i, id := range row.items {
		ids[i] = id.String()
	}
	slices.Sort(ids)
	row.key = strings.Join(append(parts, ids...), "|")
	return row
}
