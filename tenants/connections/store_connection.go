package connections

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

const connectionQuery = `
select c.id, c.name, c.issuer, c.client_id, c.has_secret, c.required_acr, c.required_amr, c.hosts, c.second_factor, c.ceiling,
       coalesce((select jsonb_agg(jsonb_build_object('claim', r.claim, 'value', r.value, 'role', r.role) order by r.claim, r.value, r.role)
                   from app.claim_rule r where r.org_id = c.org_id and r.connection_id = c.id), '[]'),
       c.listed, c.state, c.tested_at, c.version
  from app.connection c
 where c.org_id = sec.current_org() and ($1::uuid is null or c.id = $1)
 order by c.name, c.id`

func read(ctx context.Context, tx *tenants.Tx, id *uuid.UUID) ([]Connection, error) {
	rows, err := tx.SQL().Query(ctx, connectionQuery, id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Connection, error) {
		var c Connection
		var rules []byte
		var tested *time.Time
		err := row.Scan(&c.ID, &c.Name, &c.Issuer, &c.ClientID, &c.HasSecret, &c.RequiredACR, &c.RequiredAMR, &c.Hosts, &c.SecondFactor,
			&c.Ceiling, &rules, &c.Listed, &c.State, &tested, &c.Version)
		if err != nil {
			return c, err
		}
		if tested != nil {
			c.Tested = *tested
		}
		err = json.Unmarshal(rules, &c.Rules)
		return c, err
	})
}

const connectionInsert = `
insert into app.connection (id, org_id, name, issuer, client_id, secret_sealed, required_acr, required_amr, second_factor, ceiling)
values ($1, sec.current_org(), $2, $3, $4, $5, $6, $7, $8, $9)`

func insert(ctx context.Context, tx *tenants.Tx, c Connection, sealed []byte) error {
	_, err := tx.SQL().Exec(ctx, connectionInsert, c.ID, c.Name, c.Issuer, c.ClientID, sealed, filled(c.RequiredACR), filled(c.RequiredAMR),
		c.SecondFactor, filled(c.Ceiling))
	return err
}

const connectionUpdate = `
update app.connection
   set name = $3, client_id = $4, required_acr = $5, required_amr = $6, second_factor = $7, ceiling = $8, state = $9
 where org_id = sec.current_org() and id = $1 and version = $2`

const sealedUpdate = `update app.connection set secret_sealed = $2 where org_id = sec.current_org() and id = $1`

func update(ctx context.Context, tx *tenants.Tx, c Connection, sealed []byte) (bool, error) {
	tag, err := tx.SQL().Exec(ctx, connectionUpdate, c.ID, c.Version, c.Name, c.ClientID, filled(c.RequiredACR), filled(c.RequiredAMR),
		c.SecondFactor, filled(c.Ceiling), c.State)
	if err != nil || tag.RowsAffected() == 0 || sealed == nil {
		return tag.RowsAffected() == 1, err
	}
	_, err = tx.SQL().Exec(ctx, sealedUpdate, c.ID, sealed)
	return true, err
}

const rulesInsert = `
insert into app.claim_rule (org_id, connection_id, claim, value, role)
select sec.current_org(), $1, r.claim, r.value, r.role from unnest($2::text[], $3::text[], $4::text[]) as r (claim, value, role)
on conflict do nothing`

func replaceRules(ctx context.Context, tx *tenants.Tx, c Connection) error {
	const remove = "delete from app.claim_rule where org_id = sec.current_org() and connection_id = $1"
	var claims, values, roles []string
	for _, r := range c.Rules {
		claims, values, roles = append(claims, r.Claim), append(values, r.Value), append(roles, string(r.Role))
	}
	if _, err := tx.SQL().Exec(ctx, remove, c.ID); err != nil {
		return err
	}
	_, err := tx.SQL().Exec(ctx, rulesInsert, c.ID, claims, values, roles)
	return err
}

// ended is a role that no rule gives any more, or a token that fell with it.
type ended struct {
	Table         string
	ID            uuid.UUID
	Before, After any
}

// followRules ends what a connection's rules give nobody any more.
func followRules(ctx context.Context, tx *tenants.Tx, connection uuid.UUID) ([]ended, error) {
	var raw []byte
	if err := tx.SQL().QueryRow(ctx, "select sec.follow_rules($1)", connection).Scan(&raw); err != nil {
		return nil, err
	}
	var gone []ended
	err := json.Unmarshal(raw, &gone)
	return gone, err
}

// filled has an empty list where there is none: the database tells null from empty.
func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
