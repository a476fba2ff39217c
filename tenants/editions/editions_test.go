package editions_test

import (
	"context"
	"crypto/sha256"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// trust is trust A of a world with its people, who act by their own sessions.
type trust struct {
	*worldtest.World
	t                *testing.T
	cdo, board       *http.Cookie
	chief, boardroom uuid.UUID // the same two as persons
}

func newTrust(t *testing.T) trust {
	t.Helper()
	w := worldtest.New(t)
	a := trust{World: w, t: t, cdo: w.SignIn(tenants.CDO, "A"), board: w.SignIn(tenants.Viewer, "A")}
	a.as(a.cdo, func(_ context.Context, tx *tenants.Tx) error { a.chief = tx.Actor(); return nil })
	a.as(a.board, func(_ context.Context, tx *tenants.Tx) error { a.boardroom = tx.Actor(); return nil })
	return a
}

func (a trust) try(who *http.Cookie, work func(ctx context.Context, tx *tenants.Tx) error) error {
	a.t.Helper()
	scope := tenants.Scope{Organisation: a.Orgs["A"], Session: sha256.Sum256([]byte(who.Value)), Command: "test"}
	return a.DB.Within(a.t.Context(), scope.Writing(), func(tx *tenants.Tx) error { return work(a.t.Context(), tx) })
}

func (a trust) as(who *http.Cookie, work func(ctx context.Context, tx *tenants.Tx) error) {
	a.t.Helper()
	if err := a.try(who, work); err != nil {
		a.t.Fatal(err)
	}
}

// edit changes the first objective of the draft.
func (a trust) edit(change func(*strategy.Item)) {
	a.t.Helper()
	a.as(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
		kind := strategy.KindObjective
		list, err := strategy.Items(ctx, tx, strategy.Filter{Kind: &kind})
		if err != nil {
			return err
		}
		_, err = strategy.ChangeItem(ctx, tx, list[0].ID, list[0].Version, change)
		return err
	})
}

func (a trust) send(reviewers ...uuid.UUID) (s editions.Summary) {
	a.t.Helper()
	a.as(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
		id, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		s, err = editions.Send(ctx, tx, id, "Please look at the dates.", reviewers)
		return err
	})
	return s
}

func (a trust) release(s editions.Summary, kinds ...tenants.ChannelKind) error {
	a.t.Helper()
	return a.try(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
		now, err := editions.Get(ctx, tx, s.ID)
		if err != nil {
			return err
		}
		_, err = editions.Release(ctx, tx, s.ID, now.Version, kinds)
		return err
	})
}

func (a trust) answer(s editions.Summary, v editions.Verdict, note string) error {
	a.t.Helper()
	return a.try(a.board, func(ctx context.Context, tx *tenants.Tx) error {
		_, err := editions.Answer(ctx, tx, s.ID, v, note)
		return err
	})
}

// waits checks what of a version waits for somebody: asked, approved, returned or nothing.
func (a trust) waits(who *http.Cookie, s editions.Summary, want editions.Verdict) {
	a.t.Helper()
	a.as(who, func(ctx context.Context, tx *tenants.Tx) error {
		got, err := editions.WaitingOf(ctx, tx, s.Strategy)
		this, wanted := editions.Asking{Edition: s.ID, Number: s.Number}, editions.Waiting{}
		switch want {
		case editions.Asked:
			wanted.Asked = &this
		case editions.Approved, editions.SentBack:
			wanted.Answered = &editions.Answered{Asking: this, Verdict: want, By: []string{s.Reviews[0].Name}}
		}
		if diff := cmp.Diff(wanted, got); diff != "" {
			a.t.Error(diff)
		}
		return err
	})
}

// titles are the titles of A's objectives as another organisation of the system reads them.
func (a trust) titles(reader string) (titles []string) {
	a.t.Helper()
	a.As(reader, func(ctx context.Context, tx *tenants.Tx) error {
		channels, err := tenants.ChannelsOf(ctx, tx, a.System)
		if err != nil {
			return err
		}
		got, err := strategy.Released(ctx, tx, []uuid.UUID{a.Orgs["A"]}, channels)
		for _, i := range got[a.Orgs["A"]].Document().Of(strategy.KindObjective) {
			titles = append(titles, i.Title)
		}
		return err
	})
	return titles
}

func conflict(t *testing.T, what string, err error) {
	t.Helper()
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("%s: %v", what, err)
	}
}

