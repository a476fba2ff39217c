package editions

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

const summaries = `
select e.id, e.strategy_id, e.n, e.state, e.note, e.created_at, e.created_by, coalesce(s.name, ''), coalesce(e.published_on, '0001-01-01'), e.version,
       array(select distinct ch.kind from app.release r join app.channel ch on ch.id = r.channel_id
              where r.org_id = e.org_id and r.edition_id = e.id and (r.until is null or r.until > sec.current_at()) order by ch.kind),
       (select count(*) from app.edition_comment c where c.org_id = e.org_id and c.edition_id = e.id and c.settled_at is null),
       v.person_id, coalesce(nullif(n.name, ''), k.subject), v.verdict, v.note, v.answered_at, k.person is null
  from app.edition e
  left join sec.names(array(select created_by from app.edition where org_id = sec.current_org())) s on s.id = e.created_by
  left join app.review v on v.org_id = e.org_id and v.edition_id = e.id
  left join sec.names(array(select person_id from app.review where org_id = sec.current_org())) n on n.id = v.person_id
  left join sec.colleagues() k on k.person = v.person_id
 where e.org_id = sec.current_org() and e.strategy_id = coalesce($1, e.strategy_id) and e.id = coalesce($2, e.id)
 order by e.strategy_id, e.n desc, v.created_at, v.id`

// reviewScan is a review as it is scanned beside its edition; all of it is null for an edition that nobody was asked about.
type reviewScan struct {
	person              *uuid.UUID
	name, verdict, note *string
	answered            *time.Time
	left                bool
}

func readSummaries(ctx context.Context, tx *tenants.Tx, of, one *uuid.UUID) ([]Summary, error) {
	rows, err := tx.SQL().Query(ctx, summaries, of, one)
	if err != nil {
		return nil, err
	}
	var list []Summary
	var s Summary
	var v reviewScan
	_, err = pgx.ForEachRow(rows, []any{
		&s.ID, &s.Strategy, &s.Number, &s.State, &s.Note, &s.Sent, &s.Sender, &s.SentBy, &s.PublishedOn, &s.Version, &s.Channels, &s.Open,
		&v.person, &v.name, &v.verdict, &v.note, &v.answered, &v.left,
	}, func() error {
		if len(list) == 0 || list[len(list)-1].ID != s.ID {
			s.Reviews = nil
			list = append(list, s)
		}
		if v.person != nil {
			last := &list[len(list)-1]
			last.Reviews = append(last.Reviews, v.review())
		}
		return nil
	})
	return list, err
}

func (v reviewScan) review() Review {
	r := Review{Person: *v.person, Verdict: Verdict(*v.verdict), Note: *v.note, Left: v.left}
	if v.name != nil {
		r.Name = *v.name
	}
	if v.answered != nil {
		r.Answered = *v.answered
	}
	return r
}

// lock keeps others from moving one of the organisation's editions until the transaction ends.
func lock(ctx context.Context, tx *tenants.Tx, id uuid.UUID) error {
	tag, err := tx.SQL().Exec(ctx, "select from app.edition where org_id = sec.current_org() and id = $1 for update", id)
	if err == nil && tag.RowsAffected() == 0 {
		err = strategy.ErrNoEdition
	}
	return err
}

func setState(ctx context.Context, tx *tenants.Tx, s Summary, state State) error {
	_, err := tx.SQL().Exec(ctx, "update app.edition set state = $2 where org_id = sec.current_org() and id = $1", s.ID, string(state))
	tx.Changed("app.edition", s.ID, map[string]any{"state": s.State}, map[string]any{"state": state})
	return err
}

// Colleagues reads who holds a role in the acting organisation that reads its strategy, by name.
func Colleagues(ctx context.Context, tx *tenants.Tx) ([]Colleague, error) {
	rows, err := tx.SQL().Query(ctx, "select person, name, subject, roles from sec.colleagues()")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (c Colleague, err error) {
		return c, row.Scan(&c.ID, &c.Name, &c.Subject, &c.Roles)
	})
}
