package tenants_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func TestEveryCommandLeavesOneEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	before := w.count(t, "select count(*) from app.audit where org_id = $1", w.a)
	scope := w.scope().Writing()
	scope.Command = "createStrategy"
	must(t, w.db.Within(ctx, scope, func(tx *tenants.Tx) error {
		kept, err := strategy.Start(ctx, tx, strategy.Header{Title: "Better"})
		if err != nil {
			return err
		}
		_, err = strategy.AddItem(ctx, tx, kept.ID, strategy.Item{Kind: strategy.KindObjective, Title: "One", Body: strategy.Body{Measures: []strategy.Measure{{Name: "m"}}}})
		return err
	}))
	var command, canonical string
	var n int
	must(t, w.d.Owner.QueryRow(ctx, "select n, command, canonical from app.audit where org_id = $1 order by n desc limit 1", w.a).Scan(&n, &command, &canonical))
	if n != before+1 || command != "createStrategy" {
		t.Errorf("entry %d is %q, want %d createStrategy", n, command, before+1)
	}
	for _, part := range []string{`"request":"r1"`, `"app.strategy"`, `"app.item"`, `"app.measure_instance"`, `"Better"`, `"One"`} {
		if !strings.Contains(canonical, part) {
			t.Errorf("the entry does not say %s: %s", part, canonical)
		}
	}
}

func TestNothingChangedLeavesNoEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	before := w.count(t, "select count(*) from app.audit")
	must(t, w.db.Within(ctx, w.scope().Writing(), func(*tenants.Tx) error { return nil }))
	err := w.db.Within(ctx, w.scope().Writing(), func(tx *tenants.Tx) error {
		if _, err := strategy.Start(ctx, tx, strategy.Header{Title: "Lost"}); err != nil {
			return err
		}
		return errors.New("the work fails after all")
	})
	if err == nil || w.count(t, "select count(*) from app.audit") != before {
		t.Errorf("an entry was left for nothing: %v", err)
	}
}

// The chain can be recomputed by anybody from the rows alone.
func TestTheRecordIsAChain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	for i := range 3 {
		must(t, w.db.Within(ctx, tenants.ForMachine(w.a, "test", "").Writing(), func(tx *tenants.Tx) error {
			tx.Changed("app.strategy", uuid.New(), nil, map[string]int{"i": i})
			return nil
		}))
	}
	rows, err := w.d.Owner.Query(ctx, "select n, at, actor_id, command, canonical, prev, hash from app.audit where org_id = $1 order by n", w.a)
	must(t, err)
	prev := make([]byte, 32)
	var n int64
	var at time.Time
	var actor uuid.UUID
	var command, canonical string
	var before, hash []byte
	count := 0
	_, err = pgx.ForEachRow(rows, []any{&n, &at, &actor, &command, &canonical, &before, &hash}, func() error {
		h := sha256.New()
		h.Write(prev)
		for _, part := range []string{fmt.Sprint(n), fmt.Sprint(at.UnixMicro()), actor.String(), command, canonical} {
			fmt.Fprintf(h, "%d:%s", len(part), part)
		}
		count++
		if !bytes.Equal(before, prev) || !bytes.Equal(h.Sum(nil), hash) || int(n) != count {
			t.Errorf("entry %d does not follow from the one before", n)
		}
		prev = append([]byte{}, hash...)
		return nil
	})
	must(t, err)
	if count < 4 {
		t.Errorf("%d entries, want the import's and three more", count)
	}
	for _, statement := range []string{"update app.audit set command = 'x'", "delete from app.audit", "truncate app.audit"} {
		err := w.db.Within(ctx, tenants.ForMachine(w.a, "test", "").Writing(), func(tx *tenants.Tx) error {
			_, err := tx.SQL().Exec(ctx, statement)
			return err
		})
		if !mentions(err, "42501") {
			t.Errorf("%s: %v, want it refused", statement, err)
		}
	}
}

// Two of the same organisation's commands at once follow each other in the chain.
func TestEntriesDoNotCollide(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			err := w.db.Within(context.Background(), tenants.ForMachine(w.b, "test", "").Writing(), func(tx *tenants.Tx) error {
				tx.Derived("app.cell", 1)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := w.count(t, "select count(distinct n) from app.audit where org_id = $1 and command = 'test'", w.b); n != 16 {
		t.Errorf("%d entries for 16 commands", n)
	}
}

func TestTheSameKeyGetsTheSameAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	ask := func(scope tenants.Scope, key, body string) (answer *tenants.Answer, err error) {
		err = w.db.Within(ctx, scope.Writing(), func(tx *tenants.Tx) error {
			if answer, err = tenants.AnswerTo(ctx, tx, key, []byte(body)); answer != nil || err != nil {
				return err
			}
			return tenants.KeepAnswer(ctx, tx, key, []byte(body), tenants.Answer{Status: 201, Headers: map[string]string{"ETag": `"1"`}, Body: []byte(`{"n":1}`)})
		})
		return answer, err
	}
	if first, err := ask(w.scope(), "key-00001", "a"); first != nil || err != nil {
		t.Fatalf("a new key has an answer: %v, %v", first, err)
	}
	again, err := ask(w.scope(), "key-00001", "a")
	if err != nil || again == nil || again.Status != 201 || string(again.Body) != `{"n":1}` || again.Headers["ETag"] != `"1"` {
		t.Errorf("again: %+v, %v", again, err)
	}
	if _, err := ask(w.scope(), "key-00001", "b"); !fault.Is(err, fault.Invalid) {
		t.Errorf("the same key with another body: %v", err)
	}
	other := w.scope()
	other.Command = "another"
	if got, err := ask(other, "key-00001", "a"); got != nil || err != nil {
		t.Errorf("another operation got the answer: %v, %v", got, err)
	}
	if got, err := ask(tenants.ForMachine(w.a, "test", ""), "key-00001", "a"); got != nil || err != nil {
		t.Errorf("another actor got the answer: %v, %v", got, err)
	}
	w.now = w.now.Add(25 * time.Hour)
	w.session = w.signIn(t, "cdo")
	if got, err := ask(w.scope(), "key-00001", "b"); got != nil || err != nil {
		t.Errorf("after a day: %v, %v", got, err)
	}
}

func TestAJobIsThereIfTheTransactionIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	scope := tenants.ForMachine(w.system, "test", "").Writing()
	_ = w.db.Within(ctx, scope, func(tx *tenants.Tx) error {
		must(t, tx.Reassess(ctx, w.system))
		return errors.New("the work fails after all")
	})
	if n := w.count(t, "select count(*) from river.river_job"); n != 0 {
		t.Errorf("%d jobs of a transaction that was rolled back", n)
	}
	must(t, w.db.Within(ctx, scope, func(tx *tenants.Tx) error { return tx.Reassess(ctx, w.system) }))
	if n := w.count(t, "select count(*) from river.river_job where args = jsonb_build_object('system', $1::text)", w.system); n != 1 {
		t.Errorf("%d jobs of a transaction that was kept", n)
	}
}
