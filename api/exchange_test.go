package api_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// outcome is what an import answers, as far as is asked about.
type outcome struct {
	Applied bool
	Seen    string
	Layouts []json.RawMessage
	Sheets  []struct {
		Headings []struct {
			Heading      string
			Filled, Long int
		}
	}
	Counts struct{ New, Changed, Same, Wrong int }
	Rows   []struct {
		State, Code, Title, Match string
		About                     bool
		Lines                     []struct{ Row, Under int }
		Problems                  []struct{ Cell, Value, Reason string }
	}
	LeftOut []struct {
		Sheet     string
		Row, With int
		Text      string
	} `json:"left_out"`
}

// bringing is a file that is brought in, or looked at, as A.
type bringing struct {
	as              *http.Cookie
	key, name, file string
	dry             bool
	more            string // of the body
}

func (b bringing) of(t *testing.T, w *worldtest.World, server http.Handler) answer {
	t.Helper()
	var id string
	if err := w.Owner.QueryRow(t.Context(), "select id::text from app.strategy where org_id = $1", w.Orgs["A"]).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return ask{
		as: b.as, method: "POST", headers: keyed(b.key), path: fmt.Sprintf("/api/v1/organisations/{org:A}/strategies/%s/imports?dry_run=%v", id, b.dry),
		body: fmt.Sprintf(`{"name":%q,"content":%q%s}`, b.name, base64.StdEncoding.EncodeToString([]byte(b.file)), b.more),
	}.of(t, w, server)
}

const plan = "Code,Objective,Owner,By when\nA-1,,Chief nurse,Mar-27\n,Something new,,March 2028\n"

// all is everything that A is writing, as text.
func all(t *testing.T, w *worldtest.World, server http.Handler, as *http.Cookie) string {
	t.Helper()
	return ask{as: as, path: "/api/v1/organisations/{org:A}/items"}.of(t, w, server).text
}

// A dry run changes nothing; what is brought in then is what was looked at; a second time it changes nothing.
func TestASpreadsheetIsLookedAtAndBroughtIn(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	editor := w.SignIn(tenants.Editor, "A")
	before := all(t, w, server, editor)
	records := w.Count("select count(*) from app.audit")
	dry := (bringing{editor, "import-0001", "plan.csv", plan, true, ""}).of(t, w, server)
	var looked outcome
	dry.into(t, &looked)
	if dry.StatusCode != 200 || looked.Applied || looked.Counts.New != 1 || looked.Counts.Changed != 1 || looked.Rows[0].Match != "code" || all(t, w, server, editor) != before {
		t.Fatalf("%d %s", dry.StatusCode, dry.text)
	}
	if n := w.Count("select count(*) from app.audit"); n != records {
		t.Errorf("looking left %d entries", n-records)
	}
	done := (bringing{editor, "import-0002", "plan.csv", plan, false, fmt.Sprintf(`,"seen":%q`, looked.Seen)}).of(t, w, server)
	var brought outcome
	done.into(t, &brought)
	if after := all(t, w, server, editor); done.StatusCode != 200 || !brought.Applied || !strings.Contains(after, "Something new") || !strings.Contains(after, "Chief nurse") {
		t.Fatalf("%d %s", done.StatusCode, done.text)
	}
	if n := w.Count("select count(*) from app.audit where command = 'importStrategy'"); n != 1 {
		t.Errorf("%d entries", n)
	}
	// The key of what was brought in is not that of a question about it.
	if got := (bringing{editor, "import-0002", "plan.csv", plan, true, fmt.Sprintf(`,"seen":%q`, looked.Seen)}).of(t, w, server); got.StatusCode != 422 {
		t.Errorf("a question with the key of what was done: %d %s", got.StatusCode, got.text)
	}
	var again outcome
	(bringing{editor, "import-0003", "plan.csv", plan, true, ""}).of(t, w, server).into(t, &again)
	if again.Counts.Same != 2 {
		t.Errorf("again: %+v", again)
	}
	// What was looked at is not what would be brought in now.
	if stale := (bringing{editor, "import-0004", "plan.csv", plan, false, fmt.Sprintf(`,"seen":%q`, looked.Seen)}).of(t, w, server); stale.StatusCode != 412 {
		t.Errorf("%d %s", stale.StatusCode, stale.text)
	}
}

