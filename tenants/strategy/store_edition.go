package strategy

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Publish freezes the working copy into a new edition and releases it to channels, in place of the edition before. When the
// edition that is published says the same and is released to the same channels, that one is returned and nothing changes.
func Publish(ctx context.Context, tx *tenants.Tx, id uuid.UUID, r Release) (Edition, bool, error) {
	edition, last, err := prepare(ctx, tx, id)
	if err != nil {
		return Edition{}, false, err
	}
	if slices.Equal(last.hash, edition.contentHash) && sameChannels(last.channels, r.Channels) {
		edition.ID, edition.Number, edition.PublishedOn = last.id, last.number, last.on
		return edition, false, nil
	}
	if err := insertEdition(ctx, tx, edition, "in_review", ""); err != nil {
		return Edition{}, false, err
	}
	edition.PublishedOn = r.On
	return edition, true, MakePublic(ctx, tx, edition.ID, r)
}

// Freeze makes a new edition of the working copy, to be looked at before it is released. One that says what the published
// edition says, or a second one while another is in review, is a conflict fault.
func Freeze(ctx context.Context, tx *tenants.Tx, id uuid.UUID, note string) (Edition, error) {
	if broken := Fits("note", note, longestText); len(broken) > 0 {
		return Edition{}, refuse("note", broken)
	}
	edition, last, err := prepare(ctx, tx, id)
	switch {
	case err != nil:
		return Edition{}, err
	case last.reviewing:
		return Edition{}, fault.New(fault.Conflict, "Another version is in review. Publish it, or take it back first.")
	case slices.Equal(last.hash, edition.contentHash):
		return Edition{}, fault.New(fault.Conflict, fmt.Sprintf("Nothing has changed since version %d was published.", last.number))
	}
	return edition, insertEdition(ctx, tx, edition, "in_review", note)
}

// Keep makes an edition of the working copy that nobody is asked about, so that nothing is lost when another is written over it.
// It gives the edition's number, or 0 when one says the same already.
func Keep(ctx context.Context, tx *tenants.Tx, id uuid.UUID, note string) (int, error) {
	edition, _, err := prepare(ctx, tx, id)
	if err != nil {
		return 0, err
	}
	var said bool
	if err := tx.SQL().QueryRow(ctx, sayingTheSame, id, edition.contentHash).Scan(&said); err != nil || said {
		return 0, err
	}
	return edition.Number, insertEdition(ctx, tx, edition, "kept", note)
}

// prepare reads the working copy as the edition that would come next, and the one that is published now.
func prepare(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Edition, lastEdition, error) {
	w, err := Read(ctx, tx, id)
	if err != nil {
		return Edition{}, lastEdition{}, err
	}
	edition := w.Edition()
	if edition.contentHash, err = contentHash(edition.Header, edition.Items); err != nil {
		return Edition{}, lastEdition{}, err
	}
	last, err := latest(ctx, tx, id)
	edition.ID, edition.Owner, edition.Strategy, edition.Number = uuid.Must(uuid.NewV7()), tx.Organisation(), id, last.highest+1
	return edition, last, err
}

// MakePublic releases an edition, unchanged, to channels and to no others, in place of whatever edition of its strategy was
// published. Each system whose channel it reaches, or reached, is lined up again.
func MakePublic(ctx context.Context, tx *tenants.Tx, edition uuid.UUID, r Release) error {
	if len(r.Channels) == 0 {
		return fault.New(fault.Invalid, "An edition is released to somebody.",
			fault.Field{Name: "channels", Reason: "Choose at least one."})
	}
	owners, err := endReleases(ctx, tx, edition)
	if err != nil {
		return err
	}
	since := tx.At()
	if r.On.Before(tx.Today()) {
		since = tenants.Instant(r.On)
	}
	channels := make([]uuid.UUID, len(r.Channels))
	for i, c := range r.Channels {
		channels[i] = c.ID
		if c.Kind != tenants.Public {
			owners = append(owners, c.Owner)
		}
	}
	if err := settle(ctx, tx, edition, r.On); err != nil {
		return err
	}
	if _, err := tx.SQL().Exec(ctx, addReleases, edition, channels, since); err != nil {
		return err
	}
	tx.Changed("app.release", edition, nil, map[string]any{"channels": channels, "since": since})
	return reassess(ctx, tx, owners)
}

