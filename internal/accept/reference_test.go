package accept_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// reference is a field of a body that names something: by its id, or by its code.
type reference struct {
	path []string // a list's element is "[]"
	code bool
}

func (r reference) String() string { return strings.Join(r.path, ".") }

// references finds the fields of a schema that name something.
func references(s *openapi3.Schema, path ...string) []reference {
	if len(s.AllOf) > 0 {
		s = s.AllOf[0].Value
	}
	switch {
	case s.Format == "uuid":
		return []reference{{path: slices.Clone(path)}}
	case s.Type.Is("array"):
		if s.Items.Value.Type.Is("string") && strings.HasPrefix(s.Description, "Codes of ") {
			return []reference{{path: append(slices.Clone(path), "[]"), code: true}}
		}
		return references(s.Items.Value, append(slices.Clone(path), "[]")...)
	}
	var all []reference
	for name, of := range s.Properties {
		all = append(all, references(of.Value, append(slices.Clone(path), name)...)...)
	}
	return all
}

// put gives a field of a body a value, and makes what leads to it.
func put(body any, path []string, value any) any {
	if len(path) == 0 {
		return value
	}
	if path[0] == "[]" {
		var first any
		if list, ok := body.([]any); ok && len(list) > 0 {
			first = list[0]
		}
		return []any{put(first, path[1:], value)}
	}
	fields, ok := body.(map[string]any)
	if !ok {
		fields = map[string]any{}
	}
	fields[path[0]] = put(fields[path[0]], path[1:], value)
	return fields
}

// rewrite changes the body of a request.
func rewrite(t *testing.T, r *http.Request, change func(body map[string]any)) *http.Request {
	t.Helper()
	raw, err := io.ReadAll(r.Body)
	must(t, err)
	var body map[string]any
	must(t, json.Unmarshal(raw, &body))
	change(body)
	raw, err = json.Marshal(body)
	must(t, err)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
	return r
}

// everything gives the id of one row of every kind that an organisation has, by table.
func (w *world) everything(t *testing.T, code string) map[string]string {
	t.Helper()
	ctx := context.Background()
	rows, err := w.Owner.Query(ctx, `select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
		where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' and a.atttypid = 'uuid'::regtype and a.attnum > 0 and a.attname in ('id', 'item_id', 'person_id')
		and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id') order by 1`)
	must(t, err)
	columns, err := pgx.CollectRows(rows, pgx.RowTo[string])
	must(t, err)
	found := map[string]string{"organisation": w.Orgs[code].String()}
	for _, c := range columns {
		table, column, _ := strings.Cut(c, ".")
		var id uuid.UUID
		if err := w.Owner.QueryRow(ctx, fmt.Sprintf("select %s from app.%s where org_id = $1 order by 1 limit 1", column, table), w.Orgs[code]).Scan(&id); err == nil {
			found[c] = id.String()
		}
	}
	return found
}

func (w *world) person(t *testing.T, name string) principal {
	t.Helper()
	i := slices.IndexFunc(w.people, func(p principal) bool { return p.name == name })
	if i < 0 {
		t.Fatalf("there is no %s", name)
	}
	return w.people[i]
}

// plant gives an organisation an item of every kind.
func (w *world) plant(t *testing.T, code string) {
	t.Helper()
	cdo, op := w.person(t, "cdo of "+code), operations(t)[indexOf(t, "CreateItem")]
	for _, kind := range strategy.Kinds() {
		r := rewrite(t, op.request(t, filling{w.Orgs[code], w.things(t, code)}), func(body map[string]any) {
			body["code"], body["kind"] = planted(code, kind), kind
			if kind == strategy.KindConstraint {
				put(body, []string{"fields", "constraint"}, strategy.ConstraintFinance)
			}
		})
		cdo.ask(r)
		if got := w.send(r); got.status != http.StatusCreated {
			t.Fatalf("a %s of %s: %d %s", kind, code, got.status, got.text)
		}
	}
}

// planted is the code of the item of a kind that plant made.
func planted(organisation string, kind strategy.ItemKind) string {
	return organisation + "-X-" + string(kind)
}

// holder finds a kind of item that has a field of codes, and the kind whose codes it holds.
func (r reference) holder(t *testing.T) (kind, of strategy.ItemKind) {
	t.Helper()
	for _, kind := range strategy.Kinds() {
		if f, ok := strategy.FieldOf(kind, r.path[len(r.path)-2]); ok {
			return kind, f.Of
		}
	}
	t.Fatalf("no kind of item has %s", r)
	return "", ""
}

