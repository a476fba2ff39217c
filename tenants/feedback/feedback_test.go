package feedback_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/feedback"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// trust is trust A of a world, which asks people outside what they think of its draft.
type trust struct {
	*worldtest.World
	t *testing.T
}

var key = tenants.SessionKey(sha256.Sum256([]byte("a secret")))

func newTrust(t *testing.T) trust {
	t.Helper()
	return trust{worldtest.New(t), t}
}

func (a trust) draft(work func(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID) error) {
	a.t.Helper()
	a.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		id, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		return work(ctx, tx, id)
	})
}

func (a trust) link(days int) (made feedback.Link) {
	a.t.Helper()
	a.draft(func(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (err error) {
		made, err = feedback.Make(ctx, tx, feedback.Wanted{Strategy: id, Name: "The patient panel", Days: days}, key)
		return err
	})
	return made
}

func (a trust) links() (list []feedback.Link) {
	a.t.Helper()
	a.draft(func(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (err error) {
		list, err = feedback.Links(ctx, tx, id)
		return err
	})
	return list
}

func (a trust) say(w feedback.Words) error {
	a.t.Helper()
	if w.Sent == "" {
		w.Sent = uuid.NewString()
	}
	return feedback.Say(a.t.Context(), a.DB, key, w, "req-1")
}

func (a trust) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

// A link shows the draft as it was when it was made, as the public would read it: no owner, nothing commercial, no constraint.
func TestALinkShowsTheDraftAsItWas(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	kind := strategy.KindObjective
	change := func(words string) {
		a.draft(func(ctx context.Context, tx *tenants.Tx, _ uuid.UUID) error {
			list, err := strategy.Items(ctx, tx, strategy.Filter{Kind: &kind})
			if err != nil {
				return err
			}
			_, err = strategy.ChangeItem(ctx, tx, list[0].ID, list[0].Version, func(i *strategy.Item) {
				i.Body.Description, i.Body.Owner = words, "Somebody"
			})
			return err
		})
	}
	change("As it was.")
	a.link(feedback.UsualDays)
	change("As it is now.")
	draft, err := feedback.View(t.Context(), a.DB.Enter(), key)
	a.must(err)
	text := fmt.Sprintf("%+v", draft.Shown)
	if !strings.Contains(text, "As it was.") || strings.Contains(text, "As it is now.") || strings.Contains(text, "Somebody") {
		t.Errorf("it shows %s", text)
	}
	for _, i := range draft.Shown.Items {
		if i.Item.Kind == strategy.KindConstraint {
			t.Errorf("it shows a constraint: %+v", i)
		}
	}
	if draft.Of.Name != "Alder Hospitals NHS Trust" || len(draft.Shown.Items) == 0 {
		t.Errorf("it is of %+v with %d items", draft.Of, len(draft.Shown.Items))
	}
}

func TestALinkEnds(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	made := a.link(2)
	open := func() error { _, err := feedback.View(t.Context(), a.DB.Enter(), key); return err }
	a.must(open())
	unknown := tenants.SessionKey(sha256.Sum256([]byte("no secret of any link")))
	_, none := feedback.View(t.Context(), a.DB.Enter(), unknown)
	closed := func(what string, state feedback.State) {
		t.Helper()
		if err := open(); !fault.Is(err, fault.NotFound) || err.Error() != none.Error() {
			t.Errorf("%s: %v, and of a link that there is not: %v", what, err, none)
		}
		if err := a.say(feedback.Words{Body: "Too late."}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s, and takes what is said: %v", what, err)
		}
		if got := a.links()[0].State; got != state {
			t.Errorf("%s: it is %s", what, got)
		}
	}
	a.Now = a.Now.Add(48 * time.Hour)
	closed("it has ended", feedback.Ended)
	a.Now = a.Now.Add(-24 * time.Hour)
	a.must(open())
	a.draft(func(ctx context.Context, tx *tenants.Tx, _ uuid.UUID) error {
		return feedback.Revoke(ctx, tx, made.ID, made.Version)
	})
	closed("it was revoked", feedback.Revoked)
}

func TestWhatIsSaidIsKeptOnceAndForTheOrganisationAlone(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.link(feedback.UsualDays)
	shown := func() feedback.ShownItem {
		draft, err := feedback.View(t.Context(), a.DB.Enter(), key)
		a.must(err)
		return draft.Shown.Items[0]
	}()
	words := feedback.Words{Sent: uuid.NewString(), Code: shown.Item.Code, Body: " Who rings those without a phone? ", By: "Jo"}
	a.must(a.say(words))
	a.must(a.say(words))
	a.must(a.say(feedback.Words{Body: "I like it."}))
	said := a.links()[0].Said
	if len(said) != 2 || said[0].Body != "Who rings those without a phone?" || said[0].By != "Jo" || said[0].Item == nil || said[0].Item.ID != shown.ID || said[0].Item.Item.Title != shown.Item.Title || said[1].Item != nil {
		t.Fatalf("%+v", said)
	}
	for _, code := range []string{"B", "C", ""} {
		if n := a.seenBy(code); n != 0 {
			t.Errorf("%q sees %d", code, n)
		}
	}
	// Nothing of the words, of the draft or of the secret is in the record, which nobody can take anything out of.
	if n := a.Count(`select count(*) from app.audit where org_id = $1 and command <> 'import' and canonical ~ 'without a phone|"Jo"|[sS]ecret|[sS]hown'`, a.Orgs["A"]); n != 0 {
		t.Errorf("%d entries of the record hold it", n)
	}
	if n := a.Count("select count(*) from app.audit where org_id = $1 and command = 'giveFeedback'", a.Orgs["A"]); n != 2 {
		t.Errorf("%d entries tell of it", n)
	}
	a.draft(func(ctx context.Context, tx *tenants.Tx, _ uuid.UUID) error {
		if err := feedback.Settle(ctx, tx, said[1].ID, said[1].Version, true); err != nil {
			return err
		}
		return feedback.Remove(ctx, tx, said[0].ID, said[0].Version)
	})
	left := a.links()[0].Said
	if len(left) != 1 || left[0].Settled.IsZero() || a.Count("select count(*) from app.feedback where body like '%phone%'") != 0 {
		t.Errorf("%+v is left", left)
	}
}

// What waits is what nobody has dealt with, by links that are over too, and the organisation's own alone.
func TestWhatWaitsOfWhatWasSaid(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	made := a.link(feedback.UsualDays)
	waits := func() (w feedback.Waiting) {
		a.draft(func(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (err error) {
			w, err = feedback.WaitingOf(ctx, tx, id)
			return err
		})
		return w
	}
	if w := waits(); w != (feedback.Waiting{}) {
		t.Errorf("before anything was said: %+v", w)
	}
	a.must(a.say(feedback.Words{Body: "It is long."}))
	a.must(a.say(feedback.Words{Body: "It is short."}))
	said := a.links()[0].Said
	a.draft(func(ctx context.Context, tx *tenants.Tx, _ uuid.UUID) error {
		if err := feedback.Settle(ctx, tx, said[1].ID, said[1].Version, true); err != nil {
			return err
		}
		return feedback.Revoke(ctx, tx, made.ID, made.Version)
	})
	if w := waits(); w.Comments != 1 || !w.Latest.Equal(said[0].At) {
		t.Errorf("of two, one of them dealt with: %+v", w)
	}
	var other feedback.Waiting
	a.As("B", func(ctx context.Context, tx *tenants.Tx) (err error) {
		other, err = feedback.WaitingOf(ctx, tx, made.Strategy)
		return err
	})
	if other.Comments != 0 {
		t.Errorf("another organisation is told of %+v", other)
	}
}

func (a trust) seenBy(code string) (n int) {
	a.t.Helper()
	a.As(code, func(ctx context.Context, tx *tenants.Tx) error {
		return tx.SQL().QueryRow(ctx, "select (select count(*) from app.feedback_link where org_id = $1) + (select count(*) from app.feedback where org_id = $1)", a.Orgs["A"]).Scan(&n)
	})
	return n
}

func TestWhatCannotBeSaid(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.link(feedback.UsualDays)
	for field, words := range map[string]feedback.Words{
		"body":      {Body: "  "},
		"body long": {Body: strings.Repeat("é", feedback.LongestBody+1)},
		"body nhs":  {Body: "Mrs X (943 476 5919) waited."},
		"by":        {Body: "Fine.", By: "two\nlines"},
		"by nhs":    {Body: "Fine.", By: "9434765919"},
		"item":      {Body: "Fine.", Code: "NO-1"},
		"sent":      {Body: "Fine.", Sent: "it's"},
	} {
		err := a.say(words)
		name, _, _ := strings.Cut(field, " ")
		var broken *fault.Error
		if !errors.As(err, &broken) || broken.Kind != fault.Invalid || !slices.ContainsFunc(broken.Fields, func(f fault.Field) bool { return f.Name == name }) {
			t.Errorf("%s: %v", field, err)
		}
	}
	if n := a.Count("select count(*) from app.feedback"); n != 0 {
		t.Errorf("%d are kept", n)
	}
}

func TestWhatOneLinkTakesIsBounded(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	made := a.link(feedback.UsualDays)
	_, err := a.Owner.Exec(t.Context(), `set session_replication_role = replica; insert into app.feedback (id, org_id, link_id, sent, body, said_by, version, created_by, created_at, updated_by, updated_at)
		select gen_random_uuid(), org_id, id, gen_random_uuid()::text, 'x', '', 1, created_by, now(), created_by, now() from app.feedback_link, generate_series(1, 300)`)
	a.must(err)
	if err := a.say(feedback.Words{Body: "One more."}); !fault.Is(err, fault.Conflict) {
		t.Errorf("the 301st: %v", err)
	}
	if n := len(a.links()[0].Said); n != 300 || made.Version != 1 {
		t.Errorf("%d are kept", n)
	}
}

func TestALinkIsMadeWithCare(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	ask := func(name string, days int) (err error) {
		a.draft(func(ctx context.Context, tx *tenants.Tx, id uuid.UUID) error {
			_, err = feedback.Make(ctx, tx, feedback.Wanted{Strategy: id, Name: name, Days: days}, sha256.Sum256([]byte(uuid.NewString())))
			return nil
		})
		return err
	}
	for name, days := range map[string]int{"": 14, "Panel": 0, "The panel": feedback.MostDays + 1, "two\nlines": 14} {
		if err := ask(name, days); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q for %d days: %v", name, days, err)
		}
	}
	for range 20 {
		a.must(ask("Panel", 1))
	}
	if err := ask("Panel", 1); !fault.Is(err, fault.Conflict) {
		t.Errorf("the 21st: %v", err)
	}
	a.Now = a.Now.Add(25 * time.Hour)
	a.must(ask("Panel", 1))
	a.draft(func(ctx context.Context, tx *tenants.Tx, _ uuid.UUID) error {
		_, err := editions.SetHold(ctx, tx, editions.Hold{Begins: tx.Today(), Ends: tx.Today(), Reason: "The election."})
		return err
	})
	if err := ask("Panel", 1); !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "The election.") {
		t.Errorf("while a hold counts: %v", err)
	}
}
