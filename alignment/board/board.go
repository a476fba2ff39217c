package board

import (
	"context"
	"slices"

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
	Checkup     checkup.Checkup // of the strategy that is being written; empty while nothing is
	Questions   []Asked
	Assessments []Assessment // the latest, and the one before it
}

// Asked is a question with what there is to answer it.
type Asked struct {
	Question

	Facts    []Fact
	Findings []checkup.Finding // of the strategy check, without those that have been dismissed
	Answer   *Answer           // the latest
}

// Read reads what the acting organisation's board looks at, in a number of queries that does not grow with its strategy.
func Read(ctx context.Context, tx *tenants.Tx) (Board, error) {
	b, err := shown(ctx, tx)
	if err != nil {
		return b, err
	}
	answers, err := latestAnswers(ctx, tx)
	if err != nil {
		return b, err
	}
	for i, q := range b.Questions {
		if a, ok := answers[q.ID]; ok {
			b.Questions[i].Answer = &a
		}
	}
	b.Assessments, err = lastAssessments(ctx, tx)
	return b, err
}

// shown is the board without what has been said: what the strategy shows for each question.
func shown(ctx context.Context, tx *tenants.Tx) (Board, error) {
	if err := ofAnOrganisation(ctx, tx); err != nil {
		return Board{}, err
	}
	strategies, err := strategy.List(ctx, tx)
	if err != nil {
		return Board{}, err
	}
	var b Board
	if len(strategies) > 0 {
		if b.Checkup, err = checkup.Read(ctx, tx, strategies[0].ID, nil); err != nil {
			return Board{}, err
		}
	}
	r := newReading(b.Checkup.Working.Header.Item, tx.Today())
	for _, k := range b.Checkup.Working.Items {
		r.add(k)
	}
	if err := r.addSystems(ctx, tx); err != nil {
		return Board{}, err
	}
	for _, q := range Questions() {
		b.Questions = append(b.Questions, Asked{Question: q, Facts: r.facts(q), Findings: findings(b.Checkup, q)})
	}
	return b, nil
}

// ofAnOrganisation refuses a system: what it writes has goals where the questions ask about objectives.
func ofAnOrganisation(ctx context.Context, tx *tenants.Tx) error {
	self, err := tenants.Self(ctx, tx)
	if err == nil && self.Kind == tenants.KindSystem {
		err = fault.New(fault.NotFound, "The board questions are asked of one organisation, and this is a system. Act as the organisation whose board it is.")
	}
	return err
}

// findings are those of the rules that go with a question.
func findings(c checkup.Checkup, q Question) []checkup.Finding {
	var open []checkup.Finding
	for _, f := range c.Findings {
		if f.Dismissed == nil && slices.Contains(q.Rules, f.Rule) {
			open = append(open, f)
		}
	}
	return open
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
