package tenants_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

const ownName = "select name from app.organisation where id = $1"

func everybody(*tenants.Tx) error { return nil }

func readName(t *testing.T, tx *tenants.Tx) ([]string, error) {
	t.Helper()
	rows, err := tx.SQL().Query(t.Context(), ownName, tx.Organisation())
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// A read travels with the opening and the commit: all of it is one trip. One that writes has a second, for its record.
func TestReadingAheadIsOneTrip(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	db, trips := w.counted(t)
	for _, c := range []struct {
		name  string
		scope tenants.Scope
		want  int
	}{{"reads", w.scope(), 1}, {"writes", w.scope().Writing(), 2}} {
		for _, once := range []string{"the first time", "again"} {
			trips.Count()
			name, admitted := "", ""
			must(t, db.Ahead(t.Context(), c.scope, func(tx *tenants.Tx) error {
				admitted = fmt.Sprint(tx.Roles(), name)
				return nil
			}, func(tx *tenants.Tx) error {
				return tx.SQL().QueryRow(t.Context(), ownName, tx.Organisation()).Scan(&name)
			}))
			if took := trips.Count(); once == "again" && took != c.want { // the first time also prepares
				t.Errorf("%s: %d trips, want %d", c.name, took, c.want)
			}
			if name != "Trust A" || admitted != "[cdo]" {
				t.Errorf("%s: read %q, admitted as %s", c.name, name, admitted)
			}
		}
	}
}

// Whoever may not is given nothing of what was read, whatever the work makes of that.
func TestReadingAheadAdmitsFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	never := fault.New(fault.Forbidden, "never")
	for name, work := range map[string]func(tx *tenants.Tx) error{
		"it reads": func(tx *tenants.Tx) error {
			if names, err := readName(t, tx); len(names) > 0 || err == nil {
				t.Errorf("%q was given, %v", names, err)
			}
			return nil
		},
		"it reads one row": func(tx *tenants.Tx) error {
			read := ""
			if err := tx.SQL().QueryRow(t.Context(), ownName, tx.Organisation()).Scan(&read); err == nil || read != "" {
				t.Errorf("%q was given, %v", read, err)
			}
			return nil
		},
		"it reads nothing":            func(*tenants.Tx) error { return nil },
		"it fails before it has read": func(*tenants.Tx) error { return errors.New("something else") },
		"it tries again when it may not": func(tx *tenants.Tx) error {
			for range 2 {
				if names, err := readName(t, tx); len(names) > 0 || err == nil {
					t.Errorf("%q was given, %v", names, err)
				}
			}
			return nil
		},
	} {
		for _, scope := range []tenants.Scope{w.scope(), w.scope().Writing()} {
			err := w.db.Ahead(t.Context(), scope, func(*tenants.Tx) error { return never }, work)
			if !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s, writes %v: %v", name, scope.Writes, err)
			}
			gone := scope
			gone.Session = tenants.SessionKey{1}
			err = w.db.Ahead(t.Context(), gone, everybody, work)
			if !fault.Is(err, fault.SignIn) {
				t.Errorf("%s without a session, writes %v: %v", name, scope.Writes, err)
			}
		}
	}
}

// A scope that reads ahead has one statement, which reads; whatever else is tried is refused and not done without the wall.
func TestReadingAheadIsOneRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	name := ""
	for what, work := range map[string]func(tx *tenants.Tx) error{
		"a second statement": func(tx *tenants.Tx) error {
			must(t, tx.SQL().QueryRow(t.Context(), ownName, tx.Organisation()).Scan(&name))
			return tx.SQL().QueryRow(t.Context(), ownName, tx.Organisation()).Scan(&name)
		},
		"GORM after it": func(tx *tenants.Tx) error {
			must(t, tx.SQL().QueryRow(t.Context(), ownName, tx.Organisation()).Scan(&name))
			return tx.Builder(t.Context()).Raw("select 1").Scan(&name).Error
		},
		"GORM first":     func(tx *tenants.Tx) error { return tx.Builder(t.Context()).Raw("select 1").Scan(&name).Error },
		"no query":       func(tx *tenants.Tx) error { _, err := tx.SQL().Exec(t.Context(), "select 1"); return err },
		"a batch":        func(tx *tenants.Tx) error { return tx.SQL().SendBatch(t.Context(), &pgx.Batch{}).Close() },
		"one that fails": func(tx *tenants.Tx) error { return tx.SQL().QueryRow(t.Context(), "select 1/0").Scan(&name) },
		"one that writes": func(tx *tenants.Tx) error {
			return tx.SQL().QueryRow(t.Context(), "update app.organisation set name = 'x' where id = $1 returning name", tx.Organisation()).Scan(&name)
		},
	} {
		if err := w.db.Ahead(t.Context(), w.scope(), everybody, work); err == nil {
			t.Errorf("%s was let through", what)
		}
	}
	must(t, w.db.Ahead(t.Context(), w.scope(), everybody, func(tx *tenants.Tx) error {
		_, err := tx.SQL().Query(t.Context(), ownName, tx.Organisation()) //nolint:gocritic,sqlclosecheck // nobody reads or closes them
		return err
	}))
	must(t, w.db.Within(t.Context(), w.scope(), everybody))
	if w.count(t, "select count(*) from app.organisation where name = 'x'") > 0 {
		t.Error("a scope that only reads has written")
	}
}
