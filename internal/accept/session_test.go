package accept_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// employ puts a connection of A into use, by which whoever comes is an editor.
func (h *house) employ(t *testing.T, secret string) uuid.UUID {
	t.Helper()
	h.provider.Say(map[string]any{"sub": "kim", "groups": []string{"digital"}})
	h.provider.Ask(secret)
	return h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: "Staff", Secret: secret, Terms: tenants.Terms{Ceiling: ceiling, SecondFactor: true}}, staff...)
}

// cookie is a cookie that an answer sets, with what browsers must be told of it.
func cookie(t *testing.T, got reply, name string) *http.Cookie {
	t.Helper()
	response := http.Response{Header: got.header}
	for _, c := range response.Cookies() {
		if c.Name != name || c.MaxAge < 0 {
			continue
		}
		if !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || !strings.HasPrefix(c.Name, "__Host-") || len(c.Value) != 43 {
			t.Errorf("the cookie is %s", c)
		}
		return c
	}
	t.Fatalf("no %s is set: %d %v", name, got.status, got.header)
	return nil
}

// enter signs somebody in, and gives the two cookies on the way.
func (g guest) enter(connection uuid.UUID) (login, signedIn *http.Cookie) {
	g.t.Helper()
	begun := g.get("/auth/sign-in/" + connection.String())
	if begun.status != http.StatusSeeOther {
		g.t.Fatalf("%d %s", begun.status, begun.text)
	}
	back := g.get(g.get(begun.header.Get("Location")).header.Get("Location"))
	return cookie(g.t, begun, session.LoginCookie), cookie(g.t, back, session.Cookie)
}

// T-25: cookies are kept from other sites, scripts and plain connections; a session is new at each sign-in and at each
// right that it comes to; and whoever keeps a cookie can do nothing with it once its session has ended, however it did.
func TestT25WhatACookieIsWorth(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	n := 0
	tried(t, "T-25", "I18", func() int { return n })
	connection := h.employ(t, "")
	admin := func() guest { return h.guest(t, h.SignIn(tenants.Administrator, "A")) }
	const mine, me = "/api/v1/organisations/{org:A}/items", "/api/v1/session"
	for name, c := range map[string]struct {
		ends    func(g guest)
		session int // of what asks for the session only
		acts    int
	}{
		"signing out":      {func(g guest) { g.do(http.MethodDelete, me, "") }, 401, 401},
		"out everywhere":   {func(g guest) { g.do(http.MethodDelete, me+"/sessions", "") }, 401, 401},
		"another sign-in":  {func(g guest) { g.enter(connection) }, 401, 401},
		"idle":             {func(guest) { h.Now = h.Now.Add(session.Idle + time.Second) }, 401, 401},
		"its life is over": {h.stayUntilTheEnd, 401, 401},
		"the connection":   {func(guest) { h.exec(t, "update app.connection set state = 'disabled' where id = $1", connection) }, 401, 401},
		"the role": {func(guest) {
			h.Now = h.Now.Add(time.Second)
			h.exec(t, "update app.assignment set until = $1 where until is null and person_id = (select id from sec.person where sub = 'kim')", h.Now)
		}, 200, 404},
		"by an administrator": {func(guest) {
			h.Now = h.Now.Add(time.Second)
			var held uuid.UUID
			must(t, h.Owner.QueryRow(t.Context(), "select a.id from app.assignment a join sec.person p on p.id = a.person_id where p.sub = 'kim' and a.until is null and a.role = 'editor'").Scan(&held))
			if got := admin().do(http.MethodDelete, "/api/v1/organisations/{org:A}/roles/"+held.String(), "", "If-Match", `"1"`); got.status != http.StatusNoContent {
				t.Errorf("%d %s", got.status, got.text)
			}
		}, 200, 404},
	} {
		n++
		h.Now = time.Now()
		h.exec(t, "update app.connection set state = 'live' where id = $1", connection)
		h.exec(t, "delete from app.assignment where person_id in (select id from sec.person where sub = 'kim')")
		planted := session.Keep(session.Cookie, session.NewSecret(), 0)
		g := h.guest(t, planted)
		login, kept := g.enter(connection)
		if kept.Value == login.Value || kept.Value == planted.Value {
			t.Errorf("%s: the session has the cookie of before", name)
		}
		thief := h.guest(t, kept)
		if got := [2]int{thief.get(me).status, thief.get(mine).status}; got != [2]int{200, 200} {
			t.Fatalf("%s: before it %v", name, got)
		}
		for _, before := range []*http.Cookie{planted, session.Keep(session.Cookie, session.Secret(login.Value), 0)} {
			if got := h.guest(t, before).get(me).status; got != http.StatusUnauthorized {
				t.Errorf("%s: the cookie of before the sign-in is worth %d", name, got)
			}
		}
		c.ends(g)
		if got := [2]int{thief.get(me).status, thief.get(mine).status}; got != [2]int{c.session, c.acts} {
			t.Errorf("after %s: %v", name, got)
		}
	}
	h.Now = time.Now()
	n += h.membershipEnds(t)
}

// stayUntilTheEnd keeps a session in use for as long as it may live.
func (h *house) stayUntilTheEnd(g guest) {
	for until := h.Now.Add(session.Life); h.Now.Before(until); h.Now = h.Now.Add(session.Idle / 2) {
		if got := g.get("/api/v1/organisations/{org:A}/items"); got.status != http.StatusOK {
			g.t.Errorf("%v before its end: %d", until.Sub(h.Now), got.status)
		}
	}
}

