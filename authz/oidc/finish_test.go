package oidc

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestTokenEndpointAnswers(t *testing.T) {
	t.Parallel()
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		want   check
	}{
		"invalid_grant":       {answer(400, `{"error":"invalid_grant","error_description":"`+canary+`"}`), checkCode},
		"invalid_client":      {answer(401, `{"error":"invalid_client"}`), checkClient},
		"a page":              {answer(404, "<html>"+canary), checkClient},
		"a code of its own":   {answer(400, `{"error":"`+canary+`"}`), checkClient},
		"an error, all well":  {answer(200, `{"error":"invalid_client"}`), checkClient},
		"out of order":        {answer(503, canary), checkUnreachable},
		"too many":            {answer(429, canary), checkUnreachable},
		"no JSON":             {answer(200, canary), checkTokenResponse},
		"no access token":     {answer(200, `{"id_token":"`+canary+`"}`), checkTokenResponse},
		"no ID token":         {answer(200, `{"access_token":"a","token_type":"Bearer"}`), checkTokenResponse},
		"ID token not text":   {answer(200, `{"access_token":"a","token_type":"Bearer","id_token":1}`), checkTokenResponse},
		"another token type":  {answer(200, `{"access_token":"a","token_type":"mac","id_token":"`+canary+`"}`), checkTokenResponse},
		"token type left out": {answer(200, `{"access_token":"a","id_token":"`+canary+`"}`), checkTokenResponse},
		"too long":            {answer(200, `{"x":"`+strings.Repeat("x", maxBody)+`"}`), checkTokenResponse},
		"sent elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/token2", http.StatusTemporaryRedirect)
		}, checkUnreachable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSignIn(t)
			s.provider.answers["/token"] = tt.answer
			_, err := s.try(t, nil)
			wantRefused(t, err, tt.want)
			if s.provider.count("/token") != 1 || s.provider.count("/token2") != 0 {
				t.Error("the code was sent more than once")
			}
		})
	}
}

func TestClientAuthentication(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		secret    string
		methods   any
		basic     bool
		inTheForm string
	}{
		"public":                {"", nil, false, ""},
		"the standard's way":    {"s&cret", nil, true, ""},
		"basic":                 {"s&cret", []string{"client_secret_post", "client_secret_basic"}, true, ""},
		"post":                  {"s&cret", []string{"client_secret_post"}, false, "s&cret"},
		"public, basic offered": {"", []string{"client_secret_basic"}, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSignIn(t)
			s.connection.ClientSecret = tt.secret
			s.provider.metadata["token_endpoint_auth_methods_supported"] = tt.methods
			s.mustPass(t, nil)
			r := http.Request{Header: s.provider.headers[0]}
			user, password, basic := r.BasicAuth()
			if basic != tt.basic || basic && (user != "throughline" || password != url.QueryEscape(tt.secret)) {
				t.Errorf("basic: %v %q", basic, user)
			}
			if got := s.provider.forms[0].Get("client_secret"); got != tt.inTheForm {
				t.Errorf("in the form: %q", got)
			}
		})
	}
}

func TestUserInfoFillsInAndNeverReplaces(t *testing.T) {
	t.Parallel()
	nameless := func(f *forged) { delete(f.claims, "name"); delete(f.claims, "email") }
	for name, tt := range map[string]struct {
		info   map[string]any
		change func(*forged)
		want   check
		person string
		calls  int
	}{
		"not needed":         {map[string]any{"sub": "x"}, nil, "", "Amara Okafor amara@example.nhs.uk", 0},
		"both":               {map[string]any{"sub": "sub-" + canary, "name": "A", "email": "e"}, nameless, "", "A e", 1},
		"the address":        {map[string]any{"sub": "sub-" + canary, "name": "A", "email": "e"}, func(f *forged) { delete(f.claims, "email") }, "", "Amara Okafor e", 1},
		"somebody else":      {map[string]any{"sub": "x", "name": "A"}, nameless, checkUserInfo, "", 1},
		"nobody":             {map[string]any{"name": "A"}, nameless, checkUserInfo, "", 1},
		"a name of no type":  {map[string]any{"sub": "sub-" + canary, "name": 1}, nameless, checkUserInfo, "", 1},
		"Sub in other cases": {map[string]any{"sub": "sub-" + canary, "Sub": "x"}, nameless, checkUserInfo, "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSignIn(t)
			s.provider.metadata["userinfo_endpoint"] = s.provider.URL + "/userinfo"
			s.provider.info = tt.info
			who, err := s.try(t, tt.change)
			if tt.want != "" {
				wantRefused(t, err, tt.want)
			} else if err != nil || who.Name+" "+who.Email != tt.person {
				t.Errorf("%q %q %v", who.Name, who.Email, err)
			}
			if n := s.provider.count("/userinfo"); n != tt.calls {
				t.Errorf("%d calls", n)
			}
			if tt.calls > 0 && s.provider.headers[len(s.provider.headers)-1].Get("Authorization") != "Bearer access-"+canary {
				t.Error("not asked for with the access token")
			}
		})
	}
}

func TestUserInfoThatIsAwayCostsTheNameOnly(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.provider.metadata["userinfo_endpoint"] = s.provider.URL + "/userinfo"
	s.provider.broken("/userinfo")
	who := s.mustPass(t, func(f *forged) { delete(f.claims, "name") })
	if who.Name != "" || who.Email == "" || who.Subject == "" {
		t.Errorf("%+v", who)
	}
}
