package people_test

import (
	"context"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/people"
	"github.com/throughline-ics/throughline/tenants/platform"
)

// invite makes an invitation of A as an administrator and gives its id and its secret's key.
func invite(t *testing.T, w *worldtest.World, as tenants.SessionKey, role tenants.Role) (id uuid.UUID, secret tenants.SessionKey) {
	t.Helper()
	secret = session.NewSecret().Key()
	must(t, acting(w, as, "A", func(ctx context.Context, tx *tenants.Tx) error {
		made, err := people.Invite(ctx, tx, people.Invitation{Role: role, Name: "Sam Taylor"}, 0, secret)
		id = made.ID
		return err
	}))
	return id, secret
}

func accept(w *worldtest.World, secret, as tenants.SessionKey) error {
	_, err := people.Accept(context.Background(), w.DB.Enter(), secret, as, session.NewSecret().Key())
	return err
}

func withdraw(w *worldtest.World, as tenants.SessionKey, code string, id uuid.UUID, version int) error {
	return acting(w, as, code, func(ctx context.Context, tx *tenants.Tx) error { return people.Withdraw(ctx, tx, id, version) })
}

func TestAnInvitationIsChecked(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	admin := keyOf(w.SignIn(tenants.Administrator, "A"))
	for _, c := range []struct {
		name   string
		i      people.Invitation
		days   int
		fields string
		ends   time.Duration
	}{
		{"for a week, when nothing is said", people.Invitation{Role: tenants.Editor, Name: " Sam Taylor "}, 0, "", 7 * 24 * time.Hour},
		{"for a day", people.Invitation{Role: tenants.Administrator, Name: "Sam"}, 1, "", 24 * time.Hour},
		{"for thirty days", people.Invitation{Role: tenants.Viewer, Name: strings.Repeat("é", 200)}, 30, "", 30 * 24 * time.Hour},
		{"for longer", people.Invitation{Role: tenants.Viewer, Name: "Sam"}, 31, "days", 0},
		{"for less than a day", people.Invitation{Role: tenants.Viewer, Name: "Sam"}, -1, "days", 0},
		{"for nobody", people.Invitation{Role: tenants.Viewer, Name: "  "}, 7, "name", 0},
		{"for a long name", people.Invitation{Role: tenants.Viewer, Name: strings.Repeat("x", 201)}, 31, "name,days", 0},
		{"a role of systems", people.Invitation{Role: tenants.SystemAnalyst, Name: "Sam"}, 7, "role", 0},
		{"the operators' role", people.Invitation{Role: tenants.Operator, Name: "Sam"}, 7, "role", 0},
		{"no role", people.Invitation{Name: "Sam"}, 7, "role", 0},
	} {
		err := acting(w, admin, "A", func(ctx context.Context, tx *tenants.Tx) error {
			made, err := people.Invite(ctx, tx, c.i, c.days, session.NewSecret().Key())
			if err == nil && (made.Ends.Sub(w.Now) != c.ends || made.State != "open" || made.CreatedBy != "Test Person" || made.Name != strings.TrimSpace(c.i.Name)) {
				t.Errorf("%s: %+v", c.name, made)
			}
			return err
		})
		if (err == nil) != (c.fields == "") || fieldsOf(err) != c.fields {
			t.Errorf("%s: %v (%s), want %s", c.name, err, fieldsOf(err), c.fields)
		}
	}
}

func TestNothingThatIsKeptOpensAnInvitation(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	_, secret := invite(t, w, keyOf(w.SignIn(tenants.Administrator, "A")), tenants.Editor)
	if n := w.Count("select count(*) from app.audit where position($1 in canonical) > 0", hex.EncodeToString(secret[:])); n != 0 {
		t.Errorf("the hash of the secret is in %d entries of the record", n)
	}
	if recorded(w, `"role":"editor"`) != 1 {
		t.Error("the record does not say which role was offered")
	}
}

