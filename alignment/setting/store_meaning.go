package setting

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

const meaningQuery = `
select m.is_on, m.endpoint, m.model, m.consent, m.agreed_by, m.agreed_at, m.trouble, m.tried_at, m.version,
       exists (select from app.meaning_key k where k.org_id = m.org_id)
  from app.meaning_setting m where m.org_id = $1`

// ReadMeaning reads whether a system's texts go to an endpoint, and where.
func ReadMeaning(ctx context.Context, tx *tenants.Tx, system uuid.UUID) (Meaning, error) {
	var m Meaning
	var by uuid.UUID
	var tried *time.Time
	err := tx.SQL().QueryRow(ctx, meaningQuery, system).Scan(
		&m.On, &m.Endpoint, &m.Model, &m.Consent, &by, &m.AgreedAt, &m.Trouble, &tried, &m.Version, &m.HasKey)
	if errors.Is(err, pgx.ErrNoRows) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	if tried != nil {
		m.TriedAt = *tried
	}
	names, err := tenants.Names(ctx, tx, by)
	m.AgreedBy = names[by]
	return m, err
}

const upsertMeaning = `
insert into app.meaning_setting as m (org_id, is_on, endpoint, model, consent, version, channel_id, open_from)
values (sec.current_org(), $1, $2, $3, $4, $5, $6, sec.current_at())
on conflict (org_id) do update
   set is_on = excluded.is_on, endpoint = excluded.endpoint, model = excluded.model, consent = excluded.consent,
       agreed_by = excluded.agreed_by, agreed_at = excluded.agreed_at, trouble = '', tried_at = null, version = excluded.version
 where m.version = excluded.version - 1`

func writeMeaning(ctx context.Context, tx *tenants.Tx, system uuid.UUID, before Meaning, c MeaningChange) error {
	channel, err := tenants.ChannelOf(ctx, tx, system, tenants.Members)
	if err != nil {
		return err
	}
	consent := ""
	if c.On {
		consent = Consent
	}
	done, err := tx.SQL().Exec(ctx, upsertMeaning, c.On, c.Endpoint, c.Model, consent, before.Version+1, channel.ID)
	if err != nil {
		return err
	}
	if done.RowsAffected() == 0 {
		return fault.Outdated()
	}
	tx.Changed("app.meaning_setting", system,
		map[string]any{"on": before.On, "endpoint": before.Endpoint, "model": before.Model},
		map[string]any{"on": c.On, "endpoint": c.Endpoint, "model": c.Model, "agreed_to": consent})
	return nil
}

const upsertKey = `
insert into app.meaning_key (org_id, sealed) values (sec.current_org(), $1)
on conflict (org_id) do update set sealed = excluded.sealed`

func writeKey(ctx context.Context, tx *tenants.Tx, system uuid.UUID, sealed []byte) error {
	if _, err := tx.SQL().Exec(ctx, upsertKey, sealed); err != nil {
		return err
	}
	tx.Changed("app.meaning_key", system, nil, map[string]any{"entered": true})
	return nil
}

func dropKey(ctx context.Context, tx *tenants.Tx, system uuid.UUID) error {
	done, err := tx.SQL().Exec(ctx, "delete from app.meaning_key where org_id = sec.current_org()")
	if err == nil && done.RowsAffected() > 0 {
		tx.Changed("app.meaning_key", system, map[string]any{"entered": true}, nil)
	}
	return err
}

// readKey opens the key of the acting system; without one it is empty.
func readKey(ctx context.Context, tx *tenants.Tx) (string, error) {
	var sealed []byte
	err := tx.SQL().QueryRow(ctx, "select sealed from app.meaning_key where org_id = sec.current_org()").Scan(&sealed)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return tx.Unseal(tx.Organisation(), KeyField, sealed)
}

func forgetVectors(ctx context.Context, tx *tenants.Tx) error {
	done, err := tx.SQL().Exec(ctx, "delete from app.meaning_vector where org_id = sec.current_org()")
	if err == nil {
		tx.Derived("app.meaning_vector", int(done.RowsAffected()))
	}
	return err
}
