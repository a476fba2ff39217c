package view

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Entry is one decision in the history of a link.
type Entry struct {
	ID           uuid.UUID
	Verdict      alignment.Verdict // or withdrawn: nothing is decided any more
	Contribution alignment.Contribution
	Primary      bool
	Reason       string
	At           time.Time
	Undoes       bool
	Together     int // how many were decided by the same act
	Replies      []Reply

	act uuid.UUID // what it was decided by
}

// Reply is what the system said to a decision, or what the organisation answered.
type Reply struct {
	ID   uuid.UUID `json:"id"`
	Kind ReplyKind `json:"kind"`
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// ReplyKind says what is said.
type ReplyKind string

// The kinds of reply: the first two are the system's, the answer is the organisation's whose decision it is.
const (
	Acknowledge ReplyKind = "acknowledge"
	Challenge   ReplyKind = "challenge"
	Answer      ReplyKind = "answer"
)

const historyQuery = `
select c.objective_id, c.target_item_id, c.id, c.verdict, coalesce(c.contribution, ''), c.is_primary, c.reason, c.at, c.undoes, c.act_id,
       count(*) over (partition by c.act_id),
       (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'text', r.text, 'at', r.at) order by r.seq), '[]')
          from app.reply r where r.claim_id = c.id and r.member_id = c.org_id)
  from app.claim c
 where c.system_id = $1 and c.org_id = $2
 order by c.seq desc`

// pair is an objective and a target.
type pair struct{ objective, target uuid.UUID }

// history reads all that a member decided about its links to a system and what was said to it, newest decision first,
// as far as the acting organisation may read it.
func history(ctx context.Context, tx *tenants.Tx, system, member uuid.UUID) (map[pair][]Entry, error) {
	rows, err := tx.SQL().Query(ctx, historyQuery, system, member)
	if err != nil {
		return nil, err
	}
	entries := map[pair][]Entry{}
	var p pair
	var e Entry
	_, err = pgx.ForEachRow(rows, []any{
		&p.objective, &p.target, &e.ID, &e.Verdict, &e.Contribution, &e.Primary, &e.Reason, &e.At, &e.Undoes, &e.act, &e.Together, &e.Replies,
	}, func() error {
		entries[p] = append(entries[p], e)
		e.Replies = nil
		return nil
	})
	return entries, err
}

const wordingsQuery = `
select w.hash, w.title, w.description, w.measures from app.wording w
 where w.org_id = sec.current_org() and w.hash = any ($1)`

// wordings reads texts that the acting organisation has read when deciding, by their hashes.
func wordings(ctx context.Context, tx *tenants.Tx, hashes []strategy.TextHash) (map[strategy.TextHash]string, error) {
	raw := make([][]byte, len(hashes))
	for i, h := range hashes {
		raw[i] = h[:]
	}
	rows, err := tx.SQL().Query(ctx, wordingsQuery, raw)
	if err != nil {
		return nil, err
	}
	texts := map[strategy.TextHash]string{}
	var hash []byte
	var title, description string
	var measures []string
	_, err = pgx.ForEachRow(rows, []any{&hash, &title, &description, &measures}, func() error {
		texts[strategy.TextHash(hash)] = inOne(title, description, measures)
		measures = nil
		return nil
	})
	return texts, err
}
