package view

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

// Question is how many of the acting organisation's decisions a system asks about and waits for an answer.
type Question struct {
	System    tenants.Organisation
	Decisions int
}

// A question is the last that was said to the decision that counts, about texts that are both published still: what the inbox shows.
const questionsQuery = `
select c.system_id, count(*)
  from app.reply r
  join app.claim c on c.id = r.claim_id and c.org_id = r.member_id and c.verdict <> 'withdrawn'
 where r.member_id = sec.current_org() and r.kind = 'challenge'
   and not exists (select from app.reply l where l.claim_id = r.claim_id and l.seq > r.seq)
   and not exists (select from app.claim l
                    where l.org_id = c.org_id and l.system_id = c.system_id and l.objective_id = c.objective_id
                      and l.target_item_id = c.target_item_id and l.seq > c.seq)
   and exists (select from app.edition e join app.edition_item i on i.edition_id = e.id
                where e.org_id = c.org_id and e.state = 'published' and i.item_id = c.objective_id)
   and exists (select from app.edition e join app.edition_item i on i.edition_id = e.id
                where e.org_id = c.system_id and e.state = 'published' and i.item_id = c.target_item_id)
 group by c.system_id`

// Questions reads what the systems that the acting organisation belongs to ask of it, in the order of those systems.
func Questions(ctx context.Context, tx *tenants.Tx) ([]Question, error) {
	rows, err := tx.SQL().Query(ctx, questionsQuery)
	if err != nil {
		return nil, err
	}
	asked := map[uuid.UUID]int{}
	var system uuid.UUID
	var decisions int
	_, err = pgx.ForEachRow(rows, []any{&system, &decisions}, func() error {
		asked[system] = decisions
		return nil
	})
	if err != nil || len(asked) == 0 {
		return nil, err
	}
	own := tx.Organisation()
	memberships, err := tenants.Memberships(ctx, tx, nil, &own)
	if err != nil {
		return nil, err
	}
	var list []Question
	for _, m := range memberships {
		if n := asked[m.System.ID]; n > 0 {
			list = append(list, Question{m.System, n})
		}
	}
	return list, nil
}
