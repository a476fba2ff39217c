package desk_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/reply"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// try runs work that writes, as an organisation, and gives what became of it.
func try(t *testing.T, w *worldtest.World, as string, work func(ctx context.Context, tx *tenants.Tx) error) error {
	t.Helper()
	return w.DB.Within(t.Context(), tenants.ForMachine(w.Orgs[as], "test", "").Writing(), func(tx *tenants.Tx) error { return work(t.Context(), tx) })
}

func decided(t *testing.T, w *worldtest.World, as string, d desk.Decision) (link view.Link) {
	t.Helper()
	w.AsWriter(as, func(ctx context.Context, tx *tenants.Tx) (err error) { link, err = desk.Decide(ctx, tx, d); return err })
	return link
}

func inboxOf(t *testing.T, w *worldtest.World, as string) (inbox view.Inbox) {
	t.Helper()
	w.As(as, func(ctx context.Context, tx *tenants.Tx) (err error) {
		inbox, err = view.ReadInbox(ctx, tx, nil)
		return err
	})
	return inbox
}

func linkIn(t *testing.T, inbox view.Inbox, objective, target string) view.InboxLink {
	t.Helper()
	for _, o := range inbox.Objectives {
		for _, l := range o.Links {
			if o.Objective.Code == objective && l.Link.Target.Code == target {
				return l
			}
		}
	}
	t.Fatalf("the inbox has no %s beside %s", objective, target)
	return view.InboxLink{}
}

func TestUndoingPutsBackWhatStood(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	d := desk.Decision{Objective: find(t, w, "A", "A-1"), Target: find(t, w, "", "G1"), Verdict: alignment.Rejected, Reason: "Not ours."}
	first := decided(t, w, "A", d)
	undo := func(as string, id uuid.UUID) error {
		return try(t, w, as, func(ctx context.Context, tx *tenants.Tx) error { _, err := desk.Undo(ctx, tx, id, false); return err })
	}
	if err := undo("B", *first.Decision); !fault.Is(err, fault.NotFound) {
		t.Errorf("B undoes what A decided: %v", err)
	}
	before := w.Count("select count(*) from app.claim")
	if err := undo("A", *first.Decision); err != nil {
		t.Fatal(err)
	}
	if n := w.Count("select count(*) from app.claim"); n != before+1 {
		t.Errorf("undoing does not append: %d claims became %d", before, n)
	}
	if l := linkIn(t, inboxOf(t, w, "A"), "A-1", "G1"); l.Link.State != view.LinkConfirmed || l.Link.Reason != "It is our part of it." || len(l.History) != 3 {
		t.Errorf("what stood before is not back: %+v", l.Link)
	}
	if err := undo("A", *first.Decision); !fault.Is(err, fault.Conflict) {
		t.Errorf("undone twice: %v", err)
	}
	d = desk.Decision{Objective: find(t, w, "B", "B-1"), Target: find(t, w, "", "G3"), Verdict: alignment.Confirmed}
	link := decided(t, w, "B", d)
	if err := undo("B", *link.Decision); err != nil {
		t.Fatal(err)
	}
	if l := linkIn(t, inboxOf(t, w, "B"), "B-1", "G3"); l.Link.State != view.Suggested {
		t.Errorf("the first decision undone: %+v", l.Link)
	}
	if got := cellOf(t, w, "", "G3", "B"); got.State != alignment.NotYetReviewed {
		t.Errorf("the cell is %s", got.State)
	}
}

