package embeddings

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/internal/embeddings/standin"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/traptest"
)

const (
	secretKey  = "k-7f3a91"
	secretText = "Bedwatch at Saint Osyth"
)

// at is an endpoint on a server of a test, with a client that may call it.
func at(t *testing.T, h http.Handler) (*Client, Endpoint) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	e := Endpoint{URL: server.URL, Model: "letters", Key: secretKey}
	return New(OnThisMachine(e)...), e
}

func texts(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprint("text number ", i)
	}
	return list
}

func TestTextsGoInBatchesAndComeBackInOrder(t *testing.T) {
	t.Parallel()
	var sizes []int
	c, e := at(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var asked struct{ Input []string }
		_ = json.Unmarshal(body, &asked)
		sizes = append(sizes, len(asked.Input))
		r.Body = io.NopCloser(bytes.NewReader(body))
		standin.Handler(secretKey).ServeHTTP(w, r)
	}))
	all := append(texts(mostTexts+3), strings.Repeat("long ", mostBytes/5), "short", strings.Repeat("long ", mostBytes/5))
	got, err := c.Embed(t.Context(), e, all)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range all {
		if diff := cmp.Diff(standin.Vector(text), got[i]); diff != "" {
			t.Fatalf("vector %d (-want +got):\n%s", i, diff)
		}
	}
	if want := []int{mostTexts, 3, 1, 1, 1}; !slices.Equal(sizes, want) {
		t.Errorf("batches of %v, want %v", sizes, want)
	}
	e.URL += "/v1/"
	if _, err := c.Embed(t.Context(), e, []string{"x"}); err != nil {
		t.Errorf("a base with /v1: %v", err)
	}
}

// The answers may come in any order, each saying which text it is of.
func TestVectorsAreOfTheTextThatTheyName(t *testing.T) {
	t.Parallel()
	c, e := at(t, answer(200, `{"data":[{"index":1,"embedding":[0,1]},{"index":0,"embedding":[1,0]}]}`))
	got, err := c.Embed(t.Context(), e, texts(2))
	if err != nil || got[0][0] != 1 || got[1][1] != 1 {
		t.Errorf("%v %v", got, err)
	}
}

func answer(status int, body string, headers ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}

func TestTroubleNamesTheEndpointAndNoTexts(t *testing.T) {
	t.Parallel()
	echo := secretText + " " + secretKey
	for name, c := range map[string]struct {
		h    http.Handler
		says string
	}{
		"refused":               {answer(401, echo), "answered 401"},
		"too many":              {answer(429, echo), "answered 429"},
		"too many for too long": {answer(429, echo, "Retry-After", "3600"), "answered 429"},
		"broken":                {answer(500, echo), "answered 500"},
		"not JSON":              {answer(200, echo), "not a list of vectors"},
		"a number too large":    {answer(200, `{"data":[{"index":0,"embedding":[1e60]},{"index":1,"embedding":[1]}]}`), "not a list of vectors"},
		"too few":               {answer(200, `{"data":[{"index":0,"embedding":[1]}]}`), "1 vectors for 2 texts"},
		"twice the same":        {answer(200, `{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}`), "which text"},
		"of no text":            {answer(200, `{"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]}`), "which text"},
		"of two lengths":        {answer(200, `{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]}`), "different lengths"},
		"too long vectors":      {answer(200, fmt.Sprintf(`{"data":[{"embedding":[1%[1]s]},{"embedding":[1%[1]s]}]}`, strings.Repeat(",1", longestVector))), "longer than"},
		"nothing":               {answer(200, `{"data":[{"index":0,"embedding":[]},{"index":1,"embedding":[]}]}`), "without a direction"},
		"zero":                  {answer(200, `{"data":[{"index":0,"embedding":[0]},{"index":1,"embedding":[0]}]}`), "without a direction"},
		"a flood":               {answer(200, strings.Repeat(" ", mostAnswer+1)), "more than 8 MiB"},
		"elsewhere":             {answer(307, "", "Location", "/v1/embeddings"), "sends on"},
		"gone half way":         {answer(200, `{"data":[`, "Content-Length", "1000"), "broke off"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, e := at(t, c.h)
			got, err := client.Embed(t.Context(), e, []string{secretText, "another"})
			if got != nil || !fault.Is(err, fault.Unavailable) || !strings.Contains(fault.From(err).Message, c.says) || !strings.Contains(err.Error(), e.Host()) {
				t.Errorf("%v %v", got, err)
			}
			if strings.Contains(err.Error(), secretKey) || strings.Contains(err.Error(), secretText) {
				t.Errorf("the error tells more: %v", err)
			}
		})
	}
}

// What fails in a later batch leaves nothing of the earlier ones.
func TestAFailureHalfWayGivesNothing(t *testing.T) {
	t.Parallel()
	asked := 0
	c, e := at(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if asked == 2 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		standin.Handler("").ServeHTTP(w, r)
	}))
	if got, err := c.Embed(t.Context(), e, texts(mostTexts+1)); got != nil || err == nil || asked != 2 {
		t.Errorf("%d vectors, %v, after %d requests", len(got), err, asked)
	}
}

