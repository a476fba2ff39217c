package tenants_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/pgtest"
	"github.com/throughline-ics/throughline/tenants"
)

var testDay = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return testDay }

func openDB(t *testing.T) (*tenants.DB, *pgtest.Database) {
	t.Helper()
	d := pgtest.New(t)
	db, err := tenants.New(tenants.Config{Pool: d.Pool, Key: d.Key, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db, d
}

func TestLoadPutsASystemInPlace(t *testing.T) {
	t.Parallel()
	db, _ := openDB(t)
	ctx := context.Background()
	var system, trust uuid.UUID
	err := db.Load(ctx, "import", func(l *tenants.Load) error {
		var err error
		if system, err = l.PutOrganisation(ctx, tenants.Organisation{Kind: tenants.KindSystem, Sector: "ics", Code: "north", Name: "North"}); err != nil {
			return err
		}
		if trust, err = l.PutOrganisation(ctx, tenants.Organisation{Kind: tenants.KindTrust, Sector: "acute", Name: "Trust A"}); err != nil {
			return err
		}
		return l.Join(ctx, tenants.Membership{
			System: tenants.Organisation{ID: system}, Organisation: tenants.Organisation{ID: trust, Code: "A"},
			Kind: tenants.Member, Since: tenants.CivilDate(clock()),
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Within(ctx, tenants.ForMachine(system, "look", ""), func(tx *tenants.Tx) error {
		self, err := tenants.Self(ctx, tx)
		if err != nil {
			return err
		}
		if self.Code != "north" {
			t.Errorf("self = %+v", self)
		}
		m, err := tenants.Memberships(ctx, tx, nil, nil)
		if len(m) != 1 || m[0].Organisation.Code != "A" {
			t.Errorf("memberships = %+v", m)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Within(ctx, tenants.ForMachine(uuid.New(), "look", ""), func(*tenants.Tx) error { return nil })
	if !fault.Is(err, fault.SignIn) && !fault.Is(err, fault.NotFound) {
		t.Errorf("an organisation that is not there opened: %v", err)
	}
}
