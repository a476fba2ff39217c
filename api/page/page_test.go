package page

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func month(t *testing.T, text string) strategy.Month {
	t.Helper()
	m, err := strategy.ParseMonth(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var alder = tenants.Publisher{Name: "Alder Hospitals NHS Trust", ODS: "RXA"}

func edition(items ...strategy.Item) strategy.Edition {
	frozen := make([]strategy.EditionItem, len(items))
	for n, i := range items {
		frozen[n].Item = i
	}
	return strategy.Edition{
		Header: strategy.Header{Title: "Alder digital strategy", Mission: "Safe and quick.", Period: "2025-2028"}, Number: 2,
		PublishedOn: time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC), Items: frozen,
	}
}

var (
	marks  = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// mainOf is what somebody reads in the middle of a page, in one line.
func mainOf(t *testing.T, page []byte) string {
	t.Helper()
	_, rest, found := strings.Cut(string(page), `<main class="app-main" id="maincontent" tabindex="-1">`)
	text, _, closed := strings.Cut(rest, "</main>")
	if !found || !closed {
		t.Fatalf("there is no main part: %s", page)
	}
	return strings.TrimSpace(spaces.ReplaceAllString(marks.ReplaceAllString(text, " "), " "))
}

// What is published is said in plain words and in order: nothing of what is not written, and nothing by its code.
func TestAStrategyIsSaidInPlainWords(t *testing.T) {
	t.Parallel()
	e := edition(
		strategy.Item{Kind: strategy.KindNonPriority, Code: "N1", Title: "We will not write our own apps.", Due: month(t, "2028-03")},
		strategy.Item{Kind: strategy.KindAim, Code: "A1", Title: "Care close to home"},
		strategy.Item{Kind: strategy.KindObjective, Code: "O1", Title: "Open the record on every ward", Due: month(t, "2026-12"), Body: strategy.Body{
			Description: "Wards open it.", Aims: []string{"A1"}, NonDigital: "The ward rings them.",
			Measures: []strategy.Measure{{Name: "wards", Baseline: "2", Target: "24"}, {Name: "clicks", Target: "3"}, {Name: "calls", Baseline: "40"}, {Name: "trust"}},
			Changes:  []strategy.RoleChange{{Role: "community nurse", What: "Sees the letter", When: month(t, "2027-01")}, {Role: "carer", What: "Is asked once"}},
		}},
		strategy.Item{Kind: strategy.KindChange, Code: "C1", Title: "We stopped the intranet", Body: strategy.Body{ReplacedBy: "O1", Effect: "Less to look after"}},
		strategy.Item{Kind: strategy.KindObjective, Code: "O2", Title: "Log on once"},
	)
	e.Header.NextReview = month(t, "2027-03")
	page, err := Frame{}.Strategy(alder, e, Reply{})
	if err != nil {
		t.Fatal(err)
	}
	want := "Alder Hospitals NHS Trust Alder digital strategy Published on 27 November 2026 by Alder Hospitals NHS Trust. Safe and quick. It covers 2025-2028. " +
		"We will look at it again in March 2027. What we are here to do Care close to home What we will do Open the record on every ward Wards open it. " +
		"By when December 2026 How we will know Wards, from 2 to 24 Clicks, to 3 Calls, 40 now, with no target yet Trust " +
		"What it changes for people community nurse: Sees the letter (January 2027) carer: Is asked once Without digital The ward rings them. What it is for Care close to home " +
		"Log on once What we will not do We will not write our own apps. Until March 2028 What we have changed our plans about We stopped the intranet " +
		"What it changed Less to look after What comes instead Open the record on every ward " +
		"Tell us what you think Which of these is true for you? We count the answers and keep nothing else about you. I recognise what it says It helps me Neither of these " +
		"Who you are (optional) I would rather not say A patient A carer or relative A nurse, doctor or other clinician Other staff of the organisation Somebody who works with the organisation Send your answer"
	if diff := cmp.Diff(want, mainOf(t, page)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if title := "<title>Alder digital strategy - Alder Hospitals NHS Trust - Throughline</title>"; !strings.Contains(string(page), title) {
		t.Errorf("there is no %s", title)
	}
}

// Whoever has answered is thanked, and not asked again.
func TestAnAnswerIsThankedFor(t *testing.T) {
	t.Parallel()
	page, err := Frame{}.Strategy(tenants.Publisher{Name: "Alder", Fictional: true}, edition(), Reply{Counted: true})
	if err != nil {
		t.Fatal(err)
	}
	if text := mainOf(t, page); !strings.HasSuffix(text, "The organisation is made up. Safe and quick. It covers 2025-2028. Tell us what you think Thank you. Your answer has been counted.") || strings.Contains(string(page), "<form") {
		t.Error(text)
	}
}

// Whoever chose nothing, or what cannot be so together, is told which where they chose, and finds what they chose.
func TestAnAnswerThatCannotBeCountedComesBackAsItWasChosen(t *testing.T) {
	t.Parallel()
	for _, reply := range []Reply{{Wrong: Nothing, Role: "carer"}, {Wrong: Both, Helps: true, Neither: true}} {
		page, err := Frame{}.Strategy(tenants.Publisher{Name: "Alder"}, edition(), reply)
		if err != nil {
			t.Fatal(err)
		}
		if text := mainOf(t, page); strings.Count(text, string(reply.Wrong)) != 2 || !strings.Contains(text, "Send your answer") {
			t.Error(text)
		}
		for chosen, want := range map[string]bool{
			"<title>Error: ": true, `value="recognise" checked>`: reply.Recognise, `value="helps" checked>`: reply.Helps,
			`value="neither" checked>`: reply.Neither, `value="carer" selected>`: reply.Role == "carer", `value="patient" selected>`: false,
		} {
			if strings.Contains(string(page), chosen) != want {
				t.Errorf("%+v: %s: want %t", reply, chosen, want)
			}
		}
	}
}

// The statement is whole without a script, and says nothing of anybody's strategy.
func TestTheAccessibilityStatementIsAPage(t *testing.T) {
	t.Parallel()
	page, err := Frame{}.Accessibility()
	if err != nil {
		t.Fatal(err)
	}
	text := mainOf(t, page)
	if !strings.HasPrefix(text, "Accessibility statement Throughline is meant to be usable by everybody") || !strings.Contains(text, "Tell us about a problem") || strings.Contains(text, "Tell us what you think") {
		t.Error(text)
	}
}

// Whatever somebody wrote is text: it begins no mark, and ends none.
func TestWhatIsWrittenStaysText(t *testing.T) {
	t.Parallel()
	const harm = `</title></p><script>alert(1)</script>"'onload=alert(1) javascript:alert(1)`
	e := edition(strategy.Item{Kind: strategy.KindObjective, Code: harm, Title: harm, Body: strategy.Body{
		Description: harm, NonDigital: harm, Measures: []strategy.Measure{{Name: harm, Baseline: harm, Target: harm}}, Changes: []strategy.RoleChange{{Role: harm, What: harm}},
	}})
	e.Header = strategy.Header{Title: harm, Mission: harm, Period: harm}
	page, err := Frame{}.Strategy(tenants.Publisher{Name: harm}, e, Reply{})
	if err != nil {
		t.Fatal(err)
	}
	plain := edition(strategy.Item{Kind: strategy.KindObjective, Title: "x", Body: strategy.Body{
		Description: "x", NonDigital: "x", Measures: []strategy.Measure{{Name: "x", Baseline: "x", Target: "x"}}, Changes: []strategy.RoleChange{{Role: "x", What: "x"}},
	}})
	harmless, err := Frame{}.Strategy(tenants.Publisher{Name: "x"}, plain, Reply{})
	if err != nil {
		t.Fatal(err)
	}
	of := func(page []byte) string { return strings.Join(marks.FindAllString(string(page), -1), "\n") }
	if diff := cmp.Diff(of(harmless), of(page)); diff != "" {
		t.Errorf("a text became a mark (-harmless +harmful):\n%s", diff)
	}
}

// The pages built by Vite, for a draft and its preview, say the same in the same order.
func TestThePartsAreCalledAsOnThePages(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../../frontend/src/components/AppPublicText.tsx")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, line := range regexp.MustCompile(`(?m)^ {2}\['(\w+)', '(.+)'\],$`).FindAllStringSubmatch(string(source), -1) {
		said = append(said, line[1]+": "+line[2])
	}
	var ours []string
	for _, p := range parts {
		ours = append(ours, fmt.Sprintf("%s: %s", p.kind, p.heading))
	}
	if diff := cmp.Diff(said, ours); diff != "" {
		t.Errorf("(-pages +here):\n%s", diff)
	}
}

func TestTheRolesAreThoseThatAreCounted(t *testing.T) {
	t.Parallel()
	var words []string
	for _, r := range roles {
		words = append(words, r.Word)
	}
	if diff := cmp.Diff(editions.PulseRoles(), words); diff != "" {
		t.Errorf("(-counted +offered):\n%s", diff)
	}
}

// The style is the one of the built pages, and nothing of anybody else's; without built pages there is none.
func TestTheStyleIsThatOfTheBuiltPages(t *testing.T) {
	t.Parallel()
	for index, want := range map[string]string{
		`<link rel="modulepreload" crossorigin href="/assets/a.js"> <link rel="stylesheet" crossorigin href="/assets/index-Dlx_b0-S.css">`: "/assets/index-Dlx_b0-S.css",
		`<link rel="stylesheet" href="https://elsewhere.example/a.css">`:                                                                   "",
		"<!doctype html>": "",
	} {
		f := NewFrame(fstest.MapFS{"index.html": {Data: []byte(index)}}, true)
		page, err := f.Nothing()
		if err != nil || f.Style != want || strings.Contains(string(page), "stylesheet") != (want != "") || !strings.Contains(string(page), "made up") {
			t.Errorf("%s: %q, %v, %s", index, f.Style, err, page)
		}
	}
	if f := NewFrame(fstest.MapFS{}, false); f != (Frame{}) {
		t.Errorf("%+v", f)
	}
}
