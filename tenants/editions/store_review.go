package editions

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

type reviewRow struct {
	tenants.Owned
	EditionID  uuid.UUID
	PersonID   uuid.UUID
	Verdict    Verdict
	Note       string
	AnsweredAt *time.Time
}

// TableName is where GORM finds the rows.
func (*reviewRow) TableName() string { return "app.review" }

// reviewOf reads what a person was asked of an edition, or nil.
func reviewOf(ctx context.Context, tx *tenants.Tx, edition, person uuid.UUID) (*reviewRow, error) {
	rows, err := tenants.List[reviewRow](ctx, tx, nil, map[string]any{"edition_id": edition, "person_id": person})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// lastSent finds the edition of a strategy that was sent last, and the one that was withdrawn where none is published; nil is
// none. What was kept was never sent.
func lastSent(ctx context.Context, tx *tenants.Tx, of uuid.UUID) (*uuid.UUID, *Withdrawal, error) {
	var id uuid.UUID
	var withdrawn *uuid.UUID
	var number *int
	var at *time.Time
	err := tx.SQL().QueryRow(ctx, lastSentOf, of).Scan(&id, &withdrawn, &number, &at)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil, nil, nil
	case err != nil || withdrawn == nil:
		return &id, nil, err
	}
	return &id, &Withdrawal{Asking{*withdrawn, *number}, *at}, nil
}

const lastSentOf = `
select l.id, w.id, w.n, w.at
  from (select id from app.edition where org_id = sec.current_org() and strategy_id = $1 and state <> 'kept' order by n desc limit 1) l
  left join lateral (
       select e.id, e.n, max(r.until) as at
         from app.edition e join app.release r on r.org_id = e.org_id and r.edition_id = e.id
        where e.org_id = sec.current_org() and e.strategy_id = $1 and e.state = 'withdrawn' and r.until is not null
          and not exists (select from app.edition p where p.org_id = e.org_id and p.strategy_id = e.strategy_id and p.state = 'published')
        group by e.id, e.n order by at desc, e.n desc limit 1) w on true`

func (r *reviewRow) answer(ctx context.Context, tx *tenants.Tx, v Verdict, note string) error {
	before, at := *r, tx.At()
	r.Verdict, r.Note, r.AnsweredAt = v, note, &at
	return tenants.Update(ctx, tx, &before, r, "verdict", "note", "answered_at")
}

type commentRow struct {
	tenants.Owned
	EditionID uuid.UUID
	ItemID    *uuid.UUID
	Field     string
	Body      string
	SettledAt *time.Time
}

// TableName is where GORM finds the rows.
func (*commentRow) TableName() string { return "app.edition_comment" }

const comments = `
select c.id, c.item_id, c.field, c.body, coalesce(n.name, ''), c.created_at, c.settled_at, c.version
  from app.edition_comment c
  left join sec.names(array(select created_by from app.edition_comment where org_id = sec.current_org() and edition_id = $1)) n on n.id = c.created_by
 where c.org_id = sec.current_org() and c.edition_id = $1
 order by c.created_at, c.id`

func readComments(ctx context.Context, tx *tenants.Tx, edition uuid.UUID) ([]Comment, error) {
	rows, err := tx.SQL().Query(ctx, comments, edition)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Comment, error) {
		var c Comment
		var settled *time.Time
		err := row.Scan(&c.ID, &c.Item, &c.Field, &c.Body, &c.By, &c.At, &settled, &c.Version)
		if settled != nil {
			c.Settled = *settled
		}
		return c, err
	})
}

type holdRow struct {
	tenants.Owned
	Begins   time.Time
	Ends     time.Time
	Reason   string
	LiftedAt *time.Time
}

// TableName is where GORM finds the rows.
func (*holdRow) TableName() string { return "app.hold" }

func (r *holdRow) hold(version int) *Hold {
	return &Hold{ID: r.ID, Begins: r.Begins, Ends: r.Ends, Reason: r.Reason, Version: version}
}

// standingHold reads the hold that nobody has lifted, past ones too, or nil, and how many the organisation has had. A hold has no
// address of its own, so that number is its version: by it nobody lifts the one that has taken the place of what they looked at.
func standingHold(ctx context.Context, tx *tenants.Tx) (*holdRow, int, error) {
	rows, err := tenants.List[holdRow](ctx, tx, nil, nil)
	if err != nil {
		return nil, 0, err
	}
	i := slices.IndexFunc(rows, func(r holdRow) bool { return r.LiftedAt == nil })
	if i < 0 {
		return nil, len(rows), nil
	}
	return &rows[i], len(rows), nil
}

func lift(ctx context.Context, tx *tenants.Tx, row *holdRow) error {
	before, at := *row, tx.At()
	row.LiftedAt = &at
	return tenants.Update(ctx, tx, &before, row, "lifted_at")
}