// An endpoint that changes its model between two batches is not believed.
func TestBatchesOfDifferentLengthsAreRefused(t *testing.T) {
	t.Parallel()
	asked := 0
	c, e := at(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if asked == 2 {
			answer(200, `{"data":[{"index":0,"embedding":[1]}]}`).ServeHTTP(w, r)
			return
		}
		standin.Handler("").ServeHTTP(w, r)
	}))
	if got, err := c.Embed(t.Context(), e, texts(mostTexts+1)); got != nil || err == nil {
		t.Errorf("%d vectors, %v", len(got), err)
	}
}

func TestAnEndpointThatIsBusyIsAskedAgain(t *testing.T) {
	t.Parallel()
	for after, want := range map[string]int32{
		"0": mostTries, time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat): mostTries, "": 1, "soon": 1, "-1": 1, "16": 1, "99999999999999999999": 1,
	} {
		var asked atomic.Int32
		c, e := at(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			answer(503, "", "Retry-After", after).ServeHTTP(w, r)
		}))
		if _, err := c.Embed(t.Context(), e, texts(1)); err == nil || asked.Load() != want {
			t.Errorf("Retry-After %q: asked %d times, want %d: %v", after, asked.Load(), want, err)
		}
	}
	asked := 0
	c, e := at(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if asked < mostTries {
			answer(429, "", "Retry-After", "0").ServeHTTP(w, r)
			return
		}
		standin.Handler("").ServeHTTP(w, r)
	}))
	if got, err := c.Embed(t.Context(), e, texts(1)); err != nil || len(got) != 1 {
		t.Errorf("at the last try: %v %v", got, err)
	}
}

// A caller who has gone does not wait.
func TestWaitingEndsWithTheCaller(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	c, e := at(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer(429, "", "Retry-After", "15").ServeHTTP(w, r)
		cancel()
	}))
	if _, err := c.Embed(ctx, e, texts(1)); err == nil {
		t.Error("it goes on")
	}
}

func TestAForbiddenEndpointIsNotCalled(t *testing.T) {
	t.Parallel()
	trap := traptest.New(t)
	for _, host := range trap.Hosts() {
		e := Endpoint{URL: "https://" + host, Model: "letters", Key: secretKey}
		if _, err := New().Embed(t.Context(), e, texts(1)); err == nil {
			t.Errorf("%s answers", host)
		}
	}
	// By http on this machine only who named it, and only that port.
	e := Endpoint{URL: "http://127.0.0.1:" + trap.Port, Model: "letters"}
	if _, err := New().Embed(t.Context(), e, texts(1)); err == nil || !strings.Contains(err.Error(), "may not be called") {
		t.Errorf("without an exception: %v", err)
	}
	other := Endpoint{URL: "http://127.0.0.1:1", Model: "letters"}
	if _, err := New(OnThisMachine(other)...).Embed(t.Context(), e, texts(1)); err == nil || !strings.Contains(err.Error(), "may not be called") {
		t.Errorf("with another's exception: %v", err)
	}
	trap.WantNoHits(t)
}

func TestEndpointsAreChecked(t *testing.T) {
	t.Parallel()
	good := Endpoint{URL: "https://api.example.org/openai", Model: "text-embedding-3-small", Key: secretKey}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Endpoint){
		"url: http":       func(e *Endpoint) { e.URL = "http://api.example.org" },
		"url: none":       func(e *Endpoint) { e.URL = "" },
		"url: user":       func(e *Endpoint) { e.URL = "https://me:secret@api.example.org" },
		"url: query":      func(e *Endpoint) { e.URL = "https://api.example.org?x=1" },
		"url: name":       func(e *Endpoint) { e.URL = "http://localhost:8080" },
		"url: no host":    func(e *Endpoint) { e.URL = "https:///x" },
		"model: none":     func(e *Endpoint) { e.Model = "" },
		"model: spaces":   func(e *Endpoint) { e.Model = " m" },
		"key: two lines":  func(e *Endpoint) { e.Key = "a\nX-Evil: 1" },
		"key: not ASCII":  func(e *Endpoint) { e.Key = "schlüssel" },
		"key: much":       func(e *Endpoint) { e.Key = strings.Repeat("k", 5000) },
		"model: too long": func(e *Endpoint) { e.Model = strings.Repeat("m", 201) },
	} {
		e := good
		spoil(&e)
		err := e.Check()
		if !fault.Is(err, fault.Invalid) || len(fault.From(err).Fields) != 1 || !strings.HasPrefix(name, fault.From(err).Fields[0].Name+":") {
			t.Errorf("%s: %v", name, err)
		}
		if _, sent := New().Embed(t.Context(), e, texts(1)); !fault.Is(sent, fault.Invalid) {
			t.Errorf("%s is sent: %v", name, sent)
		}
	}
}

func TestTheKeyIsTheEndpoints(t *testing.T) {
	t.Parallel()
	c, e := at(t, standin.Handler(secretKey))
	if _, err := c.Embed(t.Context(), e, texts(1)); err != nil {
		t.Error(err)
	}
	e.Key = "another"
	if _, err := c.Embed(t.Context(), e, texts(1)); err == nil || !strings.Contains(err.Error(), "answered 401") {
		t.Errorf("another key: %v", err)
	}
	// An endpoint without a key is sent none.
	c, e = at(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, sent := r.Header["Authorization"]; sent {
			t.Error("a key is sent where there is none")
		}
		standin.Handler("").ServeHTTP(w, r)
	}))
	e.Key = ""
	if _, err := c.Embed(t.Context(), e, texts(1)); err != nil {
		t.Error(err)
	}
}
