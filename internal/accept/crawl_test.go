package accept_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/tenants"
)

// operation is one operation of the contract.
type operation struct {
	id, method, path string
	spec             *openapi3.Operation
}

func operations(t *testing.T) []operation {
	t.Helper()
	spec, err := gen.GetSpec()
	must(t, err)
	var all []operation
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			op.Parameters = append(op.Parameters, item.Parameters...)
			all = append(all, operation{strings.ToUpper(op.OperationID[:1]) + op.OperationID[1:], method, path, op})
		}
	}
	slices.SortFunc(all, func(a, b operation) int { return strings.Compare(a.id, b.id) })
	if len(all) < 60 {
		t.Fatalf("only %d operations: the contract was not read", len(all))
	}
	return all
}

// name is the operation's in the contract.
func (o operation) name() string { return strings.ToLower(o.id[:1]) + o.id[1:] }

func (o operation) changes() bool { return o.method != http.MethodGet }

// filling says which ids a request names: the organisation in the path, and things by what they are called.
type filling struct {
	organisation uuid.UUID
	thing        func(name string) string
}

func always(id string) func(string) string { return func(string) string { return id } }

// request builds a request that the contract lets through, naming what the filling says.
func (o operation) request(t *testing.T, f filling) *http.Request {
	t.Helper()
	path, query := o.path, []string{}
	for _, p := range o.spec.Parameters {
		switch p.Value.In {
		case "path":
			id := f.thing(p.Value.Name)
			switch p.Value.Name {
			case "organisation":
				id = f.organisation.String()
			case "question": // nobody's own: every board is asked the same
				id = "mission"
			}
			path = strings.ReplaceAll(path, "{"+p.Value.Name+"}", id)
		case "query":
			if p.Value.Required || p.Value.Name == "role" || p.Value.Schema.Value.Format == "uuid" {
				query = append(query, p.Value.Name+"="+fmt.Sprint(sample(t, p.Value.Name, p.Value.Schema.Value, f)))
			}
		}
	}
	if strings.Contains(path, "{") {
		t.Fatalf("%s: no value for a part of %s", o.id, path)
	}
	if len(query) > 0 {
		path += "?" + strings.Join(query, "&")
	}
	var body []byte
	if o.spec.RequestBody != nil {
		media := o.spec.RequestBody.Value.Content.Get("application/json")
		if media == nil {
			t.Fatalf("%s takes a body that is not JSON", o.id)
		}
		body, _ = json.Marshal(sample(t, "", media.Schema.Value, f))
	}
	r := httptest.NewRequestWithContext(context.Background(), o.method, path, bytes.NewReader(body))
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if o.changes() {
		r.Header.Set("Idempotency-Key", uuid.NewString())
		r.Header.Set("If-Match", `"1"`)
	}
	return r
}

// sample makes a value of a schema; an id is what the filling says.
func sample(t *testing.T, name string, s *openapi3.Schema, f filling) any {
	t.Helper()
	if len(s.AllOf) > 0 {
		return sample(t, name, s.AllOf[0].Value, f)
	}
	switch {
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type.Is("object"):
		value := map[string]any{}
		for field, of := range s.Properties {
			if slices.Contains(s.Required, field) || of.Value.Format == "uuid" || field == "title" {
				value[field] = sample(t, field, of.Value, f)
			}
		}
		return value
	case s.Type.Is("array"):
		return []any{sample(t, name, s.Items.Value, f)}
	case s.Type.Is("boolean"):
		return true
	case s.Type.Is("integer"), s.Type.Is("number"):
		return 1
	case s.Format == "uuid":
		return f.thing(name)
	case s.Format == "date":
		return "2026-11-01"
	case s.Pattern == "^20[0-9]{2}-(0[1-9]|1[0-2])$":
		return "2027-03"
	case s.MinLength == 43:
		return strings.Repeat("x", 43)
	case name == "q", name == "role":
		return "record" // of which everybody writes
	case name == "dimension":
		return "well-led"
	case name == "issuer":
		return "https://login.example/x"
	default:
		return uuid.NewString() // another each time: a name that is taken is another answer
	}
}

// things gives the id of something of an organisation, by what the contract calls it.
func (w *world) things(t *testing.T, code string) func(name string) string {
	t.Helper()
	ids := map[string]string{}
	for name, query := range map[string]string{
		"objective": "select id from app.item where org_id = $1 and kind = 'objective' limit 1", "item": "select id from app.item where org_id = $1 order by kind = 'objective' desc, code limit 1",
		"decision":   "select id from app.claim where org_id = $1 order by seq desc limit 1",
		"edition":    "select id from app.edition where org_id = $1 order by n desc limit 1",
		"reviewers":  "select a.person_id from app.assignment a join sec.person p on p.id = a.person_id where a.org_id = $1 and p.kind = 'human' and a.role = 'viewer' and a.until is null limit 1",
		"strategy":   "select id from app.strategy where org_id = $1 limit 1",
		"invitation": "select id from app.invitation where org_id = $1 limit 1", "token": "select id from app.token where org_id = $1 limit 1",
		"connection": "select id from app.connection where org_id = $1 limit 1", "assignment": "select id from app.assignment where org_id = $1 limit 1",
		"link": "select id from app.feedback_link where org_id = $1 limit 1", "feedback": "select id from app.feedback where org_id = $1 limit 1",
		"offer": "select id from app.joint_offer where org_id = $1 limit 1", "dismissal": "select id from app.dismissal where org_id = $1 limit 1", "person": "select person_id from app.assignment where org_id = $1 limit 1",
	} {
		var id uuid.UUID
		if err := w.Owner.QueryRow(context.Background(), query, w.Orgs[code]).Scan(&id); err == nil {
			ids[name] = id.String()
		}
	}
	ids["organisation"], ids["member"], ids["system"] = w.Orgs[code].String(), w.Orgs[code].String(), w.Orgs[code].String()
	return func(name string) string {
		switch {
		case ids[name] != "":
			return ids[name]
		case name == "target" && ids["goal"] != "":
			return ids["goal"]
		case ids["objective"] != "":
			return ids["objective"]
		default:
			return w.Orgs[code].String()
		}
	}
}

