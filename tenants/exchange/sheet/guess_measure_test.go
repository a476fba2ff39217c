package sheet_test

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Under a heading of measures that spans several columns stand what is measured, from where and to where it is to come.
func TestColumnsUnderAHeadingOfMeasures(t *testing.T) {
	t.Parallel()
	records := []any{"Share records", "Sites that see them", "10%", "20%", "Chief nurse"}
	for name, c := range map[string]struct {
		above, heads []any
		merges       [][2]string
	}{
		"merged over three":   {[]any{"Objective", "Success measure", "", "", "Owner"}, []any{"", "Name", "From", "To", ""}, [][2]string{{"A1", "A2"}, {"B1", "D1"}, {"E1", "E2"}}},
		"alone in its row":    {[]any{"", "Success measures"}, []any{"Objective", "Name", "From", "To", "Owner"}, [][2]string{{"B1", "D1"}}},
		"with the next above": {[]any{"Plan", "KPI", "", "", "People"}, []any{"Objective", "Description", "Before", "After", "Owner"}, nil},
		"said again":          {[]any{"Plan", "Measure of success", "", "", "People"}, []any{"Objective", "Title", "Baseline", "To", "Owner"}, nil},
	} {
		p := propose(t, "plan.xlsx", workbook(t, [][]any{c.above, c.heads, records}, func(f *excelize.File) {
			for _, m := range c.merges {
				if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
					t.Fatal(err)
				}
			}
		}))
		if len(p.Items) != 1 {
			t.Errorf("%s: %+v", name, p.Rows)
			continue
		}
		same(t, strategy.Item{Kind: strategy.KindObjective, Code: "O1", Title: "Share records", Body: strategy.Body{
			Owner: "Chief nurse", Measures: []strategy.Measure{{Name: "Sites that see them", Baseline: "10%", Target: "20%"}},
		}}, p.Items[0])
	}
}

// What stands alone over all columns is the title of the sheet.
func TestATitleAboveIsNoHeadingOfMeasures(t *testing.T) {
	t.Parallel()
	p := propose(t, "plan.csv", []byte("KPIs,,\nTitle,KPI,Target\nShare records,Sites,5\n"))
	if len(p.Items) != 1 || p.Items[0].Title != "Share records" {
		t.Errorf("%+v", p.Rows)
	}
	p = propose(t, "plan.csv", []byte("KPIs,,\nName,Owner,Deadline\nShare records,Chief nurse,2027-03\n"))
	if len(p.Items) != 1 || p.Items[0].Title != "Share records" {
		t.Errorf("%+v", p.Rows)
	}
}

// What stands beside a measure and says another part of it is not said by two columns.
func TestAPartIsNotTakenTwice(t *testing.T) {
	t.Parallel()
	p := propose(t, "plan.csv", []byte("Plan,Measure,,,,\nObjective,KPI,Baseline,Target,From,To\nShare records,Sites,1,5,April,May\n"))
	if len(p.Items) != 1 {
		t.Fatalf("%+v", p.Rows)
	}
	same(t, []strategy.Measure{{Name: "Sites", Baseline: "1", Target: "5"}}, p.Items[0].Body.Measures)
}

// A column of figures beside one of names has no names of measures, whatever stands over both.
func TestFiguresAreNoNamesOfMeasures(t *testing.T) {
	t.Parallel()
	for _, head := range []string{"KPI", "In words"} {
		p := propose(t, "plan.csv", []byte("Plan,Success measure,,\nObjective,"+head+",This year,Next year\nShare records,Sites,10%,20%\nLog on once,Wards,5 of 11,\"£1,200k\"\n"))
		if len(p.Items) != 2 {
			t.Fatalf("%+v", p.Rows)
		}
		same(t, []strategy.Measure{{Name: "Sites"}}, p.Items[0].Body.Measures)
		same(t, []strategy.Measure{{Name: "Wards"}}, p.Items[1].Body.Measures)
	}
}

// A measure that is called by a figure or a date is asked about, and stops nothing.
func TestAMeasureThatIsAFigureIsNoted(t *testing.T) {
	t.Parallel()
	for name, noted := range map[string]bool{
		"10%": true, "5": true, "£1,200": true, "1.5m": true, "5 of 11": true, "11 out of 12": true, "March 2027": true, "31/03/2027": true, "2026/27": true, "< 3": true, "95 per cent": true,
		"Sites": false, "4-hour standard": false, "95% of wards": false, "Letters within 2 days": false, "HbA1c": false, "5 of 11 wards": false,
	} {
		p := propose(t, "plan.csv", []byte("Objective,Measure,Target\nShare records,\""+name+"\",7\n"))
		r := p.Rows[0]
		if is := len(r.Notes) == 1 && r.Notes[0].Cell == "plan!B2" && strings.Contains(r.Notes[0].Reason, name); is != noted || r.State != sheet.New {
			t.Errorf("%q: %+v", name, r)
		}
	}
}
