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

func TestSessionsAreOnesOwn(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	ctx := context.Background()
	here, there, other := keyOf(w.SignIn(tenants.CDO, "A")), keyOf(w.Session("cdo of A")), keyOf(w.Session("other"))
	list, err := people.Sessions(ctx, w.DB.Enter(), here)
	if err != nil || len(list) != 2 || list[0].Current == list[1].Current {
		t.Fatalf("%+v, %v", list, err)
	}
	elsewhere := list[0].ID
	if list[0].Current {
		elsewhere = list[1].ID
	}
	for _, c := range []struct {
		name  string
		as    tenants.SessionKey
		which uuid.UUID
		want  fault.Kind
	}{
		{"somebody else's", other, elsewhere, fault.NotFound},
		{"of nobody", here, uuid.New(), fault.NotFound},
		{"one's own", here, elsewhere, ""},
		{"one that has ended", here, elsewhere, fault.NotFound},
		{"by one that has ended", there, uuid.Nil, fault.NotFound},
		{"by nobody", tenants.SessionKey{9}, uuid.Nil, fault.NotFound},
		{"all of them", here, uuid.Nil, ""},
	} {
		_, err := people.EndSessions(ctx, w.DB.Enter(), c.as, c.which)
		if (err == nil) != (c.want == "") || err != nil && !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := w.DB.Enter().Presence(ctx, other); err != nil {
		t.Errorf("somebody else was signed out: %v", err)
	}
}

// A session that has ended stays ended: neither a request that took long nor a connection that is put into use again
// brings it back.
func TestASessionThatHasEndedStaysEnded(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	ctx := context.Background()
	w.SignIn(tenants.CDO, "A")
	connection := way(t, w, "A", tenants.Terms{})
	idle, stopped := come(t, w, connection, "idle", nil), come(t, w, connection, "stopped", nil)
	w.Now = w.Now.Add(30 * time.Minute)
	must(t, w.DB.Enter().Touch(ctx, idle))
	if _, err := w.DB.Enter().Presence(ctx, idle); !fault.Is(err, fault.SignIn) {
		t.Errorf("a session that lay idle: %v", err)
	}
	w.Now = w.Now.Add(-10 * time.Minute)
	if _, err := w.DB.Enter().Presence(ctx, stopped); err != nil {
		t.Fatal(err)
	}
	for _, state := range []string{"disabled", "draft", "requested", "live"} {
		_, err := w.Owner.Exec(ctx, "update app.connection set state = $1 where id = $2", state, connection)
		must(t, err)
		if _, err := w.DB.Enter().Presence(ctx, stopped); !fault.Is(err, fault.SignIn) {
			t.Errorf("while its connection is %s: %v", state, err)
		}
	}
	if _, err := w.DB.Enter().Presence(ctx, come(t, w, connection, "stopped", nil)); err != nil {
		t.Errorf("a new session: %v", err)
	}
}