// Our own workbook changes what the strategy says of itself, unless that row is left out.
func TestAWorkbookChangesWhatAStrategySaysOfItself(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	mission := func() (text string) {
		if err := w.Owner.QueryRow(t.Context(), "select mission from app.strategy where org_id = $1", w.Orgs["A"]).Scan(&text); err != nil {
			t.Fatal(err)
		}
		return text
	}
	before := mission()
	file, err := sheet.WriteXLSX(strategy.Document{Header: strategy.Header{Mission: "Safer care, close to home."}})
	if err != nil {
		t.Fatal(err)
	}
	for n, c := range []struct{ more, state, after string }{
		{`,"left_out":[{"sheet":"About this strategy","row":3}]`, "", before},
		{"", "changed", "Safer care, close to home."},
		{"", "same", "Safer care, close to home."},
	} {
		var looked, done outcome
		(bringing{cdo, fmt.Sprintf("import-0%03d", n), "ours.xlsx", string(file), true, c.more}).of(t, w, server).into(t, &looked)
		got := (bringing{cdo, fmt.Sprintf("import-1%03d", n), "ours.xlsx", string(file), false, c.more + fmt.Sprintf(`,"seen":%q`, looked.Seen)}).of(t, w, server)
		if c.state == "" {
			if got.StatusCode != 422 || mission() != c.after {
				t.Errorf("left out: %d %s", got.StatusCode, got.text)
			}
			continue
		}
		got.into(t, &done)
		if !done.Applied || done.Rows[0].State != c.state || !done.Rows[0].About || done.Rows[0].Title != "Mission" || mission() != c.after {
			t.Errorf("%s: %d %s", c.state, got.StatusCode, got.text)
		}
	}
}

// One wrong cell keeps all of it out, and is named.
func TestHalfBadIsNotHalfBroughtIn(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	editor := w.SignIn(tenants.Editor, "A")
	before := all(t, w, server, editor)
	bad := plan + "A-2,,,spring 2027\n"
	got := (bringing{editor, "import-0001", "plan.csv", bad, false, ""}).of(t, w, server)
	var p problem
	got.into(t, &p)
	if got.StatusCode != 422 || len(p.Fields) != 1 || p.Fields[0].Name != "plan!D4" || !strings.Contains(p.Fields[0].Reason, "spring 2027") || all(t, w, server, editor) != before {
		t.Errorf("%d %s", got.StatusCode, got.text)
	}
	var dry outcome
	(bringing{editor, "import-0002", "plan.csv", bad, true, ""}).of(t, w, server).into(t, &dry)
	if dry.Counts.Wrong != 1 || dry.Rows[0].Problems[0].Cell != "plan!D4" {
		t.Errorf("%+v", dry)
	}
	layout := fmt.Sprintf(`,"sheets":[%s]`, strings.Replace(string(dry.Layouts[0]), `{"as":"due","column":4}`, `{"as":"provenance","column":4}`, 1))
	if left := (bringing{editor, "import-0003", "plan.csv", bad, false, layout}).of(t, w, server); left.StatusCode != 200 {
		t.Errorf("with the date as a source: %d %s %s", left.StatusCode, left.text, layout)
	}
}

// A cell is put right without going back to the file, and only that cell.
func TestACellIsCorrectedOnTheWay(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	editor := w.SignIn(tenants.Editor, "A")
	bad := plan + "A-2,,,spring 2027\n"
	var dry outcome
	(bringing{editor, "import-0001", "plan.csv", bad, true, ""}).of(t, w, server).into(t, &dry)
	if p := dry.Rows[0].Problems[0]; p.Cell != "plan!D4" || p.Value != "spring 2027" {
		t.Errorf("%+v", p)
	}
	right := `,"corrections":[{"cell":"plan!D4","value":"2027-04"}]`
	var looked outcome
	(bringing{editor, "import-0002", "plan.csv", bad, true, right}).of(t, w, server).into(t, &looked)
	if looked.Counts.Wrong != 0 || looked.Counts.Changed != 2 {
		t.Fatalf("%+v", looked)
	}
	done := (bringing{editor, "import-0003", "plan.csv", bad, false, right + fmt.Sprintf(`,"seen":%q`, looked.Seen)}).of(t, w, server)
	if after := all(t, w, server, editor); done.StatusCode != 200 || !strings.Contains(after, `"due":"2027-04"`) {
		t.Errorf("%d %s", done.StatusCode, done.text)
	}
	for n, wrong := range []string{"plan!D9", "other!D4", "plan!4", "D4", "", "plan!AAAA4", "plan!D99999999999999999999"} {
		more := fmt.Sprintf(`,"corrections":[{"cell":%q,"value":"x"}]`, wrong)
		if got := (bringing{editor, fmt.Sprintf("import-1%03d", n), "plan.csv", bad, true, more}).of(t, w, server); got.StatusCode != 422 {
			t.Errorf("%q: %d %s", wrong, got.StatusCode, got.text)
		}
	}
	// What was corrected differently since is not what was looked at.
	other := strings.Replace(right, "2027-04", "2027-05", 1) + fmt.Sprintf(`,"seen":%q`, looked.Seen)
	if got := (bringing{editor, "import-0004", "plan.csv", bad, false, other}).of(t, w, server); got.StatusCode != 412 {
		t.Errorf("%d %s", got.StatusCode, got.text)
	}
}

