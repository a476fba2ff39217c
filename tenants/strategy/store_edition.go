package strategy

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Publish freezes the working copy into a new edition and releases it to channels, in place of the edition before.
// When the latest edition says the same and is released to the same channels, that one is returned and nothing
// changes. Each system whose channel it reaches is lined up again.
func Publish(ctx context.Context, tx *tenants.Tx, id uuid.UUID, r Release) (Edition, bool, error) {
	if len(r.Channels) == 0 {
		return Edition{}, false, fault.New(fault.Invalid, "An edition is released to somebody.",
			fault.Field{Name: "channels", Reason: "Choose at least one."})
	}
	w, err := Read(ctx, tx, id)
	if err != nil {
		return Edition{}, false, err
	}
	items := freeze(w)
	hash, err := contentHash(w.Header.Item, items)
	if err != nil {
		return Edition{}, false, err
	}
	last, err := latest(ctx, tx, id)
	if err != nil {
		return Edition{}, false, err
	}
	edition := Edition{
		contentHash: hash, ID: uuid.Must(uuid.NewV7()), Owner: tx.Organisation(), Strategy: id, Number: last.number + 1,
		PublishedOn: r.On, Header: w.Header.Item, Items: items,
	}
	if slices.Equal(last.hash, hash) && sameChannels(last.channels, r.Channels) {
		edition.ID, edition.Number, edition.PublishedOn = last.id, last.number, last.on
		return edition, false, nil
	}
	if err := insertEdition(ctx, tx, edition, r, last); err != nil {
		return Edition{}, false, err
	}
	return edition, true, reassess(ctx, tx, r.Channels)
}

func sameChannels(have []uuid.UUID, want []tenants.Channel) bool {
	return len(have) == len(want) &&
		!slices.ContainsFunc(want, func(c tenants.Channel) bool { return !slices.Contains(have, c.ID) })
}

func reassess(ctx context.Context, tx *tenants.Tx, channels []tenants.Channel) error {
	asked := map[uuid.UUID]bool{}
	for _, c := range channels {
		if asked[c.Owner] {
			continue
		}
		asked[c.Owner] = true
		if err := tx.Reassess(ctx, c.Owner); err != nil {
			return err
		}
	}
	return nil
}

// ReadWithEdition reads a strategy's working copy with what its latest edition is called; the zero edition is none.
func ReadWithEdition(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Working, Edition, error) {
	w, err := Read(ctx, tx, id)
	if err != nil {
		return w, Edition{}, err
	}
	last, err := latest(ctx, tx, id)
	return w, Edition{ID: last.id, Owner: tx.Organisation(), Strategy: id, Number: last.number, PublishedOn: last.on}, err
}

// ChannelsFor finds the channels of the given kinds in the systems that the acting organisation is, or is a member of.
func ChannelsFor(ctx context.Context, tx *tenants.Tx, kinds []tenants.ChannelKind) ([]tenants.Channel, error) {
	own := tx.Organisation()
	memberships, err := tenants.Memberships(ctx, tx, nil, &own)
	if err != nil {
		return nil, err
	}
	systems := []uuid.UUID{own}
	for _, m := range memberships {
		if m.Kind == tenants.Member {
			systems = append(systems, m.System.ID)
		}
	}
	channels, err := tenants.ChannelsOf(ctx, tx, systems...)
	return slices.DeleteFunc(channels, func(c tenants.Channel) bool { return !slices.Contains(kinds, c.Kind) }), err
}

type lastEdition struct {
	id       uuid.UUID
	number   int
	on       time.Time
	hash     []byte
	channels []uuid.UUID
}

const latestEdition = `
select e.id, e.n, e.published_on, e.content_hash,
       array(select r.channel_id from app.release r
              where r.org_id = e.org_id and r.edition_id = e.id and (r.until is null or r.until > sec.current_at()))
  from app.edition e
 where e.org_id = sec.current_org() and e.strategy_id = $1
 order by e.n desc limit 1`

func latest(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID) (lastEdition, error) {
	var last lastEdition
	err := tx.SQL().QueryRow(ctx, latestEdition, strategy).Scan(&last.id, &last.number, &last.on, &last.hash, &last.channels)
	if errors.Is(err, pgx.ErrNoRows) {
		return lastEdition{}, nil
	}
	return last, err
}

