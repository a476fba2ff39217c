package accept_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/api"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// world is Northfold with two members that matter, A and B, a partner P, the platform, and another system S with a
// member M. Whatever B, S or M keep to themselves holds a canary.
type world struct {
	*worldtest.World
	server http.Handler
	people []principal
	asked  atomic.Int64
}

// principal is somebody who asks, and the organisation that they act as.
type principal struct {
	name  string
	code  string // of their organisation, as in Orgs
	role  tenants.Role
	ask   func(r *http.Request)
	reads []string // the canaries that they may see
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func newServer(tb testing.TB, w *worldtest.World) http.Handler {
	tb.Helper()
	policy, err := authz.Load()
	must(tb, err)
	server, err := api.New(api.Config{
		DB: w.DB, Policy: policy, Party: oidc.New(oidc.Config{}), BaseURL: "https://throughline.example",
		Pages: fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>Throughline</title>")}}, Log: slog.New(slog.DiscardHandler),
	})
	must(tb, err)
	return server
}

const canary = "CNRY-"

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{World: worldtest.New(t)}
	north := w.System
	codes := map[string]uuid.UUID{"": north, "A": w.Orgs["A"], "B": w.Orgs["B"], "P": w.Orgs["P"]}
	south := worldtest.Northfold()
	south.System.Code, south.System.Name = "southmoor", "CNRY-S Southmoor"
	south.Members = south.Members[:1]
	south.Members[0].Name = "CNRY-M Hospitals"
	w.Import(south, worldtest.Published)
	codes["S"], codes["M"] = w.System, w.Orgs["A"]
	w.System = north
	maps.Copy(w.Orgs, codes)
	w.AddPlatform()
	w.server = newServer(t, w.World)
	for _, code := range []string{"B", "S", "M"} {
		w.mark(t, code)
	}
	w.cast(t)
	return w
}

