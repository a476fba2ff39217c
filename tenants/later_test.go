package tenants_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func (w *world) strategy(t *testing.T) uuid.UUID {
	t.Helper()
	var id uuid.UUID
	must(t, w.db.Within(t.Context(), w.scope().Writing(), func(tx *tenants.Tx) error {
		kept, err := strategy.Start(t.Context(), tx, strategy.Header{Title: "Better"})
		id = kept.ID
		return err
	}))
	return id
}

func retitle(t *testing.T, tx *tenants.Tx, id uuid.UUID, version int, title string) error {
	t.Helper()
	kept, err := strategy.Change(t.Context(), tx, id, version, func(h *strategy.Header) { h.Title = title })
	if err == nil && (kept.Version != version+1 || kept.Updated != tx.At()) {
		t.Errorf("the row came back at version %d of %v, want %d of %v", kept.Version, kept.Updated, version+1, tx.At())
	}
	return err
}

const titleOf = "select title from app.strategy where id = $1"

// A change travels with the record and the commit. What is asked after it finds it made.
func TestAChangeTravelsWithTheCommit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.strategy(t)
	db, trips := w.counted(t)
	for version := 1; version <= 3; version++ {
		opened := 0
		trips.Count()
		must(t, db.Within(t.Context(), w.scope().Writing(), func(tx *tenants.Tx) error {
			opened = trips.Count()
			return retitle(t, tx, id, version, "Best")
		}))
		if took := trips.Count(); version == 3 && (took != 2 || opened != 1) { // at first it also prepares
			t.Errorf("read, changed and committed in %d trips after %d, want 2 after 1", took, opened)
		}
	}
	must(t, w.db.Within(t.Context(), w.scope().Writing(), func(tx *tenants.Tx) error {
		must(t, retitle(t, tx, id, 4, "Found again"))
		var found string
		must(t, tx.SQL().QueryRow(t.Context(), titleOf, id).Scan(&found))
		must(t, retitle(t, tx, id, 5, "And by GORM"))
		_, byGORM, err := strategy.Current(t.Context(), tx)
		if found != "Found again" || !byGORM {
			t.Errorf("after the changes were left for later, %q was read", found)
		}
		return err
	}))
	if w.count(t, "select count(*) from app.strategy where id = $1 and title = 'And by GORM' and version = 6", id) != 1 {
		t.Error("the last change is not kept")
	}
}

// Two who read the same version: the second to commit is told, whatever it did, and leaves nothing.
func TestTheSecondAtOneVersionIsStale(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.strategy(t)
	for _, after := range []struct {
		name string
		work func(tx *tenants.Tx) error
	}{
		{"nothing", func(*tenants.Tx) error { return nil }},
		{"a query", func(tx *tenants.Tx) error {
			_, err := tx.SQL().Exec(t.Context(), "select 1")
			return err
		}},
		{"another row", func(tx *tenants.Tx) error {
			_, err := strategy.AddItem(t.Context(), tx, id, strategy.Item{Kind: strategy.KindGoal, Title: "Lost"})
			return err
		}},
	} {
		version := w.count(t, "select version from app.strategy where id = $1", id)
		entries := 0
		err := w.db.Within(t.Context(), w.scope().Writing(), func(tx *tenants.Tx) error {
			_, err := strategy.Change(t.Context(), tx, id, version, func(h *strategy.Header) {
				h.Title = "Second"
				must(t, w.db.Within(t.Context(), w.scope().Writing(), func(first *tenants.Tx) error { return retitle(t, first, id, version, "First") }))
				entries = w.count(t, "select count(*) from app.audit")
			})
			must(t, err)
			return after.work(tx)
		})
		if !fault.Is(err, fault.Stale) {
			t.Errorf("and then %s: %v", after.name, err)
		}
		if w.count(t, "select version from app.strategy where id = $1 and title = 'First'", id) != version+1 ||
			w.count(t, "select count(*) from app.audit") != entries || w.count(t, "select count(*) from app.item") != 0 {
			t.Errorf("and then %s: something was left", after.name)
		}
	}
}