// settle makes an edition the published one of its strategy, and whichever was superseded.
func settle(ctx context.Context, tx *tenants.Tx, edition uuid.UUID, on time.Time) error {
	rows, err := tx.SQL().Query(ctx, publishEdition, edition, on)
	if err != nil {
		return err
	}
	var id uuid.UUID
	var state string
	_, err = pgx.ForEachRow(rows, []any{&id, &state}, func() error {
		after := map[string]any{"state": state}
		if id == edition {
			after["published_on"] = on.Format(time.DateOnly)
		}
		tx.Changed("app.edition", id, nil, after)
		return nil
	})
	return err
}

// Withdraw ends the releases of an edition: nobody else reads it any more. Nothing is deleted.
func Withdraw(ctx context.Context, tx *tenants.Tx, edition uuid.UUID) error {
	owners, err := endReleases(ctx, tx, edition)
	if err != nil {
		return err
	}
	if _, err := tx.SQL().Exec(ctx, withdrawEdition, edition); err != nil {
		return err
	}
	tx.Changed("app.edition", edition, nil, map[string]any{"state": "withdrawn"})
	return reassess(ctx, tx, owners)
}

// endReleases ends the releases of whatever edition of the same strategy is released now, and gives the systems that read
// their channels.
func endReleases(ctx context.Context, tx *tenants.Tx, edition uuid.UUID) ([]uuid.UUID, error) {
	rows, err := tx.SQL().Query(ctx, endAll, edition)
	if err != nil {
		return nil, err
	}
	type ended struct {
		edition uuid.UUID
		tenants.Channel
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (e ended, err error) {
		return e, row.Scan(&e.edition, &e.ID, &e.Owner, &e.Kind)
	})
	var owners []uuid.UUID
	for _, e := range list {
		if e.Kind != tenants.Public {
			owners = append(owners, e.Owner)
		}
		tx.Changed("app.release", e.edition, map[string]any{"channel": e.ID}, map[string]any{"until": tx.At()})
	}
	return owners, err
}

func sameChannels(have []uuid.UUID, want []tenants.Channel) bool {
	return len(have) == len(want) &&
		!slices.ContainsFunc(want, func(c tenants.Channel) bool { return !slices.Contains(have, c.ID) })
}

func reassess(ctx context.Context, tx *tenants.Tx, systems []uuid.UUID) error {
	slices.SortFunc(systems, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	for _, system := range slices.Compact(systems) {
		if err := tx.Reassess(ctx, system); err != nil {
			return err
		}
	}
	return nil
}

// ReadStanding reads a strategy's working copy with what its published edition is called; the zero edition is none.
func ReadStanding(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Working, Edition, error) {
	w, err := Read(ctx, tx, id)
	if err != nil {
		return w, Edition{}, err
	}
	last, err := latest(ctx, tx, id)
	return w, last.called(tx, id), err
}

// Standing is what is published of a strategy, beside a working copy.
type Standing struct {
	Edition Edition          // what it is called; the zero edition is none
	Same    bool             // the working copy says the same
	Counts  map[ItemKind]int // how many items it has of each kind
}

// ReadBeside reads what is published of the strategy that a working copy is of.
func ReadBeside(ctx context.Context, tx *tenants.Tx, w Working) (Standing, error) {
	id := w.Header.ID
	last, err := latest(ctx, tx, id)
	if err != nil || last.number == 0 {
		return Standing{}, err
	}
	s := Standing{Edition: last.called(tx, id), Counts: map[ItemKind]int{}}
	now := w.Edition()
	hash, err := contentHash(now.Header, now.Items)
	if err != nil {
		return s, err
	}
	s.Same = slices.Equal(last.hash, hash)
	rows, err := tx.SQL().Query(ctx, countItems, last.id)
	if err != nil {
		return s, err
	}
	var kind ItemKind
	var n int
	_, err = pgx.ForEachRow(rows, []any{&kind, &n}, func() error {
		s.Counts[kind] = n
		return nil
	})
	return s, err
}

// ChannelsFor finds the channels of the given kinds in the systems that the acting organisation is, or is a member of, and its
// own to the public.
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
	channels = slices.DeleteFunc(channels, func(c tenants.Channel) bool { return !slices.Contains(kinds, c.Kind) })
	if err != nil || !slices.Contains(kinds, tenants.Public) {
		return channels, err
	}
	public, err := tenants.PublicChannel(ctx, tx)
	return append(channels, public), err
}

