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
)

// token makes a token that reads, for somebody, and gives its id and its secret's key.
func token(t *testing.T, w *worldtest.World, as tenants.SessionKey, code string) (id uuid.UUID, secret tenants.SessionKey) {
	t.Helper()
	id = uuid.Must(uuid.NewV7())
	secret = session.NewToken(id).Key()
	must(t, acting(w, as, code, func(ctx context.Context, tx *tenants.Tx) error {
		_, err := people.NewToken(ctx, tx, people.Token{ID: id, Name: "Reports", Scopes: []string{"read"}}, 90, secret)
		return err
	}))
	return id, secret
}

func revoke(w *worldtest.World, as tenants.SessionKey, code string, id uuid.UUID, version int) error {
	return acting(w, as, code, func(ctx context.Context, tx *tenants.Tx) error { return people.Revoke(ctx, tx, id, version) })
}

func TestATokenIsChecked(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	editor := keyOf(w.SignIn(tenants.Editor, "A"))
	for _, c := range []struct {
		name   string
		t      people.Token
		days   int
		fields string
	}{
		{"that reads and writes", people.Token{Name: " Reports ", Scopes: []string{"write", "read"}}, 90, ""},
		{"for longer", people.Token{Name: "Reports", Scopes: []string{"read"}}, 91, "days"},
		{"for no time", people.Token{Name: "Reports", Scopes: []string{"read"}}, 0, "days"},
		{"without a name", people.Token{Name: " ", Scopes: []string{"read"}}, 1, "name"},
		{"with a long name", people.Token{Name: strings.Repeat("x", 101), Scopes: []string{"read"}}, 1, "name"},
		{"that may do nothing", people.Token{Name: "Reports"}, 1, "scopes"},
		{"that may do everything", people.Token{Name: "Reports", Scopes: []string{"*"}}, 1, "scopes"},
		{"with a scope twice", people.Token{Name: "Reports", Scopes: []string{"read", "read"}}, 1, "scopes"},
		{"with nothing right", people.Token{Scopes: []string{"admin"}}, 1000, "name,scopes,days"},
	} {
		c.t.ID = uuid.Must(uuid.NewV7())
		err := acting(w, editor, "A", func(ctx context.Context, tx *tenants.Tx) error {
			made, err := people.NewToken(ctx, tx, c.t, c.days, session.NewToken(c.t.ID).Key())
			if err == nil && (!made.Mine || made.Name != "Reports" || made.Owner != "Test Person" || made.Ends.Sub(w.Now) != 90*24*time.Hour) {
				t.Errorf("%s: %+v", c.name, made)
			}
			return err
		})
		if (err == nil) != (c.fields == "") || fieldsOf(err) != c.fields {
			t.Errorf("%s: %v (%s), want %s", c.name, err, fieldsOf(err), c.fields)
		}
	}
}