// A row is left out beside corrections and a layout, is named before and after, and can be put back. What was looked at with a
// row left out is not what would be brought in without.
func TestARowIsLeftOutOnTheWay(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	editor := w.SignIn(tenants.Editor, "A")
	file := "Code,Objective,Measure,By when\nA-1,,,spring 2027\n,Letters online,Letters,\n,,Clicks,\nTotal,,,12\n"
	right := `,"corrections":[{"cell":"plan!D2","value":"2027-04"}]`
	var first outcome
	(bringing{editor, "import-0001", "plan.csv", file, true, right}).of(t, w, server).into(t, &first)
	if first.Counts.Wrong != 1 || len(first.LeftOut) != 0 {
		t.Fatalf("%+v", first)
	}
	layout := fmt.Sprintf(`,"sheets":[%s]`, first.Layouts[0])
	more := right + layout + `,"left_out":[{"sheet":"plan","row":5},{"sheet":"plan","row":3}]`
	var looked outcome
	(bringing{editor, "import-0002", "plan.csv", file, true, more}).of(t, w, server).into(t, &looked)
	if looked.Counts.Wrong+looked.Counts.New != 0 || looked.Counts.Changed != 1 || fmt.Sprint(looked.LeftOut) != "[{plan 3 0 Letters online; Letters} {plan 4 3 Clicks} {plan 5 0 Total; 12}]" {
		t.Fatalf("%+v", looked)
	}
	if before, now := fmt.Sprint(first.Sheets[0].Headings), fmt.Sprint(looked.Sheets[0].Headings); before != "[{Code 2 0} {Objective 1 0} {Measure 2 0} {By when 2 0}]" || now != "[{Code 1 0} {Objective 0 0} {Measure 0 0} {By when 1 0}]" {
		t.Errorf("the columns hold %s, and %s without the rows that are left out", before, now)
	}
	var back outcome
	(bringing{editor, "import-0003", "plan.csv", file, true, right + layout + `,"left_out":[{"sheet":"plan","row":5}]`}).of(t, w, server).into(t, &back)
	if back.Counts.New != 1 || len(back.LeftOut) != 1 || fmt.Sprint(back.Rows[1].Lines) != "[{3 0} {4 3}]" {
		t.Fatalf("%+v", back)
	}
	seen := fmt.Sprintf(`,"seen":%q`, looked.Seen)
	for n, other := range []string{right + layout + `,"left_out":[{"sheet":"plan","row":5}]`, more[:len(more)-1] + `,{"sheet":"plan","row":1}]`} {
		if got := (bringing{editor, fmt.Sprintf("import-1%03d", n), "plan.csv", file, false, other + seen}).of(t, w, server); got.StatusCode != 412 {
			t.Errorf("%s: %d %s", other, got.StatusCode, got.text)
		}
	}
	done := (bringing{editor, "import-0004", "plan.csv", file, false, more + seen}).of(t, w, server)
	var brought outcome
	done.into(t, &brought)
	after := all(t, w, server, editor)
	if done.StatusCode != 200 || !brought.Applied || len(brought.LeftOut) != 3 || !strings.Contains(after, `"due":"2027-04"`) || strings.Contains(after, "Letters online") || strings.Contains(after, "Clicks") {
		t.Errorf("%d %s", done.StatusCode, done.text)
	}
	wrong := (bringing{editor, "import-0005", "plan.csv", file, true, `,"left_out":[{"sheet":"plan","row":9}]`}).of(t, w, server)
	var p problem
	wrong.into(t, &p)
	if wrong.StatusCode != 422 || p.Fields[0].Name != "plan!A9" {
		t.Errorf("%d %s", wrong.StatusCode, wrong.text)
	}
}

