package demoidp

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/oauth2"
)

func TestFlowGivesATokenThatAnOIDCLibraryAccepts(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := oidc.ClientContext(t.Context(), b.client)
	for _, name := range []string{"northfold", "ash-trust"} {
		provider, err := oidc.NewProvider(ctx, b.base+"/"+name)
		if err != nil {
			t.Fatal(err)
		}
		config := oauth2.Config{ClientID: "throughline-" + name, RedirectURL: back, Endpoint: provider.Endpoint(), Scopes: []string{"openid"}}
		config.Endpoint.AuthStyle = oauth2.AuthStyleInParams
		chooser, err := url.Parse(config.AuthCodeURL("st", oidc.Nonce("no"), oauth2.S256ChallengeOption(verifier)))
		if err != nil {
			t.Fatal(err)
		}
		page := b.get(t, chooser.Path, chooser.Query())
		answer := b.follow(t, chooser.Path, page, "Amara Okafor")
		if got := answer.Get("state") + " " + answer.Get("iss"); got != "st "+b.base+"/"+name {
			t.Errorf("state and iss = %q", got)
		}
		tok, err := config.Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(verifier))
		if err != nil {
			t.Fatal(err)
		}
		raw, _ := tok.Extra("id_token").(string)
		token, err := provider.Verifier(&oidc.Config{ClientID: config.ClientID, Now: b.clock}).Verify(ctx, raw)
		if err != nil {
			t.Fatal(err)
		}
		if err := token.VerifyAccessToken(tok.AccessToken); err != nil {
			t.Error(err)
		}
		var got claims
		if err := token.Claims(&got); err != nil {
			t.Fatal(err)
		}
		if got.SessionID == "" {
			t.Error("sid is empty")
		}
		got.SessionID, got.AccessHash = "", ""
		now := b.now.Unix()
		want := claims{
			Issuer: b.base + "/" + name, Subject: "lead", Audience: config.ClientID, Expiry: now + 300, IssuedAt: now, AuthTime: now,
			Nonce: "no", Name: "Amara Okafor", Email: "amara@example.nhs.uk", ACR: ACR, AMR: AMR(),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestEachIssuerHasItsOwnKey(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	kids := map[string]bool{}
	for _, name := range []string{"northfold", "ash-trust"} {
		var set struct {
			Keys []struct{ Kid, Alg, Use, D string }
		}
		if err := json.Unmarshal([]byte(b.get(t, "/"+name+"/jwks", nil).body), &set); err != nil {
			t.Fatal(err)
		}
		if len(set.Keys) != 1 || set.Keys[0].Kid == "" || set.Keys[0].Alg != "ES256" || set.Keys[0].Use != "sig" || set.Keys[0].D != "" {
			t.Errorf("%s: %+v", name, set.Keys)
		}
		kids[set.Keys[0].Kid] = true
	}
	if len(kids) != 2 {
		t.Errorf("kids = %v, expected two", kids)
	}
}

func TestTokenRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(b *bench, form url.Values)
		error  string
	}{
		"other verifier":     {func(_ *bench, f url.Values) { f.Set("code_verifier", strings.Replace(verifier, "a", "b", 1)) }, "invalid_grant"},
		"no verifier":        {func(_ *bench, f url.Values) { f.Del("code_verifier") }, "invalid_grant"},
		"challenge replayed": {func(_ *bench, f url.Values) { f.Set("code_verifier", good("northfold").Get("code_challenge")) }, "invalid_grant"},
		"other redirect_uri": {func(_ *bench, f url.Values) { f.Set("redirect_uri", back+"2") }, "invalid_grant"},
		"no redirect_uri":    {func(_ *bench, f url.Values) { f.Del("redirect_uri") }, "invalid_grant"},
		"unknown code":       {func(_ *bench, f url.Values) { f.Set("code", "x") }, "invalid_grant"},
		"after a minute":     {func(b *bench, _ url.Values) { b.pass(codeLife) }, "invalid_grant"},
		"other client":       {func(_ *bench, f url.Values) { f.Set("client_id", "throughline-ash-trust") }, "invalid_client"},
		"other grant":        {func(_ *bench, f url.Values) { f.Set("grant_type", "refresh_token") }, "unsupported_grant_type"},
		"a field twice":      {func(_ *bench, f url.Values) { f.Add("code", "x") }, "invalid_request"},
		"too long":           {func(_ *bench, f url.Values) { f.Set("pad", strings.Repeat("x", maxForm)) }, "invalid_request"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			form := redemption("northfold", b.code(t, "northfold"))
			tt.change(b, form)
			a := b.post(t, "/northfold/token", form)
			if a.status < 400 || !strings.Contains(a.body, `"`+tt.error+`"`) || strings.Contains(a.body, "id_token") {
				t.Errorf("%d %s", a.status, a.body)
			}
		})
	}
}

func TestCodesAreSpentOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	code := b.code(t, "northfold")
	b.pass(codeLife - time.Second)
	if a := b.post(t, "/northfold/token", redemption("northfold", code)); a.status != http.StatusOK {
		t.Fatalf("first use: %d %s", a.status, a.body)
	}
	if a := b.post(t, "/northfold/token", redemption("northfold", code)); a.status != http.StatusBadRequest {
		t.Errorf("second use: %d", a.status)
	}
	// A wrong guess spends the code too: a thief without the verifier gets one try, and the owner sees that it failed.
	code = b.code(t, "northfold")
	b.post(t, "/northfold/token", with(redemption("northfold", code), "code_verifier", strings.Repeat("z", 43)))
	if a := b.post(t, "/northfold/token", redemption("northfold", code)); a.status != http.StatusBadRequest {
		t.Errorf("after a wrong guess: %d", a.status)
	}
	// A code of one issuer is nothing to another.
	if a := b.post(t, "/ash-trust/token", redemption("ash-trust", b.code(t, "northfold"))); a.status != http.StatusBadRequest {
		t.Errorf("at the second issuer: %d", a.status)
	}
}

func TestOneCodeUsedByManyAtOnceIsGoodForOne(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	code := b.code(t, "northfold")
	var done sync.WaitGroup
	var mu sync.Mutex
	count := map[int]int{}
	for range 20 {
		done.Go(func() {
			a := b.post(t, "/northfold/token", redemption("northfold", code))
			mu.Lock()
			defer mu.Unlock()
			count[a.status]++
		})
	}
	done.Wait()
	if diff := cmp.Diff(map[int]int{200: 1, 400: 19}, count); diff != "" {
		t.Error(diff)
	}
}

func TestCodesAreBounded(t *testing.T) {
	t.Parallel()
	c := codes{live: map[string]grant{}}
	now := time.Unix(0, 0)
	for range maxCodes {
		if _, ok := c.issue(now, grant{}); !ok {
			t.Fatal("refused before the bound")
		}
	}
	if _, ok := c.issue(now, grant{}); ok {
		t.Error("issued past the bound")
	}
	if _, ok := c.issue(now.Add(codeLife), grant{}); !ok || len(c.live) != 1 {
		t.Errorf("old codes not dropped: %d live", len(c.live))
	}
}

func TestEndSession(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ask := func(q url.Values) answered { return b.get(t, "/northfold/end-session", q) }
	asked := url.Values{"client_id": {"throughline-northfold"}, "post_logout_redirect_uri": {loggedIn}, "state": {"s&t"}}
	if a := ask(asked); a.location == nil || a.location.String() != loggedIn+"?state=s%26t" {
		t.Errorf("went to %v", a.location)
	}
	if a := ask(nil); a.status != http.StatusOK || !strings.Contains(a.body, "signed out") {
		t.Errorf("%d %s", a.status, a.body)
	}
	for name, q := range map[string]url.Values{
		"elsewhere":    {"client_id": {"throughline-northfold"}, "post_logout_redirect_uri": {"http://evil.example/"}},
		"other client": {"client_id": {"x"}, "post_logout_redirect_uri": {loggedIn}},
		"twice":        {"client_id": {"throughline-northfold"}, "post_logout_redirect_uri": {loggedIn, loggedIn}},
	} {
		if a := ask(q); a.status != http.StatusBadRequest || a.location != nil {
			t.Errorf("%s: %d %v", name, a.status, a.location)
		}
	}
}

func TestConcurrentSignInsStayApart(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var done sync.WaitGroup
	for range 20 {
		for _, name := range []string{"northfold", "ash-trust"} {
			done.Go(func() {
				a := b.post(t, "/"+name+"/token", redemption(name, b.code(t, name)))
				var got tokens
				if err := json.Unmarshal([]byte(a.body), &got); err != nil {
					t.Error(err)
					return
				}
				payload, _ := base64.RawURLEncoding.DecodeString(strings.Split(got.IDToken, ".")[1])
				if !strings.Contains(string(payload), b.base+"/"+name+`"`) {
					t.Errorf("%s: %s", name, payload)
				}
			})
		}
	}
	done.Wait()
}

func TestClockDefaultsToTheSystems(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p, err := New(Config{BaseURL: "http://127.0.0.1:1", Issuers: []Issuer{{
			Name: "a", Title: "A", ClientID: "c", RedirectURIs: []string{back}, Personas: []Persona{{Subject: "s", Name: "N"}},
		}}})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, "/a/choose?persona=s&"+with(good("a"), "client_id", "c").Encode(), http.NoBody)
		w := httptest.NewRecorder()
		p.ServeHTTP(w, r)
		location, _ := url.Parse(w.Header().Get("Location"))
		time.Sleep(codeLife)
		if _, ok := p.issuers["a"].codes.take(p.clock(), location.Query().Get("code")); ok {
			t.Error("the code outlived a minute")
		}
	})
}
