package accept_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/worldtest"
)

// questions are the addresses of everything that may be read as an organisation, with each of its filters and words.
func (w *world) questions(t *testing.T, code string) []string {
	t.Helper()
	mine := filling{w.Orgs[code], w.things(t, code)}
	var all []string
	for _, op := range operations(t) {
		if op.changes() || !strings.HasPrefix(op.path, "/api/v1/") {
			continue
		}
		path, always := op.request(t, mine).URL.Path, url.Values{}
		for _, p := range op.spec.Parameters {
			if p.Value.In == "query" && p.Value.Required {
				always.Set(p.Value.Name, fmt.Sprint(sample(t, p.Value.Name, p.Value.Schema.Value, mine)))
			}
		}
		all = append(all, path+"?"+always.Encode())
		for _, p := range op.spec.Parameters {
			if p.Value.In != "query" || p.Value.Name == "before" || p.Value.Name == "after" { // pages are turned by what they say is next
				continue
			}
			for _, value := range values(t, p.Value.Name, p.Value.Schema.Value, mine) {
				always.Set(p.Value.Name, value)
				all = append(all, path+"?"+always.Encode())
			}
			if !p.Value.Required {
				always.Del(p.Value.Name)
			}
		}
	}
	return all
}

// values are what is tried for a parameter of a query.
func values(t *testing.T, name string, s *openapi3.Schema, f filling) []string {
	t.Helper()
	if len(s.Enum) > 0 {
		var all []string
		for _, v := range s.Enum {
			all = append(all, fmt.Sprint(v))
		}
		return all
	}
	if s.Type.Is("string") && s.Format == "" {
		return []string{"a", "B", canary, "updateItem"}
	}
	return []string{fmt.Sprint(sample(t, name, s, f))}
}

// hear is every answer to a question: of a list, all its pages.
func (w *world) hear(t *testing.T, p principal, question string) (pages []string, status int) {
	t.Helper()
	for address := question; ; {
		r := httptest.NewRequest(http.MethodGet, address, http.NoBody)
		p.ask(r)
		got := w.send(r)
		got.header.Del("X-Request-Id")
		pages = append(pages, fmt.Sprint(got.status, got.header, got.text))
		var said struct{ Next *string }
		if got.status != http.StatusOK || json.Unmarshal([]byte(got.text), &said) != nil || said.Next == nil {
			return pages, got.status
		}
		cursor := "before"
		if strings.Contains(question, "/platform/") {
			cursor = "after"
		}
		address = question + "&" + cursor + "=" + url.QueryEscape(*said.Next)
	}
}

// crowd gives an organisation a thousand more rows of every kind that it keeps to itself, and says of how many kinds.
func (w *world) crowd(t *testing.T, code string) int {
	t.Helper()
	ctx := context.Background()
	rows, err := w.Owner.Query(ctx, `select c.relname from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind = 'r'
		and c.relname not in ('membership', 'channel', 'succession', 'measure_instance') and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id')
		and not exists (select from pg_attribute a where a.attrelid = c.oid and (a.attname in ('channel_id', 'about_org_id', 'edition_id') or a.attgenerated <> ''))`)
	must(t, err)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	must(t, err)
	kinds := 0
	for _, table := range tables {
		done, err := w.Owner.Exec(ctx, fmt.Sprintf(`set session_replication_role = replica; insert into app.%[1]s select (jsonb_populate_record(x, jsonb_build_object(
			'id', gen_random_uuid(), 'person_id', gen_random_uuid(), 'objective_id', gen_random_uuid(), 'item_id', gen_random_uuid(), 'owner_id', gen_random_uuid(),
			'goal_id', gen_random_uuid(), 'initiative_id', gen_random_uuid(), 'code', 'X-' || i, 'rule', 'rule-' || i, 'lifted_at', now(), 'ended_at', now(), 'offer_id', gen_random_uuid(), 'sent', 'key-' || i, 'name', 'CNRY-B ' || i, 'title', 'CNRY-B ' || i, 'client_id', 'client-' || i,
			'secret_hash', '\x' || encode(sha256(i::text::bytea), 'hex'), 'key', 'key-%[1]s-' || i, 'n', 1000 + i, 'position', 1000 + i))).*
			from app.%[1]s x, generate_series(1, 1000) i where x.ctid = (select ctid from app.%[1]s where org_id = '%[2]s' limit 1)`, table, w.Orgs[code]))
		if err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		if done.RowsAffected() > 0 {
			kinds++
		}
	}
	_, err = w.Owner.Exec(ctx, `insert into sec.event (at, kind, org_id, connection_id, failed) select at, kind, org_id, connection_id, failed
		from sec.event, generate_series(1, 1000) where id = (select min(id) from sec.event where org_id = $1)`, w.Orgs[code])
	must(t, err)
	return kinds
}

// T-08: what one organisation lists, filters, searches, counts and turns the pages of is the same to the byte whether
// another keeps a few things to itself or thousands.
func TestT08ListsDoNotFeelOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.plant(t, "B")
	n := 0
	tried(t, "T-08", "I1", func() int { return n })
	type heard struct {
		p        principal
		question string
		pages    []string
	}
	var before []heard
	for _, p := range w.people {
		if p.role == "" || p.code == "B" || p.code == worldtest.Platform || !*full && !slices.Contains([]string{"cdo of A", "administrator of A", "system_lead of ", "partner_viewer of P"}, p.name) {
			continue
		}
		for _, question := range w.questions(t, p.code) {
			if _, status := w.hear(t, p, question); status < 400 { // what is refused is noted, and shows in the record
				before = append(before, heard{p, question, nil})
			}
		}
	}
	for i, h := range before {
		before[i].pages, _ = w.hear(t, h.p, h.question)
	}
	if kinds := w.crowd(t, "B"); kinds < 7 {
		t.Fatalf("B has more of %d kinds only", kinds)
	}
	for _, h := range before {
		n++
		if after, _ := w.hear(t, h.p, h.question); !slices.Equal(after, h.pages) {
			t.Errorf("%s of %s:\n%.600s\nand with more of B's\n%.600s", h.question, h.p.name, h.pages, after)
		}
	}
	if n < 60 {
		t.Errorf("only %d lists were read", n)
	}
}
