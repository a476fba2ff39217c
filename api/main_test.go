package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/throughline-ics/throughline/api"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/internal/pgtest"
	"github.com/throughline-ics/throughline/internal/worldtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

// serve is the real server on a world, without a network.
func serve(tb testing.TB, w *worldtest.World, changes ...func(*api.Config)) http.Handler {
	tb.Helper()
	policy, err := authz.Load()
	if err != nil {
		tb.Fatal(err)
	}
	config := api.Config{
		DB: w.DB, Policy: policy, Party: oidc.New(oidc.Config{}), BaseURL: "http://127.0.0.1:8080", Demo: true,
		Pages: fstest.MapFS{
			"index.html":          {Data: []byte("<!doctype html><title>Throughline</title>")},
			"assets/app-1234.js":  {Data: []byte("export {}")},
			"assets/app-1234.css": {Data: []byte("html{}")},
		},
		Log: slog.New(slog.DiscardHandler),
	}
	for _, change := range changes {
		change(&config)
	}
	server, err := api.New(config)
	if err != nil {
		tb.Fatal(err)
	}
	return server
}

// ask is one request. A path's {org:A} is the id of organisation A, {system} the system's.
type ask struct {
	as      *http.Cookie
	method  string
	path    string
	body    string
	headers map[string]string
}

type answer struct {
	*http.Response
	text string
}

// into reads the answer's JSON.
func (a answer) into(t *testing.T, value any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.text), value); err != nil {
		t.Fatalf("%v in %s", err, a.text)
	}
}

func (a ask) of(t *testing.T, w *worldtest.World, server http.Handler) answer {
	t.Helper()
	path := a.path
	for code, id := range w.Orgs {
		path = strings.ReplaceAll(path, "{org:"+code+"}", id.String())
	}
	path = strings.ReplaceAll(path, "{system}", w.System.String())
	if a.method == "" {
		a.method = http.MethodGet
	}
	r := httptest.NewRequest(a.method, path, bytes.NewReader([]byte(a.body)))
	if a.body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if a.as != nil {
		r.AddCookie(a.as)
	}
	for name, value := range a.headers {
		r.Header.Set(name, value)
	}
	recorder := httptest.NewRecorder()
	server.ServeHTTP(recorder, r)
	response := recorder.Result()
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response, string(text)}
}

// problem is what a failing answer says.
type problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	RequestID string `json:"request_id"`
	Fields    []struct {
		Name   string `json:"name"`
		Reason string `json:"reason"`
	} `json:"fields"`
}

func keyed(key string) map[string]string        { return map[string]string{"Idempotency-Key": key} }
func matching(version string) map[string]string { return map[string]string{"If-Match": version} }
