package strategy

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/throughline-ics/throughline/tenants"
)

// A definition is shared by every item that measures the same thing by the same name.
const defineMeasures = `
insert into app.measure (id, org_id, name)
select gen_random_uuid(), sec.current_org(), name from unnest($1::text[]) as t (name) group by name
on conflict (org_id, name) do nothing`

const clearMeasures = `
delete from app.measure_instance where org_id = sec.current_org() and item_id = any ($1)`

const useMeasures = `
insert into app.measure_instance (id, org_id, measure_id, item_id, position, baseline, target, unit)
select gen_random_uuid(), m.org_id, m.id, t.item, t.position, t.baseline, t.target, t.unit
  from unnest($1::uuid[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[])
       as t (item, name, position, baseline, target, unit)
  join app.measure m on m.org_id = sec.current_org() and m.name = t.name`

// writeMeasures replaces the instances of the items whose measures have changed.
func writeMeasures(ctx context.Context, tx *tenants.Tx, before, after []Kept[Item]) error {
	var cleared, items []uuid.UUID
	var positions []int
	var names, baselines, targets, units []string
	for i, k := range after {
		was, is := before[i].Item.Body.Measures, k.Item.Body.Measures
		if slices.Equal(was, is) {
			continue
		}
		cleared = append(cleared, k.ID)
		for position, one := range is {
			items, positions = append(items, k.ID), append(positions, position)
			names, baselines = append(names, one.Name), append(baselines, one.Baseline)
			targets, units = append(targets, one.Target), append(units, one.Unit)
		}
	}
	if len(cleared) == 0 {
		return nil
	}
	tx.Derived("app.measure_instance", max(len(items), len(cleared)))
	batch := &pgx.Batch{}
	batch.Queue(clearMeasures, cleared)
	batch.Queue(defineMeasures, names).Exec(func(tag pgconn.CommandTag) error {
		tx.Derived("app.measure", int(tag.RowsAffected())) // what others measure by the same name is defined already
		return nil
	})
	batch.Queue(useMeasures, items, names, positions, baselines, targets, units)
	return tx.SQL().SendBatch(ctx, batch).Close()
}
