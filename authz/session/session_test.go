package session_test

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

// What the program says of a session's life is what the database goes by.
func TestTheDatabaseKeepsTheSameTime(t *testing.T) {
	t.Parallel()
	d := pgtest.New(t)
	var idle float64
	if err := d.Owner.QueryRow(context.Background(), "select extract(epoch from sec.idle())").Scan(&idle); err != nil {
		t.Fatal(err)
	}
	if got := time.Duration(idle) * time.Second; got != session.Idle {
		t.Errorf("the database lets a session lie idle for %v, the program says %v", got, session.Idle)
	}
	if session.TouchAfter*2 > session.Idle {
		t.Errorf("activity is noted every %v, which is too seldom for %v", session.TouchAfter, session.Idle)
	}
}

func TestWhoARequestIsFrom(t *testing.T) {
	t.Parallel()
	secret := session.NewSecret()
	token := session.NewToken(uuid.New())
	for _, c := range []struct {
		name, cookie, authorization string
		ok, token                   bool
	}{
		{"a session", string(secret), "", true, false},
		{"a token", "", "Bearer " + string(token), true, true},
		{"a token, with a session beside it", string(secret), "Bearer " + string(token), true, true},
		{"a token that is none, with a session beside it", string(secret), "Bearer nonsense", false, false},
		{"another scheme, with a session beside it", string(secret), "Basic dXNlcjpwYXNz", false, false},
		{"a session as a token", "", "Bearer " + string(secret), false, false},
		{"a token as a session", string(token), "", false, false},
		{"nobody", "", "", false, false},
		{"a short cookie", string(secret)[1:], "", false, false},
		{"a long cookie", string(secret) + "A", "", false, false},
		{"a long token", "", "Bearer " + string(token) + "A", false, false},
		{"a token with two names", "", "Bearer tl_tl_" + string(token)[3:], false, false},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		if c.cookie != "" {
			r.AddCookie(&http.Cookie{Name: session.Cookie, Value: c.cookie})
		}
		if c.authorization != "" {
			r.Header.Set("Authorization", c.authorization)
		}
		who, ok := session.From(r)
		if ok != c.ok || who.Token != c.token {
			t.Errorf("%s: %v, %+v", c.name, ok, who)
		}
	}
}

func TestCookiesAreKeptClose(t *testing.T) {
	t.Parallel()
	for _, cookie := range []*http.Cookie{
		session.Keep(session.Cookie, session.NewSecret(), 0), session.Keep(session.LoginCookie, session.NewSecret(), time.Minute), session.Forget(session.Cookie),
	} {
		if !strings.HasPrefix(cookie.Name, "__Host-") || !cookie.Secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode ||
			cookie.Path != "/" || cookie.Domain != "" || cookie.Valid() != nil {
			t.Errorf("%s", cookie)
		}
	}
}
