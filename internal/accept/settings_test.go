package accept_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/internal/embeddings"
	"github.com/throughline-ics/throughline/internal/embeddings/standin"
	"github.com/throughline-ics/throughline/internal/traptest"
	"github.com/throughline-ics/throughline/tenants"
)

const meaning = "/settings/meaning"

// endpoint is what a system's lead sends to have an endpoint used.
func endpoint(url, more string) string {
	return fmt.Sprintf(`{"on":true,"endpoint":%q,"model":"small"%s}`, url, more)
}

// heard is an embeddings endpoint on this machine that keeps what it is sent.
type heard struct {
	url  string
	said record
}

func newHeard(t *testing.T) *heard {
	t.Helper()
	h, answers := &heard{}, standin.Handler("")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = fmt.Fprintf(&h.said, "%s %s\n", r.Header.Get("Authorization"), body)
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		answers.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	h.url = server.URL
	return h
}

// lineUp lines the system up, asking an endpoint where it has agreed to that.
func (a *asking) lineUp(client *embeddings.Client) {
	a.t.Helper()
	a.n++
	must(a.t, desk.Reassess(a.t.Context(), a.DB, client, a.System, "test"))
}

// T-23: texts go to an endpoint when a system has agreed to it, the released ones alone; the key goes to the address that it was
// entered for, and what came back and the key are gone when it is turned off.
func TestT23TextsGoWhereASystemHasAgreed(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-23", "I17")
	first, second := newHeard(t), newHeard(t)
	client := embeddings.New(append(embeddings.OnThisMachine(embeddings.Endpoint{URL: first.url}), embeddings.OnThisMachine(embeddings.Endpoint{URL: second.url})...)...)
	kept := func() int {
		return a.Count("select (select count(*) from app.meaning_vector) + (select count(*) from app.meaning_key)")
	}
	const agreed, key = `,"agreed":true`, `,"key":"k-7f3a91"`
	a.seen(0).tell("system_lead of ", http.MethodPatch, meaning, endpoint(first.url, key+`,"agreed":false`), http.StatusUnprocessableEntity)
	a.lineUp(client)
	if said := first.said.String(); said != "" {
		t.Fatalf("texts went where nobody agreed to: %s", said)
	}
	a.seen(0).tell("system_lead of ", http.MethodPatch, meaning, endpoint(first.url, key+agreed), http.StatusOK)
	a.lineUp(client)
	said := first.said.String()
	if !strings.Contains(said, "Bearer k-7f3a91") || !strings.Contains(said, "Open the shared care record on every ward") {
		t.Fatalf("the endpoint was not asked: %s", said)
	}
	if found := canaries(said); len(found) > 0 || strings.Contains(said, "Test Person") {
		t.Errorf("the endpoint was sent what is not released, of %q", found)
	}
	a.tell("system_lead of ", http.MethodPatch, meaning, endpoint(second.url, agreed), http.StatusOK)
	if n := kept(); n != 0 {
		t.Errorf("%d vectors and keys of the address before are kept", n)
	}
	a.lineUp(client)
	if said := second.said.String(); strings.Contains(said, "k-7f3a91") || said == "" {
		t.Errorf("the key went to another address than it was entered for: %.200s", said)
	}
	a.seen(2).tell("system_lead of ", http.MethodPatch, meaning, endpoint(second.url, `,"key":"k-2b90ce"`+agreed), http.StatusOK)
	a.lineUp(client)
	if n := kept(); n == 0 {
		t.Error("there is nothing that could be left")
	}
	off := fmt.Sprintf(`{"on":false,"endpoint":%q,"model":"small","agreed":false}`, second.url)
	a.seen(3).tell("system_lead of ", http.MethodPatch, meaning, off, http.StatusOK)
	if n := kept(); n != 0 {
		t.Errorf("%d vectors and keys are kept when it is off", n)
	}
	a.reword("system_lead of ", "G1", "title", "Another record")
	a.mustRelease(t, "system_lead of ", `"desk","members"`)
	before := len(second.said.String())
	a.lineUp(client)
	if after := len(second.said.String()); after != before {
		t.Errorf("texts went on when it was off")
	}
}

// T-23: an endpoint is called by the rules of all that the server calls: whatever address a lead agrees to, none of the server's
// own surroundings is reached. The members are told where texts go, and nothing else of it.
func TestT23AnEndpointIsNoWayIn(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-23", "I17")
	trap := traptest.New(t)
	version := 0
	for _, url := range []string{"http://127.0.0.1:" + trap.Port, "https://127.0.0.1:" + trap.Port, "https://localhost:" + trap.Port, "https://[::ffff:127.0.0.1]:" + trap.Port} {
		a.seen(version).tell("system_lead of ", http.MethodPatch, meaning, endpoint(url, `,"key":"k-7f3a91","agreed":true`), http.StatusOK)
		version++
		a.lineUp(embeddings.New())
		if n := a.Count("select count(*) from app.meaning_setting where trouble <> ''"); n != 1 {
			t.Errorf("nobody is told that %s was not called", url)
		}
		told := a.read("viewer of A", "/settings")
		if !strings.Contains(told, url) || !strings.Contains(told, `"has_key":false`) || !strings.Contains(told, `"trouble":""`) {
			t.Errorf("a member is told %s", told)
		}
	}
	for _, url := range []string{"http://10.0.0.7", "ftp://models.example", "https://user:pass@models.example", "https://models.example/?q=1", "models.example"} {
		a.seen(version).tell("system_lead of ", http.MethodPatch, meaning, endpoint(url, `,"agreed":true`), http.StatusUnprocessableEntity)
	}
	trap.WantNoHits(t)
}

