package strategy

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

type initiativeRow struct {
	ItemRow
	Title       string
	Description string
	Delivery    Delivery
	Due         Month
	Provenance  string
}

// TableName is where GORM finds the rows.
func (*initiativeRow) TableName() string { return "app.initiative" }

// Initiatives are work that delivers goals.
var Initiatives = Items[Initiative, initiativeRow, *initiativeRow]{
	noun:    "initiative",
	prefix:  "I",
	columns: []string{"title", "description", "delivery", "due", "provenance"},
	fill: func(r *initiativeRow, i Initiative) {
		r.Title, r.Description, r.Delivery, r.Due, r.Provenance = i.Title, i.Description, i.Delivery, i.Due, i.Provenance
	},
	read: func(r *initiativeRow) Initiative {
		return Initiative{Title: r.Title, Description: r.Description, Delivery: r.Delivery, Due: r.Due, Provenance: r.Provenance}
	},
	code: func(i *Initiative) *string { return &i.Code },
	check: func(i Initiative) []fault.Field {
		broken := titled(i.Title, i.Description, i.Measures)
		if i.Delivery != DeliveryUnstated && !slices.Contains(Deliveries(), i.Delivery) {
			broken = append(broken, fault.Field{Name: "delivery", Reason: "Choose central, shared or local, or leave it out."})
		}
		return broken
	},
	parts: []part[Initiative]{
		measured[Initiative]{"initiative", func(i *Initiative) *[]Measure { return &i.Measures }}.part(),
		{read: readServed, write: writeServed},
	},
}

const readServedGoals = `
select s.initiative_id, g.code
  from app.initiative_goal s join app.goal g on g.org_id = s.org_id and g.id = s.goal_id
 where s.org_id = sec.current_org() and s.initiative_id = any ($1) and g.retired_on is null
 order by s.position`

// readServed reads the codes of the goals that initiatives serve.
func readServed(ctx context.Context, tx *tenants.Tx, kept []Kept[Initiative]) error {
	byID := make(map[uuid.UUID]*Initiative, len(kept))
	for i := range kept {
		byID[kept[i].ID] = &kept[i].Item
	}
	rows, err := tx.SQL().Query(ctx, readServedGoals, idsOf(kept))
	if err != nil {
		return err
	}
	var id uuid.UUID
	var code string
	_, err = pgx.ForEachRow(rows, []any{&id, &code}, func() error {
		byID[id].Goals = append(byID[id].Goals, code)
		return nil
	})
	return err
}

const clearServed = `delete from app.initiative_goal where org_id = sec.current_org() and initiative_id = $1`

const setServed = `
insert into app.initiative_goal (org_id, initiative_id, goal_id, position)
select g.org_id, i.id, g.id, t.position
  from unnest($2::text[]) with ordinality as t (code, position)
  join app.initiative i on i.org_id = sec.current_org() and i.id = $1
  join app.goal g on g.org_id = i.org_id and g.strategy_id = i.strategy_id and g.code = t.code and g.retired_on is null`

// writeServed replaces what the initiatives serve that now serve other goals. A code that is no goal of the same
// strategy is an invalid fault.
func writeServed(ctx context.Context, tx *tenants.Tx, before, after []Kept[Initiative]) error {
	for i := range after {
		was, is := before[i].Item.Goals, after[i].Item.Goals
		if slices.Equal(was, is) {
			continue
		}
		if _, err := tx.SQL().Exec(ctx, clearServed, after[i].ID); err != nil {
			return err
		}
		done, err := tx.SQL().Exec(ctx, setServed, after[i].ID, is)
		if err != nil {
			return err
		}
		if int(done.RowsAffected()) != len(is) {
			return fault.New(fault.Invalid, "The initiative serves a goal that is not there.",
				fault.Field{Name: "goals", Reason: fmt.Sprintf("Give codes of goals of the same strategy; %v has one that is none.", is)})
		}
		tx.Changed("app.initiative_goal", after[i].ID, was, is)
	}
	return nil
}
