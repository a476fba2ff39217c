package sheet_test

import (
	"slices"
	"testing"

	"github.com/throughline-ics/throughline/internal/labelledtest"
	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// labelledSheet is what a sheet of testdata/others is to be taken for.
type labelledSheet struct {
	File    string
	Kind    strategy.ItemKind
	Header  int
	Columns map[int]string
	Also    map[int][]string // other readings that are right
}

// guesses counts what was guessed of some sheets.
type guesses struct{ sheets, kinds, headers, columns, right, taken int }

func (g *guesses) add(t *testing.T, want labelledSheet) {
	t.Helper()
	data := labelledtest.Data(t, want.File)
	book, err := sheet.Read(want.File, data)
	if err != nil {
		t.Fatal(err)
	}
	got := sheet.Guess(book).Sheets[0]
	g.sheets++
	if got.Kind == want.Kind {
		g.kinds++
	}
	if got.Header == want.Header {
		g.headers++
	}
	as := map[int]string{}
	for _, c := range got.Columns {
		as[c.Column] = c.As
		if want.Columns[c.Column] == "" && len(want.Also[c.Column]) == 0 {
			g.taken++
		}
	}
	may := sheet.Choices(want.Kind)
	for column, name := range want.Columns {
		if !slices.ContainsFunc(may, func(c sheet.Choice) bool { return c.As == name }) {
			continue // items of the kind have no such field
		}
		g.columns++
		if as[column] == name || slices.Contains(want.Also[column], as[column]) {
			g.right++
		}
	}
}

// Sheets by an author, a language model, who had not seen how columns are guessed are read as a careful reader would: where their
// headings stand, what their rows are and what is in most columns; and little is taken for what it is not.
func TestSheetsOfOthersAreGuessed(t *testing.T) {
	t.Parallel()
	var seen, unseen guesses
	lookedAt, left := labelledtest.Halves(t, func(l labelledSheet) string { return l.File })
	for _, l := range lookedAt {
		seen.add(t, l)
	}
	for _, l := range left {
		unseen.add(t, l)
	}
	for name, g := range map[string]guesses{"looked at": seen, "not looked at": unseen} {
		t.Logf("%s: headings of %d of %d sheets, kinds of %d, %d of %d columns, %d taken for what they are not", name, g.headers, g.sheets, g.kinds, g.right, g.columns, g.taken)
		if g.headers < g.sheets || 4*g.kinds < 3*g.sheets || 10*g.right < 7*g.columns || 20*g.taken > g.columns {
			t.Errorf("%s: %+v", name, g)
		}
	}
}
