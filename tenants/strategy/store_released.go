package strategy

import (
	"cmp"
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// An own edition counts only while it is released to one of the channels, and of it what reaches one of them; of another's, no
// more can be read.
const readEditions = `
with channel as (select * from unnest($2::uuid[], $3::text[]) as t (id, kind))
select e.id, e.org_id, e.strategy_id, e.n, e.published_on, e.title, e.mission, e.period, e.next_review, e.provenance,
       i.item_id, i.kind, i.code, i.title, i.due, i.body, i.text_hash
  from app.edition e
  left join app.edition_item i on i.org_id = e.org_id and i.edition_id = e.id
        and (e.org_id <> sec.current_org()
             or exists (select from app.release r join channel c on c.id = r.channel_id
                         where r.org_id = e.org_id and r.edition_id = e.id and (r.until is null or r.until > sec.current_at())
                           and app.reach(c.kind, i.kind, i.marking, i.marked_until, sec.current_day())))
 where e.state = 'published' and e.org_id = any ($1)
   and (e.org_id <> sec.current_org()
        or exists (select from app.release r
                    where r.org_id = e.org_id and r.edition_id = e.id and r.channel_id in (select id from channel)
                      and r.since <= sec.current_at() and (r.until is null or r.until > sec.current_at())))
 order by e.org_id, e.n desc, i.position`

// Released reads the latest edition that each of the owners has released to one of the channels, as far as the
// organisation that acts may read it, in one query. What is not read is not named by what is.
func Released(ctx context.Context, tx *tenants.Tx, owners []uuid.UUID, channels []tenants.Channel) (map[uuid.UUID]Edition, error) {
	ids, kinds := make([]uuid.UUID, len(channels)), make([]string, len(channels))
	for i, c := range channels {
		ids[i], kinds[i] = c.ID, string(c.Kind)
	}
	rows, err := tx.SQL().Query(ctx, readEditions, owners, ids, kinds)
	if err != nil {
		return nil, err
	}
	editions := map[uuid.UUID]Edition{}
	var e Edition
	var item frozenRow
	_, err = pgx.ForEachRow(rows, []any{
		&e.ID, &e.Owner, &e.Strategy, &e.Number, &e.PublishedOn, &e.Header.Title, &e.Header.Mission, &e.Header.Period, &e.Header.NextReview, &e.Header.Provenance,
		&item.id, &item.kind, &item.code, &item.title, &item.due, &item.body, &item.hash,
	}, func() error {
		known, ok := editions[e.Owner]
		switch {
		case !ok:
			known = e
		case known.ID != e.ID: // an older one still released elsewhere
			return nil
		}
		if item.id != nil {
			known.Items = append(known.Items, item.thaw())
		}
		editions[e.Owner] = known
		return nil
	})
	for _, e := range editions {
		nameRead(e.Items)
	}
	return editions, err
}

// frozenRow is an edition's item as it is scanned; all of it is null for an edition without items.
type frozenRow struct {
	id                *uuid.UUID
	kind, code, title *string
	due               Month
	body              *Body
	hash              []byte
}

func (r frozenRow) thaw() EditionItem {
	item := EditionItem{ID: *r.id, Item: Item{Kind: ItemKind(*r.kind), Code: *r.code, Title: *r.title, Due: r.due, Body: *r.body}}
	copy(item.TextHash[:], r.hash)
	return item
}

const readPublic = `
select e.n, e.published_on, e.title, e.mission, e.period, e.next_review, i.item_id, i.kind, i.code, i.title, i.due, i.body, i.text_hash
  from app.edition e
  left join app.edition_item i on i.org_id = e.org_id and i.edition_id = e.id
 where e.id = (select id from app.edition where state = 'published' order by published_on desc, n desc limit 1)
 order by i.position`

// ReadPublic reads the edition that a transaction of the public's may read, with what the public reads of each item.
func ReadPublic(ctx context.Context, tx *tenants.Tx) (Edition, error) {
	rows, err := tx.SQL().Query(ctx, readPublic)
	if err != nil {
		return Edition{}, err
	}
	var e Edition
	var item frozenRow
	_, err = pgx.ForEachRow(rows, []any{
		&e.Number, &e.PublishedOn, &e.Header.Title, &e.Header.Mission, &e.Header.Period, &e.Header.NextReview,
		&item.id, &item.kind, &item.code, &item.title, &item.due, &item.body, &item.hash,
	}, func() error {
		if item.id != nil {
			e.Items = append(e.Items, item.thaw())
		}
		return nil
	})
	if err == nil && e.Number == 0 {
		err = fault.Nothing()
	}
	e.Items = ForPublic(e.Items)
	return e, err
}

const readEdition = `
select e.id, e.org_id, e.strategy_id, e.n, coalesce(e.published_on, '0001-01-01'), e.title, e.mission, e.period, e.next_review, e.provenance,
       i.item_id, i.kind, i.code, i.title, i.due, i.body, i.text_hash
  from app.edition e
  left join app.edition_item i on i.org_id = e.org_id and i.edition_id = e.id
 where e.org_id = sec.current_org() and e.id = $1
 order by i.position`

// ErrNoEdition is a not-found fault: the acting organisation has no edition of that id.
var ErrNoEdition = fault.New(fault.NotFound, "There is no such version of your strategy.")

// ReadEdition reads one of the acting organisation's own editions, whatever has become of it.
func ReadEdition(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Edition, error) {
	rows, err := tx.SQL().Query(ctx, readEdition, id)
	if err != nil {
		return Edition{}, err
	}
	var e Edition
	var item frozenRow
	_, err = pgx.ForEachRow(rows, []any{
		&e.ID, &e.Owner, &e.Strategy, &e.Number, &e.PublishedOn, &e.Header.Title, &e.Header.Mission, &e.Header.Period, &e.Header.NextReview, &e.Header.Provenance,
		&item.id, &item.kind, &item.code, &item.title, &item.due, &item.body, &item.hash,
	}, func() error {
		if item.id != nil {
			e.Items = append(e.Items, item.thaw())
		}
		return nil
	})
	if err == nil && e.ID == uuid.Nil {
		err = ErrNoEdition
	}
	return e, err
}

const readReach = `
select app.reach($1, t.kind, t.marking, nullif(t.marked_until, ''), sec.current_day())
  from unnest($2::text[], $3::text[], $4::text[]) with ordinality as t (kind, marking, marked_until, place) order by place`

// Reach says of each item whether those who read channels of a kind would read it.
func Reach(ctx context.Context, tx *tenants.Tx, channel tenants.ChannelKind, items []EditionItem) ([]bool, error) {
	kinds, markings, until := make([]string, len(items)), make([]string, len(items)), make([]string, len(items))
	for i, item := range items {
		kinds[i], markings[i], until[i] = string(item.Kind), string(cmp.Or(item.Body.Marking, MarkingOpen)), item.Body.MarkedUntil.String()
	}
	rows, err := tx.SQL().Query(ctx, readReach, string(channel), kinds, markings, until)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[bool])
}
