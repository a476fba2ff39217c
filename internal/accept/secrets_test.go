package accept_test

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/seal"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/connections"
)

// T-38: the secret of a connection is used and shown nowhere: in no answer, log, record, export, job or dump. In another
// row it opens nothing.
func TestT38SecretsAreUsedAndShownNowhere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	n := 0
	tried(t, "T-38", "I29", func() int { return n })
	secret, next := "SEKRIT-"+uuid.NewString(), "SEKRIT-"+uuid.NewString()
	admin := h.guest(t, h.SignIn(tenants.Administrator, "A"))
	operator := h.guest(t, h.SignIn(tenants.Operator, worldtest.Platform))
	h.provider.Ask(secret)
	connection := h.draft(admin, secret)
	if got := admin.through("/auth/test/" + connection); got.status != http.StatusOK {
		t.Fatalf("the test: %d %s", got.status, got.text)
	}
	path := "/api/v1/organisations/{org:A}/connections/" + connection
	h.change(admin, path, `{"state":"requested"}`)
	h.change(operator, "/api/v1/organisations/{org:platform}/platform/connections/"+connection, `{"verdict":"live"}`)
	if got := h.guest(t).through("/auth/sign-in/" + connection); got.status != http.StatusSeeOther {
		t.Fatalf("signing in with the secret: %d %s", got.status, got.text)
	}
	h.provider.Ask(next) // the provider refuses the secret, and sends it back
	if got := h.guest(t).through("/auth/sign-in/" + connection); got.status != http.StatusBadRequest {
		t.Errorf("signing in with the secret of before: %d", got.status)
	}
	h.change(admin, path, `{"secret":"`+next+`"}`)
	if got := h.guest(t).through("/auth/sign-in/" + connection); got.status != http.StatusSeeOther {
		t.Errorf("signing in with the new secret: %d %s", got.status, got.text)
	}
	if sent := h.provider.Sent(); len(sent) != 4 || sent[1] != secret || sent[3] != next {
		t.Fatalf("the secrets were not used: %d came", len(sent))
	}
	h.onboard(operator, secret)
	h.wrong(admin, path, secret)
	if done, err := connections.Reseal(context.Background(), h.DB); err != nil || len(done.Closed) > 0 {
		t.Errorf("%+v, %v", done, err)
	}
	for _, from := range []string{"?", "/export?format=csv&", "/export?format=jsonl&"} {
		for _, who := range []guest{admin, operator} {
			org := map[bool]string{true: "A", false: worldtest.Platform}[who == admin]
			if got := who.get("/api/v1/organisations/{org:" + org + "}/audit" + from); got.status != http.StatusOK || org == "A" && !strings.Contains(got.text, "updateConnection") {
				t.Errorf("the record: %d %s", got.status, got.text)
			}
		}
	}
	admin.get("/api/v1/organisations/{org:A}/connections")
	operator.get("/api/v1/organisations/{org:platform}/platform/connections")
	must(t, h.DB.ReassessAll(context.Background()))
	if h.Count("select count(*) from river.river_job") == 0 {
		t.Error("there was no job to look at")
	}
	for name, text := range map[string]string{"answers": h.said.String(), "the log": h.log.String(), "the database": h.dump(t)} {
		if len(text) < 1000 {
			t.Errorf("%s: only %q was looked at", name, text)
		}
		for _, planted := range []string{secret, next} {
			for form, written := range forms(planted) {
				n++
				if strings.Contains(text, written) {
					t.Errorf("%s hold the secret, as %s", name, form)
				}
			}
		}
	}
}

// draft makes a connection by the provider through the API. The provider is no https one, which the API rightly refuses,
// so the issuer is put right behind the wall.
func (h *house) draft(by guest, secret string) string {
	by.t.Helper()
	made := by.do(http.MethodPost, "/api/v1/organisations/{org:A}/connections",
		`{"name":"Staff","issuer":"https://login.example/x","client_id":"throughline","secret":"`+secret+`","second_factor":true}`,
		"Idempotency-Key", uuid.NewString())
	var c struct{ ID string }
	if err := json.Unmarshal([]byte(made.text), &c); err != nil || made.status != http.StatusCreated {
		by.t.Fatalf("%d %s", made.status, made.text)
	}
	for _, statement := range []string{"alter table app.connection disable trigger guard", "update app.connection set issuer = $1 where id = $2", "alter table app.connection enable trigger guard"} {
		var args []any
		if strings.Contains(statement, "$2") {
			args = []any{h.provider.URL, c.ID}
		}
		h.exec(by.t, statement, args...)
	}
	return c.ID
}

// change changes something at the version that it has.
func (h *house) change(by guest, path, body string) {
	by.t.Helper()
	id := path[strings.LastIndex(path, "/")+1:]
	version := h.Count("select version from app.connection where id = $1", id)
	if got := by.do(http.MethodPatch, path, body, "If-Match", fmt.Sprintf(`"%d"`, version)); got.status != http.StatusOK {
		by.t.Fatalf("%s: %d %s", body, got.status, got.text)
	}
}

// onboard declares an organisation with a secret, twice by the same key and once more.
func (h *house) onboard(operator guest, secret string) {
	operator.t.Helper()
	body := `{"organisations":[{"code":"elm","kind":"hospice","name":"Elm Hospice"}],"connections":[{"organisation":"elm","name":"Staff",` +
		`"issuer":"https://login.example/elm","client_id":"tl","secret":"` + secret + `"}]}`
	for _, c := range [][2]string{{"plan", "elm-plan-1"}, {"onboarding", "elm-apply-1"}, {"onboarding", "elm-apply-1"}, {"onboarding", "elm-apply-2"}} {
		got := operator.do(http.MethodPost, "/api/v1/organisations/{org:platform}/platform/"+c[0], body, "Idempotency-Key", c[1])
		if got.status != http.StatusOK && got.status != http.StatusCreated {
			operator.t.Errorf("%s: %d %s", c[0], got.status, got.text)
		}
	}
	if h.Count("select count(*) from app.connection where secret_sealed is not null") != 2 {
		operator.t.Error("the secret was not kept")
	}
}