func TestWhoSeesAndRevokesATokenAndWhenItEnds(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	admin, editor, viewer := keyOf(w.SignIn(tenants.Administrator, "A")), keyOf(w.SignIn(tenants.Editor, "A")), keyOf(w.SignIn(tenants.Viewer, "A"))
	elsewhere := keyOf(w.SignInAs("admin of B", tenants.Administrator, "B"))
	id, secret := token(t, w, editor, "A")
	mine, _ := token(t, w, viewer, "A")
	seen := func(as tenants.SessionKey, code string) (n int) {
		must(t, acting(w, as, code, func(ctx context.Context, tx *tenants.Tx) error {
			list, err := people.Tokens(ctx, tx)
			n = len(list)
			return err
		}))
		return n
	}
	if a, e, v, b := seen(admin, "A"), seen(editor, "A"), seen(viewer, "A"), seen(elsewhere, "B"); a != 2 || e != 1 || v != 1 || b != 0 {
		t.Errorf("administrator %d, editor %d, viewer %d, another organisation %d", a, e, v, b)
	}
	must(t, byToken(w, secret, "A"))
	if err := byToken(w, secret, "B"); !fault.Is(err, fault.NotFound) {
		t.Errorf("as another organisation: %v", err)
	}
	for _, c := range []struct {
		name string
		err  error
		want fault.Kind
	}{
		{"another's", revoke(w, viewer, "A", id, 1), fault.NotFound},
		{"of another organisation", revoke(w, elsewhere, "B", id, 1), fault.NotFound},
		{"at another version", revoke(w, editor, "A", id, 7), fault.Stale},
		{"one's own", revoke(w, viewer, "A", mine, 1), ""},
		{"another's, as an administrator", revoke(w, admin, "A", id, 1), ""},
		{"twice", revoke(w, admin, "A", id, 1), fault.Stale},
	} {
		if (c.err == nil) != (c.want == "") || c.err != nil && !fault.Is(c.err, c.want) {
			t.Errorf("%s: %v, want %q", c.name, c.err, c.want)
		}
	}
	if err := byToken(w, secret, "A"); !fault.Is(err, fault.SignIn) {
		t.Errorf("a revoked token: %v", err)
	}
	_ = acting(w, editor, "A", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := tx.SQL().Exec(ctx, "update app.token set revoked_at = null where id = $1", id)
		if err == nil {
			t.Error("a revoked token was brought back")
		}
		return err
	})
	_, late := token(t, w, keyOf(w.Session("editor of A")), "A")
	w.Now = w.Now.AddDate(0, 0, 90)
	if err := byToken(w, late, "A"); !fault.Is(err, fault.SignIn) {
		t.Errorf("after its end: %v", err)
	}
	if n := w.Count("select count(*) from app.audit where position($1 in canonical) > 0", hex.EncodeToString(secret[:])); n != 0 {
		t.Errorf("the hash of the secret is in %d entries of the record", n)
	}
}

// Tokens go with their owner, and do not come back with them.
func TestATokenGoesWithItsOwnersLastRole(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	admin, editor := keyOf(w.SignIn(tenants.Administrator, "A")), keyOf(w.SignIn(tenants.Editor, "A"))
	who := person(t, w, "editor of A").ID
	must(t, grant(w, admin, who, tenants.Viewer))
	id, secret := token(t, w, editor, "A")
	must(t, end(w, admin, "A", held(t, w, "editor of A", tenants.Editor)))
	must(t, byToken(w, secret, "A"))
	must(t, end(w, admin, "A", held(t, w, "editor of A", tenants.Viewer)))
	if recorded(w, id.String()) != 2 {
		t.Error("the record does not say that the token went")
	}
	must(t, grant(w, admin, who, tenants.Viewer))
	if err := byToken(w, secret, "A"); !fault.Is(err, fault.SignIn) {
		t.Errorf("after its owner came back: %v", err)
	}
}

func TestATokenGoesWithARoleThatClaimsTakeAway(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	rule := tenants.ClaimRule{Claim: "groups", Value: "digital", Role: tenants.Editor}
	connection := way(t, w, "A", tenants.Terms{Ceiling: []tenants.Role{tenants.Editor}}, rule)
	claimed := come(t, w, connection, "claimed", map[string][]string{"groups": {"digital"}})
	id, secret := token(t, w, claimed, "A")
	must(t, byToken(w, secret, "A"))
	come(t, w, connection, "claimed", map[string][]string{"groups": {"estates"}})
	come(t, w, connection, "claimed", map[string][]string{"groups": {"digital"}})
	if err := byToken(w, secret, "A"); !fault.Is(err, fault.SignIn) {
		t.Errorf("after its owner lost the role and got it again: %v", err)
	}
	if recorded(w, id.String()) != 2 {
		t.Error("the record does not say that the token went")
	}
}

// A password alone makes a viewer's token. When the viewer becomes a lead, it does not become a lead's.
func TestATokenDoesNotGrowIntoARoleThatAsksForASecondFactor(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	viewer := keyOf(w.SignIn(tenants.Viewer, ""))
	_, weak := token(t, w, viewer, "")
	must(t, byToken(w, weak, ""))
	w.Now = w.Now.Add(time.Minute)
	lead := keyOf(w.SignInAs("viewer of ", tenants.SystemLead, ""))
	if err := byToken(w, weak, ""); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a token from before: %v", err)
	}
	_, strong := token(t, w, lead, "")
	must(t, byToken(w, strong, ""))
}
