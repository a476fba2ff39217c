package api_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// A document is looked through by whoever may write, and nothing of it or of the answer is stored.
func TestADocumentIsLookedThroughAndNotKept(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	editor, viewer := w.SignIn(tenants.Editor, "A"), w.SignIn(tenants.Viewer, "A")
	before := all(t, w, server, editor)
	records, answers := w.Count("select count(*) from app.audit"), w.Count("select count(*) from app.idempotency")
	in64 := base64.StdEncoding.EncodeToString([]byte("By March 2027, we will share one record."))
	for n, c := range []struct {
		what, body string
		as         *http.Cookie
		status     int
		says       string
	}{
		{"a text", `{"name":"","text":"By March 2027, we will share one record."}`, editor, 200, `"due":"2027-03"`},
		{"the text of a PDF", `{"name":"plan.pdf","text":"Our plan\fBy March 2027, we will share one record.\f"}`, editor, 200, `"place":"Page 2, paragraph 1"`},
		{"a file", fmt.Sprintf(`{"name":"plan.txt","content":%q}`, in64), editor, 200, `"title":"Share one record"`},
		{"a table", `{"name":"","text":"Objective\tWhen\tOwner\nOne record\tMarch 2027\tCIO"}`, editor, 200, `"how":"","measures":[],"owner":"CIO"`},
		{"a PDF", fmt.Sprintf(`{"name":"plan.pdf","content":%q}`, in64), editor, 422, "does not open PDFs"},
		{"no document", `{"name":"plan.docx"}`, editor, 422, "damaged"},
		{"no base64", `{"name":"plan.docx","content":"~"}`, editor, 422, "base64"},
		{"a viewer", `{"name":"","text":"We will share one record."}`, viewer, 403, ""},
		{"nobody", `{"name":"","text":"We will share one record."}`, nil, 401, ""},
	} {
		got := ask{as: c.as, method: "POST", path: "/api/v1/organisations/{org:A}/document-readings", headers: keyed(fmt.Sprintf("reading-%04d", n)), body: c.body}.of(t, w, server)
		if got.StatusCode != c.status || !strings.Contains(got.text, c.says) {
			t.Errorf("%s: %d %s", c.what, got.StatusCode, got.text)
		}
	}
	if after := all(t, w, server, editor); after != before {
		t.Error("looking changed the strategy")
	}
	if n := w.Count("select count(*) from app.audit"); n > records {
		t.Errorf("looking left %d entries", n-records)
	}
	if n := w.Count("select count(*) from app.idempotency"); n != answers {
		t.Errorf("looking kept %d answers", n-answers)
	}
}
