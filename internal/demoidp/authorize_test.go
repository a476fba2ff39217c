package demoidp

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAuthorizeRefuses(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	tests := map[string]struct {
		query url.Values
		says  string
	}{
		"other client":           {with(good("northfold"), "client_id", "throughline-ash-trust"), "client_id"},
		"no client":              {with(good("northfold"), "client_id"), "client_id"},
		"other redirect_uri":     {with(good("northfold"), "redirect_uri", "http://evil.example/"), "redirect_uri"},
		"redirect_uri with more": {with(good("northfold"), "redirect_uri", back+"/x"), "redirect_uri"},
		"redirect_uri host case": {with(good("northfold"), "redirect_uri", strings.Replace(back, "http:", "HTTP:", 1)), "redirect_uri"},
		"redirect_uri twice":     {with(good("northfold"), "redirect_uri", back, "http://evil.example/"), "twice"},
		"implicit flow":          {with(good("northfold"), "response_type", "id_token"), "response_type=code"},
		"request object":         {with(good("northfold"), "request", "x"), "Request objects"},
		"request_uri":            {with(good("northfold"), "request_uri", "https://x"), "Request objects"},
		"fragment mode":          {with(good("northfold"), "response_mode", "fragment"), "response_mode"},
		"no openid":              {with(good("northfold"), "scope", "profile"), "openid"},
		"no PKCE":                {with(with(good("northfold"), "code_challenge"), "code_challenge_method"), "PKCE"},
		"plain PKCE":             {with(with(good("northfold"), "code_challenge", verifier), "code_challenge_method", "plain"), "PKCE"},
		"PKCE method not named":  {with(good("northfold"), "code_challenge_method"), "PKCE"},
		"challenge too short":    {with(good("northfold"), "code_challenge", "abc"), "PKCE"},
		"long state":             {with(good("northfold"), "state", strings.Repeat("s", maxEcho+1)), "too long"},
		"long nonce":             {with(good("northfold"), "nonce", strings.Repeat("n", maxEcho+1)), "too long"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, path := range []string{"/northfold/authorize", "/northfold/choose"} {
				query := tt.query
				if path == "/northfold/choose" {
					query = url.Values{"persona": {"lead"}}
					maps.Copy(query, tt.query)
				}
				a := b.get(t, path, query)
				if a.status != http.StatusBadRequest || a.location != nil || !strings.Contains(a.body, tt.says) || !strings.Contains(a.body, "<h1>DEMO") {
					t.Errorf("%s: %d %v %s", path, a.status, a.location, a.body)
				}
			}
		})
	}
}

func TestChooseRefusesAStranger(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, persona := range []string{"", "nobody", "LEAD"} {
		a := b.get(t, "/northfold/choose", with(good("northfold"), "persona", persona))
		if a.status != http.StatusBadRequest || a.location != nil {
			t.Errorf("%q: %d %v", persona, a.status, a.location)
		}
	}
}

func TestGoingBackAndSilentRequests(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	page := b.get(t, "/northfold/authorize", good("northfold"))
	want := url.Values{
		"error": {"access_denied"}, "error_description": {"The person chose to go back."},
		"state": {"a state & more"}, "iss": {b.base + "/northfold"},
	}
	if diff := cmp.Diff(want, b.follow(t, "/northfold/authorize", page, "Go back")); diff != "" {
		t.Error(diff)
	}
	silent := b.get(t, "/northfold/authorize", with(good("northfold"), "prompt", "none"))
	if silent.location == nil || silent.location.Query().Get("error") != "login_required" {
		t.Errorf("prompt=none: %d %v", silent.status, silent.location)
	}
}