func TestOneLinkIsTheMainOne(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	o := find(t, w, "A", "A-1")
	decided(t, w, "A", desk.Decision{Objective: o, Target: find(t, w, "", "G1"), Verdict: alignment.Confirmed, Primary: true})
	second := decided(t, w, "A", desk.Decision{Objective: o, Target: find(t, w, "", "I1"), Verdict: alignment.Confirmed, Primary: true})
	if inbox := inboxOf(t, w, "A"); linkIn(t, inbox, "A-1", "G1").Link.Primary || !linkIn(t, inbox, "A-1", "I1").Link.Primary {
		t.Error("the main link is not the one that was chosen last")
	}
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := desk.Undo(ctx, tx, *second.Decision, true)
		return err
	})
	if inbox := inboxOf(t, w, "A"); !linkIn(t, inbox, "A-1", "G1").Link.Primary || linkIn(t, inbox, "A-1", "I1").Link.Primary {
		t.Error("undoing does not give the main link back")
	}
}

// Of two who decide at the same time the second waits, and sees what the first has decided.
func TestTwoDecideOneAfterTheOther(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	decide := func(ctx context.Context, tx *tenants.Tx, target string) error {
		_, err := desk.Decide(ctx, tx, desk.Decision{
			Objective: find(t, w, "A", "A-1"), Target: find(t, w, "", target), Verdict: alignment.Confirmed, Primary: true,
		})
		return err
	}
	second := make(chan error, 1)
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		if err := decide(ctx, tx, "G1"); err != nil {
			return err
		}
		go func() {
			second <- try(t, w, "A", func(ctx context.Context, tx *tenants.Tx) error { return decide(ctx, tx, "I1") })
		}()
		select {
		case err := <-second:
			t.Errorf("the second did not wait: %v", err)
			second <- err
		case <-time.After(300 * time.Millisecond):
		}
		return nil
	})
	if err := <-second; err != nil {
		t.Fatal(err)
	}
	if inbox := inboxOf(t, w, "A"); linkIn(t, inbox, "A-1", "G1").Link.Primary || !linkIn(t, inbox, "A-1", "I1").Link.Primary {
		t.Error("the main link is not the one that was chosen last")
	}
}

func TestLikelySuggestionsAreConfirmedTogether(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	likely := inboxOf(t, w, "B").Likely
	if likely == 0 {
		t.Fatal("B has nothing likely")
	}
	wrong := likely + 1
	before := w.Count("select count(*) from app.claim")
	err := try(t, w, "B", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := desk.ConfirmLikely(ctx, tx, nil, &wrong)
		return err
	})
	if !fault.Is(err, fault.Conflict) || w.Count("select count(*) from app.claim") != before {
		t.Errorf("another number than expected: %v", err)
	}
	var done desk.Together
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) (err error) {
		done, err = desk.ConfirmLikely(ctx, tx, nil, &likely)
		return err
	})
	if len(done.Links) != likely || inboxOf(t, w, "B").Likely != 0 {
		t.Errorf("%d of %d were confirmed", len(done.Links), likely)
	}
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := desk.Undo(ctx, tx, done.Decision, false)
		return err
	})
	if got := inboxOf(t, w, "B").Likely; got != likely {
		t.Errorf("after undoing %d are likely, not %d", got, likely)
	}
}

func TestAStaleDecisionShowsWhatChanged(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	read := linkIn(t, inboxOf(t, w, "A"), "A-1", "G1").Read
	edited := worldtest.Northfold()
	edited.Claims = nil
	edited.System.Strategy.Items[1].Title = "One shared patient record" // of G1
	w.Import(edited, tenants.CivilDate(w.Now))
	inbox := inboxOf(t, w, "A")
	l := linkIn(t, inbox, "A-1", "G1")
	if inbox.Objectives[0].Objective.Code != "A-1" || l.Link.State != view.Stale || l.Changed == nil || len(l.Changed.Objective) != 0 {
		t.Fatalf("%+v", l)
	}
	said := map[view.Change]string{}
	for _, p := range l.Changed.Target {
		said[p.Change] += p.Text
	}
	if said[view.Removed] != "care " || said[view.Added] != "patient " {
		t.Errorf("removed %q, added %q", said[view.Removed], said[view.Added])
	}
	d := desk.Decision{Objective: l.Link.Objective.ID, Target: l.Link.Target.ID, Verdict: alignment.Confirmed, Read: read}
	err := try(t, w, "A", func(ctx context.Context, tx *tenants.Tx) error { _, err := desk.Decide(ctx, tx, d); return err })
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("decided about words that were not read: %v", err)
	}
}