func TestAVersionIsReviewedAndPublishedUnchanged(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.edit(func(o *strategy.Item) { o.Title = "As it was sent" })
	s := a.send(a.boardroom)
	if s.State != editions.InReview || s.Number != 2 || len(s.Awaited()) != 1 {
		t.Fatalf("sent: %+v", s)
	}
	a.waits(a.cdo, s, "")
	a.waits(a.board, s, editions.Asked)
	conflict(t, "released before it was approved", a.release(s, tenants.Desk))
	a.edit(func(o *strategy.Item) { o.Title = "Written since" })
	conflict(t, "a second one in review", a.try(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
		_, err := strategy.Freeze(ctx, tx, s.Strategy, "")
		return err
	}))
	if err := a.answer(s, editions.Approved, ""); err != nil {
		t.Fatal(err)
	}
	a.waits(a.board, s, "")
	a.waits(a.cdo, s, editions.Approved)
	if err := a.release(s, tenants.Desk); err != nil {
		t.Fatal(err)
	}
	a.waits(a.cdo, s, "")
	if got := a.titles(""); !slices.Contains(got, "As it was sent") || slices.Contains(got, "Written since") {
		t.Errorf("the system reads %q", got)
	}
	if got := a.titles("B"); len(got) > 0 {
		t.Errorf("another member reads %q", got)
	}
	if n := a.Count("select count(*) from app.edition where org_id = $1 and state = 'published'", a.Orgs["A"]); n != 1 {
		t.Errorf("%d versions are published at once", n)
	}
	conflict(t, "an answer after the review", a.answer(s, editions.Approved, ""))
}

func TestAVersionThatIsReturnedIsNotPublished(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.edit(func(o *strategy.Item) { o.Title = "Another" })
	s := a.send(a.boardroom)
	if err := a.answer(s, editions.SentBack, " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("returned without a word: %v", err)
	}
	if err := a.answer(s, editions.SentBack, "The dates are not ours."); err != nil {
		t.Fatal(err)
	}
	conflict(t, "a returned version is published", a.release(s, tenants.Desk))
	a.waits(a.board, s, "")
	a.waits(a.cdo, s, editions.SentBack)
	again := a.send()
	if again.Number != 3 {
		t.Errorf("the next one is version %d", again.Number)
	}
	a.waits(a.cdo, again, "") // nobody was asked, and nobody approved it
}

func TestWhoLeftIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.edit(func(o *strategy.Item) { o.Title = "Another" })
	s := a.send(a.boardroom)
	if _, err := a.Owner.Exec(t.Context(), "update app.assignment set until = greatest(since, now() - interval '1 minute') where person_id = $1", a.boardroom); err != nil {
		t.Fatal(err)
	}
	a.waits(a.cdo, s, "") // who left has approved nothing
	if err := a.release(s, tenants.Desk); err != nil {
		t.Errorf("waits for somebody who left: %v", err)
	}
}

func TestWhoMayReview(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.edit(func(o *strategy.Item) { o.Title = "Another" })
	var administrator uuid.UUID
	a.as(a.SignIn(tenants.Administrator, "A"), func(_ context.Context, tx *tenants.Tx) error { administrator = tx.Actor(); return nil })
	for name, who := range map[string]uuid.UUID{"a stranger": uuid.New(), "the sender": a.chief, "who only administers": administrator} {
		err := a.try(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
			id, _, err := strategy.Current(ctx, tx)
			if err != nil {
				return err
			}
			_, err = editions.Send(ctx, tx, id, "", []uuid.UUID{who})
			return err
		})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s reviews: %v", name, err)
		}
	}
	conflict(t, "who was not asked answers", a.answer(a.send(), editions.Approved, ""))
}

func TestNothingIsPublishedInAHold(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.edit(func(o *strategy.Item) { o.Title = "Another" })
	s := a.send()
	var hold editions.Hold
	a.as(a.cdo, func(ctx context.Context, tx *tenants.Tx) (err error) {
		hold, err = editions.SetHold(ctx, tx, editions.Hold{Begins: tx.Today(), Ends: tx.Today().AddDate(0, 0, 1), Reason: "Local elections"})
		return err
	})
	conflict(t, "published in a hold", a.release(s, tenants.Desk))
	a.as(a.cdo, func(ctx context.Context, tx *tenants.Tx) error { return editions.LiftHold(ctx, tx, hold.Version) })
	if err := a.release(s, tenants.Desk); err != nil {
		t.Errorf("after the hold was lifted: %v", err)
	}
	day := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for name, h := range map[string]editions.Hold{
		"no reason": {Begins: day.AddDate(9, 0, 0), Ends: day.AddDate(9, 0, 1)}, "ends first": {Begins: day.AddDate(9, 0, 1), Ends: day.AddDate(9, 0, 0), Reason: "x"},
		"past": {Begins: day.AddDate(-9, 0, 0), Ends: day.AddDate(-9, 0, 1), Reason: "x"}, "two years": {Begins: day, Ends: day.AddDate(9, 0, 0), Reason: "x"},
	} {
		err := a.try(a.cdo, func(ctx context.Context, tx *tenants.Tx) error { _, err := editions.SetHold(ctx, tx, h); return err })
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("a hold that is wrong (%s): %v", name, err)
		}
	}
}

