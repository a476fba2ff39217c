package sheet_test

import (
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// A theme is named by its title or its id, and by no part of them; a column of other words is not taken for one of themes.
func TestThemesAreNamedInFull(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]strategy.Theme{
		"What Good Looks Like: Well Led": "wgll:well_led", "WGLL:support_people": "wgll:support_people", "wgll:well led": "wgll:well_led",
		"Principle: clear, realistic goals": "principle:realistic_goals", "People": "", "Joined-up care": "",
	} {
		p := propose(t, "plan.csv", []byte("Objective,Theme\nShare records,\""+text+"\"\n"), func(m *sheet.Mapping) {
			m.Sheets[0].Columns = []sheet.Column{{Column: 1, As: "title"}, {Column: 2, As: "themes"}}
		})
		switch r := p.Rows[0]; {
		case want != "":
			if len(p.Items) != 1 || len(p.Items[0].Body.Themes) != 1 || p.Items[0].Body.Themes[0] != want {
				t.Errorf("%q: %+v", text, r)
			}
		case r.State != sheet.Wrong || len(r.Problems[0].Reason) > 200 || strings.Contains(r.Problems[0].Reason, "wgll:") || !strings.Contains(r.Problems[0].Reason, "leave the column out"):
			t.Errorf("%q: %+v", text, r)
		}
	}
	for text, want := range map[string]bool{"People": false, "wgll:well led": true} {
		b, err := sheet.Read("plan.csv", []byte("Objective,Theme,Owner\nShare records,"+text+",Chief nurse\n"))
		if err != nil {
			t.Fatal(err)
		}
		taken := false
		for _, c := range sheet.Guess(b).Sheets[0].Columns {
			taken = taken || c.As == "themes"
		}
		if taken != want {
			t.Errorf("a column of %q is of themes: %v", text, taken)
		}
	}
}
