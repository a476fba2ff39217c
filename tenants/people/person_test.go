package people_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/people"
)

func TestARoleIsGivenToSomebodyKnownHere(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	admin, editor := keyOf(w.SignIn(tenants.Administrator, "A")), keyOf(w.SignIn(tenants.Editor, "A"))
	w.Session("waiting")
	weak := way(t, w, "A", tenants.Terms{})
	come(t, w, weak, "password only", nil)
	stranger := way(t, w, "B", tenants.Terms{SecondFactor: true})
	come(t, w, stranger, "of B", nil)
	var ofB uuid.UUID
	must(t, w.Owner.QueryRow(context.Background(), "select id from sec.person where sub = 'of B'").Scan(&ofB))
	waiting, password := person(t, w, "waiting").ID, person(t, w, "password only").ID
	me := person(t, w, "administrator of A").ID

	for _, c := range []struct {
		name  string
		as    tenants.SessionKey
		who   uuid.UUID
		role  tenants.Role
		want  fault.Kind
		field string
	}{
		{"to who waits", admin, waiting, tenants.Viewer, "", ""},
		{"another to who holds one", admin, waiting, tenants.Editor, "", ""},
		{"to somebody whose way brings no second factor", admin, password, tenants.Viewer, "", ""},
		{"one that asks for a second factor, to them", admin, password, tenants.Administrator, fault.Invalid, "role"},
		{"the same again", admin, waiting, tenants.Viewer, fault.Conflict, ""},
		{"to oneself", admin, me, tenants.CDO, fault.Forbidden, ""},
		{"to nobody", admin, uuid.New(), tenants.Viewer, fault.NotFound, ""},
		{"to somebody who came to another organisation", admin, ofB, tenants.Viewer, fault.NotFound, ""},
		{"of another kind of organisation", admin, waiting, tenants.SystemLead, fault.Invalid, "role"},
		{"the operator's", admin, waiting, tenants.Operator, fault.Invalid, "role"},
		{"the machine's", admin, waiting, tenants.Machine, fault.Invalid, "role"},
		{"by an editor", editor, waiting, tenants.CDO, fault.Forbidden, ""},
	} {
		before := recorded(w, "app.assignment")
		err := grant(w, c.as, c.who, c.role)
		if (err == nil) != (c.want == "") || err != nil && !fault.Is(err, c.want) || fieldsOf(err) != c.field {
			t.Errorf("%s: %v, want %q of %q", c.name, err, c.want, c.field)
		}
		if entries := recorded(w, "app.assignment") - before; entries != map[bool]int{true: 1}[err == nil] {
			t.Errorf("%s: %d entries", c.name, entries)
		}
	}
	if p := person(t, w, "waiting"); len(p.Roles) != 2 || !p.Ours || p.Roles[0].Source != "platform" {
		t.Errorf("%+v", p)
	}
}

// A clock that is behind is no way back in: what was ended has ended, whenever another server says that it was.
func TestARoleThatWasEndedHasEndedByEveryClock(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	admin := keyOf(w.SignIn(tenants.Administrator, "A"))
	editor := keyOf(w.SignIn(tenants.Editor, "A"))
	role := held(t, w, "editor of A", tenants.Editor)
	w.Now = w.Now.Add(20 * time.Second)
	must(t, end(w, admin, "A", role))
	w.Now = w.Now.Add(-20 * time.Second)
	if err := acting(w, editor, "A", func(context.Context, *tenants.Tx) error { return nil }); !fault.Is(err, fault.NotFound) {
		t.Errorf("by a clock that is behind: %v", err)
	}
	if p, err := w.DB.Enter().Presence(context.Background(), editor); err != nil || len(p.Places) != 0 {
		t.Errorf("%+v, %v", p, err)
	}
	if p := person(t, w, "editor of A"); len(p.Roles) != 0 {
		t.Errorf("%+v does not wait", p)
	}
	if err := end(w, admin, "A", role); !fault.Is(err, fault.NotFound) {
		t.Errorf("ended twice: %v", err)
	}
	if _, err := w.Owner.Exec(context.Background(), "update app.assignment set until = null where id = $1", role); err == nil {
		t.Error("a role that was ended began again")
	}
}

// What an administrator took away, a provider does not give back; what a provider took away, it may give again.
func TestClaimsDoNotGiveBackWhatWasEnded(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	admin := keyOf(w.SignIn(tenants.Administrator, "A"))
	rule := tenants.ClaimRule{Claim: "groups", Value: "digital", Role: tenants.Editor}
	connection := way(t, w, "A", tenants.Terms{Ceiling: []tenants.Role{tenants.Editor}}, rule)
	roles := func(groups ...string) int {
		come(t, w, connection, "claimed", map[string][]string{"groups": groups})
		return len(person(t, w, "claimed").Roles)
	}
	if with, without, again := roles("digital"), roles("estates"), roles("digital"); with != 1 || without != 0 || again != 1 {
		t.Fatalf("with the claim %d roles, without %d, with it again %d", with, without, again)
	}
	must(t, end(w, admin, "A", held(t, w, "claimed", tenants.Editor)))
	if n := roles("digital"); n != 0 {
		t.Errorf("%d roles came back by a claim", n)
	}
	must(t, grant(w, admin, person(t, w, "claimed").ID, tenants.Editor))
	if n := roles("estates"); n != 1 {
		t.Errorf("%d roles, want the one that an administrator gave, whatever the claims", n)
	}
}