func TestWithdrawnIsReadByNobodyElse(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.edit(func(o *strategy.Item) { o.Title = "Another" })
	s := a.send()
	if err := a.release(s, tenants.Desk); err != nil {
		t.Fatal(err)
	}
	a.as(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
		now, err := editions.Get(ctx, tx, s.ID)
		if err != nil {
			return err
		}
		if _, err := editions.Withdraw(ctx, tx, s.ID, now.Version-1); !fault.Is(err, fault.Stale) {
			t.Errorf("withdrawn at an old version: %v", err)
		}
		_, err = editions.Withdraw(ctx, tx, s.ID, now.Version)
		return err
	})
	if got := a.titles(""); len(got) > 0 {
		t.Errorf("the system still reads %q", got)
	}
	a.Now = a.Now.Add(time.Minute)
	if err := a.release(s, tenants.Desk); err != nil {
		t.Errorf("published again: %v", err)
	}
}

func TestAMarkingSaysHowFarAnItemGoes(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	next, past := strategy.MonthOf(a.Now.AddDate(0, 2, 0)), strategy.MonthOf(a.Now.AddDate(0, -2, 0))
	for name, c := range map[string]struct {
		marking strategy.Marking
		until   strategy.Month
		members bool
	}{
		"open":                       {strategy.MarkingOpen, strategy.Month{}, true},
		"commercial":                 {strategy.MarkingCommercial, strategy.Month{}, false},
		"commercial with a month":    {strategy.MarkingCommercial, past, false},
		"for publication some day":   {strategy.MarkingFuture, strategy.Month{}, false},
		"for publication next":       {strategy.MarkingFuture, next, false},
		"for publication since then": {strategy.MarkingFuture, past, true},
	} {
		a.edit(func(o *strategy.Item) { o.Title, o.Body.Marking, o.Body.MarkedUntil = name, c.marking, c.until })
		if err := a.release(a.send(), tenants.Desk, tenants.Members); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(a.titles(""), name) {
			t.Errorf("%s: the system does not read it", name)
		}
		if got := slices.Contains(a.titles("B"), name); got != c.members {
			t.Errorf("%s: another member reads it: %v", name, got)
		}
		a.as(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
			id, _, err := strategy.Current(ctx, tx)
			if err != nil {
				return err
			}
			p, err := editions.PreviewAs(ctx, tx, id, nil, tenants.Members)
			if (len(p.Kept) == 0) != c.members {
				t.Errorf("%s: the preview keeps back %d items", name, len(p.Kept))
			}
			return err
		})
	}
}

func TestCommentsAreAboutSomething(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.edit(func(o *strategy.Item) { o.Title = "Another" })
	s := a.send()
	a.as(a.board, func(ctx context.Context, tx *tenants.Tx) error {
		e, err := strategy.ReadEdition(ctx, tx, s.ID)
		if err != nil {
			return err
		}
		item, other := e.Items[0].ID, uuid.New()
		for name, c := range map[string]editions.Comment{
			"nothing": {}, "another's item": {Item: &other, Body: "x"}, "no item": {Item: &uuid.Nil, Body: "x"}, "no such field": {Item: &item, Field: "colour", Body: "x"}, "no field of the whole": {Field: "rank", Body: "x"},
		} {
			if err := editions.Say(ctx, tx, s.ID, c); !fault.Is(err, fault.Invalid) {
				t.Errorf("a comment on %s: %v", name, err)
			}
		}
		if err := editions.Say(ctx, tx, s.ID, editions.Comment{Item: &item, Field: "title", Body: "Which sites?"}); err != nil {
			return err
		}
		list, err := editions.Comments(ctx, tx, s.ID)
		if err != nil || len(list) != 1 || list[0].By == "" {
			t.Fatalf("said: %+v %v", list, err)
		}
		if err := editions.Settle(ctx, tx, s.ID, list[0].ID); err != nil {
			return err
		}
		after, err := editions.Get(ctx, tx, s.ID)
		if after.Open != 0 {
			t.Errorf("%d comments are open", after.Open)
		}
		return err
	})
}

// Who has not signed in yet is told from others by what their way of signing in calls them, and comes last.
func TestColleaguesWithoutANameHaveASubject(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	if _, err := a.Owner.Exec(t.Context(), "update sec.person set name = '' where id = $1", a.chief); err != nil {
		t.Fatal(err)
	}
	a.as(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
		people, err := editions.Colleagues(ctx, tx)
		if len(people) != 2 || people[0].ID != a.boardroom || people[0].Name == "" || people[0].Subject != "" ||
			people[1].ID != a.chief || people[1].Name != "" || people[1].Subject == "" {
			t.Errorf("%+v", people)
		}
		return err
	})
	if _, err := a.Owner.Exec(t.Context(), "update sec.person set name = '' where id = $1", a.boardroom); err != nil {
		t.Fatal(err)
	}
	a.edit(func(o *strategy.Item) { o.Title = "Another" })
	if s := a.send(a.boardroom); len(s.Reviews) != 1 || s.Reviews[0].Name == "" {
		t.Errorf("it waits for nobody of a name: %+v", s.Reviews)
	}
}
