package desk_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func setWindow(w *worldtest.World, version, days int) {
	w.AsWriter("", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := setting.ChangeWindow(ctx, tx, version, days)
		return err
	})
	w.Reassess()
}

// A system that shortens the window sees at once what its members would still have for themselves; one that makes it
// longer waits, and keeps seeing what it has seen.
func TestAnotherWindowOpensAtAnotherTime(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	w.Import(worldtest.Northfold(), tenants.CivilDate(worldtest.Noon)) // Monday 23 November 2026
	waiting := "It is looking at its own suggestions first, until 14 December 2026."
	setWindow(w, 0, 15)
	if got := cellOf(t, w, "", "G3", "B"); len(got.Objectives) != 0 || got.Reason != waiting {
		t.Errorf("with fifteen days the system sees %+v", got)
	}
	w.Now = time.Date(2026, 12, 8, 12, 0, 0, 0, time.UTC) // after the ten days of before
	if got := cellOf(t, w, "", "G3", "B"); len(got.Objectives) != 0 || got.Reason != waiting {
		t.Errorf("after ten of fifteen days the system sees %+v", got)
	}
	if n := w.Count("select count(*) from app.finding where open_from < '2026-12-14' and kind <> 'silence' and state = 'open'"); n != 0 {
		t.Errorf("%d findings open before the window ends", n)
	}
	setWindow(w, 1, 5)
	if got := cellOf(t, w, "", "G3", "B"); len(got.Objectives) != 1 {
		t.Errorf("with five days the system sees %+v", got)
	}
	if got := cellOf(t, w, "", "G2", "A"); !got.Discuss {
		t.Errorf("with five days the system is not told what there is to discuss: %+v", got)
	}
	for _, table := range []string{"suggestion", "placement", "cell", "finding"} {
		if n := w.Count("select count(*) from app." + table + " where open_from > '2026-12-08 12:00Z'"); n != 0 {
			t.Errorf("%s: %d rows wait for a window that has ended", table, n)
		}
	}
	setWindow(w, 2, 30)
	if got := cellOf(t, w, "", "G3", "B"); len(got.Objectives) != 1 {
		t.Errorf("what the system has seen is hidden again: %+v", got)
	}
}

func TestWhoSetsTheWindow(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	try := func(as string, version, days int) error {
		return w.DB.Within(t.Context(), tenants.ForMachine(w.Orgs[as], "test", "").Writing(), func(tx *tenants.Tx) error {
			_, err := setting.ChangeWindow(t.Context(), tx, version, days)
			return err
		})
	}
	setWindow(w, 0, 3)
	for name, c := range map[string]struct {
		err  error
		kind fault.Kind
	}{
		"a member":       {try("A", 0, 3), fault.NotFound},
		"too long":       {try("", 1, 31), fault.Invalid},
		"less than none": {try("", 1, -1), fault.Invalid},
		"an old version": {try("", 0, 4), fault.Stale},
	} {
		if !fault.Is(c.err, c.kind) {
			t.Errorf("%s: %v, want %s", name, c.err, c.kind)
		}
	}
	for _, as := range []string{"", "A"} {
		w.As(as, func(ctx context.Context, tx *tenants.Tx) error {
			s, err := setting.Read(ctx, tx, nil)
			if s.Window == nil || s.Window.Days != 3 || s.Window.Version != 1 {
				t.Errorf("%q reads %+v", as, s.Window)
			}
			return err
		})
	}
	w.As("P", func(ctx context.Context, tx *tenants.Tx) error {
		s, err := setting.Read(ctx, tx, nil)
		if s.Window != nil || s.Own != nil || s.Members != nil {
			t.Errorf("a partner reads %+v", s)
		}
		return err
	})
}

// chattering is Northfold where A and B say the same thing in words that are no goal's, and A has decided that it serves one.
func chattering(f *exchange.Folder) {
	for i, code := range []string{"A", "B"} {
		s := &f.Members[i].Strategy
		for _, what := range []string{"wards", "theatres", "clinics"} {
			id := code + "-" + what
			s.Items = append(s.Items, strategy.Item{Kind: strategy.KindObjective, Code: id, Title: "Brontide for " + what, Body: strategy.Body{Description: "Brontide and quillonax reach all " + what + "."}})
			if code == "A" {
				f.Claims = append(f.Claims, exchange.Claim{Objective: id, Target: "G2", Verdict: "confirmed", Contribution: "direct"})
			}
		}
	}
}

