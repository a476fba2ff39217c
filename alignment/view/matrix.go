package view

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/tenants"
)

// Matrix is a system's goals and shared initiatives by organisation.
type Matrix struct {
	System        tenants.Organisation
	AsOf          time.Time
	Summary       string
	Organisations []Column
	Rows          []MatrixRow
}

// Column is an organisation of the matrix.
type Column struct {
	Organisation tenants.Organisation
	Shared       bool
	Note         string    // why its column says less than others
	joint        bool      // it has shared nothing of its own, and the strategy of another speaks for it
	window       time.Time // the civil date from which the system sees what it has not reviewed; zero when it has not shared
}

// MatrixRow is one target across the organisations, in the columns' order.
type MatrixRow struct {
	Target     TargetRef
	Cells      []Cell
	Aligned    int
	Applicable int // to how many it applies of those that have shared a strategy
	StandsOut  string
}

// ReadMatrix reads the matrix as the acting organisation may see it: a system sees every member, a member itself.
func ReadMatrix(ctx context.Context, tx *tenants.Tx, system *uuid.UUID) (Matrix, error) {
	at, targets, err := Targets(ctx, tx, system)
	if err != nil {
		return Matrix{}, err
	}
	m := Matrix{System: at, AsOf: tx.Today()}
	if m.Organisations, err = Columns(ctx, tx, at); err != nil {
		return m, err
	}
	cells, changed, err := readCells(ctx, tx, CellFilter{System: at.ID})
	if err != nil {
		return m, err
	}
	byTarget := map[uuid.UUID][]Cell{}
	for _, c := range cells {
		byTarget[c.Target] = append(byTarget[c.Target], c)
	}
	for _, t := range targets {
		m.Rows = append(m.Rows, row(t.TargetRef, m.Organisations, byTarget[t.ID], changed))
	}
	m.Summary = m.summary()
	return m, nil
}

// Columns reads the members whose part the acting organisation may see: all of them for the system, itself for
// a member, none for a partner.
func Columns(ctx context.Context, tx *tenants.Tx, system tenants.Organisation) ([]Column, error) {
	var only *uuid.UUID
	if own := tx.Organisation(); own != system.ID {
		only = &own
	}
	memberships, err := tenants.Memberships(ctx, tx, &system.ID, only)
	if err != nil {
		return nil, err
	}
	published, joint, err := whatIsSaid(ctx, tx, system.ID)
	if err != nil {
		return nil, err
	}
	window, err := setting.ReadWindow(ctx, tx, system.ID)
	if err != nil {
		return nil, err
	}
	columns := []Column{}
	for _, m := range memberships {
		if m.Kind != tenants.Member {
			continue
		}
		c := Column{Organisation: m.Organisation}
		edition, ok := published[m.Organisation.ID]
		switch owner := joint[m.Organisation.ID]; {
		case ok:
			c.Shared, c.window = true, window.End(edition.PublishedOn)
			if only == nil && tx.Today().Before(c.window) {
				c.Note = "It is looking at its own suggestions first, until " + c.window.Format("2 January 2006") + "."
			}
		case owner != "":
			c.Shared, c.joint, c.Note = true, true, "It is covered by the joint strategy of "+owner+"."
		default:
			c.Note = "It has not shared a strategy with the system."
		}
		columns = append(columns, c)
	}
	return columns, nil
}

// laterNote says why there is nothing to see yet of what has been shared.
const laterNote = "It is being lined up, or those who wrote it are looking at it first. Look again later."

// Cell finds the column's cell about a target among those that may be seen, or says why there is none to see.
func (c Column) Cell(target uuid.UUID, cells []Cell) Cell {
	for _, cell := range cells {
		if cell.Organisation == c.Organisation.ID && cell.Target == target {
			return cell
		}
	}
	cell := Cell{Organisation: c.Organisation.ID, Target: target, State: alignment.NotYetReviewed, Reason: c.Note}
	switch {
	case !c.Shared:
		cell.State = alignment.NotShared
	case c.Note == "":
		cell.Reason = laterNote
	}
	return cell
}

// changedReason is why a cell says less than it did: the decision rests on other words than are published now.
const changedReason = "Confirmed, and the text has changed since."

// mark says of a cell that it is to be confirmed again, unless something else that was confirmed makes up for it.
func (c changes) mark(cell Cell) Cell {
	if cell.Changed = c[part{cell.Organisation, cell.Target}] && !cell.aligned(); cell.Changed {
		cell.Reason = changedReason
	}
	return cell
}

