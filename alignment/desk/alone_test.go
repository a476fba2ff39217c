package desk_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// confirmedTogether confirms all that is likely for B, which is more than one.
func confirmedTogether(t *testing.T, w *worldtest.World) (done desk.Together) {
	t.Helper()
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) (err error) {
		done, err = desk.ConfirmLikely(ctx, tx, nil, nil)
		return err
	})
	if done.Count < 3 || done.Count != len(done.Links) {
		t.Fatalf("%d were confirmed together", done.Count)
	}
	return done
}

// undoneBy undoes a decision as an organisation, and says how many there were.
func undoneBy(t *testing.T, w *worldtest.World, as string, decision uuid.UUID, alone bool) (n int, err error) {
	t.Helper()
	err = try(t, w, as, func(ctx context.Context, tx *tenants.Tx) error {
		done, err := desk.Undo(ctx, tx, decision, alone)
		n = done.Count
		return err
	})
	return n, err
}

func undoable(t *testing.T, w *worldtest.World, l view.Link) *view.Undo {
	t.Helper()
	return linkIn(t, inboxOf(t, w, "B"), l.Objective.Code, l.Target.Code).Undo
}

func TestOneOfABulkIsUndoneAloneAndThenTheRest(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	done := confirmedTogether(t, w)
	one, other := done.Links[0], done.Links[1]
	if u := undoable(t, w, one); u == nil || u.Decision != *one.Decision || u.Left != done.Count || !u.Alone {
		t.Fatalf("what there is to undo: %+v", u)
	}
	claims := w.Count("select count(*) from app.claim")
	if n, err := undoneBy(t, w, "B", *one.Decision, true); n != 1 || err != nil {
		t.Fatalf("%d undone alone, %v", n, err)
	}
	if n := w.Count("select count(*) from app.claim"); n != claims+1 {
		t.Errorf("undoing one does not append one: %d claims became %d", claims, n)
	}
	if inbox := inboxOf(t, w, "B"); inbox.Likely != 1 || linkIn(t, inbox, one.Objective.Code, one.Target.Code).Undo != nil {
		t.Errorf("%d are likely again", inbox.Likely)
	}
	if u := undoable(t, w, other); u == nil || u.Left != done.Count-1 {
		t.Errorf("what is left to undo: %+v", u)
	}
	if _, err := undoneBy(t, w, "B", *one.Decision, true); !fault.Is(err, fault.Conflict) {
		t.Errorf("undone alone twice: %v", err)
	}
	// The one that was taken back names its act as well as any other.
	if n, err := undoneBy(t, w, "B", *one.Decision, false); n != done.Count-1 || err != nil {
		t.Errorf("%d of the rest undone, %v", n, err)
	}
	if got := inboxOf(t, w, "B").Likely; got != done.Count {
		t.Errorf("%d are likely, not %d", got, done.Count)
	}
	for _, alone := range []bool{true, false} {
		if _, err := undoneBy(t, w, "B", *other.Decision, alone); !fault.Is(err, fault.Conflict) {
			t.Errorf("undone after the whole, alone %t: %v", alone, err)
		}
	}
}

func TestWhatWasDecidedAgainStaysWhenItsBulkIsUndone(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	done := confirmedTogether(t, w)
	one := done.Links[0]
	again := decided(t, w, "B", desk.Decision{Objective: one.Objective.ID, Target: one.Target.ID, Verdict: alignment.Rejected, Reason: "Not ours."})
	if n, err := undoneBy(t, w, "B", *done.Links[1].Decision, false); n != done.Count-1 || err != nil {
		t.Errorf("%d undone, %v", n, err)
	}
	if l := linkIn(t, inboxOf(t, w, "B"), one.Objective.Code, one.Target.Code); l.Link.State != view.LinkRejected || l.Undo.Left != 1 {
		t.Errorf("decided again, and now %s", l.Link.State)
	}
	if _, err := undoneBy(t, w, "B", *again.Decision, true); err != nil {
		t.Fatal(err)
	}
	// It stands as the bulk left it, by a decision that the bulk made.
	if u := undoable(t, w, one); u == nil || u.Decision != *one.Decision || u.Left != 1 {
		t.Errorf("what there is to undo: %+v", u)
	}
	if n, err := undoneBy(t, w, "B", *one.Decision, true); n != 1 || err != nil {
		t.Errorf("%d undone, %v", n, err)
	}
}

func TestTwoPeopleUndoOneAfterTheOther(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	done := confirmedTogether(t, w)
	one := *done.Links[0].Decision
	var second error
	ended := make(chan struct{})
	err := try(t, w, "B", func(ctx context.Context, tx *tenants.Tx) error {
		if _, err := desk.Undo(ctx, tx, one, true); err != nil {
			return err
		}
		go func() {
			defer close(ended)
			_, second = undoneBy(t, w, "B", one, true)
		}()
		for w.Count("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0 {
			select {
			case <-ended:
				return nil
			default:
			}
		}
		return nil
	})
	<-ended
	if err != nil || !fault.Is(second, fault.Conflict) {
		t.Errorf("the first: %v, the second: %v", err, second)
	}
}

func TestTheMainLinkMovesBackWhole(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	o, goal, initiative := find(t, w, "A", "A-1"), find(t, w, "", "G1"), find(t, w, "", "I1")
	main := func() (codes string) {
		for _, o := range inboxOf(t, w, "A").Objectives {
			for _, l := range o.Links {
				if l.Link.Primary {
					codes += l.Link.Target.Code
				}
			}
		}
		return codes
	}
	decided(t, w, "A", desk.Decision{Objective: o, Target: goal, Verdict: alignment.Confirmed, Primary: true})
	moved := decided(t, w, "A", desk.Decision{Objective: o, Target: initiative, Verdict: alignment.Confirmed, Primary: true})
	demoted := linkIn(t, inboxOf(t, w, "A"), "A-1", "G1").Undo
	if demoted == nil || demoted.Alone || demoted.Left != 2 {
		t.Fatalf("what there is to undo: %+v", demoted)
	}
	last := decided(t, w, "A", desk.Decision{Objective: o, Target: find(t, w, "", "G2"), Verdict: alignment.Confirmed, Primary: true})
	if n, err := undoneBy(t, w, "A", *moved.Decision, false); n != 1 || err != nil || main() != "G2" {
		t.Errorf("%d undone, %v: the main ones are %s", n, err, main())
	}
	if n, err := undoneBy(t, w, "A", *last.Decision, true); n != 2 || err != nil || main() != "I1" {
		t.Errorf("%d undone, %v: the main ones are %s", n, err, main())
	}
}
