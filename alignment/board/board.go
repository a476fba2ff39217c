package board

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/checkup"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Board is what an organisation's board looks at: its questions, each with what the strategy shows for it now and what the
// board answered last, and what it last found of embedding.
type Board struct {
	Checkup     checkup.Checkup   // of the strategy that is being written; empty while nothing is
	Published   strategy.Standing // what is published beside it
	Counted     time.Time         // the day on which it is counted
	Questions   []Asked
	Assessments []Assessment // the latest, and the one before it
}

// Asked is a question with what there is to answer it.
type Asked struct {
	Question

	Facts     []Fact
	Findings  []checkup.Finding // of the strategy check, without those that have been dismissed
	Dismissed int               // how many have been
	Answer    *Answer           // the latest
}

// Read reads what the acting organisation's board looks at, in a number of queries that does not grow with its strategy.
func Read(ctx context.Context, tx *tenants.Tx) (Board, error) {
	id, err := current(ctx, tx)
	if err != nil {
		return Board{}, err
	}
	b := Board{Counted: tx.Today()}
	if id != nil {
		if b.Checkup, err = checkup.Read(ctx, tx, *id, nil); err != nil {
			return Board{}, err
		}
		if b.Published, err = strategy.ReadBeside(ctx, tx, b.Checkup.Working); err != nil {
			return Board{}, err
		}
	}
	r, err := read(ctx, tx, b.Checkup.Working)
	if err != nil {
		return Board{}, err
	}
	answers, err := latestAnswers(ctx, tx)
	if err != nil {
		return Board{}, err
	}
	for _, q := range Questions() {
		asked := Asked{Question: q, Facts: r.facts(q)}
		asked.Findings, asked.Dismissed = findings(b.Checkup, q)
		if a, ok := answers[q.ID]; ok {
			asked.Answer = &a
		}
		b.Questions = append(b.Questions, asked)
	}
	b.Assessments, err = lastAssessments(ctx, tx)
	return b, err
}

// showing gives what the strategy shows for one question, without the strategy check, which takes longest.
func showing(ctx context.Context, tx *tenants.Tx, q Question) ([]Fact, error) {
	id, err := current(ctx, tx)
	if err != nil {
		return nil, err
	}
	var w strategy.Working
	if id != nil {
		if w, err = strategy.Read(ctx, tx, *id); err != nil {
			return nil, err
		}
	}
	r, err := read(ctx, tx, w)
	if err != nil {
		return nil, err
	}
	return r.facts(q), nil
}

// current is the strategy that the questions are asked about, or nil while nothing has been written.
func current(ctx context.Context, tx *tenants.Tx) (*uuid.UUID, error) {
	if err := ofAnOrganisation(ctx, tx); err != nil {
		return nil, err
	}
	strategies, err := strategy.List(ctx, tx)
	if err != nil || len(strategies) == 0 {
		return nil, err
	}
	return &strategies[0].ID, nil
}

// read reads a working copy, and the organisation's part in its systems' goals.
func read(ctx context.Context, tx *tenants.Tx, w strategy.Working) (*reading, error) {
	r := newReading(w.Header.Item, tx.Today())
	for _, k := range w.Items {
		r.add(k)
	}
	err := r.addSystems(ctx, tx)
	return r, err
}

// ofAnOrganisation refuses a system: what it writes has goals where the questions ask about objectives.
func ofAnOrganisation(ctx context.Context, tx *tenants.Tx) error {
	self, err := tenants.Self(ctx, tx)
	if err == nil && self.Kind == tenants.KindSystem {
		err = fault.New(fault.NotFound, "The board questions are asked of one organisation, and this is a system. Act as the organisation whose board it is.")
	}
	return err
}

// Dismissed are the findings of the strategy check that somebody has dismissed, whether they go with a question or not: a board
// is told what it is not shown, and why.
func (b Board) Dismissed() []checkup.Finding {
	var dismissed []checkup.Finding
	for _, f := range b.Checkup.Findings {
		if f.Dismissed != nil {
			dismissed = append(dismissed, f)
		}
	}
	return dismissed
}

// findings are those of the rules that go with a question, and how many of them have been dismissed.
func findings(c checkup.Checkup, q Question) (open []checkup.Finding, dismissed int) {
	for _, f := range c.Findings {
		switch {
		case !slices.Contains(q.Rules, f.Rule):
		case f.Dismissed != nil:
			dismissed++
		default:
			open = append(open, f)
		}
	}
	return open, dismissed
}

// addSystems adds the goals and shared initiatives of the systems that the acting organisation is a member of, with its own
// part in each. What does not apply to it is left out.
func (r *reading) addSystems(ctx context.Context, tx *tenants.Tx) error {
	own := tx.Organisation()
	memberships, err := tenants.Memberships(ctx, tx, nil, &own)
	if err != nil {
		return err
	}
	for _, m := range memberships {
		if m.Kind != tenants.Member {
			continue
		}
		matrix, err := view.ReadMatrix(ctx, tx, &m.System.ID)
		if err != nil {
			return err
		}
		for _, row := range matrix.Rows {
			r.addTarget(row, own)
		}
	}
	return nil
}

func (r *reading) addTarget(row view.MatrixRow, own uuid.UUID) {
	i := slices.IndexFunc(row.Cells, func(c view.Cell) bool { return c.Organisation == own })
	if i < 0 || row.Cells[i].State == alignment.NotApplicable {
		return
	}
	sort, kind := systemGoal, strategy.KindGoal
	if row.Target.Kind != alignment.ToGoal {
		sort, kind = systemInitiative, strategy.KindInitiative
	}
	e := Evidence{ID: row.Target.ID, Kind: kind, Code: row.Target.Code, Title: row.Target.Title, OfSystem: true}
	r.things[sort] = append(r.things[sort], thing{Evidence: e, state: row.Cells[i].State})
}
