package tenants_test

import (
	"testing"
	"time"

	"github.com/throughline-ics/throughline/internal/pgtest"
	"github.com/throughline-ics/throughline/tenants"
)

// counted is the world's database by connections whose trips are counted.
func (w *world) counted(t *testing.T) (*tenants.DB, *pgtest.Trips) {
	t.Helper()
	pool, trips := w.d.Counted(t)
	db, err := tenants.New(tenants.Config{Pool: pool, Key: w.d.Key, Clock: func() time.Time { return w.now }})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return db, trips
}

// Opening a scope (session, roles, context) is one trip to the database, and closing it another.
func TestOpeningAScopeIsOneTrip(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	db, trips := w.counted(t)
	for _, c := range []struct {
		name  string
		scope tenants.Scope
	}{
		{"a session that reads", w.scope()},
		{"a session that writes", w.scope().Writing()},
		{"a machine", tenants.ForMachine(w.a, "test", "")},
	} {
		for _, once := range []string{"the first time", "again"} {
			trips.Count()
			opening := 0
			must(t, db.Within(t.Context(), c.scope, func(tx *tenants.Tx) error {
				opening = trips.Count()
				if tx.Organisation() != w.a || len(tx.Roles()) != 1 {
					t.Errorf("%s: acts as %v with %v", c.name, tx.Organisation(), tx.Roles())
				}
				return nil
			}))
			closing := trips.Count()
			if once == "again" && (opening != 1 || closing != 1) { // the first time also prepares
				t.Errorf("%s: opened in %d trips and closed in %d, want one each", c.name, opening, closing)
			}
			if opening == 0 {
				t.Errorf("%s: no trip was counted", c.name)
			}
		}
	}
}
