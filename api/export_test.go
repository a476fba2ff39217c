package api_test

import (
	"strings"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
)

// A file says that it is the draft, of which day, and what is published beside it; CSV says so by its name.
func TestAFileSaysThatItIsTheDraft(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	first, _ := firstObjective(t, w, server, cdo)
	file := func(format string) answer {
		return ask{as: cdo, path: "/api/v1/organisations/{org:A}/strategies/" + first.Strategy + "/export?format=" + format}.of(t, w, server)
	}
	var draft struct {
		Standing  string
		AsOf      string                      `json:"as_of"`
		Published *struct{ Number int }       `json:"published_version"`
		Edition   *struct{ Number int }       `json:"edition"`
		Items     []struct{ Code, ID string } `json:"items"`
	}
	file("json").into(t, &draft)
	if draft.Standing != "draft" || draft.Published == nil || draft.Published.Number != 1 || draft.Edition != nil || len(draft.Items) == 0 {
		t.Errorf("json: %+v", draft)
	}
	on, err := time.Parse(time.DateOnly, draft.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	says := "This is the draft as of " + on.Format("2 January 2006") + ". The published version is 1, of "
	for _, format := range []string{"yaml", "archimate"} {
		if got := file(format); !strings.Contains(got.text, says) {
			t.Errorf("%s: %s", format, got.text)
		}
	}
	book, err := sheet.Read("strategy.xlsx", []byte(file("xlsx").text))
	if err != nil || !strings.HasPrefix(book.At("'About this strategy'!B2"), says) {
		t.Errorf("xlsx: %v %v", book.Sheets[0], err)
	}
	if name := file("csv").Header.Get("Content-Disposition"); !strings.Contains(name, "strategy-draft-"+draft.AsOf+".csv") {
		t.Errorf("csv: %s", name)
	}
}