// Every operation by everybody: with things of others, things that are nowhere, and as organisations that are not
// theirs. What is not theirs and what is not there answer alike, no canary comes out, and nothing of B changes.
func TestT04TheCrawler(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-04", "I1 I2 I3 I5", func() int { return n })
	before := w.snapshot(t, "B")
	nowhere := uuid.NewString()
	var answers []string
	for _, op := range operations(t) {
		for _, p := range w.people {
			if p.code == "B" || op.id == "EndSession" || op.id == "EndMySessions" {
				continue
			}
			for _, foreign := range []string{"B", "M"} {
				if slices.Contains(p.reads, foreign) || p.code == "S" || p.role == tenants.Operator && keepsRegister[op.id] {
					continue
				}
				own, id := w.Orgs[p.code], w.Orgs[foreign]
				pairs := [][2]filling{
					{{id, w.things(t, foreign)}, {uuid.New(), always(nowhere)}},
				}
				if published := op.id == "GetPublishedOrganisation" || op.id == "GetPublishedObjective" || op.id == "GetPublishedLens" || op.id == "GetAlignmentCell" || op.id == "ListLinks"; !published || p.code != "" || foreign == "M" {
					pairs = append(pairs, [2]filling{{own, w.things(t, foreign)}, {own, always(nowhere)}})
				}
				for _, pair := range pairs {
					got := w.as(t, p, op, pair[0])
					none := w.as(t, p, op, pair[1])
					answers = append(answers, got.text)
					n += 2
					// There is one hold: what lifts it the first time finds none the second. A board's answers are numbered.
					if op.id != "DecideLink" && op.id != "LiftHold" && op.id != "AnswerBoardQuestion" && op.id != "AssessEmbedding" && got.alike() != none.alike() {
						t.Errorf("%s as %s tells %s's from nothing:\n%s\n%s", op.id, p.name, foreign, got.alike(), none.alike())
					}
					w.clean(t, p, op, got)
				}
			}
			w.clean(t, p, op, w.as(t, p, op, filling{w.Orgs[p.code], w.things(t, p.code)}))
			n++
		}
	}
	for table, sum := range w.snapshot(t, "B") {
		if before[table] != sum {
			t.Errorf("B's %s is not what it was", table)
		}
	}
	tried(t, "T-37", "I28", func() int { return len(answers) })
	for _, text := range answers {
		if found := leak.FindString(text); found != "" {
			t.Errorf("an answer says %q: %s", found, text)
		}
	}
}

// keepsRegister are the operations by which operators see and decide about every organisation.
var keepsRegister = map[string]bool{"GetRegistered": true, "ProposeRepair": true, "DecideConnection": true}

func (w *world) as(t *testing.T, p principal, op operation, f filling) answer {
	t.Helper()
	r := op.request(t, f)
	p.ask(r)
	from := w.asked.Add(1) // each from an address of its own, or one would be refused for what the others ask
	r.RemoteAddr = fmt.Sprintf("10.%d.%d.%d:4000", from>>16&255, from>>8&255, from&255)
	return w.send(r)
}

// clean refuses an answer that holds somebody else's canary, or that is no answer.
func (w *world) clean(t *testing.T, p principal, op operation, a answer) {
	t.Helper()
	for _, code := range canaries(a.text) {
		if !slices.Contains(p.reads, code) && p.role != tenants.Operator {
			t.Errorf("%s as %s shows what is %s's: %s", op.id, p.name, code, a.text)
			return
		}
		if p.role == tenants.Operator && strings.Contains(a.text, "shared care record") {
			t.Errorf("%s shows an operator what somebody wrote: %s", op.id, a.text)
		}
	}
	if a.status >= 500 {
		t.Errorf("%s as %s: %d %s", op.id, p.name, a.status, a.text)
	}
}

// Every cell of the table of who may do what, against the server.
func TestT11TheMatrix(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m, err := authz.ReadMatrix()
	must(t, err)
	n := 0
	tried(t, "T-11", "I9", func() int { return n })
	for _, op := range operations(t) {
		row, there := m.Operations[op.name()]
		if !there {
			t.Errorf("the matrix has no row for %s", op.id)
		}
		if row.Open {
			continue
		}
		for _, p := range w.people {
			if p.role == "" || strings.HasPrefix(p.name, "a token") {
				continue
			}
			n++
			own := w.as(t, p, op, filling{w.Orgs[p.code], always(uuid.NewString())})
			verdict := m.Verdict(op.name(), p.role, authz.Own)
			if denied := own.status == http.StatusForbidden; denied != (verdict == authz.Forbidden) {
				t.Errorf("%s as %s: %d %s, and the matrix says %s", op.id, p.name, own.status, own.text, verdict)
			}
			for _, foreign := range []string{"B", "M", ""} {
				if foreign == p.code {
					continue
				}
				n++
				if got := w.as(t, p, op, filling{w.Orgs[foreign], always(uuid.NewString())}); got.status != http.StatusNotFound {
					t.Errorf("%s as %s, acting as %q: %d", op.id, p.name, foreign, got.status)
				}
			}
		}
	}
}
