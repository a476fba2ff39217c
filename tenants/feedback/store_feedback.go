package feedback

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

// What a link shows and its secret's hash are in no record.
type linkRow struct {
	tenants.Owned
	StrategyID uuid.UUID
	Name       string
	SecretHash []byte `json:"-"`
	Shown      Shown  `json:"-" gorm:"serializer:json"`
	Ends       time.Time
	RevokedAt  *time.Time
}

// TableName is where GORM finds the rows.
func (*linkRow) TableName() string { return "app.feedback_link" }

// What was said, and by whom, is in no record: it can be removed for good.
type saidRow struct {
	tenants.Owned
	LinkID    uuid.UUID
	Sent      string
	ItemID    *uuid.UUID
	Body      string `json:"-"`
	SaidBy    string `json:"-"`
	SettledAt *time.Time
}

// TableName is where GORM finds the rows.
func (*saidRow) TableName() string { return "app.feedback" }

const (
	readLinksQuery = `
select l.id, l.strategy_id, l.name, l.created_at, coalesce(n.name, ''), l.ends,
       case when l.revoked_at is not null then 'revoked' when l.ends <= sec.current_at() then 'ended' else 'open' end, l.version
  from app.feedback_link l
  left join sec.names(array(select created_by from app.feedback_link where org_id = sec.current_org())) n on n.id = l.created_by
 where l.org_id = sec.current_org() and ($1::uuid is null or l.strategy_id = $1) and ($2::uuid is null or l.id = $2)
 order by l.created_at desc, l.id desc`

	readSaidQuery = `
select f.link_id, f.id, (select i from jsonb_array_elements(l.shown -> 'Items') i where i ->> 'ID' = f.item_id::text), f.body, f.said_by, f.created_at, f.settled_at, f.version
  from app.feedback f join app.feedback_link l on l.org_id = f.org_id and l.id = f.link_id
 where f.org_id = sec.current_org() and ($1::uuid is null or l.strategy_id = $1) and ($2::uuid is null or l.id = $2)
 order by f.created_at, f.id`
)

// readLinks reads the links of a strategy, or one link, with what was said by each.
func readLinks(ctx context.Context, tx *tenants.Tx, of, id *uuid.UUID) ([]Link, error) {
	var list []Link
	batch := &pgx.Batch{}
	batch.Queue(readLinksQuery, of, id).Query(func(rows pgx.Rows) (err error) {
		list, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (l Link, err error) {
			return l, row.Scan(&l.ID, &l.Strategy, &l.Name, &l.Made, &l.MadeBy, &l.Ends, &l.State, &l.Version)
		})
		return err
	})
	batch.Queue(readSaidQuery, of, id).Query(func(rows pgx.Rows) error {
		var link uuid.UUID
		var s Said
		var settled *time.Time
		_, err := pgx.ForEachRow(rows, []any{&link, &s.ID, &s.Item, &s.Body, &s.By, &s.At, &settled, &s.Version}, func() error {
			one := s
			if settled != nil {
				one.Settled = *settled
			}
			i := slices.IndexFunc(list, func(l Link) bool { return l.ID == link })
			list[i].Said = append(list[i].Said, one)
			return nil
		})
		return err
	})
	return list, tx.SQL().SendBatch(ctx, batch).Close()
}

const readWaitingQuery = `
select count(*), max(f.created_at)
  from app.feedback f join app.feedback_link l on l.org_id = f.org_id and l.id = f.link_id
 where f.org_id = sec.current_org() and l.strategy_id = $1 and f.settled_at is null`

// readWaiting reads how much of what was said of a strategy is open.
func readWaiting(ctx context.Context, tx *tenants.Tx, of uuid.UUID) (w Waiting, err error) {
	var latest *time.Time
	if err = tx.SQL().QueryRow(ctx, readWaitingQuery, of).Scan(&w.Comments, &latest); err == nil && latest != nil {
		w.Latest = *latest
	}
	return w, err
}

// readSent reads under which keys something was said by a link already.
func readSent(ctx context.Context, tx *tenants.Tx, link uuid.UUID) ([]string, error) {
	rows, err := tx.SQL().Query(ctx, "select sent from app.feedback where org_id = sec.current_org() and link_id = $1", link)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

const readDraftQuery = `select id, org_id, name, kind, ods_code, fictional, shown, ends from sec.feedback_link_of($1, $2, $3)`

func readDraft(ctx context.Context, e tenants.Entry, secret tenants.SessionKey) (Draft, error) {
	rows, err := e.Run(ctx, "feedback_link_of", []string{secret.String()}, readDraftQuery, secret[:], e.Now())
	if err != nil {
		return Draft{}, err
	}
	drafts, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (d Draft, err error) {
		return d, row.Scan(&d.link, &d.org, &d.Of.Name, &d.Of.Kind, &d.Of.ODS, &d.Of.Fictional, &d.Shown, &d.Ends)
	})
	if err != nil {
		return Draft{}, tenants.Fault(err)
	}
	if len(drafts) == 0 {
		return Draft{}, errClosed
	}
	return drafts[0], nil
}
