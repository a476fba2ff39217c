package sheet_test

import (
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
)

// What a column holds is counted, so that one which goes nowhere can be told from one in which there is nothing.
func TestWhatAColumnHoldsIsCounted(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", 40)
	b, err := sheet.Read("plan.csv", []byte("Plan,,,\nObjective,Notes,Cost,Owner\nShare records,"+long+",12,n/a\nLog on once,"+long[2:]+",,-\nTotal,"+long+",12,TBC\n,,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := sheet.Guess(b)
	if _, err := b.LeaveOut(m, []sheet.Place{{Sheet: "plan", Row: 5}}); err != nil {
		t.Fatal(err)
	}
	same(t, []sheet.Heading{
		{Column: 1, Text: "Objective", Examples: []string{"Share records", "Log on once", "Total"}, Filled: 2},
		{Column: 2, Text: "Notes", Examples: []string{long, long[2:], long}, Filled: 2, Long: 1},
		{Column: 3, Text: "Cost", Examples: []string{"12", "12"}, Filled: 1},
		{Column: 4, Text: "Owner", Examples: []string{"n/a", "-", "TBC"}},
	}, b.Sheets[0].Headings(2))
}
