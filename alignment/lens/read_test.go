package lens_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/lens"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func strategyOf(t *testing.T, w *worldtest.World, code string) uuid.UUID {
	t.Helper()
	var id uuid.UUID
	if err := w.Owner.QueryRow(t.Context(), `select id from app.strategy where org_id = $1`, w.Orgs[code]).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

func editionOf(t *testing.T, w *worldtest.World, code string) uuid.UUID {
	t.Helper()
	var id uuid.UUID
	if err := w.Owner.QueryRow(t.Context(), `select id from app.edition where org_id = $1`, w.Orgs[code]).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

// add writes an objective for porters that is marked.
func add(ctx context.Context, tx *tenants.Tx, of uuid.UUID, code string, marking strategy.Marking) error {
	_, err := strategy.AddItem(ctx, tx, of, strategy.Item{
		Kind: strategy.KindObjective, Code: code, Title: "For porters", Body: strategy.Body{Marking: marking},
	})
	return err
}

func codes(items []strategy.EditionItem, role strategy.Role) string {
	list := ""
	for _, c := range lens.Look(items, role).Changes {
		list += c.Item.Code + " "
	}
	return list
}

func TestADraftIsReadByItsOwnersAlone(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	of, edition := strategyOf(t, w, "A"), editionOf(t, w, "A")
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error { return add(ctx, tx, of, "A-9", "") })
	other := uuid.New()
	for _, c := range []struct {
		name     string
		as       string
		strategy uuid.UUID
		edition  *uuid.UUID
		want     string
		number   int
		kind     fault.Kind
	}{
		{"the draft", "A", of, nil, "A-9 ", 0, ""},
		{"the version before it", "A", of, &edition, "", 1, ""},
		{"no such version", "A", of, &other, "", 0, fault.NotFound},
		{"a version of another strategy", "A", other, &edition, "", 0, fault.NotFound},
		{"no such strategy", "A", other, nil, "", 0, fault.NotFound},
		{"a neighbour", "B", of, nil, "", 0, fault.NotFound},
		{"a neighbour, a version", "B", of, &edition, "", 0, fault.NotFound},
		{"the system", "", of, nil, "", 0, fault.NotFound},
		{"the system, a version", "", of, &edition, "", 0, fault.NotFound},
	} {
		w.As(c.as, func(ctx context.Context, tx *tenants.Tx) error {
			e, err := lens.Own(ctx, tx, c.strategy, c.edition)
			switch {
			case c.kind != "" && !fault.Is(err, c.kind):
				t.Errorf("%s: %v", c.name, err)
			case c.kind == "" && (err != nil || codes(e.Items, "porter") != c.want || e.Number != c.number):
				t.Errorf("%s: version %d says %q: %v", c.name, e.Number, codes(e.Items, "porter"), err)
			}
			return nil
		})
	}
}

func TestWhatIsPublishedIsReadAsFarAsItReaches(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	of := strategyOf(t, w, "A")
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		if err := add(ctx, tx, of, "A-8", strategy.MarkingCommercial); err != nil {
			return err
		}
		if err := add(ctx, tx, of, "A-9", ""); err != nil {
			return err
		}
		channels, err := strategy.ChannelsFor(ctx, tx, []tenants.ChannelKind{tenants.Desk, tenants.Members})
		if err != nil {
			return err
		}
		_, _, err = strategy.Publish(ctx, tx, of, strategy.Release{On: worldtest.Published, Channels: channels})
		return err
	})
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error { return add(ctx, tx, of, "A-10", "") })
	for code, want := range map[string]string{"": "A-8 A-9 ", "B": "A-9 ", "P": "none", "A": "none"} {
		w.As(code, func(ctx context.Context, tx *tenants.Tx) error {
			e, err := lens.Published(ctx, tx, w.Orgs["A"])
			if fault.Is(err, fault.NotFound) && want == "none" {
				return nil
			}
			if got := codes(e.Items, "porter"); err != nil || got != want {
				t.Errorf("as %q: %q, wanted %q: %v", code, got, want, err)
			}
			return nil
		})
	}
}

// Reading takes as many statements for sixty objectives as for three.
func TestReadingTakesTwoStatementsAtMost(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	pool, trips := w.Counted(t)
	db, err := tenants.New(tenants.Config{Pool: pool, Key: w.Key, Clock: func() time.Time { return w.Now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	of, edition := strategyOf(t, w, "A"), editionOf(t, w, "A")
	reads := map[string]func(context.Context, *tenants.Tx) (strategy.Edition, error){
		"the draft": func(ctx context.Context, tx *tenants.Tx) (strategy.Edition, error) { return lens.Own(ctx, tx, of, nil) },
		"a version": func(ctx context.Context, tx *tenants.Tx) (strategy.Edition, error) {
			return lens.Own(ctx, tx, of, &edition)
		},
		"what the system has released": func(ctx context.Context, tx *tenants.Tx) (strategy.Edition, error) {
			return lens.Published(ctx, tx, w.System)
		},
	}
	most := map[string]int{"the draft": 2, "a version": 1, "what the system has released": 1}
	for _, objectives := range []int{3, 60} {
		w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
			for n := 3; n < objectives; n++ {
				if err := add(ctx, tx, of, fmt.Sprintf("A-%d", n+1), ""); err != nil {
					return err
				}
			}
			return nil
		})
		for name, read := range reads {
			for _, once := range []string{"the first time", "again"} {
				err := db.Within(t.Context(), tenants.ForMachine(w.Orgs["A"], "test", ""), func(tx *tenants.Tx) error {
					trips.Count()
					e, err := read(t.Context(), tx)
					lens.Look(e.Items, "porter")
					if n := trips.Count(); once == "again" && n > most[name] {
						t.Errorf("%s of %d objectives: %d statements", name, objectives, n)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
