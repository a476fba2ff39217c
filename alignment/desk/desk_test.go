package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// find gives the id of a released item by its code.
func find(t *testing.T, w *worldtest.World, organisation, code string) uuid.UUID {
	t.Helper()
	var id uuid.UUID
	err := w.Owner.QueryRow(t.Context(), `select i.item_id from app.edition_item i join app.edition e on e.id = i.edition_id
		where e.state = 'published' and i.org_id = $1 and i.code = $2`, w.Orgs[organisation], code).Scan(&id)
	if err != nil {
		t.Fatalf("%s has no %s: %v", organisation, code, err)
	}
	return id
}

// The member sees its suggestions at once; its system after the member's working days, or when they are confirmed.
func TestTheMemberLooksFirst(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	w.Import(worldtest.Northfold(), tenants.CivilDate(worldtest.Noon)) // Monday 23 November 2026
	if got := cellOf(t, w, "B", "G3", "B"); got.State != alignment.NotYetReviewed || len(got.Objectives) != 1 {
		t.Errorf("the member itself sees %+v", got)
	}
	got := cellOf(t, w, "", "G3", "B")
	if got.State != alignment.NotYetReviewed || len(got.Objectives) != 0 || got.Reason != "It is looking at its own suggestions first, until 7 December 2026." {
		t.Errorf("the system sees %+v", got)
	}
	if got := cellOf(t, w, "", "G1", "C"); got.State != alignment.NotYetReviewed {
		t.Errorf("before the window's end the system learns that there is nothing: %+v", got)
	}
	if got := cellOf(t, w, "", "G1", "A"); got.State != alignment.Aligned {
		t.Errorf("what has been confirmed is open at once: %+v", got)
	}
	if got := cellOf(t, w, "", "G2", "A"); got.Discuss {
		t.Errorf("a possible difference is told before the member had its time: %+v", got)
	}
	w.Now = time.Date(2026, 12, 6, 23, 0, 0, 0, time.UTC)
	if got := cellOf(t, w, "", "G3", "B"); len(got.Objectives) != 0 {
		t.Errorf("the day before: %+v", got)
	}
	w.Now = time.Date(2026, 12, 7, 0, 0, 1, 0, time.UTC)
	if got := cellOf(t, w, "", "G3", "B"); len(got.Objectives) != 1 {
		t.Errorf("from the day on: %+v", got)
	}
	if got := cellOf(t, w, "", "G2", "A"); !got.Discuss {
		t.Errorf("from the day on: %+v", got)
	}
}

func TestADecisionCountsAtOnce(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	decision := desk.Decision{Objective: find(t, w, "B", "B-1"), Target: find(t, w, "", "G3"), Verdict: alignment.Confirmed, Reason: "It is the goal, here."}
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) error {
		link, err := desk.Decide(ctx, tx, decision)
		if link.State != view.LinkConfirmed || link.Contribution != alignment.Direct || link.Reason != decision.Reason {
			t.Errorf("the link is %+v", link)
		}
		return err
	})
	if got := cellOf(t, w, "", "G3", "B"); got.State != alignment.Aligned {
		t.Errorf("the system sees %+v", got)
	}
	decision.Verdict, decision.Contribution, decision.Reason = alignment.Confirmed, alignment.Partial, "Only a side of it."
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) error { _, err := desk.Decide(ctx, tx, decision); return err })
	if got := cellOf(t, w, "", "G3", "B"); got.State != alignment.PartlyAligned {
		t.Errorf("after thinking again: %+v", got)
	}
	decision.Verdict, decision.Contribution = alignment.Rejected, ""
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) error { _, err := desk.Decide(ctx, tx, decision); return err })
	if got := cellOf(t, w, "", "G3", "B"); got.State != alignment.NoPublishedObjective {
		t.Errorf("after rejecting it: %+v", got)
	}
	if n := w.Count("select count(*) from app.claim where org_id = $1", w.Orgs["B"]); n != 3 {
		t.Errorf("%d claims: they are appended", n)
	}
	w.Reassess()
	if got := cellOf(t, w, "", "G3", "B"); got.State != alignment.NoPublishedObjective {
		t.Errorf("lining up again brought a rejected link back: %+v", got)
	}
}

func TestDecisionsThatCannotBe(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	good := desk.Decision{Objective: find(t, w, "B", "B-1"), Target: find(t, w, "", "G3"), Verdict: alignment.Confirmed}
	for name, c := range map[string]struct {
		change func(*desk.Decision)
		kind   fault.Kind
	}{
		"another's objective":         {func(d *desk.Decision) { d.Objective = find(t, w, "A", "A-1") }, fault.NotFound},
		"no objective":                {func(d *desk.Decision) { d.Objective = uuid.New() }, fault.NotFound},
		"no target":                   {func(d *desk.Decision) { d.Target = uuid.New() }, fault.NotFound},
		"an objective as a target":    {func(d *desk.Decision) { d.Target = d.Objective }, fault.NotFound},
		"no verdict":                  {func(d *desk.Decision) { d.Verdict = "" }, fault.Invalid},
		"rejected with contribution":  {func(d *desk.Decision) { d.Verdict, d.Contribution = alignment.Rejected, alignment.Direct }, fault.Invalid},
		"rejected as the main one":    {func(d *desk.Decision) { d.Verdict, d.Primary = alignment.Rejected, true }, fault.Invalid},
		"a contribution that is none": {func(d *desk.Decision) { d.Contribution = "huge" }, fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := good
			c.change(&d)
			err := w.DB.Within(t.Context(), tenants.ForMachine(w.Orgs["B"], "test", "").Writing(), func(tx *tenants.Tx) error {
				_, err := desk.Decide(t.Context(), tx, d)
				return err
			})
			if !fault.Is(err, c.kind) {
				t.Errorf("%v, want %s", err, c.kind)
			}
		})
	}
}