// Whoever administers cannot come by a role by inviting themselves, nor an operator by repairing.
func TestNobodyAcceptsWhatTheyOffered(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AddPlatform()
	admin := keyOf(w.SignIn(tenants.Administrator, "A"))
	id, secret := invite(t, w, admin, tenants.CDO)
	if err := accept(w, secret, admin); !fault.Is(err, fault.Forbidden) {
		t.Errorf("accepted by who made it: %v", err)
	}
	if offer, err := people.View(context.Background(), w.DB.Enter(), secret); err != nil || offer.Role != tenants.CDO {
		t.Errorf("it is still open for the one who is meant: %+v, %v", offer, err)
	}
	must(t, withdraw(w, admin, "A", id, 1))

	first, second := keyOf(w.SignInAs("one", tenants.Operator, worldtest.Platform)), keyOf(w.SignInAs("two", tenants.Operator, worldtest.Platform))
	repair := repairOf(t, w, "B", first, second)
	for name, operator := range map[string]tenants.SessionKey{"who proposed it": first, "who confirmed it": second} {
		if err := accept(w, repair, operator); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a repair accepted by %s: %v", name, err)
		}
	}
	must(t, accept(w, repair, keyOf(w.Session("sam"))))
}

// repairOf has two operators repair an organisation that has no administrator, and gives the invitation's key.
func repairOf(t *testing.T, w *worldtest.World, code string, first, second tenants.SessionKey) tenants.SessionKey {
	t.Helper()
	secret := session.NewSecret().Key()
	var proposed platform.Repair
	must(t, acting(w, first, worldtest.Platform, func(ctx context.Context, tx *tenants.Tx) (err error) {
		proposed, err = platform.Propose(ctx, tx, w.Orgs[code], "Sam Taylor", "The last one left.")
		return err
	}))
	must(t, acting(w, second, worldtest.Platform, func(ctx context.Context, tx *tenants.Tx) error {
		_, err := platform.Confirm(ctx, tx, proposed.ID, secret)
		return err
	}))
	return secret
}

// Two repairs at once make one administrator: the second invitation is no way in for later.
func TestARepairEndsWithItsReason(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AddPlatform()
	first, second := keyOf(w.SignInAs("one", tenants.Operator, worldtest.Platform)), keyOf(w.SignInAs("two", tenants.Operator, worldtest.Platform))
	one, spare := repairOf(t, w, "B", first, second), repairOf(t, w, "B", second, first)
	must(t, accept(w, one, keyOf(w.Session("sam"))))
	if err := accept(w, spare, keyOf(w.Session("accomplice"))); !fault.Is(err, fault.NotFound) {
		t.Errorf("the spare one was accepted: %v", err)
	}
	if _, err := people.View(context.Background(), w.DB.Enter(), spare); !fault.Is(err, fault.NotFound) {
		t.Errorf("the spare one is shown: %v", err)
	}
}

func TestAcceptingRenewsTheSession(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	ctx := context.Background()
	_, secret := invite(t, w, keyOf(w.SignIn(tenants.Administrator, "A")), tenants.Editor)
	before, after := keyOf(w.Session("sam")), session.NewSecret().Key()
	organisation, err := people.Accept(ctx, w.DB.Enter(), secret, before, after)
	if err != nil || organisation != w.Orgs["A"] {
		t.Fatalf("%v, %v", organisation, err)
	}
	if _, err := w.DB.Enter().Presence(ctx, before); !fault.Is(err, fault.SignIn) {
		t.Errorf("the session by its old key: %v", err)
	}
	if p, err := w.DB.Enter().Presence(ctx, after); err != nil || len(p.Places) != 1 {
		t.Errorf("the session by its new key: %+v, %v", p, err)
	}
}