// mark puts a canary into every text that an organisation keeps to itself.
func (w *world) mark(t *testing.T, code string) {
	t.Helper()
	ctx := context.Background()
	for _, statement := range []string{
		"update app.item set title = 'CNRY-%[1]s ' || title, body = jsonb_set(body, '{description}', to_jsonb('CNRY-%[1]s ' || coalesce(body ->> 'description', ''))) where org_id = '%[2]s'",
		"update app.strategy set title = 'CNRY-%[1]s ' || title, mission = 'CNRY-%[1]s' where org_id = '%[2]s'",
		"update app.measure set name = 'CNRY-%[1]s ' || name where org_id = '%[2]s'",
		"insert into app.invitation (id, org_id, role, name, secret_hash, created_by, created_at, ends) select gen_random_uuid(), '%[2]s', 'viewer', 'CNRY-%[1]s Somebody', sha256('%[1]s'), p.id, now(), now() + interval '30 days' from sec.person p where p.sub = '%[2]s'",
		"insert into app.token (id, org_id, person_id, name, secret_hash, scopes, created_at, ends) select gen_random_uuid(), '%[2]s', p.id, 'CNRY-%[1]s Reports', sha256('t%[1]s'), '{read}', now(), now() + interval '30 days' from sec.person p where p.sub = '%[2]s'",
		"insert into app.dismissal (id, org_id, strategy_id, rule, kind, item, rests_on, reason, version, created_by, created_at, updated_by, updated_at) select gen_random_uuid(), '%[2]s', s.id, 'no-mission', '', '', sha256('%[1]s'), 'CNRY-%[1]s because', 1, s.created_by, now(), s.created_by, now() from app.strategy s where s.org_id = '%[2]s' limit 1",
		"insert into app.board_answer (id, org_id, question, n, answer, facts, actor_id, at) select gen_random_uuid(), '%[2]s', 'mission', 1, 'CNRY-%[1]s says', '{CNRY-%[1]s}', s.created_by, now() from app.strategy s where s.org_id = '%[2]s' limit 1",
		"insert into app.board_assessment (id, org_id, n, levels, note, actor_id, at) select gen_random_uuid(), '%[2]s', 1, '{\"well-led\":\"absent\"}', 'CNRY-%[1]s says', s.created_by, now() from app.strategy s where s.org_id = '%[2]s' limit 1",
		"insert into app.hold (id, org_id, begins, ends, reason, version, created_by, created_at, updated_by, updated_at) select gen_random_uuid(), '%[2]s', '2020-01-01', '2020-02-01', 'CNRY-%[1]s because', 1, s.created_by, now(), s.created_by, now() from app.strategy s where s.org_id = '%[2]s' limit 1",
		"insert into app.feedback_link (id, org_id, strategy_id, name, secret_hash, shown, ends, version, created_by, created_at, updated_by, updated_at) select gen_random_uuid(), '%[2]s', s.id, 'CNRY-%[1]s Panel', sha256('f%[1]s'), '{\"Header\":{\"Title\":\"CNRY-%[1]s\"}}', now() + interval '14 days', 1, s.created_by, now(), s.created_by, now() from app.strategy s where s.org_id = '%[2]s' limit 1",
		"insert into app.feedback (id, org_id, link_id, sent, body, said_by, version, created_by, created_at, updated_by, updated_at) select gen_random_uuid(), '%[2]s', l.id, 'a-key-of-it', 'CNRY-%[1]s says', 'CNRY-%[1]s', 1, l.created_by, now(), l.created_by, now() from app.feedback_link l where l.org_id = '%[2]s' limit 1",
		"insert into app.edition_comment (id, org_id, edition_id, item_id, field, body, version, created_by, created_at, updated_by, updated_at) select gen_random_uuid(), '%[2]s', e.edition_id, e.item_id, '', 'CNRY-%[1]s says', 1, s.created_by, now(), s.created_by, now() from app.edition_item e join app.strategy s on s.org_id = e.org_id where e.org_id = '%[2]s' limit 1",
	} {
		_, err := w.Owner.Exec(ctx, "set local session_replication_role = replica; "+fmt.Sprintf(statement, code, w.Orgs[code]))
		must(t, err)
	}
	must(t, w.DB.Enter().Note(ctx, tenants.Event{Kind: "denied", Organisation: w.Orgs[code], Failed: canary + code}))
}

// cast makes everybody who asks.
func (w *world) cast(t *testing.T) {
	t.Helper()
	trust := []tenants.Role{tenants.CDO, tenants.Editor, tenants.Viewer, tenants.Administrator}
	for code, roles := range map[string][]tenants.Role{
		"": {tenants.SystemLead, tenants.SystemAnalyst, tenants.SystemAdministrator, tenants.Viewer}, "A": trust, "B": trust,
		"P": {tenants.PartnerContributor, tenants.PartnerViewer}, "S": {tenants.SystemLead}, "M": {tenants.CDO}, worldtest.Platform: {tenants.Operator},
	} {
		for _, role := range roles {
			w.add(string(role)+" of "+code, code, role, w.SignIn(role, code))
		}
	}
	for i := range w.people {
		if w.people[i].code == "S" || w.people[i].code == "M" {
			w.people[i].reads = []string{"S", "M"}
		}
	}
	leaver := w.SignInAs("leaver", tenants.Editor, "A")
	_, err := w.Owner.Exec(context.Background(), `update app.assignment set until = since + interval '1 microsecond' where person_id = (select id from sec.person where sub = 'leaver')`)
	must(t, err)
	w.add("somebody who left A", "A", "", leaver)
	w.add("somebody without a role", "A", "", w.Session("nobody"))
	w.people = append(w.people, principal{name: "nobody", code: "A", ask: func(*http.Request) {}})
	w.addToken(t)
	w.comeByTheirOwn(t)
}

