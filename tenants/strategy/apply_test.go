package strategy_test

import (
	"context"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// What a list has is added or changed; what it does not have stays, and so does what says the same.
func TestApplyTouchesNothingElse(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	var before, after []strategy.Kept[strategy.Item]
	var counts strategy.Counts
	err := write(t, w, func(ctx context.Context, tx *tenants.Tx) error {
		list, err := objectives(ctx, tx)
		if err != nil {
			return err
		}
		before = list
		changed, same := list[0].Item, list[1].Item
		changed.Title = "Another title"
		if counts, err = strategy.Apply(ctx, tx, list[0].Strategy, []strategy.Item{
			changed, same, {Kind: strategy.KindObjective, Code: "NEW", Title: "New", Body: strategy.Body{Aims: []string{"AIM"}}}, {Kind: strategy.KindAim, Code: "AIM", Title: "An aim"},
		}); err != nil {
			return err
		}
		after, err = objectives(ctx, tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if counts != (strategy.Counts{Added: 2, Changed: 1}) || len(after) != len(before)+1 {
		t.Fatalf("%+v, %d objectives", counts, len(after))
	}
	if after[0].Item.Title != "Another title" || after[0].ID != before[0].ID || after[len(after)-1].Item.Code != "NEW" {
		t.Errorf("%+v", after)
	}
	for i := range before[1:] {
		if after[i+1].Version != before[i+1].Version {
			t.Errorf("%s was touched", before[i+1].Item.Code)
		}
	}
}

// Whatever is wrong with one keeps all of them out.
func TestApplyIsAllOrNothing(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	good := strategy.Item{Kind: strategy.KindObjective, Code: "GOOD", Title: "Good"}
	for what, bad := range map[string]strategy.Item{
		"no title":          {Kind: strategy.KindObjective, Code: "BAD"},
		"no code":           {Kind: strategy.KindObjective, Title: "Bad"},
		"a code twice":      {Kind: strategy.KindObjective, Code: "GOOD", Title: "Bad"},
		"another kind":      {Kind: strategy.KindRisk, Code: "A-1", Title: "Bad"},
		"a retired code":    {Kind: strategy.KindObjective, Code: "A-3", Title: "Bad"},
		"an aim of nowhere": {Kind: strategy.KindObjective, Code: "BAD", Title: "Bad", Body: strategy.Body{Aims: []string{"A7"}}},
	} {
		err := write(t, w, func(ctx context.Context, tx *tenants.Tx) error {
			list, err := objectives(ctx, tx)
			if err != nil {
				return err
			}
			if err := strategy.RetireItem(ctx, tx, list[2].ID, list[2].Version); err != nil {
				return err
			}
			_, err = strategy.Apply(ctx, tx, list[0].Strategy, []strategy.Item{good, bad})
			return err
		})
		if f := fault.From(err); err == nil || f.Kind != fault.Invalid && f.Kind != fault.Conflict || strings.Contains(f.Message, "our side") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if n := w.Count("select count(*) from app.item where code = 'GOOD'"); n != 0 {
		t.Error("some of it was kept")
	}
}