// T-38: the key of an endpoint is sealed, and shown nowhere: not by an answer, nor in the record.
func TestT38AnEndpointsKeyIsSealed(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-38", "I29")
	const secret = "k-7f3a91"
	said := a.seen(0).tell("system_lead of ", http.MethodPatch, meaning, endpoint("https://models.example", `,"key":"`+secret+`","agreed":true`), http.StatusOK)
	for _, who := range []string{"system_lead of ", "system_analyst of ", "cdo of A", "administrator of A"} {
		said += a.read(who, "/settings")
	}
	said += a.read("system_administrator of ", "/audit")
	if strings.Contains(said, secret) {
		t.Errorf("the key is told: %s", said)
	}
	for what, query := range map[string]string{
		"the key's row": "select count(*) from app.meaning_key where position($1::text::bytea in sealed) > 0",
		"the record":    "select count(*) from app.audit where canonical like '%' || $1 || '%'",
		"the setting":   "select count(*) from app.meaning_setting m where m::text like '%' || $1 || '%'",
	} {
		a.n++
		if n := a.Count(query, secret); n != 0 {
			t.Errorf("the key stands in %s", what)
		}
	}
	if n := a.Count("select count(*) from app.meaning_key"); n != 1 {
		t.Errorf("%d keys are kept", n)
	}
}

// T-31: a setting, a capability and a joint strategy's answer are changed as they were read.
func TestT31ASettingIsChangedAsItWasRead(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-31", "I23")
	change := func(who, path, body, other string, version int) {
		t.Helper()
		a.seen(version).tell(who, http.MethodPatch, path, body, http.StatusOK)
		for _, stale := range []int{version, version + 2} {
			a.seen(stale).tell(who, http.MethodPatch, path, other, http.StatusPreconditionFailed)
		}
		a.seen(version+1).tell(who, http.MethodPatch, path, other, http.StatusOK)
	}
	change("system_lead of ", "/settings/window", `{"days":3}`, `{"days":4}`, 0)
	change("cdo of A", "/settings/sharing", `{"shares":true}`, `{"shares":false}`, 0)
	change("system_lead of ", meaning, endpoint("https://one.example", `,"agreed":true`), endpoint("https://two.example", `,"agreed":true`), 0)
	made := into[struct{ ID string }](t, a.tell("system_lead of ", http.MethodPost, "/capabilities", capability("brontide", "Brontide"), http.StatusCreated))
	at := "/capabilities/" + made.ID
	change("system_lead of ", at, `{"name":"the Brontide programme"}`, `{"name":"Brontide again"}`, 1)
	a.tell("system_lead of ", http.MethodDelete, at, "", http.StatusPreconditionFailed)
	a.seen(3).tell("system_lead of ", http.MethodDelete, at, "", http.StatusNoContent)
}

// capability is one of a system's own.
func capability(code, name string) string {
	text, _ := json.Marshal(map[string]any{
		"code": code, "name": name, "theme": "record", "phrases": []string{code},
		"common": said(0.9), "standardised": said(0.5), "interoperable": said(0.25),
	})
	return string(text)
}

func said(value float64) map[string]any {
	return map[string]any{"value": value, "because": "all need it"}
}

// T-05: what one system calls a capability is so in that system: another that has a member in common with it lists none of it, and
// neither changes it.
func TestT05ACapabilityIsItsSystems(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-05", "I3")
	made := into[struct{ ID string }](t, a.tell("system_lead of S", http.MethodPost, "/capabilities", capability("brontide", "Brontide"), http.StatusCreated))
	must(t, a.DB.Load(t.Context(), "test", func(l *tenants.Load) error {
		return l.Join(t.Context(), tenants.Membership{
			System: tenants.Organisation{ID: a.Orgs["S"]}, Organisation: tenants.Organisation{ID: a.Orgs["A"], Code: "ALD"},
			Kind: tenants.Member, Since: a.Now.AddDate(0, -1, 0),
		})
	}))
	for system, want := range map[string]bool{"": false, "S": true} {
		if text := a.read("cdo of A", "/capabilities?words=brontide&system="+a.Orgs[system].String()); strings.Contains(text, "Brontide") != want {
			t.Errorf("of %q A is told %s", system, text)
		}
	}
	if text := a.read("system_lead of ", "/capabilities?words=brontide"); strings.Contains(text, "Brontide") {
		t.Errorf("another system is told %s", text)
	}
	for _, who := range []string{"system_lead of ", "cdo of A"} {
		status := map[bool]int{true: http.StatusNotFound, false: http.StatusForbidden}[who == "system_lead of "]
		a.tell(who, http.MethodPatch, "/capabilities/"+made.ID, `{"name":"Taken"}`, status)
		a.tell(who, http.MethodDelete, "/capabilities/"+made.ID, "", status)
	}
}
