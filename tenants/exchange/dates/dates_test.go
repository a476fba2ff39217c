package dates_test

import (
	"fmt"
	"testing"

	"github.com/throughline-ics/throughline/tenants/exchange/dates"
)

// A date in a sentence is found with the words that lead to it, and its month is the last of what it names.
func TestDatesInSentences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"We will share by March 2027, or so":                "2027-03|by March 2027|true|month",
		"Share by 31 March 2028":                            "2028-03|by 31 March 2028|true|month",
		"Share by the 31st of March 2028":                   "2028-03|by the 31st of March 2028|true|month",
		"Share by March 31, 2028":                           "2028-03|by March 31, 2028|true|month",
		"Share by 31/03/2028.":                              "2028-03|by 31/03/2028|true|month",
		"Share by 2028-03-31":                               "2028-03|by 2028-03-31|true|month",
		"Share by the end of March 2028":                    "2028-03|by the end of March 2028|true|month",
		"Share by the end of 2027":                          "2027-12|by the end of 2027|true|year",
		"Share by end 2027":                                 "2027-12|by end 2027|true|year",
		"By the end of 2027/28 we share":                    "2028-03|By the end of 2027/28|true|financial year",
		"Share by the end of the financial year 2027/28 at": "2028-03|by the end of the financial year 2027/28|true|financial year",
		"Share by 2027/28":                                  "2028-03|by 2027/28|true|financial year",
		"Share by 2027-28":                                  "2028-03|by 2027-28|true|financial year",
		"Share by FY2027/28":                                "2028-03|by FY2027/28|true|financial year",
		"Share by Q4 2027":                                  "2027-12|by Q4 2027|true|quarter of a calendar year",
		"Share by Q3 2027/28":                               "2027-12|by Q3 2027/28|true|month",
		"Share by quarter 4 of 2027/28":                     "2028-03|by quarter 4 of 2027/28|true|month",
		"Share by the end of Q1 2027/28":                    "2027-06|by the end of Q1 2027/28|true|month",
		"Share by summer 2027":                              "2027-08|by summer 2027|true|season",
		"In spring 2028 we share":                           "2028-05|In spring 2028|false|season",
		"Share by winter 2027/28":                           "2028-02|by winter 2027/28|true|season",
		"Share before winter 2027":                          "2027-12|before winter 2027|true|season",
		"From April 2026 we share, all by 2029":             "2029-12|by 2029|true|year",
		"Share (June 2027)":                                 "2027-06|June 2027|false|month",
		"Since March 2024 we share":                         "none",
		"Share by spring 2027/28":                           "none", // which of its two springs?
		"Share by early 2028":                               "none",
		"Share by 31/13/2028":                               "none",
		"Share by 31/04/2028":                               "none",
		"Share by 29/02/2028":                               "2028-02|by 29/02/2028|true|month",
		"Share by 29/02/2029":                               "none",
		"Share by 2028-06-31":                               "none",
		"Share by 00/05/2028":                               "none",
		"Share by 31st of June 2028":                        "none",
		"Share by June 31, 2028":                            "none",
		"Share by 2027/29":                                  "none",
		"Cut waits by 2000 hours, or by 24":                 "none",
		"The 2027 plan":                                     "none",
		"We serve 2040 people":                              "none",
	} {
		got := "none"
		if f, ok := dates.In(text); ok {
			got = fmt.Sprintf("%s|%s|%v|%s", f.Month, f.Words, f.Deadline, f.Span)
		}
		if got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
}

// What is no month but is read as one is said to be.
func TestWhatIsReadIntoADateIsSaid(t *testing.T) {
	t.Parallel()
	for text, said := range map[string]bool{"March 2027": false, "Q4 2026/27": false, "spring 2027": true, "Q4 2027": true, "2027/28": true, "2027": true, "early 2027": true, "Winter 26/27": true} {
		if r, err := dates.Read(text); err != nil || (r.How() != "") != said {
			t.Errorf("%q: %q, %v", text, r.How(), err)
		}
	}
}

// Of a year the part may be said, and its end.
func TestPartsOfAYear(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"early 2027":         "2027-03 part of a year false",
		"mid-2028":           "2028-06 part of a year false",
		"late 2028":          "2028-12 part of a year false",
		"by the end of 2027": "2027-12 year true",
		"end 28/29":          "2029-03 financial year true",
		"Winter 26/27":       "2027-02 season false",
		"spring 27":          "2027-05 season false",
		"weekend 2027":       "none",
	} {
		got := "none"
		if r, err := dates.Read(text); err == nil {
			got = fmt.Sprintf("%s %s %v", r.Month, r.Span, r.End)
		}
		if got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
}

func FuzzIn(f *testing.F) {
	f.Add("We will share by the end of Q3 2027/28.")
	f.Fuzz(func(t *testing.T, text string) {
		if found, ok := dates.In(text); ok == found.Month.IsZero() {
			t.Errorf("%q: %+v, %v", text, found, ok)
		}
	})
}
