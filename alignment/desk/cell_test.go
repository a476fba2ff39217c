package desk_test

import (
	"slices"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// When a system has nothing left that a member could serve, members have no part in it any more.
func TestCellsGoWithTheLastTarget(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	f := worldtest.Northfold()
	f.Claims = nil
	f.System.Strategy.Items = slices.DeleteFunc(f.System.Strategy.Items, func(i strategy.Item) bool { return i.Kind != strategy.KindPrinciple })
	w.Import(f, worldtest.Published.AddDate(0, 0, 1))
	if n := w.Count("select count(*) from app.cell"); n != 0 {
		t.Errorf("%d cells are left", n)
	}
}
