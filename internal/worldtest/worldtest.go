// Package worldtest builds a small world for tests: a system with members and a partner, their strategies published
// and lined up, and people with sessions. Tests only. It is the one place where tests make such things.
package worldtest

import (
	"context"
	"crypto/sha256"
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/pgtest"
	"github.com/throughline-ics/throughline/internal/seal"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

// World is a database with a system in it.
type World struct {
	*pgtest.Database
	DB      *tenants.DB
	Now     time.Time // what the world's clock says; a test may set it while nothing runs
	System  uuid.UUID
	Orgs    map[string]uuid.UUID // by code; the system's is empty, the platform's Platform
	Secrets *seal.Keyring

	tb         testing.TB
	connection uuid.UUID
}

// Noon is when every world begins.
var Noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// Published is when a world's strategies were published: long enough ago that every member has had its time to look
// at its suggestions first.
var Published = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

// Empty is a world without any organisation.
func Empty(tb testing.TB) *World {
	tb.Helper()
	w := &World{Database: pgtest.New(tb), Now: Noon, Orgs: map[string]uuid.UUID{}, tb: tb, connection: uuid.New()}
	w.Secrets = seal.New(seal.NewKey())
	db, err := tenants.New(tenants.Config{Pool: w.Pool, Key: w.Key, Secrets: w.Secrets, Clock: func() time.Time { return w.Now }})
	w.must(err)
	tb.Cleanup(func() { _ = db.Close() })
	w.DB = db
	return w
}

// New is the world of Northfold: published, lined up, with a partner and one decision.
func New(tb testing.TB) *World {
	tb.Helper()
	w := Empty(tb)
	w.Import(Northfold(), Published)
	w.AddPartner("P", "Northfold Borough Council")
	return w
}

// Import loads a folder with its claims and lines the system up.
func (w *World) Import(f exchange.Folder, on time.Time) exchange.Outcome {
	w.tb.Helper()
	ctx := context.Background()
	var done exchange.Outcome
	w.must(w.DB.Load(ctx, "import", func(l *tenants.Load) error {
		var err error
		if done, err = exchange.Load(ctx, l, f, exchange.Loading{On: on}); err != nil {
			return err
		}
		_, err = desk.Carry(ctx, l, done.System, f.Claims)
		return err
	}))
	w.System = done.System
	w.Orgs[""] = done.System
	maps.Copy(w.Orgs, done.Organisations)
	w.Reassess()
	return done
}

// Reassess lines the system up as the job does, after which no job waits.
func (w *World) Reassess() {
	w.tb.Helper()
	w.must(desk.Reassess(context.Background(), w.DB, nil, w.System, "test"))
	_, err := w.Owner.Exec(context.Background(), "delete from "+tenants.QueueSchema+".river_job where state = 'available'")
	w.must(err)
}

// AddPartner puts a partner beside the members.
func (w *World) AddPartner(code, name string) uuid.UUID {
	w.tb.Helper()
	ctx := context.Background()
	var id uuid.UUID
	w.must(w.DB.Load(ctx, "test", func(l *tenants.Load) error {
		var err error
		id, err = l.PutOrganisation(ctx, tenants.Organisation{Kind: tenants.KindCouncil, Sector: "council", Name: name})
		if err != nil {
			return err
		}
		return l.Join(ctx, tenants.Membership{
			System: tenants.Organisation{ID: w.System}, Organisation: tenants.Organisation{ID: id, Code: code},
			Kind: tenants.Partner, Since: Published,
		})
	}))
	w.Orgs[code] = id
	w.Reassess()
	return id
}

// Platform is the code of the platform's own organisation in a world that has one.
const Platform = "platform"

// AddPlatform puts the platform's own organisation in place, whose people are operators.
func (w *World) AddPlatform() uuid.UUID {
	w.tb.Helper()
	ctx := context.Background()
	w.must(w.DB.Load(ctx, "test", func(l *tenants.Load) error {
		var err error
		w.Orgs[Platform], err = l.PutOrganisation(ctx, tenants.Organisation{Kind: tenants.KindPlatform, Sector: "platform", Name: "Operators"})
		return err
	}))
	return w.Orgs[Platform]
}

// SignIn makes a person with a role in an organisation and signs them in. The cookie is theirs.
func (w *World) SignIn(role tenants.Role, code string) *http.Cookie {
	w.tb.Helper()
	return w.SignInAs(string(role)+" of "+code, role, code)
}

// SignInAs is SignIn for a subject of the test's choice.
func (w *World) SignInAs(subject string, role tenants.Role, code string) *http.Cookie {
	w.tb.Helper()
	ctx := context.Background()
	w.must(w.DB.Load(ctx, "test", func(l *tenants.Load) error {
		err := l.PutConnection(ctx, tenants.Connection{
			ID: w.connection, Organisation: w.Orgs[code], Name: "Test", Issuer: "https://idp.example", ClientID: "tl", Live: true,
			Terms: tenants.Terms{SecondFactor: true},
		})
		if err != nil {
			return err
		}
		return l.Assign(ctx, w.connection, subject, w.Orgs[code], role)
	}))
	return w.Session(subject)
}

// Session signs a subject in, with whatever roles they have.
func (w *World) Session(subject string) *http.Cookie {
	w.tb.Helper()
	secret := session.NewSecret()
	w.must(w.DB.Enter().SignIn(context.Background(), tenants.Arrival{
		Session: sha256.Sum256([]byte(secret)), Connection: w.connection, Subject: subject, Name: "Test Person", Ends: w.Now.Add(8 * time.Hour),
	}))
	return session.Keep(session.Cookie, secret, 0)
}

// As runs work in an organisation's own scope, as its machine.
func (w *World) As(code string, work func(ctx context.Context, tx *tenants.Tx) error) {
	w.tb.Helper()
	ctx := context.Background()
	w.must(w.DB.Within(ctx, tenants.ForMachine(w.Orgs[code], "test", ""), func(tx *tenants.Tx) error { return work(ctx, tx) }))
}

// AsWriter runs work that writes in an organisation's own scope, as its machine.
func (w *World) AsWriter(code string, work func(ctx context.Context, tx *tenants.Tx) error) {
	w.tb.Helper()
	ctx := context.Background()
	w.must(w.DB.Within(ctx, tenants.ForMachine(w.Orgs[code], "test", "").Writing(), func(tx *tenants.Tx) error { return work(ctx, tx) }))
}

// Count asks one number behind the wall.
func (w *World) Count(query string, args ...any) int {
	w.tb.Helper()
	var n int
	w.must(w.Owner.QueryRow(context.Background(), query, args...).Scan(&n))
	return n
}

func (w *World) must(err error) {
	w.tb.Helper()
	if err != nil {
		w.tb.Fatal(err)
	}
}
