package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/api"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Who somebody is and what they may do costs a request no trip to the database: a list that a person asks the server for
// takes the one of the same list read by a machine, which opens the scope, reads and ends it.
func TestSessionAndRolesCostNoTrip(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	pool, trips := w.Counted(t)
	db, err := tenants.New(tenants.Config{Pool: pool, Key: w.Key, Clock: func() time.Time { return w.Now }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	server := serve(t, w, func(c *api.Config) { c.DB = db })
	cdo := w.SignIn(tenants.CDO, "A")
	asked := func() int {
		trips.Count()
		if got := (ask{as: cdo, path: "/api/v1/organisations/{org:A}/items"}).of(t, w, server); got.StatusCode != http.StatusOK {
			t.Fatalf("%d %s", got.StatusCode, got.text)
		}
		return trips.Count()
	}
	read := func() int {
		trips.Count()
		admit := func(*tenants.Tx) error { return nil }
		err := db.Ahead(t.Context(), tenants.ForMachine(w.Orgs["A"], "test", ""), admit, func(tx *tenants.Tx) error {
			_, err := strategy.Items(t.Context(), tx, strategy.Filter{})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return trips.Count()
	}
	asked() // the first time also prepares
	read()
	if request, list := asked(), read(); request != list || list != 1 {
		t.Errorf("a request takes %d trips, and its list by itself %d", request, list)
	}
}