// hold makes a request about an item of the kind that has a field of codes: a new one, or the planted one as it is now.
func (w *world) hold(t *testing.T, p principal, r *http.Request, field reference) {
	t.Helper()
	kind, _ := field.holder(t)
	var id string
	var version int
	err := w.Owner.QueryRow(context.Background(), "select id, version from app.item where org_id = $1 and code = $2", w.Orgs[p.code], planted(p.code, kind)).Scan(&id, &version)
	if err == nil && r.Method == http.MethodPatch {
		at := strings.LastIndex(r.URL.Path, "/")
		r.URL.Path = r.URL.Path[:at+1] + id
		r.Header.Set("If-Match", fmt.Sprintf(`"%d"`, version))
	}
	if r.Method == http.MethodPost {
		rewrite(t, r, func(body map[string]any) { body["kind"] = kind })
	}
}

// own fills a request with what the asker may name: their own things, and what their system has released to them.
func (w *world) own(t *testing.T, p principal) filling {
	t.Helper()
	mine := w.things(t, p.code)
	return filling{w.Orgs[p.code], func(name string) string {
		if name == "target" {
			return w.item(t, "G1")
		}
		return mine(name)
	}}
}

// naming sends an operation as somebody, with their own things but for one field.
func (w *world) naming(t *testing.T, p principal, op operation, field reference, value string) answer {
	t.Helper()
	r := rewrite(t, op.request(t, w.own(t, p)), func(body map[string]any) { put(body, field.path, value) })
	if field.code {
		w.hold(t, p, r, field)
	}
	p.ask(r)
	got := w.send(r)
	got.text = strings.ReplaceAll(got.text, value, "VALUE")
	return got
}

// T-05: whatever a body names of another organisation, be it a goal, an owner or an edition, is as if it were nowhere,
// and nothing comes of it. The fields are those of the contract that name something, and some that it does not have.
func TestT05WhatABodyNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.plant(t, "A")
	w.plant(t, "B")
	n := 0
	tried(t, "T-05", "I3", func() int { return n })
	askers := []principal{w.person(t, "cdo of A"), w.person(t, "administrator of A"), w.person(t, "system_lead of "), w.person(t, "a token of A")}
	before, others := map[string]map[string]string{}, map[string]map[string]string{}
	for _, code := range []string{"A", "B", "M", "S", ""} {
		before[code] = w.snapshot(t, code)
		if code != "" {
			others[code] = w.everything(t, code)
		}
	}
	fields := 0
	for _, op := range operations(t) {
		if op.spec.RequestBody == nil || strings.Contains(op.path, "/platform/") { // operators keep everybody's register
			continue
		}
		of := references(op.spec.RequestBody.Value.Content.Get("application/json").Schema.Value)
		fields += len(of)
		for _, p := range askers[:rounds(2, len(askers))] {
			for _, field := range of {
				n += w.refuses(t, p, op, field, others)
			}
		}
		for _, unknown := range []string{"goal", "initiative", "principle", "owner", "parent", "edition", "organisation"} {
			known := op.spec.RequestBody.Value.Content.Get("application/json").Schema.Value.Properties[unknown] != nil // such as an objective's owner, a text
			if !known && !slices.ContainsFunc(of, func(r reference) bool { return r.path[0] == unknown }) {
				n += w.refuses(t, askers[0], op, reference{path: []string{unknown}}, map[string]map[string]string{"B": {unknown: w.things(t, "B")(unknown)}})
			}
		}
	}
	if fields < 6 {
		t.Errorf("only %d fields name something: the contract was not read", fields)
	}
	for code, tables := range before {
		for table, sum := range w.snapshot(t, code) {
			if tables[table] != sum {
				t.Errorf("%s of %q was changed", table, code)
			}
		}
	}
	n += w.accepts(t)
}