// comeByTheirOwn gives each organisation a connection of its own, and its people come by it.
func (w *world) comeByTheirOwn(t *testing.T) {
	t.Helper()
	for code, id := range w.Orgs {
		for _, statement := range []string{
			"insert into app.connection (id, org_id, name, issuer, client_id, second_factor, state) values ('%[2]s', '%[2]s', 'Staff', 'https://idp.example/%[2]s', 'tl', true, 'live')",
			"update sec.person set connection_id = '%[2]s' where sub like '%% of %[1]s'",
			"update sec.session s set connection_id = '%[2]s' from sec.person p where p.id = s.person_id and p.connection_id = '%[2]s'",
			"update sec.event e set connection_id = '%[2]s' from sec.person p where p.id = e.person_id and p.connection_id = '%[2]s'",
		} {
			_, err := w.Owner.Exec(context.Background(), fmt.Sprintf(statement, code, id))
			must(t, err)
		}
	}
}

func (w *world) add(name, code string, role tenants.Role, cookie *http.Cookie) {
	w.people = append(w.people, principal{
		name: name, code: code, role: role, reads: []string{code}, ask: func(r *http.Request) { r.AddCookie(cookie) },
	})
}

// addToken makes a token of A's CDO.
func (w *world) addToken(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	var person uuid.UUID
	must(t, w.Owner.QueryRow(ctx, "select id from sec.person where sub = 'cdo of A'").Scan(&person))
	secret := "tl_00000000_" + strings.Repeat("A", 43)
	_, err := w.Owner.Exec(ctx, `insert into app.token (id, org_id, person_id, name, secret_hash, scopes, created_at, ends)
		values (gen_random_uuid(), $1, $2, 'Reports', $3, '{read,write}', now(), $4)`, w.Orgs["A"], person, hash(secret), w.Now.Add(24*time.Hour))
	must(t, err)
	w.people = append(w.people, principal{name: "a token of A", code: "A", role: tenants.CDO, reads: []string{"A"}, ask: func(r *http.Request) {
		r.Header.Set("Authorization", "Bearer "+secret)
	}})
}

func hash(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	text   string
}

func (w *world) send(r *http.Request) answer {
	recorder := httptest.NewRecorder()
	w.server.ServeHTTP(recorder, r)
	response := recorder.Result()
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, string(text)}
}

var anyID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// anySecret is what is shown once: an invitation's and a token's.
var anySecret = regexp.MustCompile(`(#|tl_[0-9a-f]{8}_)[A-Za-z0-9_-]{43}`)

// alike is an answer without what differs between any two requests.
func (a answer) alike() string {
	header := a.header.Clone()
	header.Del("X-Request-Id")
	for name := range header {
		if strings.Contains(name, "Policy") || strings.HasPrefix(name, "X-Content") || strings.HasPrefix(name, "Strict") {
			header.Del(name) // the same on every answer, as T-29 holds
		}
	}
	if tag := header.Get("ETag"); a.status == http.StatusOK && tag != "" {
		header.Set("ETag", "TAG")
	}
	return fmt.Sprint(a.status, header, anySecret.ReplaceAllString(anyID.ReplaceAllString(a.text, "ID"), "SECRET"))
}

// canaries gives the codes of the organisations whose canaries a text holds.
func canaries(text string) []string {
	var found []string
	for _, m := range regexp.MustCompile(canary+`([A-Z])`).FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	return found
}

// snapshot is a hash of every row of an organisation, behind the wall.
func (w *world) snapshot(t *testing.T, code string) map[string]string {
	t.Helper()
	ctx := context.Background()
	rows, err := w.Owner.Query(ctx, `select c.relname from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind = 'r'
		and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id') order by 1`)
	must(t, err)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	must(t, err)
	sums := map[string]string{}
	for _, table := range tables {
		var all string
		must(t, w.Owner.QueryRow(ctx, fmt.Sprintf("select coalesce(string_agg(x::text, E'\\n' order by x::text), '') from app.%s x where org_id = $1", table), w.Orgs[code]).Scan(&all))
		sum := sha256.Sum256([]byte(all))
		sums[table] = hex.EncodeToString(sum[:])
	}
	return sums
}
