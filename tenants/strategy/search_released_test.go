package strategy_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// shareWith releases what the system has published to one of those who belong to it, and to nobody else.
func shareWith(w *worldtest.World, code string) {
	w.AsWriter("", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := tx.SQL().Exec(ctx, `insert into app.release (id, org_id, edition_id, channel_id, since)
			select gen_random_uuid(), e.org_id, e.id, c.id, sec.current_at() from app.edition e, app.channel c
			 where e.org_id = sec.current_org() and e.state = 'published' and c.kind = 'pair' and c.ref = $1`, w.Orgs[code])
		return err
	})
}

func TestAPartnerFindsWhatIsSharedWithIt(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AddPartner("Q", "Northfold Hospice")
	for _, text := range []string{"record", "sharde", "rostering"} {
		if got := asked(t, w, "P", strategy.Query{Text: text}); got.Total != 0 || len(got.Owners)+len(got.Instead) != 0 || len(got.Unknown) != 1 {
			t.Errorf("%q, before anything is shared: %+v", text, got)
		}
	}
	shareWith(w, "P")
	got := asked(t, w, "P", strategy.Query{Text: "sharde record"})
	if len(got.Results) == 0 || got.Results[0].Code != "G1" || got.Results[0].OwnerKind != tenants.KindSystem || got.Results[0].Own || got.Instead[0].Used != "shared" {
		t.Errorf("a partner finds %+v", got)
	}
	if len(got.Owners) != 1 || got.Owners[0].ID != w.System || len(got.Stages) != 1 || got.Stages[0].Stage != strategy.Published {
		t.Errorf("by facets %+v", got)
	}
	for code, text := range map[string]string{"P": "rostering", "Q": "record"} {
		if got := asked(t, w, code, strategy.Query{Text: text}); got.Total != 0 || len(got.Unknown) != 1 {
			t.Errorf("%s finds %q: %+v", code, text, got)
		}
	}
}

// Who reads no strategy finds of their own organisation what it has published, as it stands there, and nothing that it is writing.
func TestWhoReadsNoStrategyFindsNoDraft(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	change(t, w, "A", "A-3", "Quicksilver on wards")
	for text, want := range map[string]int{"quicksilver": 0, "quicksilvr": 0, "rostering": 1, "barriers": 0, "images": 3} {
		got := asked(t, w, "A", strategy.Query{Text: text})
		if got.Total != want || slices.ContainsFunc(got.Results, func(r strategy.Result) bool { return r.Own || r.Stage != strategy.Published }) {
			t.Errorf("%q finds %+v, want %d", text, got, want)
		}
		if len(got.Instead) != 0 {
			t.Errorf("%q is told of %+v", text, got.Instead)
		}
	}
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := tx.SQL().Exec(ctx, "update app.release set until = greatest(since, sec.current_at()) where org_id = sec.current_org()")
		return err
	})
	if got := asked(t, w, "A", strategy.Query{Text: "rostering"}); got.Total != 0 {
		t.Errorf("what is published no more is found: %+v", got.Results)
	}
}

// change gives an item of an organisation's working copy another title, or without one retires it.
func change(t *testing.T, w *worldtest.World, as, code, title string) {
	t.Helper()
	w.AsWriter(as, func(ctx context.Context, tx *tenants.Tx) error {
		list, err := objectives(ctx, tx)
		if err != nil {
			return err
		}
		for _, o := range list {
			switch {
			case o.Item.Code != code:
			case title == "":
				return strategy.RetireItem(ctx, tx, o.ID, o.Version)
			default:
				_, err := strategy.ChangeItem(ctx, tx, o.ID, o.Version, func(i *strategy.Item) { i.Title, i.Body.Description = title, "" })
				return err
			}
		}
		t.Fatalf("%s has no %s", as, code)
		return nil
	})
}

// What is published is found until it is published no more, whatever has become of it in the working copy; once, where that says
// the same.
func TestSearchFindsWhatIsStillPublished(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	change(t, w, "A", "A-3", "Quicksilver on wards")
	change(t, w, "A", "A-2", "")
	for text, code := range map[string]string{"rostering": "A-3", "stand-alone": "A-2"} {
		got := searched(t, w, "A", strategy.Query{Text: text})
		if len(got.Results) != 1 || got.Results[0].Code != code || got.Results[0].Own || got.Results[0].Stage != strategy.Published {
			t.Errorf("%q, which is still published: %+v", text, got.Results)
		}
	}
	owner := w.Orgs["A"]
	got := searched(t, w, "A", strategy.Query{Text: "A-3", Owner: &owner})
	if len(got.Results) != 2 || got.Results[0].Stage != strategy.Draft || got.Results[1].Stage != strategy.Published {
		t.Errorf("what is published and written anew: %+v", got.Results)
	}
	if got := searched(t, w, "A", strategy.Query{Text: "A-1", Owner: &owner}); len(got.Results) != 1 || !got.Results[0].Own {
		t.Errorf("what is published as it is written: %+v", got.Results)
	}
}

// A search is one statement, and three where a word stands nowhere, for whoever asks and however much there is.
func TestSearchIsOneStatement(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	shareWith(w, "P")
	pool, trips := w.Counted(t)
	db, err := tenants.New(tenants.Config{Pool: pool, Key: w.Key, Clock: func() time.Time { return w.Now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, again := range []bool{false, true} { // the first time also prepares
		for _, as := range []string{"P", "A", ""} {
			for text, want := range map[string]int{"record": 1, "rcord": 3} {
				err := db.Within(t.Context(), tenants.ForMachine(w.Orgs[as], "test", ""), func(tx *tenants.Tx) error {
					trips.Count()
					found, err := strategy.Search(t.Context(), tx, strategy.Query{Text: text, Working: as != "P"})
					if took := trips.Count(); again && (took != want || found.Total == 0) {
						t.Errorf("%q as %q takes %d trips, want %d, and finds %d", text, as, took, want, found.Total)
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

// A draft that says something else of a measure is a draft, and what is published is found beside it.
func TestADraftWithAnotherMeasureIsADraft(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	stages := func() (list []strategy.Stage) {
		for _, r := range asked(t, w, "A", strategy.Query{Text: "rostering", Working: true}).Results {
			list = append(list, r.Stage)
		}
		return list
	}
	if got := stages(); !slices.Equal(got, []strategy.Stage{strategy.Published}) {
		t.Fatalf("as it was published: %q", got)
	}
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		list, err := objectives(ctx, tx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(list, func(k strategy.Kept[strategy.Item]) bool { return k.Item.Code == "A-3" })
		_, err = strategy.ChangeItem(ctx, tx, list[at].ID, list[at].Version, func(i *strategy.Item) {
			i.Body.Measures = append(i.Body.Measures, strategy.Measure{Name: "wards with a roster"})
		})
		return err
	})
	if got := stages(); !slices.Equal(got, []strategy.Stage{strategy.Draft, strategy.Published}) {
		t.Errorf("with another measure: %q", got)
	}
}