// refuses tries what others have, by its kind, in a field, beside something that is nowhere.
func (w *world) refuses(t *testing.T, p principal, op operation, field reference, others map[string]map[string]string) (n int) {
	t.Helper()
	nowhere := uuid.NewString()
	if field.code {
		nowhere = "N-X1"
	}
	none := w.naming(t, p, op, field, nowhere)
	if none.status < 400 || none.status >= 500 {
		t.Errorf("%s by %s: %s names something that is nowhere: %d %s", op.id, p.name, field, none.status, none.text)
	}
	for code, values := range others {
		if code == p.code {
			continue
		}
		if field.code {
			_, of := field.holder(t)
			values = map[string]string{"code": planted(code, of)}
		}
		for what, id := range values {
			n++
			if got := w.naming(t, p, op, field, id); got.alike() != none.alike() {
				t.Errorf("%s by %s: %s tells %s of %s from nothing:\n%s\n%s", op.id, p.name, field, what, code, got.alike(), none.alike())
			}
		}
	}
	return n
}

// accepts holds that each field takes what may be named in it: without that, a refusal would show nothing.
func (w *world) accepts(t *testing.T) (n int) {
	t.Helper()
	cdo := w.person(t, "cdo of A")
	for _, op := range operations(t) {
		if op.spec.RequestBody == nil || strings.Contains(op.path, "/platform/") {
			continue
		}
		for _, field := range references(op.spec.RequestBody.Value.Content.Get("application/json").Schema.Value) {
			fill := w.own(t, cdo)
			value := fill.thing(strings.TrimSuffix(strings.Join(field.path[max(0, len(field.path)-2):], "."), ".[]"))
			if field.code {
				_, of := field.holder(t)
				value = planted("A", of)
			}
			n++
			if got := w.naming(t, cdo, op, field, value); got.status >= 300 {
				t.Errorf("%s: %s refuses what is one's own: %d %s", op.id, field, got.status, got.text)
			}
		}
	}
	return n
}

// T-06: a code, a name or a title that another organisation uses is free, and so is its key of a request. Capabilities are
// systems' own, of which the world has one; what a spreadsheet brings in is kept as items are; who dismisses a finding chooses no name.
func TestT06WhatOthersCallTheirsIsFree(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-06", "I2", func() int { return n })
	_, err := w.Owner.Exec(t.Context(), "set session_replication_role = replica; update app.strategy set current = false") // an organisation has one
	must(t, err)
	for _, op := range operations(t) {
		if op.method != http.MethodPost || op.spec.RequestBody == nil || !strings.HasPrefix(op.path, "/api/v1/organisations/{organisation}/") ||
			strings.Contains(op.path, "/platform/") || op.id == "CreateCapability" || op.id == "DismissFinding" || op.id == "ImportStrategy" || op.id == "ReadDocument" || op.id == "DecideLink" || op.id == "ReplyToDecision" || op.id == "ConfirmSuggestions" || op.id == "GrantRole" || op.id == "ChangeCourse" ||
			op.id == "AnswerReview" || op.id == "ReleaseEdition" || op.id == "CommentOnEdition" || op.id == "SetHold" { // these are about one version, or have no name
			continue
		}
		schema := op.spec.RequestBody.Value.Content.Get("application/json").Schema.Value
		key, words := uuid.NewString(), uuid.NewString()
		for _, code := range []string{"B", "A"} {
			allowed := false
			for _, role := range []tenants.Role{tenants.CDO, tenants.Administrator} {
				p := w.person(t, string(role)+" of "+code)
				r := rewrite(t, op.request(t, w.own(t, p)), func(body map[string]any) { call(body, schema, words) })
				r.Header.Set("Idempotency-Key", key)
				p.ask(r)
				got := w.send(r)
				if got.status == http.StatusForbidden {
					continue
				}
				allowed = true
				n++
				if got.status != http.StatusCreated || code == "A" && strings.Contains(got.text, w.Orgs["B"].String()) {
					t.Errorf("%s of %s: %d %s", op.id, code, got.status, got.text)
				}
			}
			if !allowed {
				t.Errorf("nobody of %s may %s", code, op.id)
			}
		}
	}
	if n < 10 {
		t.Errorf("only %d were made", n)
	}
}

// call gives every word of a body that its writer chooses the same value each time.
func call(body map[string]any, s *openapi3.Schema, words string) {
	for name, of := range s.Properties {
		v := of.Value
		if v.Type.Is("string") && v.Format == "" && len(v.Enum) == 0 && (v.Pattern == "" || name == "code") {
			body[name] = words
		}
	}
	if _, has := body["role"]; has {
		body["role"] = tenants.Viewer
	}
	if _, has := body["issuer"]; has {
		body["issuer"] = "https://login.example/" + words
	}
}