const (
	endReleases = `
update app.release set until = greatest(since, sec.current_at())
 where org_id = sec.current_org() and edition_id = $1 and until is null`

	supersede = `update app.edition set state = 'superseded' where org_id = sec.current_org() and id = $1`

	addEdition = `
insert into app.edition (id, org_id, about_org_id, strategy_id, n, state, title, mission, period, next_review, provenance, published_on, content_hash)
select $1, s.org_id, s.about_org_id, s.id, $3, 'published', $4, $5, $6, $7, $8, $9, $10
  from app.strategy s where s.org_id = sec.current_org() and s.id = $2`

	addItems = `
insert into app.edition_item (org_id, edition_id, item_id, kind, code, position, title, due, body, text_hash)
select sec.current_org(), $1, t.*
  from unnest($2::uuid[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::date[], $8::jsonb[], $9::bytea[]) as t`

	addReleases = `
insert into app.release (id, org_id, edition_id, channel_id, since)
select gen_random_uuid(), sec.current_org(), $1, channel, $3 from unnest($2::uuid[]) as t (channel)`
)

func insertEdition(ctx context.Context, tx *tenants.Tx, e Edition, r Release, last lastEdition) error {
	batch := &pgx.Batch{}
	if before := last.id; before != uuid.Nil {
		batch.Queue(endReleases, before)
		batch.Queue(supersede, before)
		tx.Changed("app.edition", before, map[string]any{"state": "published"}, map[string]any{"state": "superseded"})
		tx.Changed("app.release", before, nil, map[string]any{"until": tx.At()})
	}
	batch.Queue(addEdition, e.ID, e.Strategy, e.Number, e.Header.Title, e.Header.Mission, e.Header.Period,
		e.Header.NextReview, e.Header.Provenance, e.PublishedOn, e.contentHash)
	if err := queueItems(batch, e); err != nil {
		return err
	}
	since := tenants.Instant(r.On)
	if !since.Before(tx.At()) {
		since = tx.At()
	}
	channels := make([]uuid.UUID, len(r.Channels))
	for i, c := range r.Channels {
		channels[i] = c.ID
	}
	batch.Queue(addReleases, e.ID, channels, since)
	if err := tx.SQL().SendBatch(ctx, batch).Close(); err != nil {
		return err
	}
	tx.Changed("app.edition", e.ID, nil, map[string]any{
		"number": e.Number, "published_on": e.PublishedOn.Format(time.DateOnly), "content_hash": hex.EncodeToString(e.contentHash),
	})
	tx.Derived("app.edition_item", len(e.Items))
	tx.Changed("app.release", e.ID, nil, map[string]any{"channels": channels, "since": since})
	return nil
}

func queueItems(batch *pgx.Batch, e Edition) error {
	n := len(e.Items)
	ids, kinds, codes, positions := make([]uuid.UUID, n), make([]string, n), make([]string, n), make([]int, n)
	titles, dues, bodies, hashes := make([]string, n), make([]Month, n), make([]string, n), make([][]byte, n)
	for i, item := range e.Items {
		body, err := json.Marshal(item.Body)
		if err != nil {
			return err
		}
		ids[i], kinds[i], codes[i], positions[i] = item.ID, string(item.Kind), item.Code, i
		titles[i], dues[i], bodies[i], hashes[i] = item.Title, item.Due, string(body), item.TextHash[:]
	}
	batch.Queue(addItems, e.ID, ids, kinds, codes, positions, titles, dues, bodies, hashes)
	return nil
}

// An own edition counts only while it is released to one of the channels; another's is visible only then.
const readEditions = `
select e.id, e.org_id, e.strategy_id, e.n, e.published_on, e.title, e.mission, e.period, e.next_review, e.provenance,
       i.item_id, i.kind, i.code, i.title, i.due, i.body, i.text_hash
  from app.edition e
  left join app.edition_item i on i.org_id = e.org_id and i.edition_id = e.id
 where e.state = 'published' and e.org_id = any ($1)
   and (e.org_id <> sec.current_org()
        or exists (select from app.release r
                    where r.org_id = e.org_id and r.edition_id = e.id and r.channel_id = any ($2)
                      and r.since <= sec.current_at() and (r.until is null or r.until > sec.current_at())))
 order by e.org_id, e.n desc, i.position`

// Released reads the latest edition that each of the owners has released to one of the channels, as far as the
// organisation that acts may read it, in one query.
func Released(ctx context.Context, tx *tenants.Tx, owners []uuid.UUID, channels []tenants.Channel) (map[uuid.UUID]Edition, error) {
	ids := make([]uuid.UUID, len(channels))
	for i, c := range channels {
		ids[i] = c.ID
	}
	rows, err := tx.SQL().Query(ctx, readEditions, owners, ids)
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