func TestAReplyIsBetweenTheTwo(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	id := *linkIn(t, inboxOf(t, w, "A"), "A-1", "G1").Link.Decision
	say := func(as string, kind view.ReplyKind, text string) error {
		return try(t, w, as, func(ctx context.Context, tx *tenants.Tx) error {
			_, err := reply.Send(ctx, tx, id, kind, text)
			return err
		})
	}
	for _, c := range []struct {
		as, text string
		kind     view.ReplyKind
		want     fault.Kind
	}{
		{"B", "x", view.Challenge, fault.NotFound},
		{"P", "x", view.Answer, fault.NotFound},
		{"A", "x", view.Challenge, fault.Invalid},
		{"A", "x", view.Answer, fault.Conflict},
		{"", "x", view.Answer, fault.Invalid},
		{"", " ", view.Challenge, fault.Invalid},
	} {
		if err := say(c.as, c.kind, c.text); !fault.Is(err, c.want) {
			t.Errorf("%q says %s: %v, want %s", c.as, c.kind, err, c.want)
		}
	}
	if err := say("", view.Challenge, "How?"); err != nil {
		t.Fatal(err)
	}
	if err := say("A", view.Answer, "From our own system."); err != nil {
		t.Fatal(err)
	}
	if l := linkIn(t, inboxOf(t, w, "A"), "A-1", "G1"); l.Link.State != view.LinkConfirmed || len(l.History[0].Replies) != 2 {
		t.Errorf("A reads %+v", l.History)
	}
	w.As("B", func(ctx context.Context, tx *tenants.Tx) error {
		var n int
		err := tx.SQL().QueryRow(ctx, "select count(*) from app.reply").Scan(&n)
		if n != 0 {
			t.Errorf("B sees %d replies", n)
		}
		return err
	})
}

// What the system asks about comes first, before what nobody has decided yet, and is counted, until it is answered or decided again.
func TestAQuestionComesFirst(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	inbox := inboxOf(t, w, "B")
	last := inbox.Objectives[len(inbox.Objectives)-1].Objective
	decision := desk.Decision{Objective: last.ID, Target: find(t, w, "", "G2"), Verdict: alignment.Confirmed}
	link := decided(t, w, "B", decision)
	say := func(as string, kind view.ReplyKind) {
		w.AsWriter(as, func(ctx context.Context, tx *tenants.Tx) error {
			_, err := reply.Send(ctx, tx, *link.Decision, kind, "How?")
			return err
		})
	}
	isFirst := func() bool {
		first := inboxOf(t, w, "B").Objectives[0]
		return first.Objective.ID == last.ID && first.Links[0].Link.Target.Code == "G2"
	}
	check := func(when string, want int) {
		t.Helper()
		if isFirst() != (want > 0) {
			t.Errorf("%s: it is first: %v", when, want == 0)
		}
		for as, want := range map[string]int{"B": want, "A": 0, "": 0} {
			w.As(as, func(ctx context.Context, tx *tenants.Tx) error {
				questions, err := view.Questions(ctx, tx)
				if n := len(questions); n > 1 || n == 0 != (want == 0) || n == 1 && (questions[0].Decisions != want || questions[0].System.ID != w.System) {
					t.Errorf("%s: %q is asked %+v, want about %d", when, as, questions, want)
				}
				return err
			})
		}
	}
	check("without a question", 0)
	say("", view.Challenge)
	check("asked", 1)
	say("B", view.Answer)
	check("answered", 0)
	say("", view.Challenge)
	check("asked again", 1)
	decided(t, w, "B", decision)
	check("decided again", 0)
}
