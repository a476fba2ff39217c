package editions_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func TestVersionsAreComparedAndRestored(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.edit(func(o *strategy.Item) { o.Title = "Before" })
	s := a.send()
	a.edit(func(o *strategy.Item) {
		o.Title, o.Due, o.Body.Rank = "After", strategy.MonthOf(a.Now.AddDate(3, 0, 0)), 4
	})
	a.as(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
		if _, err := strategy.AddItem(ctx, tx, s.Strategy, strategy.Item{Kind: strategy.KindObjective, Title: "New"}); err != nil {
			return err
		}
		c := differences(ctx, t, tx, s)
		if want := []editions.Sort{editions.Reworded, editions.Redated, editions.Reranked}; len(c.Items) != 2 || !sameSorts(c.Items[0].Sorts, want) || c.Items[1].Sorts[0] != editions.Added {
			t.Errorf("compared: %+v", c)
		}
		if before := c.Items[0].Before; before.Title != "Before" || before.Body.Rank == 4 {
			t.Errorf("it said before: %+v", before)
		}
		done, err := editions.Restore(ctx, tx, s.ID)
		if err != nil {
			return err
		}
		if c := differences(ctx, t, tx, s); len(c.Items) > 0 || len(c.Header) > 0 {
			t.Errorf("restored, and different: %+v", c)
		}
		return keptWhatWasWritten(ctx, t, tx, s, done)
	})
}

// keptWhatWasWritten restores the draft as it was before a version was restored over it: every word is there again.
func keptWhatWasWritten(ctx context.Context, t *testing.T, tx *tenants.Tx, s editions.Summary, done editions.Restored) error {
	t.Helper()
	list, err := editions.List(ctx, tx, s.Strategy)
	if err != nil {
		return err
	}
	kept := list[0]
	if kept.Number != done.Kept || kept.State != editions.Kept || kept.Note != "What the draft said before version 2 was restored." {
		t.Fatalf("kept as %d: %+v", done.Kept, kept)
	}
	if again, err := editions.Restore(ctx, tx, kept.ID); err != nil || again.Kept != 0 {
		t.Errorf("what version 2 says is kept again, as %d: %v", again.Kept, err)
	}
	c := differences(ctx, t, tx, s)
	if len(c.Items) != 2 || c.Items[0].Item.Title != "After" || c.Items[0].Item.Body.Rank != 4 || c.Items[1].Item.Title != "New" {
		t.Errorf("brought back: %+v", c)
	}
	if _, err := editions.Release(ctx, tx, kept.ID, kept.Version, []tenants.ChannelKind{tenants.Desk}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a draft that was kept is published: %v", err)
	}
	return nil
}

func differences(ctx context.Context, t *testing.T, tx *tenants.Tx, s editions.Summary) editions.Comparison {
	t.Helper()
	before, err := editions.Version(ctx, tx, s.Strategy, &s.ID)
	if err != nil {
		t.Fatal(err)
	}
	after, err := editions.Version(ctx, tx, s.Strategy, nil)
	if err != nil {
		t.Fatal(err)
	}
	return editions.Compare(before, after)
}

func sameSorts(a, b []editions.Sort) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(s editions.Sort) bool { return !slices.Contains(b, s) })
}

// What somebody is writing when a version is restored is not written over unseen: the restoration waits, and keeps it.
func TestARestorationWaitsForAWriteUnderWay(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.edit(func(o *strategy.Item) { o.Title = "Sent" })
	s := a.send()
	restored := make(chan error, 1)
	var done editions.Restored
	a.as(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
		if _, err := strategy.AddItem(ctx, tx, s.Strategy, strategy.Item{Kind: strategy.KindObjective, Title: "Written meanwhile"}); err != nil {
			return err
		}
		go func() {
			restored <- a.try(a.cdo, func(ctx context.Context, tx *tenants.Tx) (err error) {
				done, err = editions.Restore(ctx, tx, s.ID)
				return err
			})
		}()
		select {
		case err := <-restored:
			t.Errorf("it did not wait: %v", err)
			restored <- err
		case <-time.After(300 * time.Millisecond):
		}
		return nil
	})
	if err := <-restored; err != nil || done.Kept == 0 {
		t.Errorf("%v, and what was written meanwhile is kept as version %d", err, done.Kept)
	}
}