// wrong sends the secret where it is refused.
func (h *house) wrong(by guest, path, secret string) {
	by.t.Helper()
	for _, c := range []struct {
		method, path, body string
		status             int
	}{
		{http.MethodPatch, path, `{"secret":"` + secret + `","name":""}`, http.StatusUnprocessableEntity},
		{http.MethodPatch, path, `{"secret":["` + secret + `"]}`, http.StatusUnprocessableEntity},
		{http.MethodPatch, path, `{"secret":"` + secret, http.StatusBadRequest},
		{http.MethodGet, path + "?secret=" + secret, "", http.StatusOK},
		{http.MethodGet, "/auth/callback/" + uuid.NewString() + "?state=x&code=" + secret, "", http.StatusBadRequest},
	} {
		version := h.Count("select version from app.connection where id = $1", path[strings.LastIndex(path, "/")+1:])
		got := by.do(c.method, c.path, c.body, "If-Match", fmt.Sprintf(`"%d"`, version))
		if got.status != c.status {
			by.t.Errorf("%s %s: %d %s", c.method, c.body, got.status, got.text)
		}
	}
}

// forms are the ways in which a secret may be written.
func forms(secret string) map[string]string {
	return map[string]string{
		"it is": secret, "hex": hex.EncodeToString([]byte(secret)),
		"base64": base64.RawStdEncoding.EncodeToString([]byte(secret)), "base64, one on": base64.RawStdEncoding.EncodeToString([]byte("x" + secret))[2:40],
		"base64, two on": base64.RawStdEncoding.EncodeToString([]byte("xx" + secret))[3:40],
	}
}

// dump is every row of every table as the database's owner reads it: the record and the jobs' arguments are among them.
func (h *house) dump(t *testing.T) string {
	t.Helper()
	rows, err := h.Owner.Query(context.Background(), `select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`)
	must(t, err)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(tables) < 30 {
		t.Fatalf("%d tables, %v", len(tables), err)
	}
	var all strings.Builder
	for _, table := range tables {
		rows, err := h.Owner.Query(context.Background(), "select t::text from "+table+" t")
		must(t, err)
		text, err := pgx.CollectRows(rows, pgx.RowTo[string])
		must(t, err)
		all.WriteString(table + "\n" + strings.Join(text, "\n") + "\n")
	}
	return all.String()
}

// T-38: what was sealed to one row opens in no other, and under no other key; whoever signs in by it is told so.
func TestT38ASealedSecretOpensInItsRowAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	n := 0
	tried(t, "T-38", "I29", func() int { return n })
	secret := "SEKRIT-" + uuid.NewString()
	h.provider.Ask(secret)
	mine := h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: "Staff", Secret: secret})
	if got := h.guest(t).through("/auth/sign-in/" + mine.String()); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.text)
	}
	h.exec(t, "update app.connection set state = 'disabled' where id = $1", mine)
	thief := h.connect(t, tenants.Connection{Organisation: h.Orgs["B"], Name: "Staff", Secret: "another"})
	sibling := h.connectDisabled(t, thief, tenants.Connection{Organisation: h.Orgs["A"], Name: "Others", Secret: "another"})
	kept, used := h.sealed(t, mine), len(h.provider.Sent())
	for name, c := range map[string]struct {
		row   uuid.UUID
		bytes []byte
	}{
		"another organisation's row": {thief, kept}, "another row of its own": {sibling, kept},
		"changed in its row": {mine, append(kept[:len(kept)-1:len(kept)-1], kept[len(kept)-1]^1)}, "cut off": {mine, kept[:20]}, "empty": {mine, []byte{}},
		"another key's": {mine, seal.New(seal.NewKey()).Seal(secret, h.Orgs["A"].String(), mine.String(), tenants.ClientSecret)},
		"another field": {mine, h.Secrets.Seal(secret, h.Orgs["A"].String(), mine.String(), "name")},
	} {
		n++
		h.use(t, c.row)
		h.exec(t, "update app.connection set secret_sealed = $2 where id = $1", c.row, c.bytes)
		got := h.guest(t).through("/auth/sign-in/" + c.row.String())
		if got.status != http.StatusServiceUnavailable || !strings.Contains(got.text, "its secret cannot be read") {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
	}
	if sent := h.provider.Sent(); len(sent) != used {
		t.Errorf("the provider was sent %d more", len(sent)-used)
	}
}

// connectDisabled makes a connection while another of the same provider is out of use: one is in use at a time.
func (h *house) connectDisabled(t *testing.T, others uuid.UUID, c tenants.Connection) uuid.UUID {
	t.Helper()
	h.exec(t, "update app.connection set state = 'disabled' where id = $1", others)
	return h.connect(t, c)
}

// use puts one connection into use and the others of the provider out of it.
func (h *house) use(t *testing.T, id uuid.UUID) {
	t.Helper()
	for _, statement := range []string{
		"update app.connection set state = 'disabled' where issuer = $2 and id <> $1", "update app.connection set state = 'live' where issuer = $2 and id = $1",
	} {
		h.exec(t, statement, id, h.provider.URL)
	}
}

func (h *house) sealed(t *testing.T, id uuid.UUID) (kept []byte) {
	t.Helper()
	must(t, h.Owner.QueryRow(context.Background(), "select secret_sealed from app.connection where id = $1", id).Scan(&kept))
	return kept
}
