package sheet_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

var update = flag.Bool("update", false, "write the spreadsheets of testdata again")

// ordinary are spreadsheets as people have them, each in a shape of its own. They are kept in testdata, where the journey of
// the browser takes them from too.
var ordinary = map[string]func(*testing.T) []byte{"one-table.xlsx": oneTable, "several-sheets.xlsx": severalSheets, "mixed.csv": mixed}

func read(t *testing.T, name string) []byte {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, ordinary[name](t), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// oneTable has a title above, headings in two rows of which one spans several columns, objectives that span several rows, dates
// that are dates, percentages that are numbers, a total that is a formula, and a row in Welsh.
func oneTable(t *testing.T) []byte {
	t.Helper()
	return workbook(t, [][]any{
		{"Example Hospitals: our digital plan 2026 to 2029"},
		{"Version 4, not yet approved"},
		{},
		{"", "", "How we will know", "", "", "", "", ""},
		{"Ref", "Strategic objective", "KPI", "Baseline (Apr 2026)", "Target", "SRO", "By when", "RAG"},
		{"1.1", "One record for everybody who cares for a patient", "Wards on the shared record", "5 of 11", "11 of 11", "Chief nurse", 46477, "G"},
		{"", "", "Clicks to see a result", "9", "3", "", "", ""},
		{"1.2", "Letters reach GPs the same day", "Letters sent within a day", 0.4, 0.75, "Medical director", 46295, "A"},
		{},
		{"1.3", "Gwella mynediad at wasanaethau digidol", "Cleifion sy’n defnyddio’r ap", "12,000", "30,000", "Prif weithredwr", "Hydref", ""},
	}, func(f *excelize.File) {
		_ = f.SetSheetName("Sheet1", "Digital plan")
		_ = f.MergeCell("Digital plan", "A1", "H1")
		_ = f.MergeCell("Digital plan", "C4", "E4")
		_ = f.MergeCell("Digital plan", "A6", "A7")
		_ = f.MergeCell("Digital plan", "B6", "B7")
		_ = f.SetSheetName("Digital plan", "Sheet1")
	}, format(t, "G6", 17, ""), format(t, "G8", 14, ""), format(t, "D8", 9, ""), format(t, "E8", 9, ""), func(f *excelize.File) {
		_ = f.SetSheetName("Sheet1", "Digital plan")
	})
}

// severalSheets has a sheet for each kind, measures in further columns, links by title, and financial years for dates.
func severalSheets(t *testing.T) []byte {
	t.Helper()
	return workbook(t, [][]any{
		{"Objective", "Why", "Measure 1", "Target 1", "Measure 2", "Target 2", "Lead", "Deadline", "Priority"},
		{"Staff log on once", "Nurses log on 30 times a shift", "Log-ons a shift", "1", "Time to log on", "5 seconds", "Chief information officer", "2026/27", 1},
		{"Patients book their own appointments", "", "Bookings online", "60%", "", "", "Chief operating officer", "2027/28", 2},
	}, func(f *excelize.File) {
		_ = f.SetSheetName("Sheet1", "Our objectives")
		for _, s := range []struct {
			name string
			rows [][]any
		}{
			{"Projects", [][]any{
				{"Project name", "Linked objectives", "Clinical lead", "Stage", "Milestone 1", "Milestone 1 date", "Milestone 2", "Milestone 2 date", "End date"},
				{"Tap and go", "Staff log on once", "Matron, emergency department", "Pilot", "First ward", "Jan 2027", "All wards", "Q4 2026/27", "31/03/2027"},
				{"Patient portal", "Staff log on once; Patients book their own appointments", "", "Discovery", "", "", "", "", "March 2028"},
			}},
			{"Risks", [][]any{{"Risk", "Mitigation", "Owner"}, {"The network does not reach every ward", "Survey in the summer", "Head of estates"}}},
			{"Not doing", [][]any{{"What we will not do", "Reason", "Until"}, {"A new intranet", "The old one will do", "2028/29"}}},
			{"Guidance", [][]any{{"Objective", "Write one sentence"}, {"Lead", "Name a role"}}},
		} {
			_, _ = f.NewSheet(s.name)
			for n, row := range s.rows {
				at, _ := excelize.CoordinatesToCellName(1, n+1)
				_ = f.SetSheetRow(s.name, at, &row)
			}
		}
	})
}

// mixed is a list of everything with a column that says what each row is, saved by a program that uses semicolons and the code
// page of Windows. One row says nothing that can be kept.
func mixed(t *testing.T) []byte {
	t.Helper()
	text := "ID;Type;Name;Detail;Responsible;Completion\r\n" +
		"OB1;Objective;Every clinic has reliable wi\u2011fi;;Director of estates;Dec-27\r\n" +
		"PR1;Project;Replace the oldest switches;Starts with the two clinics that lost most time;;30.06.2027\r\n" +
		"RK1;Risk;Parts arrive late;;Head of procurement;\r\n" +
		"OB2;Objective;A café for data: one place to ask;;Chief analyst;spring 2027\r\n"
	data, err := charmap.Windows1252.NewEncoder().Bytes([]byte(replaceHyphen(text)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func replaceHyphen(text string) string {
	out := []rune(text)
	for i, r := range out {
		if r == '\u2011' {
			out[i] = '-'
		}
	}
	return string(out)
}

func month(t *testing.T, text string) strategy.Month {
	t.Helper()
	m, err := strategy.ParseMonth(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateComparable(strategy.Month{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOneTable(t *testing.T) {
	t.Parallel()
	p := propose(t, "one-table.xlsx", read(t, "one-table.xlsx"))
	if len(p.Rows) != 3 || p.Rows[2].State != sheet.Wrong {
		t.Fatalf("%+v", p.Rows)
	}
	same(t, []sheet.Problem{{Cell: "'Digital plan'!G10", Reason: `"Hydref" is not a month: write it as 2027-03 or March 2027.`}}, p.Rows[2].Problems)
	p = propose(t, "one-table.xlsx", read(t, "one-table.xlsx"), func(m *sheet.Mapping) { // without the date
		m.Sheets[0].Columns = m.Sheets[0].Columns[:6]
	})
	same(t, []strategy.Item{
		{Kind: strategy.KindObjective, Code: "1.1", Title: "One record for everybody who cares for a patient", Body: strategy.Body{Owner: "Chief nurse", Measures: []strategy.Measure{
			{Name: "Wards on the shared record", Baseline: "5 of 11", Target: "11 of 11"}, {Name: "Clicks to see a result", Baseline: "9", Target: "3"},
		}}},
		{Kind: strategy.KindObjective, Code: "1.2", Title: "Letters reach GPs the same day", Body: strategy.Body{Owner: "Medical director", Measures: []strategy.Measure{
			{Name: "Letters sent within a day", Baseline: "40%", Target: "75%"},
		}}},
		{Kind: strategy.KindObjective, Code: "1.3", Title: "Gwella mynediad at wasanaethau digidol", Body: strategy.Body{Owner: "Prif weithredwr", Measures: []strategy.Measure{
			{Name: "Cleifion sy’n defnyddio’r ap", Baseline: "12,000", Target: "30,000"},
		}}},
	}, p.Items)
}

func TestSeveralSheets(t *testing.T) {
	t.Parallel()
	data := read(t, "several-sheets.xlsx")
	p := propose(t, "several-sheets.xlsx", data)
	var cells []string
	for _, r := range p.Rows {
		for _, one := range r.Problems {
			cells = append(cells, one.Cell)
		}
	}
	same(t, []string{"'Our objectives'!H2", "'Our objectives'!H3", "'Not doing'!C2"}, cells)
	p = propose(t, "several-sheets.xlsx", data, func(m *sheet.Mapping) { m.YearEnds = true })
	same(t, []strategy.Item{
		{Kind: strategy.KindObjective, Code: "O1", Title: "Staff log on once", Due: month(t, "2027-03"), Body: strategy.Body{
			Description: "Nurses log on 30 times a shift", Owner: "Chief information officer", Rank: 1,
			Measures: []strategy.Measure{{Name: "Log-ons a shift", Target: "1"}, {Name: "Time to log on", Target: "5 seconds"}},
		}},
		{Kind: strategy.KindObjective, Code: "O2", Title: "Patients book their own appointments", Due: month(t, "2028-03"), Body: strategy.Body{
			Owner: "Chief operating officer", Rank: 2, Measures: []strategy.Measure{{Name: "Bookings online", Target: "60%"}},
		}},
		{Kind: strategy.KindInitiative, Code: "I1", Title: "Tap and go", Due: month(t, "2027-03"), Body: strategy.Body{
			Objectives: []string{"O1"}, Leads: strategy.Leads{Clinical: "Matron, emergency department"}, Phase: strategy.PhasePilot,
			Milestones: []strategy.Milestone{{Name: "First ward", Due: month(t, "2027-01")}, {Name: "All wards", Due: month(t, "2027-03")}},
		}},
		{Kind: strategy.KindInitiative, Code: "I2", Title: "Patient portal", Due: month(t, "2028-03"), Body: strategy.Body{Objectives: []string{"O1", "O2"}, Phase: strategy.PhaseDiscovery}},
		{Kind: strategy.KindRisk, Code: "R1", Title: "The network does not reach every ward", Body: strategy.Body{Mitigation: "Survey in the summer", Owner: "Head of estates"}},
		{Kind: strategy.KindNonPriority, Code: "N1", Title: "A new intranet", Due: month(t, "2029-03"), Body: strategy.Body{Description: "The old one will do"}},
	}, p.Items)
}

func TestMixed(t *testing.T) {
	t.Parallel()
	p := propose(t, "mixed.csv", read(t, "mixed.csv"))
	if len(p.Rows) != 4 || len(p.Items) != 0 {
		t.Fatalf("%+v", p.Rows)
	}
	same(t, []sheet.Problem{{Cell: "mixed!F5", Reason: `"spring 2027" names no month: write it, such as 2027-05, or choose that a year or a season means its last month.`}}, p.Rows[3].Problems)
	for i, want := range []struct {
		kind strategy.ItemKind
		code string
	}{{strategy.KindObjective, "OB1"}, {strategy.KindInitiative, "PR1"}, {strategy.KindRisk, "RK1"}, {strategy.KindObjective, "OB2"}} {
		if r := p.Rows[i]; r.Kind != want.kind || r.Code != want.code || r.Row != i+2 {
			t.Errorf("row %d is %+v", i+2, r)
		}
	}
}

// What is there is found by its code or its title; only what the book says changes, and what it cannot say is told.
func TestWhatIsThereIsFoundAndChanged(t *testing.T) {
	t.Parallel()
	now := kept(strategy.Document{Items: []strategy.Item{
		{Kind: strategy.KindAim, Code: "A1", Title: "Safer care, sooner"},
		{Kind: strategy.KindObjective, Code: "O1", Title: "Share records", Body: strategy.Body{Owner: "Chief nurse", Need: "Nurses ask twice", Measures: []strategy.Measure{{Name: "Sites", Baseline: "1", Target: "5"}}}},
		{Kind: strategy.KindObjective, Code: "O2", Title: "Log on once"},
		{Kind: strategy.KindObjective, Code: "O3", Title: "Twice"},
		{Kind: strategy.KindObjective, Code: "O4", Title: "twice."},
	}})
	gone := kept(strategy.Document{Items: []strategy.Item{{Kind: strategy.KindObjective, Code: "O9", Title: "Given up"}, {Kind: strategy.KindAim, Code: "A9", Title: "An old aim"}}})
	text := "Code,Objective,Owner,Measure,Target,Aims\n" +
		"O1,Share records,Medical director,Sites,7,\n" + // found by code: the owner and a target change
		",LOG ON ONCE,,,,\"Safer care, sooner\"\n" + // found by title
		",Something new,,,,A1: safer\n" +
		",Twice,,,,\n" +
		"O9,Given up,,,,\n" +
		"A1,An aim,,,,\n" +
		"O/7,A bad code,,,,\n" +
		",An aim that is none,,,,A7\n" +
		",A retired aim,,,,A9\n" +
		",A target alone,,,5,\n" +
		"O2,Log on once again,,,,\n" + // the second row about it
		",,Nobody,,,\n"
	b, err := sheet.Read("plan.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	p, err := sheet.Propose(b, sheet.Guess(b), now, gone)
	if err != nil {
		t.Fatal(err)
	}
	same(t, sheet.Outcome{Sheet: "plan", Row: 2, Lines: lines(2, 0), State: sheet.Changed, Kind: strategy.KindObjective, Code: "O1", Title: "Share records", Match: "code", Changes: []sheet.Change{
		{Field: "owner", Label: "Accountable owner", Before: "Chief nurse", After: "Medical director"},
		{Field: "measures", Label: "Measures", Before: "Sites | 1 | 5", After: "Sites | 1 | 7"},
	}}, p.Rows[0])
	same(t, sheet.Outcome{Sheet: "plan", Row: 3, Lines: lines(3, 0), State: sheet.Changed, Kind: strategy.KindObjective, Code: "O2", Title: "LOG ON ONCE", Match: "title", Changes: []sheet.Change{
		{Field: "aims", Label: "Aims it serves", After: "A1"},
	}}, p.Rows[1])
	if r := p.Rows[2]; r.State != sheet.New || r.Code != "O7" {
		t.Errorf("%+v", r)
	}
	for i, cell := range map[int]string{3: "plan!B5", 4: "plan!A6", 5: "plan!A7", 6: "plan!A8", 7: "plan!F9", 8: "plan!F10", 9: "plan!E11", 10: "plan!A12", 11: "plan!B13"} {
		if r := p.Rows[i]; r.State != sheet.Wrong || len(r.Problems) != 1 || r.Problems[0].Cell != cell {
			t.Errorf("row %d, %s: %+v", i+2, cell, r)
		}
	}
	if len(p.Items) != 0 || !fault.Is(p.Refused(), fault.Invalid) {
		t.Error("something would be kept")
	}
}

// Where rows have one code and are called differently, each is named, and the code is offered to be put right in each.
func TestTheCodeOfTwoRowsIsOfferedInBoth(t *testing.T) {
	t.Parallel()
	b, err := sheet.Read("plan.csv", []byte("Ref,Objective,Owner,Measure\nB1,Share records,Chief nurse,\nB2,Log on once,Chief nurse,\n"+
		"B2,Letters the same day,Medical director,\n,,,Letters\nB2,Letters the same day,,Clicks\n"))
	if err != nil {
		t.Fatal(err)
	}
	now := kept(strategy.Document{Items: []strategy.Item{{Kind: strategy.KindObjective, Code: "B2", Title: "Log on once"}}})
	for name, has := range map[string][]strategy.Kept[strategy.Item]{"new codes": nil, "a code that there is": now} {
		p, err := sheet.Propose(b, sheet.Guess(b), has, nil)
		if err != nil {
			t.Fatal(err)
		}
		var titles, cells []string
		for _, r := range p.Rows {
			for _, one := range r.Problems {
				titles, cells = append(titles, r.Title), append(cells, one.Cell)
			}
		}
		same(t, []string{"Log on once", "Letters the same day"}, titles)
		same(t, []string{"plan!A3", "plan!A4"}, cells)
		if p.Counts()[sheet.Wrong] != 2 || len(p.Rows[2].Lines) != 3 {
			t.Errorf("%s: %+v", name, p.Rows)
		}
	}
}

// A row without a title asks for it in the cell of the title, although that is empty.
func TestAMissingTitleIsAskedForInItsCell(t *testing.T) {
	t.Parallel()
	p := propose(t, "plan.csv", []byte("Ref,Objective,Owner\nB1,Share records,Chief nurse\nTotal,,12\n"))
	if r := p.Rows[1]; len(r.Problems) != 1 || r.Problems[0].Cell != "plan!B3" {
		t.Errorf("%+v", r)
	}
}

// What people call a description is one, unless it is what the rows are called by.
func TestOrdinaryHeadingsOfDescriptions(t *testing.T) {
	t.Parallel()
	for _, head := range []string{"What we will do", "What will we do?", "Detail", "Narrative", "Summary", "Ambition"} {
		p := propose(t, "plan.csv", []byte("Objective,"+head+",Owner\nShare records,\"One record, for all who care\",Chief nurse\n"))
		if len(p.Items) != 1 || p.Items[0].Title != "Share records" || p.Items[0].Body.Description != "One record, for all who care" {
			t.Errorf("%s: %+v", head, p.Items)
		}
	}
}

// Lines of a cell are measures, each with its own line of the other cells.
func TestLinesOfACellAreMeasures(t *testing.T) {
	t.Parallel()
	p := propose(t, "plan.csv", []byte("Objective,KPIs,Baseline,Target\nShare records,\"• Sites\n• Wards\",\"1\n2\",\"5\n6\"\nLog on once,\"- A\n- B\",1,\n"))
	same(t, []strategy.Measure{{Name: "Sites", Baseline: "1", Target: "5"}, {Name: "Wards", Baseline: "2", Target: "6"}}, itemOf(p, 0))
	if r := p.Rows[1]; r.State != sheet.Wrong || r.Problems[0].Cell != "plan!C3" {
		t.Errorf("%+v", r)
	}
}

func itemOf(p sheet.Proposal, row int) []strategy.Measure {
	var measures []strategy.Measure
	for _, c := range p.Rows[row].Changes {
		if c.Field == "measures" {
			i := strategy.Item{Kind: strategy.KindObjective}
			f, _ := strategy.FieldOf(i.Kind, c.Field)
			_ = f.Put(&i, c.After)
			measures = i.Body.Measures
		}
	}
	return measures
}

// A layout that cannot be followed is said to be so.
func TestALayoutThatDoesNotFit(t *testing.T) {
	t.Parallel()
	b, err := sheet.Read("plan.csv", []byte("Objective,Owner\nShare records,Chief nurse\n"))
	if err != nil {
		t.Fatal(err)
	}
	good := []sheet.Column{{Column: 1, As: "title"}}
	for name, l := range map[string]sheet.Layout{
		"no such sheet":      {Sheet: "other", Kind: strategy.KindObjective, Columns: good},
		"no such kind":       {Sheet: "plan", Kind: "wish", Columns: good},
		"no kind":            {Sheet: "plan", Columns: good},
		"no title":           {Sheet: "plan", Kind: strategy.KindObjective, Columns: []sheet.Column{{Column: 1, As: "owner"}}},
		"no such field":      {Sheet: "plan", Kind: strategy.KindObjective, Columns: append(good, sheet.Column{Column: 2, As: "mood"})},
		"a field of another": {Sheet: "plan", Kind: strategy.KindObjective, Columns: append(good, sheet.Column{Column: 2, As: "mitigation"})},
		"a column twice":     {Sheet: "plan", Kind: strategy.KindObjective, Columns: append(good, sheet.Column{Column: 1, As: "owner"})},
		"a field twice":      {Sheet: "plan", Kind: strategy.KindObjective, Columns: append(good, sheet.Column{Column: 2, As: "title"})},
		"no such column":     {Sheet: "plan", Kind: strategy.KindObjective, Columns: append(good, sheet.Column{Column: -1, As: "owner"})},
	} {
		if p, err := sheet.Propose(b, sheet.Mapping{Sheets: []sheet.Layout{l}}, nil, nil); err == nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
	twice := sheet.Layout{Sheet: "plan", Header: 1, Kind: strategy.KindObjective, Columns: good}
	if p, err := sheet.Propose(b, sheet.Mapping{Sheets: []sheet.Layout{twice, twice}}, nil, nil); err == nil {
		t.Errorf("two layouts of a sheet: %+v", p)
	}
}