func choose(w *worldtest.World, as string, version int, shares bool) {
	w.AsWriter(as, func(ctx context.Context, tx *tenants.Tx) error {
		_, err := setting.Choose(ctx, tx, nil, version, shares)
		return err
	})
}

// derived is everything that a line-up of a system keeps, but for ids of its own making and when it opens, as text.
func derived(t *testing.T, w *worldtest.World, system uuid.UUID) string {
	t.Helper()
	var text string
	err := w.Owner.QueryRow(t.Context(), `select concat_ws(E'\n',
		(select string_agg(to_jsonb(s)::text, E'\n' order by s.objective_id, s.target_item_id) from (select *, null as model_hash, null as open_from from app.suggestion where system_id = $1) s),
		(select string_agg(to_jsonb(c)::text, E'\n' order by c.org_id, c.target_item_id) from (select *, null as open_from from app.cell where system_id = $1) c),
		(select string_agg(to_jsonb(p)::text, E'\n' order by p.objective_id) from (select *, null as open_from from app.placement where system_id = $1) p),
		(select string_agg(f.key || f.reason || f.evidence, E'\n' order by f.org_id, f.key) from app.finding f where f.state <> 'resolved' and f.system_id = $1),
		(select string_agg(s.model_hash || coalesce(s.contents, ''), E'\n' order by s.org_id) from app.statement s where s.org_id = $1))`, system).Scan(&text)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestSharedDecisionsTeachThoseWhoShareAndAreForgotten(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	publish(w, chattering)
	before := derived(t, w, w.System)
	score := func() float64 {
		var s float64
		err := w.Owner.QueryRow(t.Context(), `select coalesce(max(s.score), 0) from app.suggestion s where s.objective_id = $1 and s.target_item_id = $2`,
			find(t, w, "B", "B-wards"), find(t, w, "", "G2")).Scan(&s)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	alone := score()
	choose(w, "A", 0, true)
	w.Reassess()
	if got := score(); got != alone {
		t.Errorf("B has not chosen to learn, and its score went from %v to %v", alone, got)
	}
	choose(w, "B", 0, true)
	w.Reassess()
	if got := score(); got <= alone {
		t.Errorf("B shares with A, which confirmed, and its score went from %v to %v", alone, got)
	}
	w.As("", func(ctx context.Context, tx *tenants.Tx) error {
		s, err := setting.Read(ctx, tx, nil)
		if len(s.Members) != 3 || !s.Members[0].Shares || !s.Members[1].Shares || s.Members[2].Shares || s.Own != nil {
			t.Errorf("the system reads %+v", s)
		}
		return err
	})
	w.As("C", func(ctx context.Context, tx *tenants.Tx) error {
		s, err := setting.Read(ctx, tx, nil)
		if s.Members != nil || s.Own == nil || s.Own.Shares || s.Own.Version != 0 {
			t.Errorf("C reads %+v", s)
		}
		return err
	})
	choose(w, "A", 1, false)
	choose(w, "B", 1, false)
	w.Reassess()
	if diff := cmp.Diff(before, derived(t, w, w.System)); diff != "" {
		t.Errorf("sharing that ended leaves a trace (-before +after):\n%s", diff)
	}
}

func TestWhoChoosesToShare(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	choose(w, "A", 0, true)
	for name, c := range map[string]struct {
		as      string
		version int
		kind    fault.Kind
	}{
		"the system": {"", 0, fault.NotFound}, "a partner": {"P", 0, fault.NotFound}, "an old version": {"A", 0, fault.Stale},
	} {
		err := w.DB.Within(t.Context(), tenants.ForMachine(w.Orgs[c.as], "test", "").Writing(), func(tx *tenants.Tx) error {
			_, err := setting.Choose(t.Context(), tx, nil, c.version, true)
			return err
		})
		if !fault.Is(err, c.kind) {
			t.Errorf("%s: %v, want %s", name, err, c.kind)
		}
	}
}

func TestWhatALeaverChoseIsItsOwn(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	choose(w, "A", 0, true)
	seen := func() (n int) {
		w.As("", func(ctx context.Context, tx *tenants.Tx) error {
			choices, err := setting.Sharings(ctx, tx, w.System)
			n = len(choices)
			return err
		})
		return n
	}
	before := seen()
	if _, err := w.Owner.Exec(t.Context(), "update app.membership set until = $1 where org_id = $2", worldtest.Noon, w.Orgs["A"]); err != nil {
		t.Fatal(err)
	}
	if after := seen(); before != 1 || after != 0 {
		t.Errorf("the system reads %d choices, and %d when the member has left", before, after)
	}
}
