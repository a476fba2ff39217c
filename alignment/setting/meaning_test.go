package setting_test

import (
	"context"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/internal/seal"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/connections"
)

// The key of an embeddings endpoint is sealed to its system, and a new sealing key seals it again.
func TestAKeyIsSealedAndResealed(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	before, after := seal.NewKey(), seal.NewKey()
	with := func(ring *seal.Keyring) *tenants.DB {
		db, err := tenants.New(tenants.Config{Pool: w.Pool, Key: w.Key, Secrets: ring, Clock: func() time.Time { return w.Now }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
	key := func(db *tenants.DB) (got string, err error) {
		err = db.Within(t.Context(), tenants.ForMachine(w.System, "test", ""), func(tx *tenants.Tx) error {
			m, err := setting.ReadMeaning(t.Context(), tx, w.System)
			if err != nil {
				return err
			}
			e, _, err := m.Target(t.Context(), tx)
			got = e.Key
			return err
		})
		return got, err
	}
	sesame := "sesame"
	err := with(seal.New(before)).Within(t.Context(), tenants.ForMachine(w.System, "test", "").Writing(), func(tx *tenants.Tx) error {
		_, err := setting.ChangeMeaning(context.Background(), tx, 0, setting.MeaningChange{On: true, Endpoint: "https://models.example", Model: "m", Key: &sesame, Agreed: true})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := key(with(seal.New(after))); err == nil {
		t.Errorf("another key opens it: %q", got)
	}
	if done, err := connections.Reseal(t.Context(), with(seal.New(after, before))); err != nil || done.All != 1 || done.Resealed != 1 {
		t.Errorf("sealed again: %+v, %v", done, err)
	}
	if got, err := key(with(seal.New(after))); err != nil || got != sesame {
		t.Errorf("after that the new key opens %q, %v", got, err)
	}
	if n := w.Count("select count(*) from app.audit where org_id = $1 and command = 'resealSecret' and canonical like '%app.meaning_key%'", w.System); n != 1 {
		t.Errorf("%d entries of the record say so", n)
	}
	if done, err := connections.Survey(t.Context(), with(seal.New(before))); err != nil || len(done.Closed) != 1 || done.Closed[0] != w.System {
		t.Errorf("with the old key alone: %+v, %v", done, err)
	}
}
