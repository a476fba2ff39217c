package accept_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
)

// T-30: a request that is sent again, however often, at once, elsewhere or after a crash, has one effect and one answer.
func TestT30TheSameRequestAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	second := w.replica(t)
	servers := []http.Handler{w.server, second}
	n := 0
	tried(t, "T-30", "I22", func() int { return n })
	keyed := func(who, path, key, body string) *http.Request {
		r := w.by(who, http.MethodPost, path, body)
		r.Header.Set("Idempotency-Key", key)
		return r
	}
	create := func(who, key, title string) *http.Request {
		return keyed(who, "/items", key, fmt.Sprintf(`{"kind":"objective","fields":{"title":%q},"strategy":%q}`, title, w.strategy(t, who[len(who)-1:])))
	}
	decision := fmt.Sprintf(`{"objective":%q,"target":%q,"verdict":"confirmed"}`, w.item(t, "A-1"), w.item(t, "G1"))
	made := func(title string, want int) {
		t.Helper()
		if got := w.Count("select count(*) from app.item where title = $1", title); got != want {
			t.Errorf("%d objectives are called %q, want %d", got, title, want)
		}
	}
	for round := range rounds(2, 25) {
		key, title := uuid.NewString(), fmt.Sprintf("Once %d", round)
		requests := make([]*http.Request, 50)
		for i := range requests {
			requests[i] = create("cdo of A", key, title)
		}
		answers := atOnce(servers, requests...)
		answers = append(answers, serve(w.server, create("cdo of A", key, title)), serve(second, create("cdo of A", key, title)))
		for _, a := range answers {
			n++
			if a.Code != http.StatusCreated || a.Body.String() != answers[0].Body.String() || a.Header().Get("ETag") != answers[0].Header().Get("ETag") {
				t.Fatalf("one key, two answers:\n%d %s\n%d %s", answers[0].Code, answers[0].Body, a.Code, a.Body)
			}
		}
		made(title, 1)
		for name, r := range map[string]*http.Request{
			"another body": create("cdo of A", key, "Other "+title), "another operation": keyed("cdo of A", "/links/decisions", key, decision),
			"another actor": create("editor of A", key, title), "an actor elsewhere": create("cdo of B", key, title),
		} {
			n++
			want := map[bool]int{true: http.StatusUnprocessableEntity, false: http.StatusCreated}[name == "another body"]
			if got := serve(second, r); got.Code != want || got.Body.String() == answers[0].Body.String() {
				t.Errorf("the key with %s: %d %s", name, got.Code, got.Body)
			}
		}
		made("Other "+title, 0)
		made(title, 3)
		n += w.tryCrash(t, second, func() *http.Request { return create("cdo of A", key+"-c", "Crash "+title) })
		made("Crash "+title, 1)
	}
}

// tryCrash sends a request whose server goes between the commit and the answer, and sends it again to another.
func (w *world) tryCrash(t *testing.T, second http.Handler, request func() *http.Request) int {
	t.Helper()
	gone := &gone{header: http.Header{}}
	func() {
		defer func() { _ = recover() }()
		w.server.ServeHTTP(gone, request())
	}()
	if !gone.reached {
		t.Fatal("the server did not come as far as its answer")
	}
	var kept []byte
	must(t, w.Owner.QueryRow(context.Background(), "select answer from app.idempotency where key = $1", request().Header.Get("Idempotency-Key")).Scan(&kept))
	var stored struct {
		Status int
		Body   []byte
	}
	must(t, json.Unmarshal(kept, &stored))
	again := serve(second, request())
	if again.Code != stored.Status || strings.TrimSpace(again.Body.String()) != strings.TrimSpace(string(stored.Body)) || again.Code != http.StatusCreated {
		t.Errorf("after a crash: %d %s, and what was kept is %d %s", again.Code, again.Body, stored.Status, stored.Body)
	}
	return 1
}

// gone is the other side of a server that crashes as it begins to answer.
type gone struct {
	header  http.Header
	reached bool
}

// Header is what nobody receives.
func (g *gone) Header() http.Header { return g.header }

// Write crashes.
func (g *gone) Write([]byte) (int, error) { return 0, g.crash() }

// WriteHeader crashes.
func (g *gone) WriteHeader(int) { _ = g.crash() }

func (g *gone) crash() error {
	g.reached = true
	panic(http.ErrAbortHandler)
}

// T-31: of several changes to one version one is kept and the others are told; a change says which version it means.
func TestT31NoChangeIsLost(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	servers := []http.Handler{w.server, w.replica(t)}
	n := 0
	tried(t, "T-31", "I23", func() int { return n })
	path := "/items/" + w.item(t, "A-2")
	for round := range rounds(3, 25) {
		version := fmt.Sprintf(`"%d"`, round+1)
		requests := make([]*http.Request, 20)
		for i := range requests {
			requests[i] = w.by("cdo of A", http.MethodPatch, path, fmt.Sprintf(`{"title":"Change %d of round %d"}`, i, round))
			requests[i].Header.Set("If-Match", version)
		}
		kept, stale := []string{}, 0
		for _, a := range atOnce(servers, requests...) {
			n++
			switch a.Code {
			case http.StatusOK:
				kept = append(kept, a.Body.String())
			case http.StatusPreconditionFailed:
				stale++
			default:
				t.Errorf("%d %s", a.Code, a.Body)
			}
		}
		now := serve(servers[1], w.by("cdo of A", http.MethodGet, path, ""))
		if len(kept) != 1 || stale != 19 || now.Body.String() != kept[0] || now.Header().Get("ETag") != fmt.Sprintf(`"%d"`, round+2) {
			t.Errorf("%d changes were kept and %d refused, want 1 and 19; it says %s %s", len(kept), stale, now.Header().Get("ETag"), now.Body)
		}
	}
	gone := w.by("cdo of A", http.MethodDelete, path, "") // at the version of the beginning
	if got := serve(w.server, gone); got.Code != http.StatusPreconditionFailed {
		t.Errorf("an old version is retired: %d", got.Code)
	}
	for _, op := range operations(t) {
		if op.method == http.MethodPost || !op.changes() || strings.HasPrefix(op.path, "/api/v1/session") {
			continue
		}
		n++
		for _, p := range w.people {
			r := op.request(t, filling{w.Orgs[p.code], w.things(t, p.code)})
			r.Header.Del("If-Match")
			p.ask(r)
			if got := w.send(r); got.status != http.StatusPreconditionRequired {
				t.Errorf("%s without a version, as %s: %d", op.id, p.name, got.status)
			}
		}
	}
}

// atOnce sends requests at once, to the servers in turn, and gives the answers in the order of the requests.
func atOnce(servers []http.Handler, requests ...*http.Request) []*httptest.ResponseRecorder {
	answers := make([]*httptest.ResponseRecorder, len(requests))
	start := make(chan struct{})
	var group sync.WaitGroup
	for i, r := range requests {
		group.Go(func() {
			<-start
			answers[i] = serve(servers[i%len(servers)], r)
		})
	}
	close(start)
	group.Wait()
	return answers
}