// A decision rests on two texts. When one changes the decision is stale; when it changes back, it stands again.
func TestADecisionGoesStale(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	state := func() (states []view.LinkState) {
		w.As("A", func(ctx context.Context, tx *tenants.Tx) error {
			id := find(t, w, "A", "A-1")
			links, err := desk.OwnLinks(ctx, tx, &id)
			for _, l := range links {
				if l.Target.Code == "G1" {
					states = append(states, l.State)
				}
			}
			return err
		})
		return states
	}
	if got := state(); !slices.Equal(got, []view.LinkState{view.LinkConfirmed}) {
		t.Fatalf("at first: %v", got)
	}
	edited := worldtest.Northfold()
	edited.Claims = nil
	edited.System.Strategy.Items[1].Body.Description += " It will be live by spring." // of G1
	w.Import(edited, tenants.CivilDate(w.Now))
	if got := state(); !slices.Equal(got, []view.LinkState{view.Stale}) {
		t.Errorf("after the goal changed: %v", got)
	}
	if got := cellOf(t, w, "A", "G1", "A"); got.State != alignment.NotYetReviewed {
		t.Errorf("a stale decision still makes the cell %s", got.State)
	}
	back := worldtest.Northfold()
	back.Claims = nil
	w.Import(back, tenants.CivilDate(w.Now))
	if got := state(); !slices.Equal(got, []view.LinkState{view.LinkConfirmed}) {
		t.Errorf("after the goal changed back: %v", got)
	}
}

// What was rejected is no link to whoever reads, and is none either when a text has changed since.
func TestWhatWasRejectedIsShownToNobodyAsALink(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	g1 := find(t, w, "", "G1")
	shown := func() (links int) {
		w.As("", func(ctx context.Context, tx *tenants.Tx) error {
			target, err := view.ReadTarget(ctx, tx, g1)
			for _, o := range target.Organisations {
				if o.Organisation.ID == w.Orgs["A"] {
					links = len(o.Links)
				}
			}
			return err
		})
		return links
	}
	before := shown()
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := desk.Decide(ctx, tx, desk.Decision{Objective: find(t, w, "A", "A-1"), Target: g1, Verdict: alignment.Rejected})
		return err
	})
	if got := shown(); got != before-1 {
		t.Fatalf("%d links before it was rejected, %d after", before, got)
	}
	edited := worldtest.Northfold()
	edited.Claims = nil
	edited.System.Strategy.Items[1].Body.Description += " It will be live by spring." // of G1
	w.Import(edited, tenants.CivilDate(w.Now))
	if got := shown(); got != before-1 {
		t.Errorf("%d links before it was rejected, %d after the text has changed", before, got)
	}
}

func TestFindingsAreToldToEachAsFarAsItMayKnow(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	kinds := func(as string) (found []string) {
		w.As(as, func(ctx context.Context, tx *tenants.Tx) error {
			list, err := view.Findings(ctx, tx, w.System)
			for _, f := range list {
				found = append(found, string(f.Kind))
			}
			return err
		})
		slices.Sort(found)
		return slices.Compact(found)
	}
	system, a, c := kinds(""), kinds("A"), kinds("C")
	for _, kind := range []string{"conflict", "duplicate", "orphan"} {
		if !slices.Contains(system, kind) {
			t.Errorf("the system is not told of the %s: %v", kind, system)
		}
	}
	if slices.Contains(a, "duplicate") || slices.Contains(c, "conflict") {
		t.Errorf("a member is told of others: A %v, C %v", a, c)
	}
	if !slices.Contains(a, "conflict") {
		t.Errorf("A is not told of its own conflict: %v", a)
	}
	edited := worldtest.Northfold()
	edited.Claims = nil
	edited.Members[0].Strategy.Items[1].Title = "Join the shared image archive"
	edited.Members[0].Strategy.Items[1].Body.Description = "Our radiology images move to the one shared archive and can be viewed at every hospital."
	edited.Members[0].Strategy.Items[1].Due = edited.System.Strategy.Items[2].Due // of G2
	w.Import(edited, worldtest.Published)
	if got := kinds("A"); slices.Contains(got, "conflict") {
		t.Errorf("the conflict is gone and still told: %v", got)
	}
	if n := w.Count("select count(*) from app.finding f join app.finding_event e on e.finding_id = f.id where f.kind = 'conflict' and f.state = 'resolved' and e.state = 'resolved'"); n == 0 {
		t.Error("that it was resolved is not kept")
	}
}
