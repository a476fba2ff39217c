package desk

import (
	"bytes"
	"context"
	"encoding/binary"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

const floatSize = 4

// readVectors reads what the acting system knows of what texts mean to a model, by the texts' keys.
func readVectors(ctx context.Context, tx *tenants.Tx, model string) (map[string][]float32, error) {
	rows, err := tx.SQL().Query(ctx, "select text_key, vector from app.meaning_vector where org_id = sec.current_org() and model = $1", model)
	if err != nil {
		return nil, err
	}
	known := map[string][]float32{}
	var key string
	var packed []byte
	_, err = pgx.ForEachRow(rows, []any{&key, &packed}, func() error {
		v := make([]float32, len(packed)/floatSize)
		known[key] = v
		return binary.Read(bytes.NewReader(packed), binary.LittleEndian, v)
	})
	return known, err
}

const noteSightSQL = `
update app.meaning_setting set trouble = $2, tried_at = case when $3 then sec.current_at() else tried_at end
 where org_id = sec.current_org() and is_on and version = $1`

// noteSight notes what became of asking, if the setting is still the one by which it was asked.
func noteSight(ctx context.Context, tx *tenants.Tx, version int, found seen) (bool, error) {
	done, err := tx.SQL().Exec(ctx, noteSightSQL, version, found.trouble, found.asked)
	if err == nil {
		tx.Derived("app.meaning_setting", int(done.RowsAffected()))
	}
	return err == nil && done.RowsAffected() == 1, err
}

const (
	insertVectors = `
insert into app.meaning_vector (org_id, model, text_key, vector)
select sec.current_org(), $1, t.key, t.vector from unnest($2::text[], $3::bytea[]) as t (key, vector)
on conflict do nothing`

	dropVectors = `
delete from app.meaning_vector where org_id = sec.current_org() and (model <> $1 or text_key <> all ($2))`
)

// writeVectors keeps what is new and drops what is of no text any more.
func writeVectors(ctx context.Context, tx *tenants.Tx, model string, found seen) error {
	var keys []string
	for key := range found.made {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	vectors := make([][]byte, len(keys))
	for i, key := range keys {
		var packed bytes.Buffer
		if err := binary.Write(&packed, binary.LittleEndian, found.made[key]); err != nil {
			return err
		}
		vectors[i] = packed.Bytes()
	}
	batch := &pgx.Batch{}
	batch.Queue(dropVectors, model, found.texts)
	batch.Queue(insertVectors, model, keys, vectors)
	return derive(ctx, tx, "app.meaning_vector", batch)
}