// counted are cells of a row of which something stands out.
type counted struct{ differing, changed, silent int }

// row is a target across the columns.
func row(target TargetRef, columns []Column, cells []Cell, changed changes) MatrixRow {
	r := MatrixRow{Target: target, Cells: make([]Cell, len(columns))}
	var n counted
	for i, c := range columns {
		cell := changed.mark(c.Cell(target.ID, cells))
		r.Cells[i] = cell
		switch cell.State {
		case alignment.Aligned, alignment.PartlyAligned:
			r.Aligned++
			r.Applicable++
		case alignment.NoPublishedObjective, alignment.ClaimedWithoutMeasure, alignment.NotYetReviewed, alignment.Declined:
			r.Applicable++
		case alignment.NotShared, alignment.NotApplicable:
		}
		n.count(cell)
	}
	r.StandsOut = standsOut(r, n)
	if len(columns) == 1 {
		r.StandsOut = standsOutAlone(n)
	}
	return r
}

func (n *counted) count(cell Cell) {
	if cell.Discuss {
		n.differing++
	}
	switch {
	case cell.Changed:
		n.changed++
	case cell.State == alignment.NoPublishedObjective:
		n.silent++
	}
}

// standsOut is the one thing about a row that a reader should not miss.
func standsOut(r MatrixRow, n counted) string {
	var said []string
	if n.differing > 0 {
		said = append(said, plural(n.differing, "possible difference to discuss", "possible differences to discuss"))
	}
	if n.changed > 0 {
		said = append(said, fmt.Sprintf("%d to be confirmed again", n.changed))
	}
	switch {
	case r.Applicable > 0 && n.silent == r.Applicable:
		said = append(said, "nobody has published an objective")
	case n.silent > 0:
		said = append(said, plural(n.silent, "has no published objective", "have no published objective"))
	}
	return strings.Join(said, "; ")
}

// standsOutAlone is the same to an organisation that sees its own column only.
func standsOutAlone(n counted) string {
	switch {
	case n.differing > 0:
		return "a possible difference to discuss"
	case n.changed > 0:
		return "confirmed, and the text has changed since"
	case n.silent > 0:
		return "you have published no objective for this"
	default:
		return ""
	}
}

// summary says in a sentence or two what the matrix shows.
func (m Matrix) summary() string {
	goals := m.goalsWhere(func(MatrixRow) bool { return true })
	switch {
	case len(m.Rows) == 0:
		return m.System.Name + " has not shared any goals with you yet."
	case len(m.Organisations) == 1:
		aligned := m.goalsWhere(func(r MatrixRow) bool { return r.Aligned > 0 })
		partly := m.goalsWhere(func(r MatrixRow) bool { return r.Cells[0].State == alignment.PartlyAligned })
		changed := m.goalsWhere(func(r MatrixRow) bool { return r.Cells[0].Changed })
		return fmt.Sprintf("Your organisation is aligned with %d of %d goals of %s%s.%s", aligned, goals, m.System.Name, inPart(partly, aligned), toLookAt(changed))
	default:
		mostly := m.goalsWhere(func(r MatrixRow) bool { return r.Applicable > 0 && 2*r.Aligned > r.Applicable })
		return fmt.Sprintf("%s. %d of %s %s aligned, in full or in part, in most of them.",
			plural(m.sharing(), "organisation has shared its strategy", "organisations have shared their strategies"),
			mostly, plural(goals, "goal", "goals"), isAre(mostly))
	}
}

// inPart says how many of those that are aligned are partial, in the word of their cells.
func inPart(partly, aligned int) string {
	switch {
	case partly == 0:
		return ""
	case partly < aligned:
		return fmt.Sprintf(", %d of them in part", partly)
	case aligned == 1:
		return ", in part"
	default:
		return ", all of them in part"
	}
}

// toLookAt says how many goals wait for a look because a text has changed.
func toLookAt(changed int) string {
	if changed == 0 {
		return ""
	}
	return " " + plural(changed, "goal was confirmed, and the text has changed since: look at it again.", "goals were confirmed, and the text has changed since: look at them again.")
}

// sharing is how many organisations have shared a strategy.
func (m Matrix) sharing() int {
	n := 0
	for _, c := range m.Organisations {
		if c.Shared {
			n++
		}
	}
	return n
}

func (m Matrix) goalsWhere(holds func(MatrixRow) bool) int {
	n := 0
	for _, r := range m.Rows {
		if r.Target.Kind == alignment.ToGoal && holds(r) {
			n++
		}
	}
	return n
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
