package sheet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// beside reads a CSV beside items of a strategy.
func beside(t *testing.T, text string, items ...strategy.Item) sheet.Proposal {
	t.Helper()
	b, err := sheet.Read("plan.csv", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	p, err := sheet.Propose(b, sheet.Guess(b), kept(strategy.Document{Items: items}), nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func objective(code, title, description string) strategy.Item {
	return strategy.Item{Kind: strategy.KindObjective, Code: code, Title: title, Body: strategy.Body{Description: description}}
}

// A row that is very like one item that no row is about says so; what is merely called nearly the same is another.
func TestARewordedTitleIsNoted(t *testing.T) {
	t.Parallel()
	const described = "Most letters are printed and posted, and half of them come late."
	for title, c := range map[string]struct {
		now  string
		like bool
	}{
		"Send every letter to patients by the NHS App":       {"Send letters to patients by the NHS App", true},
		"Sending letters to our patients with the NHS App":   {"Send letters to patients by the NHS App", true},
		"Send letters to patients and carers by the NHS App": {"Send letters to patients by the NHS App", true},
		"Replace the Wi-Fi at St John’s":                     {"Replace the Wi-Fi at St Mary’s", false},
		"Reduce waits in dermatology":                        {"Reduce waits in cardiology", false},
		"Move all staff to Windows 12":                       {"Move all staff to Windows 11", false},
		"Roll out the patient portal to everybody, phase 2":  {"Roll out the patient portal to everybody", false},
		"Share records with social care and care homes":      {"Share records", false},
		"Safer care": {"Safer records", false},
	} {
		p := beside(t, fmt.Sprintf("Objective,Description\n%q,\n", title), objective("O27", c.now, described))
		if r := p.Rows[0]; r.State != sheet.New || (len(r.Notes) == 1 && strings.Contains(r.Notes[0].Reason, "O27, “"+c.now+"”")) != c.like {
			t.Errorf("%q: %+v", title, r)
		}
	}
	p := beside(t, "Objective,Description\nReach people where they are,\""+described+"\"\n", objective("O27", "Letters by the app", described))
	if r := p.Rows[0]; len(r.Notes) != 1 || r.Notes[0].Instead != "O27: Reach people where they are" {
		t.Errorf("the same description: %+v", r)
	}
}

// It is like nothing where a row is about that already, where two are as like, and where it is of another kind or has a code.
func TestWhatIsLikeNothing(t *testing.T) {
	t.Parallel()
	const now, title, described = "Share records with care homes", "Share our records with all care homes", "See the plan of the board."
	for what, c := range map[string]struct {
		text  string
		items []strategy.Item
	}{
		"a row is about it":    {"Objective\n" + title + "\n" + now + "\n", []strategy.Item{objective("O1", now, "")}},
		"two are as like":      {"Objective\n" + title + "\n", []strategy.Item{objective("O1", now, ""), objective("O2", "Records: share with care homes", "")}},
		"it is of another":     {"Risk\n" + title + "\n", []strategy.Item{objective("O1", now, "")}},
		"it has a code":        {"Code,Objective\nX9," + title + "\n", []strategy.Item{objective("O1", now, "")}},
		"all are described so": {"Objective,Description\nLog on once," + described + "\n", []strategy.Item{objective("O1", now, described), objective("O2", "Faster scans", described)}},
		"too short to be own":  {"Objective,Description\nLog on once,As above\n", []strategy.Item{objective("O1", now, "As above")}},
	} {
		if r := beside(t, c.text, c.items...).Rows[0]; r.State != sheet.New || len(r.Notes) > 0 {
			t.Errorf("%s: %+v", what, r)
		}
	}
}

// What the note says to write makes it the same, in a file with codes and in one without.
func TestWhatIsWrittenInsteadMakesItTheSame(t *testing.T) {
	t.Parallel()
	const now, title = "Share records with care homes", "Share our records with all care homes"
	for file, want := range map[string]sheet.Problem{
		"Objective,Owner\n%[2]s,Chief nurse\n":            {Cell: "plan!A2", Instead: "O1: " + title},
		"Code,Objective,Owner\n%[1]s,%[2]s,Chief nurse\n": {Cell: "plan!A2", Instead: "O1"},
	} {
		first := beside(t, fmt.Sprintf(file, "", title), objective("O1", now, "")).Rows[0]
		if len(first.Notes) != 1 || first.Notes[0].Cell != want.Cell || first.Notes[0].Instead != want.Instead {
			t.Fatalf("%+v", first)
		}
		code, called := "", want.Instead
		if strings.HasPrefix(file, "Code") {
			code, called = want.Instead, title
		}
		r := beside(t, fmt.Sprintf(file, code, called), objective("O1", now, "")).Rows[0]
		if r.State != sheet.Changed || r.Match != "code" || r.Code != "O1" || r.Changes[0] != (sheet.Change{Field: "title", Label: "Title", Before: now, After: title}) {
			t.Errorf("%+v", r)
		}
	}
}

// A title begins with a code only where there is such an item, of that kind, and none that is called so altogether.
func TestATitleWithAColonIsATitle(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Objective\nO7: share records\n":        "new O4 O7: share records",
		"Objective\nO2: Share: all records\n":   "changed O2 Share: all records",
		"Objective\nO3: log on once\n":          "same O3 O3: log on once",
		"Objective\nO2:\n":                      "new O4 O2:",
		"Risk\nO2: nobody uses it\n":            "new R1 O2: nobody uses it",
		"Code,Objective\nO9,O2: Share more\n":   "new O9 O2: Share more",
		"Objective\nDigital first: by letter\n": "new O4 Digital first: by letter",
	} {
		r := beside(t, text, objective("O2", "Share records", ""), objective("O3", "O3: Log on once", "")).Rows[0]
		if got := fmt.Sprintf("%s %s %s", r.State, r.Code, r.Title); got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
}
