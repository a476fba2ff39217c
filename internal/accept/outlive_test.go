package accept_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// What gave a role gives nothing after it is gone: who had it by a rule that is taken away acts no more, by session or by
// token, and the record says so; and a token does not come back with a connection that is put into use again, as no
// session does.
func TestT14NothingOutlivesWhatGaveIt(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	n := 0
	tried(t, "T-14", "I11", func() int { return n })
	h.provider.Say(map[string]any{"sub": "kim", "groups": []string{"digital"}})
	admin := h.guest(t, h.SignIn(tenants.Administrator, "A"))
	rule := tenants.ClaimRule{Claim: "groups", Value: "digital", Role: tenants.Editor}
	for name, c := range map[string]struct {
		gone     func(connection uuid.UUID)
		recorded bool // what ended is a row each
	}{
		"an administrator takes the rule away": {func(connection uuid.UUID) { admin.setRules(connection, `[]`) }, true},
		"a document takes the rule away":       {func(connection uuid.UUID) { h.setRules(t, connection) }, true},
		"the rule becomes another role's": {func(connection uuid.UUID) {
			admin.setRules(connection, `[{"claim":"groups","value":"digital","role":"viewer"}]`)
		}, true},
		"the connection was out of use": {func(connection uuid.UUID) {
			h.exec(t, "update app.connection set state = 'disabled' where id = $1", connection)
			h.exec(t, "update app.connection set state = 'live' where id = $1", connection)
		}, false},
	} {
		connection := h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: name, ClientID: name, Terms: tenants.Terms{Ceiling: ceiling, SecondFactor: true}}, rule)
		h.exec(t, "update app.connection set client_id = 'throughline' where id = $1", connection)
		kim := h.guest(t)
		kim.enter(connection)
		token := kim.token(name)
		if session, program := kim.reads(), h.guest(t).reads("Authorization", "Bearer "+token); !session || !program {
			t.Fatalf("%s: before it the session reads: %v, and the token: %v", name, session, program)
		}
		c.gone(connection)
		n++
		if session, program := kim.reads(), h.guest(t).reads("Authorization", "Bearer "+token); session || program {
			t.Errorf("%s: the session still reads: %v, and the token: %v", name, session, program)
		}
		if got := h.Count("select count(*) from app.audit where canonical like '%\"app.assignment\",%\"app.token\",%' and canonical like '%' || $1 || '%'", connection); c.recorded != (got == 1) {
			t.Errorf("%s: %d entries name the connection with the role and the token that ended", name, got)
		}
		if admin.stopped(name) == c.recorded {
			t.Errorf("%s: the list says that the token stopped with the connection: %v", name, c.recorded)
		}
		h.setRules(t, connection, rule)
		again := h.guest(t)
		again.enter(connection)
		if session, program := again.reads(), h.guest(t).reads("Authorization", "Bearer "+token); !session || program {
			t.Errorf("%s: with the rule again the session reads: %v, and the token of before: %v", name, session, program)
		}
		h.exec(t, "update app.connection set state = 'disabled' where id = $1", connection)
	}
}

// A sign-in that has read a rule when a document takes it away does not leave its role behind.
func TestT14ASignInUnderWayLeavesNoRoleBehind(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := context.Background()
	connection := h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: "Staff", Terms: tenants.Terms{Ceiling: ceiling, SecondFactor: true}},
		tenants.ClaimRule{Claim: "groups", Value: "digital", Role: tenants.Editor})
	underWay, err := h.Owner.Begin(ctx)
	must(t, err)
	defer func() { _ = underWay.Rollback(ctx) }()
	_, err = underWay.Exec(ctx, "set local role tl_sec")
	must(t, err)
	kim := uuid.New()
	_, err = underWay.Exec(ctx, "select from app.connection where id = $1 for share", connection)
	must(t, err)
	_, err = underWay.Exec(ctx, "insert into sec.person (id, connection_id, sub, kind) values ($1, $2, 'kim', 'human')", kim, connection)
	must(t, err)
	_, err = underWay.Exec(ctx, "select sec.apply_claims($1, $2, $3, $4)", kim, connection, `{"groups":["digital"]}`, h.Now)
	must(t, err)
	taken := make(chan struct{})
	go func() { h.setRules(t, connection); close(taken) }()
	for waits := 0; waits == 0; {
		select {
		case <-taken:
			t.Fatal("the document does not wait for the sign-in")
		case <-time.After(time.Millisecond):
			waits = h.Count("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
		}
	}
	must(t, underWay.Commit(ctx))
	<-taken
	if n := h.Count("select count(*) from app.assignment where person_id = $1 and until is null", kim); n != 0 {
		t.Errorf("%d roles stay", n)
	}
}

// setRules replaces a connection's rules, as a document does.
func (h *house) setRules(t *testing.T, connection uuid.UUID, rules ...tenants.ClaimRule) {
	t.Helper()
	must(t, h.DB.Load(context.Background(), "test", func(l *tenants.Load) error {
		return l.PutRules(context.Background(), h.Orgs["A"], connection, rules)
	}))
}

// setRules replaces a connection's rules, as an administrator does.
func (g guest) setRules(connection uuid.UUID, rules string) {
	g.t.Helper()
	path := "/api/v1/organisations/{org:A}/connections/" + connection.String()
	if got := g.do(http.MethodPatch, path, `{"rules":`+rules+`}`, "If-Match", g.get(path).header.Get("ETag")); got.status != http.StatusOK {
		g.t.Errorf("%d %s", got.status, got.text)
	}
}

// token makes a token that reads as A.
func (g guest) token(name string) string {
	g.t.Helper()
	made := g.do(http.MethodPost, "/api/v1/organisations/{org:A}/tokens", `{"name":"`+name+`","scopes":["read"],"days":90}`, "Idempotency-Key", uuid.NewString())
	return anySecret.FindString(made.text)
}

// stopped reports whether the list of tokens says of one that it ended with its owner's connection.
func (g guest) stopped(name string) bool {
	g.t.Helper()
	var list struct {
		Tokens []struct {
			Name    string
			Stopped bool
		}
	}
	must(g.t, json.Unmarshal([]byte(g.get("/api/v1/organisations/{org:A}/tokens").text), &list))
	for _, one := range list.Tokens {
		if one.Name == name {
			return one.Stopped
		}
	}
	g.t.Errorf("no token %q is listed", name)
	return false
}

// reads reports whether a guest reads A's objectives.
func (g guest) reads(headers ...string) bool {
	g.t.Helper()
	return g.do(http.MethodGet, "/api/v1/organisations/{org:A}/items", "", headers...).status == http.StatusOK
}
