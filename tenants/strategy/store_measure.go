package strategy

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

const readMeasures = `
select coalesce(i.goal_id, i.initiative_id, i.objective_id), m.name, i.baseline, i.target
  from app.measure_instance i
  join app.measure m on m.org_id = i.org_id and m.id = i.measure_id
 where i.org_id = sec.current_org()
   and (i.goal_id = any ($1) or i.initiative_id = any ($1) or i.objective_id = any ($1))
 order by i.position`

// A definition is shared by every item that measures the same thing by the same name.
const defineMeasures = `
insert into app.measure (id, org_id, name)
select gen_random_uuid(), sec.current_org(), name from unnest($1::text[]) as t (name) group by name
on conflict (org_id, name) do nothing`

const clearMeasures = `
delete from app.measure_instance
 where org_id = sec.current_org() and (goal_id = any ($1) or initiative_id = any ($1) or objective_id = any ($1))`

const useMeasures = `
insert into app.measure_instance (id, org_id, measure_id, goal_id, initiative_id, objective_id, position, baseline, target)
select gen_random_uuid(), m.org_id, m.id,
       case when $1 = 'goal' then t.item end, case when $1 = 'initiative' then t.item end,
       case when $1 = 'objective' then t.item end, t.position, t.baseline, t.target
  from unnest($2::uuid[], $3::text[], $4::integer[], $5::text[], $6::text[]) as t (item, name, position, baseline, target)
  join app.measure m on m.org_id = sec.current_org() and m.name = t.name`

// measured is the part of an item that is its measures.
type measured[T any] struct {
	kind string // goal, initiative or objective
	of   func(*T) *[]Measure
}

func (m measured[T]) part() part[T] { return part[T]{read: m.read, write: m.write} }

// read reads the measures of items.
func (m measured[T]) read(ctx context.Context, tx *tenants.Tx, kept []Kept[T]) error {
	byID := make(map[uuid.UUID]*T, len(kept))
	for i := range kept {
		byID[kept[i].ID] = &kept[i].Item
	}
	rows, err := tx.SQL().Query(ctx, readMeasures, idsOf(kept))
	if err != nil {
		return err
	}
	var id uuid.UUID
	var one Measure
	_, err = pgx.ForEachRow(rows, []any{&id, &one.Name, &one.Baseline, &one.Target}, func() error {
		list := m.of(byID[id])
		*list = append(*list, one)
		return nil
	})
	return err
}

// write replaces the instances of the items whose measures have changed.
func (m measured[T]) write(ctx context.Context, tx *tenants.Tx, before, after []Kept[T]) error {
	var cleared, items []uuid.UUID
	var positions []int
	var names, baselines, targets []string
	for i := range after {
		was, is := *m.of(&before[i].Item), *m.of(&after[i].Item)
		if slices.Equal(was, is) {
			continue
		}
		cleared = append(cleared, after[i].ID)
		tx.Changed("app.measure_instance", after[i].ID, was, is)
		for position, one := range is {
			items, positions = append(items, after[i].ID), append(positions, position)
			names, baselines, targets = append(names, one.Name), append(baselines, one.Baseline), append(targets, one.Target)
		}
	}
	if len(cleared) == 0 {
		return nil
	}
	batch := &pgx.Batch{}
	batch.Queue(clearMeasures, cleared)
	batch.Queue(defineMeasures, names)
	batch.Queue(useMeasures, m.kind, items, names, positions, baselines, targets)
	tx.Derived("app.measure", len(names))
	return tx.SQL().SendBatch(ctx, batch).Close()
}

func idsOf[T any](kept []Kept[T]) []uuid.UUID {
	ids := make([]uuid.UUID, len(kept))
	for i, k := range kept {
		ids[i] = k.ID
	}
	return ids
}