// lastEdition is the edition that is published, with what there is besides.
type lastEdition struct {
	id        uuid.UUID
	number    int // 0 is none
	on        time.Time
	hash      []byte
	channels  []uuid.UUID
	highest   int  // the number of the latest edition, published or not
	reviewing bool // one is in review
}

// called is what the published edition of a strategy is called; one without a number is none.
func (l lastEdition) called(tx *tenants.Tx, strategy uuid.UUID) Edition {
	return Edition{ID: l.id, Owner: tx.Organisation(), Strategy: strategy, Number: l.number, PublishedOn: l.on}
}

const latestEdition = `
select coalesce(e.id, '00000000-0000-0000-0000-000000000000'), coalesce(e.n, 0), coalesce(e.published_on, '0001-01-01'), e.content_hash,
       array(select r.channel_id from app.release r
              where r.org_id = e.org_id and r.edition_id = e.id and (r.until is null or r.until > sec.current_at())),
       a.highest, a.reviewing
  from (select coalesce(max(n), 0) as highest, coalesce(bool_or(state = 'in_review'), false) as reviewing
          from app.edition where org_id = sec.current_org() and strategy_id = $1) a
  left join app.edition e on e.org_id = sec.current_org() and e.strategy_id = $1 and e.state = 'published'`

func latest(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID) (lastEdition, error) {
	var last lastEdition
	err := tx.SQL().QueryRow(ctx, latestEdition, strategy).
		Scan(&last.id, &last.number, &last.on, &last.hash, &last.channels, &last.highest, &last.reviewing)
	return last, err
}

const (
	endAll = `
select edition, channel, owner, kind from sec.end_releases(array(
    select e.id from app.edition e join app.edition named on named.org_id = e.org_id and named.strategy_id = e.strategy_id
     where e.org_id = sec.current_org() and named.id = $1))`

	publishEdition = `
update app.edition e set state = case when e.id = named.id then 'published' else 'superseded' end,
       published_on = case when e.id = named.id then $2::date else e.published_on end
  from app.edition named
 where e.org_id = sec.current_org() and named.org_id = e.org_id and named.id = $1 and named.strategy_id = e.strategy_id
   and (e.id = named.id or e.state = 'published')
returning e.id, e.state`

	countItems = `select kind, count(*) from app.edition_item where org_id = sec.current_org() and edition_id = $1 group by kind`

	withdrawEdition = `update app.edition set state = 'withdrawn' where org_id = sec.current_org() and id = $1`

	sayingTheSame = `
select exists (select from app.edition where org_id = sec.current_org() and strategy_id = $1 and content_hash = $2)`

	addEdition = `
insert into app.edition (id, org_id, about_org_id, strategy_id, n, state, title, mission, period, next_review, provenance, note, content_hash)
select $1, s.org_id, s.about_org_id, s.id, $3, $11, $4, $5, $6, $7, $8, $9, $10
  from app.strategy s where s.org_id = sec.current_org() and s.id = $2`

	addItems = `
insert into app.edition_item (org_id, edition_id, item_id, kind, code, position, title, due, body, text_hash)
select sec.current_org(), $1, t.*
  from unnest($2::uuid[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::date[], $8::jsonb[], $9::bytea[]) as t`

	addReleases = `
insert into app.release (id, org_id, edition_id, channel_id, since)
select gen_random_uuid(), sec.current_org(), $1, channel, $3 from unnest($2::uuid[]) as t (channel)`
)

func insertEdition(ctx context.Context, tx *tenants.Tx, e Edition, state, note string) error {
	batch := &pgx.Batch{}
	batch.Queue(addEdition, e.ID, e.Strategy, e.Number, e.Header.Title, e.Header.Mission, e.Header.Period,
		e.Header.NextReview, e.Header.Provenance, note, e.contentHash, state)
	if err := queueItems(batch, e); err != nil {
		return err
	}
	if err := tx.SQL().SendBatch(ctx, batch).Close(); err != nil {
		return err
	}
	tx.Changed("app.edition", e.ID, nil, map[string]any{
		"number": e.Number, "state": state, "content_hash": hex.EncodeToString(e.contentHash),
	})
	tx.Derived("app.edition_item", len(e.Items))
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