func TestWhatCannotBeAccepted(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	admin := keyOf(w.SignIn(tenants.Administrator, "A"))
	must(t, grant(w, admin, func() uuid.UUID { w.Session("second"); return person(t, w, "second").ID }(), tenants.Administrator))
	second := keyOf(w.Session("second"))
	weak := come(t, w, way(t, w, "B", tenants.Terms{}), "weak", nil)
	sam := keyOf(w.Session("sam"))
	_, strong := invite(t, w, admin, tenants.Administrator)
	_, editor := invite(t, w, admin, tenants.Editor)
	_, again := invite(t, w, admin, tenants.Editor)
	_, orphan := invite(t, w, second, tenants.Viewer)
	must(t, end(w, admin, "A", held(t, w, "second", tenants.Administrator)))
	for _, c := range []struct {
		name   string
		secret tenants.SessionKey
		as     tenants.SessionKey
		want   fault.Kind
	}{
		{"a secret of nobody's", tenants.SessionKey{9}, sam, fault.NotFound},
		{"by nobody", editor, tenants.SessionKey{9}, fault.SignIn},
		{"whose maker administers no more", orphan, sam, fault.NotFound},
		{"one that asks for a second factor, without", strong, weak, fault.Forbidden},
		{"one", editor, sam, ""},
	} {
		err := accept(w, c.secret, c.as)
		if (err == nil) != (c.want == "") || err != nil && !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if err := accept(w, again, keyOf(w.Session("sam"))); !fault.Is(err, fault.Conflict) {
		t.Errorf("a role that they hold: %v", err)
	}
	must(t, accept(w, again, keyOf(w.Session("another"))))
	w.Now = w.Now.AddDate(0, 0, 7)
	if err := accept(w, strong, keyOf(w.Session("late"))); !fault.Is(err, fault.NotFound) {
		t.Errorf("after its end: %v", err)
	}
}

// Accepting and withdrawing at once: one of the two happens, and what is said is what happened.
func TestAcceptedOrWithdrawn(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	admin, sam := keyOf(w.SignIn(tenants.Administrator, "A")), keyOf(w.Session("sam"))
	for round := range 30 {
		id, secret := invite(t, w, admin, tenants.Viewer)
		start, fresh := make(chan struct{}), session.NewSecret().Key()
		accepted := make(chan error)
		go func() {
			<-start
			_, err := people.Accept(context.Background(), w.DB.Enter(), secret, sam, fresh)
			accepted <- err
		}()
		close(start)
		withdrawn := withdraw(w, admin, "A", id, 1)
		took := <-accepted
		if (took == nil) == (withdrawn == nil) {
			t.Fatalf("round %d: accepted %v, withdrawn %v", round, took, withdrawn)
		}
		if took != nil {
			if !fault.Is(took, fault.NotFound) {
				t.Errorf("round %d: %v", round, took)
			}
			continue
		}
		sam = fresh
		if !fault.Is(withdrawn, fault.Conflict) || !strings.Contains(withdrawn.Error(), "accepted already") {
			t.Errorf("round %d: %v", round, withdrawn)
		}
		must(t, end(w, admin, "A", held(t, w, "sam", tenants.Viewer)))
	}
}

func TestWithdrawing(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	admin, other := keyOf(w.SignIn(tenants.Administrator, "A")), keyOf(w.SignInAs("admin of B", tenants.Administrator, "B"))
	id, secret := invite(t, w, admin, tenants.Editor)
	for _, c := range []struct {
		name string
		err  error
		want fault.Kind
	}{
		{"by another organisation", withdraw(w, other, "B", id, 1), fault.NotFound},
		{"of nobody", withdraw(w, admin, "A", uuid.New(), 1), fault.NotFound},
		{"at another version", withdraw(w, admin, "A", id, 2), fault.Stale},
		{"an open one", withdraw(w, admin, "A", id, 1), ""},
		{"twice", withdraw(w, admin, "A", id, 1), fault.Stale},
	} {
		if (c.err == nil) != (c.want == "") || c.err != nil && !fault.Is(c.err, c.want) {
			t.Errorf("%s: %v, want %q", c.name, c.err, c.want)
		}
	}
	if err := accept(w, secret, keyOf(w.Session("sam"))); !fault.Is(err, fault.NotFound) {
		t.Errorf("accepted: %v", err)
	}
	_ = acting(w, admin, "A", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := tx.SQL().Exec(ctx, "update app.invitation set withdrawn_at = null where id = $1", id)
		if err == nil {
			t.Error("a withdrawn invitation was opened again")
		}
		return err
	})
}
