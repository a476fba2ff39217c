package sheet

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// A theme is called in a spreadsheet as it is called on the pages.
func TestThemesAreCalledAsOnThePages(t *testing.T) {
	t.Parallel()
	pages, err := os.ReadFile("../../../frontend/src/pages/Strategy/present.ts")
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range strategy.Themes() {
		if line := fmt.Sprintf("'%s': '%s',", theme, themeTitles[theme]); !strings.Contains(string(pages), line) {
			t.Errorf("the pages do not say %s", line)
		}
	}
}