// membershipEnds ends A's membership: what the system released to its members is gone from a session that lives.
func (h *house) membershipEnds(t *testing.T) int {
	t.Helper()
	g := h.guest(t, h.SignIn(tenants.CDO, "A"))
	if got := g.get("/api/v1/organisations/{org:A}/published/targets"); got.status != http.StatusOK || !strings.Contains(got.text, "shared care record") {
		t.Fatalf("%d %s", got.status, got.text)
	}
	must(t, h.DB.Load(context.Background(), "test", func(l *tenants.Load) error {
		return l.Join(context.Background(), tenants.Membership{
			System: tenants.Organisation{ID: h.System}, Organisation: tenants.Organisation{ID: h.Orgs["A"], Code: "A"}, Kind: tenants.Member,
			Since: h.since(t, "A"), Until: h.Now.UTC().Truncate(24 * time.Hour),
		})
	}))
	for _, path := range []string{"published/targets", "alignment/matrix"} {
		if got := g.get("/api/v1/organisations/{org:A}/" + path); got.status != http.StatusNotFound {
			t.Errorf("%s after the membership: %d %s", path, got.status, got.text)
		}
	}
	return 2
}

// T-26: nothing that is kept lets whoever reads it in: no cookie, token, invitation or secret of a connection that works
// now is in any table as it is. What the tables have of them are hashes.
func TestT26NothingKeptLetsAnybodyIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	n := 0
	tried(t, "T-26", "I18", func() int { return n })
	secret := "SEKRIT-" + uuid.NewString()
	connection := h.employ(t, secret)
	g := h.guest(t)
	_, kept := g.enter(connection)
	begun := h.guest(t).get("/auth/sign-in/" + connection.String()) // one that is under way
	admin := h.guest(t, h.SignIn(tenants.Administrator, "A"))
	live := map[string]string{"a session": kept.Value, "a sign-in under way": cookie(t, begun, session.LoginCookie).Value, "a connection's secret": secret}
	for what, c := range map[string]struct {
		by                guest
		path, body, field string
	}{
		"a token":       {g, "tokens", `{"name":"Reports","scopes":["read"],"days":9}`, "secret"},
		"an invitation": {admin, "invitations", `{"role":"viewer","name":"Somebody"}`, "link"},
	} {
		got := c.by.do(http.MethodPost, "/api/v1/organisations/{org:A}/"+c.path, c.body, "Idempotency-Key", uuid.NewString())
		var made map[string]any
		if err := json.Unmarshal([]byte(got.text), &made); err != nil || got.status != http.StatusCreated {
			t.Fatalf("%s: %d %s", what, got.status, got.text)
		}
		shown := fmt.Sprint(made[c.field])
		live[what] = shown[strings.LastIndex(shown, "#")+1:]
	}
	g.get("/api/v1/session")
	dump := h.dump(t)
	for what, value := range live {
		for form, written := range forms(value) {
			n++
			if strings.Contains(dump, written) {
				t.Errorf("%s is in the database, as %s", what, form)
			}
		}
		sum := sha256.Sum256([]byte(value))
		if what != "a connection's secret" && !strings.Contains(dump, hex.EncodeToString(sum[:])) {
			t.Errorf("the hash of %s is nowhere: the search does not see where it is kept", what)
		}
	}
}

// Whatever comes to the callback's address by itself is refused or sent on, signs nobody in, and breaks nothing.
func FuzzCallback(f *testing.F) {
	w := worldtest.New(f)
	id := uuid.New()
	err := w.DB.Load(context.Background(), "test", func(l *tenants.Load) error {
		return l.PutConnection(context.Background(), tenants.Connection{ID: id, Organisation: w.Orgs["A"], Name: "Staff", Issuer: "https://login.example/x", ClientID: "tl", Live: true})
	})
	must(f, err)
	server := newServer(f, w)
	for _, query := range []string{
		"", "state=x&code=y", "state=" + strings.Repeat("s", 43) + "&code=c&iss=https://login.example/x", "error=access_denied", "state=%00&code=%ff", "state=a&state=b&code=c;d",
		"%", "code=" + strings.Repeat("c", 1<<16), "state[]=x&code[]=y", "id_token=a.b.c&access_token=t&session=x",
	} {
		f.Add(query, session.LoginCookie+"="+strings.Repeat("A", 43))
		f.Add(query, session.Cookie+"="+strings.Repeat("A", 43))
	}
	f.Fuzz(func(t *testing.T, query, cookies string) {
		r := httptest.NewRequest(http.MethodGet, "/auth/callback/"+id.String(), http.NoBody)
		r.URL.RawQuery = query
		r.Header.Set("Cookie", cookies)
		var before, after int
		must(t, w.Owner.QueryRow(t.Context(), "select count(*) from sec.session").Scan(&before))
		got := serve(server, r)
		if got.Code < 300 || got.Code >= 500 {
			t.Errorf("%q: %d %s", query, got.Code, got.Body)
		}
		for _, c := range got.Result().Cookies() {
			if c.Name == session.Cookie && c.Value != "" {
				t.Errorf("%q gives a session", query)
			}
		}
		must(t, w.Owner.QueryRow(t.Context(), "select count(*) from sec.session").Scan(&after))
		if after != before {
			t.Errorf("%q made %d sessions", query, after-before)
		}
	})
}
