package tenants_test

import (
	"context"
	"crypto/sha256"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/pg"
	"github.com/throughline-ics/throughline/internal/pgtest"
	"github.com/throughline-ics/throughline/tenants"
)

var testDay = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// world is a system with two members and a partner, and a person with a role in the first member.
type world struct {
	db                        *tenants.DB
	d                         *pgtest.Database
	now                       time.Time
	system, a, b, partner     uuid.UUID
	connection                uuid.UUID
	session                   tenants.SessionKey // of a CDO of a
	outsider                  tenants.SessionKey // of a person without any role
	elsewhere, elsewhereTrust uuid.UUID          // another system and its member
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{d: pgtest.New(t), now: testDay, connection: uuid.New()}
	var err error
	w.db, err = tenants.New(tenants.Config{Pool: w.d.Pool, Key: w.d.Key, Clock: func() time.Time { return w.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.db.Close() })
	ctx := context.Background()
	must(t, w.db.Load(ctx, "import", func(l *tenants.Load) error {
		w.system = put(ctx, t, l, tenants.KindSystem, "north", "North")
		w.a = put(ctx, t, l, tenants.KindTrust, "", "Trust A")
		w.b = put(ctx, t, l, tenants.KindTrust, "", "Trust B")
		w.partner = put(ctx, t, l, tenants.KindCouncil, "", "Council")
		w.elsewhere = put(ctx, t, l, tenants.KindSystem, "south", "South")
		w.elsewhereTrust = put(ctx, t, l, tenants.KindTrust, "", "Trust S")
		join(ctx, t, l, w.system, w.a, "A", tenants.Member)
		join(ctx, t, l, w.system, w.b, "B", tenants.Member)
		join(ctx, t, l, w.system, w.partner, "C", tenants.Partner)
		join(ctx, t, l, w.elsewhere, w.elsewhereTrust, "S", tenants.Member)
		must(t, l.PutConnection(ctx, tenants.Connection{ID: w.connection, Organisation: w.a, Name: "A", Issuer: "https://a.example", ClientID: "tl"}))
		return l.Assign(ctx, w.connection, "cdo", w.a, tenants.CDO)
	}))
	w.session = w.signIn(t, "cdo")
	w.outsider = w.signIn(t, "nobody")
	return w
}

func (w *world) signIn(t *testing.T, subject string) tenants.SessionKey {
	t.Helper()
	key := tenants.SessionKey(sha256.Sum256([]byte(t.Name() + subject + uuid.NewString())))
	must(t, w.db.Enter().SignIn(context.Background(), tenants.Arrival{
		Session: key, Connection: w.connection, Subject: subject, Name: "Somebody", Ends: w.now.Add(8 * time.Hour),
	}))
	return key
}

// scope is the CDO's, reading as trust A.
func (w *world) scope() tenants.Scope {
	return tenants.Scope{Organisation: w.a, Session: w.session, Command: "test", Request: "r1"}
}

func put(ctx context.Context, t *testing.T, l *tenants.Load, kind tenants.Kind, code, name string) uuid.UUID {
	t.Helper()
	id, err := l.PutOrganisation(ctx, tenants.Organisation{Kind: kind, Sector: "acute", Code: code, Name: name})
	must(t, err)
	return id
}

func join(ctx context.Context, t *testing.T, l *tenants.Load, system, organisation uuid.UUID, code string, kind tenants.MembershipKind) {
	t.Helper()
	must(t, l.Join(ctx, tenants.Membership{
		System: tenants.Organisation{ID: system}, Organisation: tenants.Organisation{ID: organisation, Code: code},
		Kind: kind, Since: tenants.CivilDate(testDay),
	}))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// behind runs a statement as an administrator of the database, behind the wall.
func (w *world) behind(t *testing.T, statement string, args ...any) {
	t.Helper()
	_, err := w.d.Owner.Exec(context.Background(), statement, args...)
	must(t, err)
}

// count asks behind the wall for one number.
func (w *world) count(t *testing.T, query string, args ...any) int {
	t.Helper()
	var n int
	must(t, w.d.Owner.QueryRow(context.Background(), query, args...).Scan(&n))
	return n
}

func mentions(err error, text string) bool { return err != nil && strings.Contains(err.Error(), text) }

func otherKey() pg.Key { return pg.NewKey() }