func TestTheLastAdministratorWhoCouldSignInStays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		terms tenants.Terms
		then  string // what happens to the second administrator's connection
		want  fault.Kind
	}{
		{"a second one who can sign in", tenants.Terms{SecondFactor: true}, "", ""},
		{"a second one whose provider is asked for an acr", tenants.Terms{RequiredACR: []string{"high"}}, "", ""},
		{"a second one who comes without a second factor", tenants.Terms{}, "", fault.Conflict},
		{"a second one whose connection is not in use", tenants.Terms{SecondFactor: true}, "disabled", fault.Conflict},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := worldtest.New(t)
			ctx := context.Background()
			first := keyOf(w.SignIn(tenants.Administrator, "A"))
			role := held(t, w, "administrator of A", tenants.Administrator)
			if err := end(w, first, "A", role); !fault.Is(err, fault.Conflict) {
				t.Fatalf("the only one: %v", err)
			}
			connection := way(t, w, "A", c.terms)
			must(t, w.DB.Load(ctx, "test", func(l *tenants.Load) error {
				return l.Assign(ctx, connection, "second", w.Orgs["A"], tenants.Administrator)
			}))
			if c.then != "" {
				_, err := w.Owner.Exec(ctx, "update app.connection set state = $1 where id = $2", c.then, connection)
				must(t, err)
			}
			err := end(w, first, "A", role)
			if (err == nil) != (c.want == "") || err != nil && !fault.Is(err, c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// Two administrators who end each other's roles would wait for each other, each holding their own: the second is told
// to try again at once.
func TestAdministratorsEndOneAfterTheOther(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	one, two := keyOf(w.SignInAs("one", tenants.Administrator, "A")), keyOf(w.SignInAs("two", tenants.Administrator, "A"))
	first, second := held(t, w, "one", tenants.Administrator), held(t, w, "two", tenants.Administrator)
	must(t, acting(w, one, "A", func(ctx context.Context, tx *tenants.Tx) error {
		must(t, people.End(ctx, tx, first, 1))
		if err := end(w, two, "A", first); !fault.Is(err, fault.Conflict) {
			t.Errorf("the other one's: %v", err)
		}
		if err := end(w, two, "A", second); !fault.Is(err, fault.Conflict) {
			t.Errorf("their own: %v", err)
		}
		return nil
	}))
	if err := end(w, two, "A", second); !fault.Is(err, fault.Conflict) {
		t.Errorf("the last one: %v", err)
	}
	if err := end(w, one, "A", second); !fault.Is(err, fault.NotFound) {
		t.Errorf("by one who has left: %v", err)
	}
}

func TestWhoMayEndARole(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	admin, editor, viewer := keyOf(w.SignIn(tenants.Administrator, "A")), keyOf(w.SignIn(tenants.Editor, "A")), keyOf(w.SignIn(tenants.Viewer, "A"))
	other := keyOf(w.SignInAs("admin of B", tenants.Administrator, "B"))
	edits, views := held(t, w, "editor of A", tenants.Editor), held(t, w, "viewer of A", tenants.Viewer)
	for _, c := range []struct {
		name string
		err  error
		want fault.Kind
	}{
		{"another's, without administering", end(w, editor, "A", views), fault.Forbidden},
		{"of another organisation", end(w, other, "B", views), fault.NotFound},
		{"of nobody", end(w, admin, "A", uuid.New()), fault.NotFound},
		{"at another version", acting(w, admin, "A", func(ctx context.Context, tx *tenants.Tx) error { return people.End(ctx, tx, views, 2) }), fault.Stale},
		{"one's own", end(w, editor, "A", edits), ""},
		{"another's, as an administrator", end(w, admin, "A", views), ""},
		{"by one who has no role any more", end(w, viewer, "A", views), fault.NotFound},
	} {
		if (c.err == nil) != (c.want == "") || c.err != nil && !fault.Is(c.err, c.want) {
			t.Errorf("%s: %v, want %q", c.name, c.err, c.want)
		}
	}
	var machine uuid.UUID
	must(t, w.Owner.QueryRow(context.Background(), "select id from app.assignment where org_id = $1 and role = 'machine'", w.Orgs["A"]).Scan(&machine))
	if err := end(w, admin, "A", machine); !fault.Is(err, fault.NotFound) {
		t.Errorf("the machine's: %v", err)
	}
}
