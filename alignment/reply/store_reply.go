package reply

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

const findQuery = `
select c.org_id, c.system_id, ch.id,
       not exists (select from app.claim l
                    where l.org_id = c.org_id and l.system_id = c.system_id and l.objective_id = c.objective_id
                      and l.target_item_id = c.target_item_id and l.seq > c.seq),
       exists (select from app.reply r where r.claim_id = c.id and r.org_id = c.system_id)
  from app.claim c
  join app.channel ch on ch.kind = 'pair' and ch.org_id = c.system_id and ch.ref = c.org_id
 where c.id = $1 and c.verdict <> 'withdrawn' and sec.current_org() in (c.org_id, c.system_id)`

// find reads a decision that the acting organisation made, or a member made to it.
func find(ctx context.Context, tx *tenants.Tx, decision uuid.UUID) (claim, error) {
	var c claim
	err := tx.SQL().QueryRow(ctx, findQuery, decision).Scan(&c.member, &c.system, &c.pair, &c.latest, &c.said)
	if errors.Is(err, pgx.ErrNoRows) {
		return c, fault.New(fault.NotFound, "There is no such decision, or you may not see it.")
	}
	return c, err
}

const insertReply = `
insert into app.reply (id, org_id, system_id, member_id, claim_id, kind, text, channel_id, open_from)
values ($1, sec.current_org(), $2, $3, $4, $5, $6, $7, sec.current_at())`

func insert(ctx context.Context, tx *tenants.Tx, decision uuid.UUID, c claim, r view.Reply) error {
	_, err := tx.SQL().Exec(ctx, insertReply, r.ID, c.system, c.member, decision, string(r.Kind), r.Text, c.pair)
	if err == nil {
		tx.Changed("app.reply", r.ID, nil, map[string]any{"decision": decision, "kind": r.Kind, "text": r.Text})
	}
	return err
}
