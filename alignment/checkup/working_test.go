package checkup_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/check"
	"github.com/throughline-ics/throughline/alignment/checkup"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// of gives the id of the only strategy of an organisation.
func of(t *testing.T, w *worldtest.World, organisation string) uuid.UUID {
	t.Helper()
	var id uuid.UUID
	if err := w.Owner.QueryRow(t.Context(), `select id from app.strategy where org_id = $1`, w.Orgs[organisation]).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

func checked(t *testing.T, w *worldtest.World, organisation string, item *uuid.UUID) checkup.Checkup {
	t.Helper()
	var c checkup.Checkup
	w.As(organisation, func(ctx context.Context, tx *tenants.Tx) (err error) {
		c, err = checkup.Read(ctx, tx, of(t, w, organisation), item)
		return err
	})
	return c
}

// find gives the finding of a rule about an item; an empty code is the strategy, or several items together.
func find(c checkup.Checkup, rule, item string) *checkup.Finding {
	i := slices.IndexFunc(c.Findings, func(f checkup.Finding) bool { return f.Rule == rule && f.Item == item })
	if i < 0 {
		return nil
	}
	return &c.Findings[i]
}

func itemOf(t *testing.T, c checkup.Checkup, code string) strategy.Kept[strategy.Item] {
	t.Helper()
	for _, k := range c.Working.Items {
		if k.Item.Code == code {
			return k
		}
	}
	t.Fatalf("there is no %s", code)
	return strategy.Kept[strategy.Item]{}
}

func change(t *testing.T, w *worldtest.World, organisation, code string, edit func(*strategy.Item)) {
	t.Helper()
	k := itemOf(t, checked(t, w, organisation, nil), code)
	w.AsWriter(organisation, func(ctx context.Context, tx *tenants.Tx) error {
		_, err := strategy.ChangeItem(ctx, tx, k.ID, k.Version, edit)
		return err
	})
}

func TestAWorkingCopyIsCheckedAsItStands(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	c := checked(t, w, "A", nil)
	unserved := find(c, "goals-unserved", "")
	if unserved == nil || !strings.Contains(unserved.Why, "A confident digital workforce") || strings.Contains(unserved.Why, "One shared care record") {
		t.Errorf("the goals that A does not serve: %+v", unserved)
	}
	if find(c, "orphan-objective", "A-1") != nil || find(c, "orphan-objective", "A-3") == nil {
		t.Error("A-1 serves a goal and A-3 serves none")
	}
	if find(c, "no-measure", "A-3") == nil {
		t.Fatal("A-3 has no measure and nobody says so")
	}
	change(t, w, "A", "A-3", func(i *strategy.Item) {
		i.Body.Measures = []strategy.Measure{{Name: "wards", Baseline: "1", Target: "4"}}
	})
	if find(checked(t, w, "A", nil), "no-measure", "A-3") != nil {
		t.Error("what has been mended is found all the same")
	}
	one := itemOf(t, c, "A-3")
	if about := checked(t, w, "A", &one.ID).Findings; len(about) == 0 || slices.ContainsFunc(about, func(f checkup.Finding) bool { return f.Item != "A-3" && !slices.Contains(f.Items, "A-3") }) {
		t.Errorf("about A-3: %+v", about)
	}
	nowhere := uuid.New()
	w.As("A", func(ctx context.Context, tx *tenants.Tx) error {
		if _, err := checkup.Read(ctx, tx, of(t, w, "A"), &nowhere); !fault.Is(err, fault.NotFound) {
			t.Errorf("an item that is nowhere: %v", err)
		}
		if _, err := checkup.Read(ctx, tx, of(t, w, "B"), nil); !fault.Is(err, fault.NotFound) {
			t.Errorf("another organisation's strategy: %v", err)
		}
		return nil
	})
}

func TestASystemIsAskedAboutItsGoals(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	c := checked(t, w, "", nil)
	for _, rule := range []string{"goals-unserved", "orphan-objective", "aim-count"} {
		if find(c, rule, "") != nil {
			t.Errorf("a system is asked about %s", rule)
		}
	}
	if find(c, "no-measure", "G2") == nil {
		t.Error("a goal without a measure passes")
	}
}

func TestADecisionCountsForTheCheck(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	served := func() bool {
		return !strings.Contains(find(checked(t, w, "A", nil), "goals-unserved", "").Why, "One shared care record")
	}
	if !served() {
		t.Fatal("the care record is not served to begin with")
	}
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		links, err := desk.OwnLinks(ctx, tx, nil)
		if err != nil {
			return err
		}
		for _, l := range links {
			if l.Target.Code != "G1" && l.Target.Code != "I1" {
				continue
			}
			if _, err := desk.Decide(ctx, tx, desk.Decision{Objective: l.Objective.ID, Target: l.Target.ID, Verdict: alignment.Rejected}); err != nil {
				return err
			}
		}
		return nil
	})
	if served() {
		t.Error("what was rejected serves the goal all the same")
	}
}

const shared = "Every clinic will write to the family within five working days of the visit and ring before it changes anything."

