package desk_test

import (
	"context"
	"slices"
	"testing"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// A difference that a member looks at first is not told by the mark of a cell that is open.
func TestADifferenceIsTheMembersFirst(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	w.Import(worldtest.Northfold(), tenants.CivilDate(worldtest.Noon))
	decided(t, w, "A", desk.Decision{Objective: find(t, w, "A", "A-1"), Target: find(t, w, "", "G2"), Verdict: alignment.Confirmed})
	w.Reassess()
	if got := cellOf(t, w, "", "G2", "A"); got.State != alignment.Aligned || got.Discuss {
		t.Errorf("while A looks first the system sees %+v", got)
	}
	if got := cellOf(t, w, "A", "G2", "A"); !got.Discuss {
		t.Errorf("A itself sees %+v", got)
	}
	w.Now = w.Now.AddDate(0, 1, 0)
	if got := cellOf(t, w, "", "G2", "A"); !got.Discuss {
		t.Errorf("a month later the system sees %+v", got)
	}
}

// What the system has seen of a member is not hidden again when the member publishes and says the same.
func TestPublishingAgainHidesNothing(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	f := worldtest.Northfold()
	items := &f.Members[1].Strategy.Items
	at := slices.IndexFunc(*items, func(i strategy.Item) bool { return i.Code == "B-1" })
	again := (*items)[at]
	again.Code = "B-9"
	*items = append(*items, again)
	w.Import(f, worldtest.Published)
	if got := cellOf(t, w, "", "G3", "B"); len(got.Objectives) != 2 {
		t.Fatalf("at first the system sees %+v", got)
	}
	*items = (*items)[:len(*items)-1]
	w.Import(f, tenants.CivilDate(w.Now))
	if got := cellOf(t, w, "", "G3", "B"); got.State != alignment.NotYetReviewed || len(got.Objectives) != 1 {
		t.Errorf("when B has published again the system sees %+v", got)
	}
}

// A suggestion that was rejected is there again as soon as the rejection is undone, also when the system was lined up between.
func TestARejectionIsUndoneAtOnce(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	before := linkIn(t, inboxOf(t, w, "B"), "B-1", "G3").Link
	if before.State != view.Suggested {
		t.Fatalf("it is %+v", before)
	}
	rejected := decided(t, w, "B", desk.Decision{Objective: find(t, w, "B", "B-1"), Target: find(t, w, "", "G3"), Verdict: alignment.Rejected})
	w.Reassess()
	if l := linkIn(t, inboxOf(t, w, "B"), "B-1", "G3").Link; l.State != view.LinkRejected {
		t.Errorf("rejected, it is %+v", l)
	}
	var undone desk.Together
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) (err error) {
		undone, err = desk.Undo(ctx, tx, *rejected.Decision, true)
		return err
	})
	if len(undone.Links) != 1 || undone.Links[0].State != view.Suggested {
		t.Errorf("undoing answers %+v", undone.Links)
	}
	if l := linkIn(t, inboxOf(t, w, "B"), "B-1", "G3").Link; l.State != view.Suggested || l.Score != before.Score {
		t.Errorf("undone, it is %+v", l)
	}
}
