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
		w.system = put(t, l, tenants.KindSystem, "north", "North")
		w.a = put(t, l, tenants.KindTrust, "", "Trust A")
		w.b = put(t, l, tenants.KindTrust, "", "Trust B")
		w.partner = put(t, l, tenants.KindCouncil, "", "Council")
		w.elsewhere = put(t, l, tenants.KindSystem, "south", "South")
		w.elsewhereTrust = put(t, l, tenants.KindTrust, "", "Trust S")
		for _, m := range []struct {
			system, organisation uuid.UUID
			code                 string
			kind                 tenants.MembershipKind
		}{
			{w.system, w.a, "A", tenants.Member},
			{w.system, w.b, "B", tenants.Member},
			{w.system, w.partner, "C", tenants.Partner},
			{w.elsewhere, w.elsewhereTrust, "S", tenants.Member},
		} {
			must(t, l.Join(ctx, tenants.Membership{
				System: tenants.Organisation{ID: m.system}, Organisation: tenants.Organisation{ID: m.organisation, Code: m.code},
				Kind: m.kind, Since: tenants.CivilDate(testDay),
			}))
		}
		must(t, l.PutConnection(ctx, tenants.Connection{ID: w.connection, Organisation: w.a, Name: "A", Issuer: "https://a.example", ClientID: "tl", Live: true, Terms: tenants.Terms{SecondFactor: true}}))
		return l.Assign(ctx, w.connection, "cdo", w.a, tenants.CDO)
	}))
	w.behind(t, "delete from river.river_job") // as if they had been lined up
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

func put(t *testing.T, l *tenants.Load, kind tenants.Kind, code, name string) uuid.UUID {
	t.Helper()
	id, err := l.PutOrganisation(context.Background(), tenants.Organisation{Kind: kind, Sector: "acute", Code: code, Name: name})
	must(t, err)
	return id
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