func TestOnlyWhatIsReleasedToUsIsSharedWording(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	for organisation, code := range map[string]string{"A": "A-3", "B": "B-1"} {
		change(t, w, organisation, code, func(i *strategy.Item) { i.Body.Description = shared })
	}
	wording := func() *checkup.Finding { return find(checked(t, w, "A", nil), "boilerplate", "A-3") }
	release := func(kinds ...tenants.ChannelKind) {
		t.Helper()
		w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) error {
			channels, err := strategy.ChannelsFor(ctx, tx, kinds)
			if err != nil {
				return err
			}
			_, _, err = strategy.Publish(ctx, tx, of(t, w, "B"), strategy.Release{On: worldtest.Published, Channels: channels})
			return err
		})
	}
	if f := wording(); f != nil {
		t.Errorf("B's working copy is read: %+v", f)
	}
	release(tenants.Desk)
	if f := wording(); f != nil {
		t.Errorf("what B released to the system's desk is read by A: %+v", f)
	}
	release(tenants.Desk, tenants.Members)
	f := wording()
	if f == nil || !strings.Contains(f.Why, "Brack") || len(f.Marks) != 1 || f.Marks[0].Words != strings.TrimSuffix(shared, ".") {
		t.Errorf("what B released to all members: %+v", f)
	}
}

// hashOf gives the hash of a finding that is there.
func hashOf(t *testing.T, w *worldtest.World, rule, item string) string {
	t.Helper()
	f := find(checked(t, w, "A", nil), rule, item)
	if f == nil {
		t.Fatalf("no %s about %q", rule, item)
	}
	return f.Hash.String()
}

func dismiss(t *testing.T, w *worldtest.World, organisation, hash, reason string) (d checkup.Dismissal, err error) {
	t.Helper()
	w.AsWriter(organisation, func(ctx context.Context, tx *tenants.Tx) error {
		d, err = checkup.Dismiss(ctx, tx, of(t, w, organisation), hash, reason)
		return nil
	})
	return d, err
}

func TestADismissalSpeaksForItsTextAlone(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	hash := hashOf(t, w, "no-measure", "A-3")
	for reason, kind := range map[string]fault.Kind{"ab": fault.Invalid, "ab\t": fault.Invalid, strings.Repeat("é", 501): fault.Invalid} {
		if _, err := dismiss(t, w, "A", hash, reason); !fault.Is(err, kind) {
			t.Errorf("the reason %.5q: %v", reason, err)
		}
	}
	if _, err := dismiss(t, w, "A", check.Hash{}.String(), "nothing"); !fault.Is(err, fault.Stale) {
		t.Errorf("a finding that is not there: %v", err)
	}
	if _, err := dismiss(t, w, "B", hash, "not ours"); !fault.Is(err, fault.Stale) {
		t.Errorf("another organisation's finding: %v", err)
	}
	first, err := dismiss(t, w, "A", hash, strings.Repeat("é", 500))
	if err != nil || first.Version != 1 {
		t.Fatalf("%+v: %v", first, err)
	}
	if f := find(checked(t, w, "A", nil), "no-measure", "A-3"); f.Dismissed == nil || f.Dismissed.Reason != first.Reason || f.Lapsed != nil {
		t.Errorf("after it was dismissed: %+v", f)
	}
	if _, err := dismiss(t, w, "A", hash, "twice"); !fault.Is(err, fault.Conflict) {
		t.Errorf("dismissed twice: %v", err)
	}
	change(t, w, "A", "A-3", func(i *strategy.Item) { i.Title = "Rosters for nurses and midwives" })
	if f := find(checked(t, w, "A", nil), "no-measure", "A-3"); f.Dismissed != nil || f.Lapsed == nil || f.Lapsed.Reason != first.Reason {
		t.Errorf("after the text changed: %+v", f)
	}
	if _, err := dismiss(t, w, "A", hash, "as it was read before"); !fault.Is(err, fault.Stale) {
		t.Errorf("a text that has changed since: %v", err)
	}
	second, err := dismiss(t, w, "A", hashOf(t, w, "no-measure", "A-3"), "Measured in the roster programme")
	if err != nil {
		t.Fatal(err)
	}
	if all, live := w.Count("select count(*) from app.dismissal"), w.Count("select count(*) from app.dismissal where ended_at is null"); all != 2 || live != 1 {
		t.Errorf("%d dismissals are kept and %d in force", all, live)
	}
	reopened(t, w, first, second)
}

func reopened(t *testing.T, w *worldtest.World, first, second checkup.Dismissal) {
	t.Helper()
	for _, c := range []struct {
		name         string
		organisation string
		id           uuid.UUID
		version      int
		kind         fault.Kind
	}{
		{"one that has ended", "A", first.ID, 2, fault.NotFound},
		{"another organisation's", "B", second.ID, 1, fault.NotFound},
		{"a version that never was", "A", second.ID, 7, fault.Stale},
		{"the one in force", "A", second.ID, 1, ""},
		{"it again", "A", second.ID, 2, fault.NotFound},
	} {
		w.AsWriter(c.organisation, func(ctx context.Context, tx *tenants.Tx) error {
			err := checkup.Reopen(ctx, tx, of(t, w, c.organisation), c.id, c.version)
			if c.kind == "" && err != nil || c.kind != "" && !fault.Is(err, c.kind) {
				t.Errorf("%s: %v", c.name, err)
			}
			return nil
		})
	}
	if f := find(checked(t, w, "A", nil), "no-measure", "A-3"); f == nil || f.Dismissed != nil || f.Lapsed != nil {
		t.Errorf("after it was reopened: %+v", f)
	}
}
