package people

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

//nolint:gosec // a statement and no token
const tokensQuery = `
select t.id, t.name, u.person_name, t.person_id = sec.current_actor(), t.scopes, t.created_at, t.ends, u.seen, t.revoked_at, u.stopped, t.version
  from app.token t join sec.token_uses() u on u.token_id = t.id
 where t.org_id = sec.current_org() and (t.person_id = sec.current_actor() or (select sec.administers()))
 order by t.created_at desc, t.id desc`

func readTokens(ctx context.Context, tx *tenants.Tx) ([]Token, error) {
	rows, err := tx.SQL().Query(ctx, tokensQuery)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Token, error) {
		var t Token
		var seen, revoked *time.Time
		err := row.Scan(&t.ID, &t.Name, &t.Owner, &t.Mine, &t.Scopes, &t.Created, &t.Ends, &seen, &revoked, &t.Stopped, &t.Version)
		t.Seen, t.Revoked = orZero(seen), orZero(revoked)
		return t, err
	})
}

//nolint:gosec // a statement and no token
const tokenInsert = `
insert into app.token (id, org_id, person_id, name, secret_hash, scopes, ends)
values ($1, sec.current_org(), sec.current_actor(), $2, $3, $4, $5)`

func insertToken(ctx context.Context, tx *tenants.Tx, t Token, secret tenants.SessionKey) error {
	_, err := tx.SQL().Exec(ctx, tokenInsert, t.ID, t.Name, secret[:], t.Scopes, t.Ends)
	return err
}

//nolint:gosec // a statement and no token
const tokenRevocation = `
update app.token set revoked_at = sec.current_at()
 where org_id = sec.current_org() and id = $1 and version = $2 and revoked_at is null
   and (person_id = sec.current_actor() or (select sec.administers()))`

func revokeToken(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) (bool, error) {
	tag, err := tx.SQL().Exec(ctx, tokenRevocation, id, version)
	return tag.RowsAffected() == 1, err
}
