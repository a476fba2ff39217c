package tenants_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

func TestPresenceSaysWhoAndWhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	p, err := w.db.Enter().Presence(ctx, w.session)
	must(t, err)
	if p.Name != "Somebody" || len(p.Places) != 1 || p.Places[0].Organisation.ID != w.a || p.Places[0].Roles[0] != tenants.CDO {
		t.Errorf("presence is %+v", p)
	}
	if want := w.now.Add(30 * time.Minute); !p.Ends.Equal(want) {
		t.Errorf("ends %v, want %v", p.Ends, want)
	}
	p, err = w.db.Enter().Presence(ctx, w.outsider)
	if err != nil || len(p.Places) != 0 {
		t.Errorf("a person without a role: %+v, %v", p, err)
	}
	if _, err := w.db.Enter().Presence(ctx, tenants.SessionKey{9}); !fault.Is(err, fault.SignIn) {
		t.Errorf("no session: %v", err)
	}
}

func TestAFlowIsTakenOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	flow := tenants.Flow{
		State: [32]byte{1}, Browser: [32]byte{2}, Connection: w.connection, Nonce: "n", Verifier: "v", ReturnTo: "/x",
		Ends: w.now.Add(10 * time.Minute),
	}
	misdirected := flow
	misdirected.State = [32]byte{3}
	must(t, w.db.Enter().BeginFlow(ctx, misdirected))
	for _, connection := range []uuid.UUID{uuid.New(), w.connection} { // whatever names a flow uses it up
		if _, err := w.db.Enter().TakeFlow(ctx, misdirected.State, connection); !fault.Is(err, fault.SignIn) {
			t.Errorf("taken by another connection, or after it: %v", err)
		}
	}
	must(t, w.db.Enter().BeginFlow(ctx, flow))
	got, err := w.db.Enter().TakeFlow(ctx, flow.State, w.connection)
	must(t, err)
	got.Ends = got.Ends.UTC()
	if diff := cmp.Diff(flow, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("took another flow: %s", diff)
	}
	if _, err := w.db.Enter().TakeFlow(ctx, flow.State, w.connection); !fault.Is(err, fault.SignIn) {
		t.Errorf("taken twice: %v", err)
	}
}

func TestThePersonIsTheConnectionAndSubject(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	other := uuid.New()
	must(t, w.db.Load(ctx, "test", func(l *tenants.Load) error {
		return l.PutConnection(ctx, tenants.Connection{ID: other, Organisation: w.b, Name: "B", Issuer: "https://b.example", ClientID: "tl", Live: true, Terms: tenants.Terms{Listed: true}})
	}))
	key := tenants.SessionKey{7}
	must(t, w.db.Enter().SignIn(ctx, tenants.Arrival{Session: key, Connection: other, Subject: "cdo", Email: "same@nhs.net", Ends: w.now.Add(time.Hour)}))
	p, err := w.db.Enter().Presence(ctx, key)
	if err != nil || len(p.Places) != 0 {
		t.Errorf("the same subject at another provider got the roles: %+v, %v", p, err)
	}
	options, err := w.db.Enter().Options(ctx, "")
	if err != nil || len(options) != 1 || options[0].ID != other {
		t.Errorf("options are %+v, %v: only the listed connection may be shown", options, err)
	}
	c, err := w.db.Enter().Way(ctx, other)
	if err != nil || c.State != tenants.Live || c.Issuer != "https://b.example" || c.Organisation != w.b {
		t.Errorf("connection is %+v, %v", c, err)
	}
	w.behind(t, "update app.connection set state = 'disabled' where id = $1", other)
	if _, err := w.db.Enter().Presence(ctx, key); !fault.Is(err, fault.SignIn) {
		t.Errorf("a session of a disabled connection: %v", err)
	}
	if again := w.db.Enter().SignIn(ctx, tenants.Arrival{Session: tenants.SessionKey{8}, Connection: other, Subject: "cdo", Ends: w.now.Add(time.Hour)}); !fault.Is(again, fault.SignIn) {
		t.Errorf("signed in by a disabled connection: %v", again)
	}
}

func TestSigningOutIsNoted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	connection, err := w.db.Enter().EndSession(ctx, w.session)
	if err != nil || connection != w.connection {
		t.Errorf("ended at %v, %v", connection, err)
	}
	if again, err := w.db.Enter().EndSession(ctx, w.session); err != nil || again != uuid.Nil {
		t.Errorf("ended again at %v, %v", again, err)
	}
	must(t, w.db.Enter().Note(ctx, tenants.Event{Kind: "sign-in-refused", Connection: w.connection, Failed: "nonce", Request: "r"}))
	for kind, want := range map[string]int{"signed-in": 2, "signed-out": 1, "sign-in-refused": 1} {
		if n := w.count(t, "select count(*) from sec.event where kind = $1", kind); n != want {
			t.Errorf("%d events %s, want %d", n, kind, want)
		}
	}
	if n := w.count(t, "select count(*) from sec.session where encode(hash, 'hex') = $1", w.session.String()); n != 1 {
		t.Error("the session is kept by its hash")
	}
}

// Whoever is refused over and over fills no table; what others are refused meanwhile is kept all the same.
func TestRefusalsAreKeptUpToALimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	person := uuid.New()
	note := func(times int, e tenants.Event) {
		for range times {
			must(t, w.db.Enter().Note(ctx, e))
		}
	}
	for _, e := range []tenants.Event{
		{Kind: "sign-in-refused", Connection: w.connection, Failed: "nonce"},
		{Kind: "sign-in-refused", Failed: "state"},
		{Kind: "denied", Person: person, Failed: "people:write"},
	} {
		note(70, e)
		if n := w.count(t, "select count(*) from sec.event where kind = $1 and failed = $2", e.Kind, e.Failed); n != 60 {
			t.Errorf("%d refusals of %v are kept, want 60", n, e)
		}
	}
	note(1, tenants.Event{Kind: "denied", Person: uuid.New(), Failed: "people:write"})
	w.now = w.now.Add(2 * time.Minute)
	note(1, tenants.Event{Kind: "denied", Person: person, Failed: "people:write"})
	if n := w.count(t, "select count(*) from sec.event where failed = 'people:write'"); n != 62 {
		t.Errorf("%d refusals are kept, want those of another person and of another minute as well", n)
	}
}

func TestAServerWithAnotherKeyIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	must(t, w.db.RequireKey(ctx))
	other, err := tenants.New(tenants.Config{Pool: w.d.Pool, Key: otherKey()})
	must(t, err)
	defer other.Close()
	if err := other.RequireKey(ctx); !fault.Is(err, fault.Unavailable) {
		t.Errorf("another key: %v", err)
	}
	if err := other.Within(ctx, w.scope(), func(*tenants.Tx) error { return nil }); err == nil {
		t.Error("another key opened a scope")
	}
}
