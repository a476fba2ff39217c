package joint

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

type offerRow struct {
	tenants.Owned
	StrategyID uuid.UUID
	SystemID   uuid.UUID
	MemberID   uuid.UUID
	EndedAt    *time.Time
}

// TableName is where GORM finds the rows.
func (*offerRow) TableName() string { return "app.joint_offer" }

type consentRow struct {
	tenants.Owned
	OwnerID     uuid.UUID
	OfferID     uuid.UUID
	Verdict     State
	EditionID   *uuid.UUID
	WithdrawnAt *time.Time
}

// TableName is where GORM finds the rows.
func (*consentRow) TableName() string { return "app.consent" }

// The offers that the acting organisation has made, or that were made to it, and have not been taken back. What is released is
// read by the policies: of one that was declined nothing is.
const readOffersQuery = `
select o.id, o.strategy_id, o.created_at,
       w.id, w.kind, w.sector, coalesce(w.code, ''), w.name, w.fictional,
       m.id, m.kind, m.sector, coalesce(m.code, ''), m.name, m.fictional,
       s.id, s.kind, s.sector, coalesce(s.code, ''), s.name, s.fictional,
       case when c.id is null then 'offered' when c.withdrawn_at is not null then 'withdrawn' else c.verdict end,
       coalesce(c.withdrawn_at, c.created_at), o.version + coalesce(c.version, 0), coalesce(seen.n, 0),
       e.id, e.n, e.published_on, e.title
  from app.joint_offer o
  join app.organisation w on w.id = o.org_id
  join app.organisation m on m.id = o.member_id
  join app.organisation s on s.id = o.system_id
  left join app.consent c on c.offer_id = o.id and c.org_id = o.member_id
  left join app.edition seen on seen.id = c.edition_id
  left join app.edition e on e.org_id = o.org_id and e.strategy_id = o.strategy_id and e.state = 'published' and o.member_id = sec.current_org()
 where o.ended_at is null
 order by s.name, w.name, m.name, o.id`

type offerScan struct {
	answered  *time.Time
	edition   *uuid.UUID
	number    *int
	published *time.Time
	title     *string
}

func readOffers(ctx context.Context, tx *tenants.Tx) ([]Offer, error) {
	rows, err := tx.SQL().Query(ctx, readOffersQuery)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Offer, error) {
		var o Offer
		var x offerScan
		err := row.Scan(&o.ID, &o.Strategy, &o.Offered,
			&o.Owner.ID, &o.Owner.Kind, &o.Owner.Sector, &o.Owner.Code, &o.Owner.Name, &o.Owner.Fictional,
			&o.Member.ID, &o.Member.Kind, &o.Member.Sector, &o.Member.Code, &o.Member.Name, &o.Member.Fictional,
			&o.System.ID, &o.System.Kind, &o.System.Sector, &o.System.Code, &o.System.Name, &o.System.Fictional,
			&o.State, &x.answered, &o.Version, &o.Seen, &x.edition, &x.number, &x.published, &x.title)
		if x.answered != nil {
			o.Answered = *x.answered
		}
		if x.edition != nil {
			o.Read = &strategy.Edition{ID: *x.edition, Owner: o.Owner.ID, Strategy: o.Strategy, Number: *x.number, PublishedOn: *x.published}
			o.Read.Header.Title = *x.title
		}
		return o, err
	})
}

func end(ctx context.Context, tx *tenants.Tx, o Offer) error {
	row, err := tenants.Get[offerRow](ctx, tx, o.ID)
	if err != nil {
		return err
	}
	before, at := *row, tx.At()
	row.EndedAt = &at
	return tenants.Update(ctx, tx, &before, row, "ended_at")
}

// keep writes the acting organisation's answer.
func keep(ctx context.Context, tx *tenants.Tx, o Offer, with State) error {
	if with != Withdrawn {
		row := &consentRow{OwnerID: o.Owner.ID, OfferID: o.ID, Verdict: with}
		if with == Consented {
			row.EditionID = &o.Read.ID
		}
		return tenants.Insert(ctx, tx, row)
	}
	rows, err := tenants.List[consentRow](ctx, tx, nil, map[string]any{"offer_id": o.ID})
	if err != nil {
		return err
	}
	before, row, at := rows[0], rows[0], tx.At()
	row.WithdrawnAt = &at
	return tenants.Update(ctx, tx, &before, &row, "withdrawn_at")
}
