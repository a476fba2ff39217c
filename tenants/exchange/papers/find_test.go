package papers_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/tenants/exchange/papers"
)

func found(t *testing.T, text string) string {
	t.Helper()
	passages, err := papers.Read(t.Context(), "a.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	candidates, _ := papers.Find(passages)
	var lines []string
	for _, c := range candidates {
		line := fmt.Sprintf("%s|%s|%s|%s", c.Place, c.Title, c.Due, c.When)
		for _, m := range c.Measures {
			line += fmt.Sprintf("|%s: %s -> %s (%s)", m.Name, m.Baseline, m.Target, m.Place)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// What is said to be achieved is found, with its date and its measures, and what is only told is not.
func TestCandidatesAreFound(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"By March 2027, we will share one record with every GP.":                                                      "Paragraph 1|Share one record with every GP|2027-03|By March 2027",
		"We will share one record by the end of 2027.":                                                                "Paragraph 1|Share one record|0000-00|by the end of 2027",
		"Patients will book their own appointments by 30 September 2028.":                                             "Paragraph 1|Patients will book their own appointments|2028-09|by 30 September 2028",
		"Objective 1: Every ward has reliable wi-fi":                                                                  "Paragraph 1|Every ward has reliable wi-fi|0000-00|",
		"We were founded in 2004. Our hospitals serve 400,000 people.":                                                "",
		"We will not build a new intranet this year.":                                                                 "",
		"Our objectives\n• Replace the oldest switches by June 2027\n• Wi-fi\nBackground\n• Replace it all again now": "Paragraph 2|Replace the oldest switches|2027-06|by June 2027",
		"We will cut waiting for results from 9 days to 3 days.":                                                      "Paragraph 1|Cut waiting for results from 9 days to 3 days|0000-00||cut waiting for results: 9 days -> 3 days (Paragraph 1)",
		"We will send letters the same day.\n75% of letters reach GPs within a day.":                                  "Paragraph 1|Send letters the same day|0000-00||75% of letters reach GPs within a day: -> 75% (Paragraph 2)",
		"A page\fOur aims\nReplace the oldest switches\tRise from 5 to 11\n\f":                                        "Page 2, paragraph 2|Replace the oldest switches|0000-00||Rise: 5 -> 11 (Page 2, paragraph 2)",
		"We will share one record. We will share one record.":                                                         "Paragraph 1|Share one record|0000-00|",
	} {
		want = strings.ReplaceAll(strings.ReplaceAll(want, "0000-00", ""), ": ->", ":  ->")
		if got := found(t, text); got != want {
			t.Errorf("%q:\n%s\nwant\n%s", text, got, want)
		}
	}
}

func TestNoMoreThanCanBeLookedAt(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for n := range 500 {
		fmt.Fprintf(&text, "We will deliver thing number %d.\n", n)
	}
	passages, err := papers.Read(t.Context(), "a.txt", []byte(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	if candidates, all := papers.Find(passages); len(candidates) != 200 || all != 500 {
		t.Errorf("%d of %d", len(candidates), all)
	}
}