func TestWhatCannotBeBroughtIn(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	editor, viewer := w.SignIn(tenants.Editor, "A"), w.SignIn(tenants.Viewer, "A")
	for n, c := range []struct {
		what, name, file, more string
		as                     *http.Cookie
		status                 int
	}{
		{"a viewer", "plan.csv", plan, "", viewer, 403},
		{"nobody", "plan.csv", plan, "", nil, 401},
		{"not a spreadsheet", "plan.pdf", plan, "", editor, 422},
		{"a damaged one", "plan.xlsx", plan, "", editor, 422},
		{"one with a password", "plan.xlsx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", "", editor, 422},
		{"nothing", "plan.csv", "", "", editor, 422},
		{"a layout that does not fit", "plan.csv", plan, `,"sheets":[{"sheet":"other","header":1,"kind":"objective","columns":[{"column":1,"as":"title"}]}]`, editor, 422},
		{"a file that is too large", "plan.csv", strings.Repeat("x", 4<<20+1), "", editor, 422},
		{"a body that is too large", "plan.csv", strings.Repeat("x", 5<<20), "", editor, 413},
		{"a body that is too large for nobody", "plan.csv", strings.Repeat("x", 1<<20), "", nil, 413},
	} {
		got := (bringing{c.as, fmt.Sprintf("import-%04d", n), c.name, c.file, false, c.more}).of(t, w, server)
		if got.StatusCode != c.status {
			t.Errorf("%s: %d %.300s", c.what, got.StatusCode, got.text)
		}
	}
	long := ask{as: editor, method: "POST", path: "/api/v1/organisations/{org:A}/items", headers: keyed("too-long-1"), body: strings.Repeat(" ", 2<<20)}.of(t, w, server)
	if long.StatusCode != 413 {
		t.Errorf("another operation takes a body of 2 MB: %d", long.StatusCode)
	}
}

// What is written in any form has all of the strategy, and as a spreadsheet it comes back as no change.
func TestAStrategyIsWrittenAsAFile(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	first, _ := firstObjective(t, w, server, cdo)
	base := "/api/v1/organisations/{org:A}/strategies/" + first.Strategy
	for n, format := range []string{"xlsx", "csv", "yaml", "json"} {
		got := ask{as: cdo, path: base + "/export?format=" + format}.of(t, w, server)
		if got.StatusCode != 200 || !strings.Contains(got.Header.Get("Content-Disposition"), "."+format+`"`) || got.Header.Get("Content-Type") != "application/octet-stream" {
			t.Fatalf("%s: %d %v", format, got.StatusCode, got.Header)
		}
		if format != "xlsx" && !strings.Contains(got.text, first.Fields.Title) {
			t.Errorf("%s has not %q: %s", format, first.Fields.Title, got.text)
		}
		if n < 2 {
			var back outcome
			(bringing{cdo, fmt.Sprintf("import-%04d", n), "strategy." + format, got.text, true, ""}).of(t, w, server).into(t, &back)
			if back.Counts.Same == 0 || back.Counts.New+back.Counts.Changed+back.Counts.Wrong > 0 {
				t.Errorf("%s comes back as %+v", format, back)
			}
		}
	}
	if got := (ask{as: cdo, path: base + "/export?format=archimate"}).of(t, w, server); got.StatusCode != 200 || !strings.Contains(got.Header.Get("Content-Disposition"), `.xml"`) ||
		!strings.Contains(got.text, `identifier="id-`+first.Code+`"`) {
		t.Errorf("archimate: %d %v %s", got.StatusCode, got.Header, got.text)
	}
	if got := (ask{as: cdo, path: base + "/export?format=docx"}).of(t, w, server); got.StatusCode != 422 {
		t.Errorf("%d %s", got.StatusCode, got.text)
	}
	if got := (ask{as: cdo, path: "/api/v1/organisations/{org:A}/import-template"}).of(t, w, server); got.StatusCode != 200 || !strings.HasPrefix(got.text, "PK") {
		t.Errorf("the template: %d", got.StatusCode)
	}
	system := w.SignIn(tenants.SystemLead, "")
	var list struct{ Strategies []struct{ ID string } }
	ask{as: system, path: "/api/v1/organisations/{system}/strategies"}.of(t, w, server).into(t, &list)
	got := ask{as: system, path: "/api/v1/organisations/{system}/strategies/" + list.Strategies[0].ID + "/export?format=yaml"}.of(t, w, server)
	if got.StatusCode != 200 || !strings.Contains(got.text, "One shared care record") || !strings.Contains(got.text, "\nformat:") {
		t.Errorf("the system's file: %d %s", got.StatusCode, got.text)
	}
}

// Nobody's edit is lost under an import: it waits for a write under way, also to what the file does not name.
func TestAnImportWaitsForAWriteUnderWay(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	editor := w.SignIn(tenants.Editor, "A")
	writing, err := w.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = writing.Rollback(context.WithoutCancel(t.Context())) }()
	if _, err := writing.Exec(t.Context(), "select from app.item where org_id = $1 and code = 'A-2' for update", w.Orgs["A"]); err != nil {
		t.Fatal(err)
	}
	brought := make(chan answer, 1)
	go func() { brought <- (bringing{editor, "import-0001", "plan.csv", plan, false, ""}).of(t, w, server) }()
	select {
	case got := <-brought:
		t.Errorf("it did not wait: %d %s", got.StatusCode, got.text)
		brought <- got
	case <-time.After(300 * time.Millisecond):
	}
	if err := writing.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := <-brought; got.StatusCode != 200 {
		t.Errorf("%d %s", got.StatusCode, got.text)
	}
}
