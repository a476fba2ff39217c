package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/demodata"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

// writer edits one objective of a trust of the demonstration's system, over and over.
type writer struct {
	*worldtest.World
	server              http.Handler
	cookie              *http.Cookie
	objective, strategy uuid.UUID
	version             int
}

func newWriter(b *testing.B) *writer {
	b.Helper()
	f, err := exchange.ReadFS(demodata.Carrowmere())
	if err != nil {
		b.Fatal(err)
	}
	w := worldtest.Empty(b)
	w.Import(f, worldtest.Published)
	code := f.Members[0].Code
	e := &writer{World: w, server: serve(b, w), cookie: w.SignIn(tenants.CDO, code)}
	e.Orgs["own"] = w.Orgs[code]
	err = w.Owner.QueryRow(b.Context(), "select id, strategy_id, version from app.item where org_id = $1 and kind = 'objective' order by code limit 1",
		w.Orgs[code]).Scan(&e.objective, &e.strategy, &e.version)
	if err != nil {
		b.Fatal(err)
	}
	return e
}

// send makes a request as the trust's CDO and gives what was answered, and how long that took.
func (e *writer) send(b *testing.B, method, path, body string, status int) (*httptest.ResponseRecorder, time.Duration) {
	b.Helper()
	r := httptest.NewRequestWithContext(b.Context(), method, "/api/v1/organisations/"+e.Orgs["own"].String()+path, strings.NewReader(body))
	r.AddCookie(e.cookie)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("If-Match", fmt.Sprintf(`"%d"`, e.version))
	}
	recorder := httptest.NewRecorder()
	began := time.Now()
	e.server.ServeHTTP(recorder, r)
	took := time.Since(began)
	if recorder.Code != status {
		b.Fatalf("%s %s: %d %s", method, path, recorder.Code, recorder.Body)
	}
	return recorder, took
}

// What it takes from saving an objective to having read what it may serve now, in a system of five trusts: x_save is how many
// times what the save alone takes, and the other figures are milliseconds, of which the goal for nineteen of twenty is 50.
func BenchmarkEdited(b *testing.B) {
	e := newWriter(b)
	var saving, whole []time.Duration
	for n := 0; b.Loop(); n++ {
		body := fmt.Sprintf(`{"description": "Letters reach people in the NHS App, and a person opens %d of them with one log-in."}`, n)
		_, saved := e.send(b, http.MethodPatch, "/items/"+e.objective.String(), body, http.StatusOK)
		e.version++
		answer, read := e.send(b, http.MethodGet, "/strategies/"+e.strategy.String()+"/alignment?objective="+e.objective.String(), "", http.StatusOK)
		var found struct{ Links []json.RawMessage }
		if err := json.Unmarshal(answer.Body.Bytes(), &found); err != nil || len(found.Links) == 0 {
			b.Fatalf("%v, %d links", err, len(found.Links))
		}
		saving, whole = append(saving, saved), append(whole, saved+read)
	}
	slices.Sort(saving)
	slices.Sort(whole)
	n := len(whole)
	b.ReportMetric(float64(whole[n/2])/float64(saving[n/2]), "x_save")
	b.ReportMetric(float64(whole[n/2].Microseconds())/1000, "median_ms")
	b.ReportMetric(float64(whole[n*19/20].Microseconds())/1000, "p95_ms")
}
