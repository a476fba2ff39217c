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
		"We will share one record by the end of 2027.":                                                                "Paragraph 1|Share one record|2027-12|by the end of 2027",
		"Patients will book their own appointments by 30 September 2028.":                                             "Paragraph 1|Patients will book their own appointments|2028-09|by 30 September 2028",
		"Objective 1: Every ward has reliable wi-fi":                                                                  "Paragraph 1|Every ward has reliable wi-fi|0000-00|",
		"We were founded in 2004. Our hospitals serve 400,000 people.":                                                "",
		"We will not build a new intranet this year.":                                                                 "",
		"Our objectives\n• Replace the oldest switches by June 2027\n• Wi-fi\nBackground\n• Replace it all again now": "Paragraph 2|Replace the oldest switches|2027-06|by June 2027",
		"We will cut waiting for results from 9 days to 3 days.":                                                      "Paragraph 1|Cut waiting for results from 9 days to 3 days|0000-00||Waiting for results: 9 days -> 3 days (Paragraph 1)",
		"We will send letters the same day.\n75% of letters reach GPs within a day.":                                  "Paragraph 1|Send letters the same day|0000-00||Letters reach GPs within a day: -> 75% (Paragraph 2)",
		"A page\fOur aims\nReplace the oldest switches\tRise from 5 to 11\n\f":                                        "Page 2, paragraph 2|Replace the oldest switches|0000-00||Rise: 5 -> 11 (Page 2, paragraph 2)",
		"We will share one record. We will share one record.":                                                         "Paragraph 1|Share one record|0000-00|",
	} {
		want = strings.ReplaceAll(strings.ReplaceAll(want, "0000-00", ""), ": ->", ":  ->")
		if got := found(t, text); got != want {
			t.Errorf("%q:\n%s\nwant\n%s", text, got, want)
		}
	}
}

// Objectives as people write them: with the date or a number first, or as what is to be done.
func TestOrdinaryObjectivesAreFound(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"By March 2028, 95% of clinic letters will reach the GP within 24 hours.":                                "95% of clinic letters will reach the GP within 24 hours|2028-03|By March 2028|Clinic letters that reach the GP within 24 hours:  -> 95% (Paragraph 1)",
		"By March 2028 every ward will have reliable Wi-Fi.":                                                     "Every ward will have reliable Wi-Fi|2028-03|By March 2028",
		"Retire 14 legacy systems by December 2028.":                                                             "Retire 14 legacy systems|2028-12|by December 2028",
		"Retire 14 legacy systems by December 2028":                                                              "Retire 14 legacy systems|2028-12|by December 2028",
		"Reduce DNA rates from 9% to 5% by March 2027.":                                                          "Reduce DNA rates from 9% to 5%|2027-03|by March 2027|DNA rates: 9% -> 5% (Paragraph 1)",
		"Clinic letters will be digital by Q3 2027/28.":                                                          "Clinic letters will be digital|2027-12|by Q3 2027/28",
		"In spring 2028, patients will book online.":                                                             "Patients will book online|2028-05|In spring 2028",
		"We will share one record by early 2028.":                                                                "Share one record by early 2028||",
		"• Connect every pharmacy to the record":                                                                 "Connect every pharmacy to the record||",
		"Objective 2: Train 400 nurses":                                                                          "Train 400 nurses||",
		"Every patient will be able to see their appointments in the NHS App by April 2027, up from 20% to 60%.": "Every patient will be able to see their appointments in the NHS App, up from 20% to 60%|2027-04|by April 2027|: 20% -> 60% (Paragraph 1)",
		"Priority 1: Getting the basics right":                                                                   "",
		"Priority 1: Getting the basics right\nWe have four sites.":                                              "",
		"Ambition: Digital foundations for everybody.":                                                           "",
		"By March 2025 every ward had reliable Wi-Fi.":                                                           "",
		"Use of the NHS App grew from 20% to 35%.":                                                               "",
		"Support from partners rose by 20%.":                                                                     "",
		"Move to digital letters was completed by March 2024.":                                                   "",
		"Close working with councils has cut waits from 9 days to 5 days.":                                       "",
		"By 2030 one in five people in our area will be over 65.":                                                "",
		"Demand for beds will rise by 20% by 2030.":                                                              "",
		"40% of our nurses will retire within ten years.":                                                        "",
		"In March 2024, 95% of letters reached the GP.":                                                          "",
		"Background\n• Replace it all again now":                                                                 "",
	} {
		got := found(t, text)
		if want != "" {
			want = "Paragraph 1|" + want
		}
		if got != want {
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
