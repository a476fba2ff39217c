package ontology_test

import (
	"testing"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// most gives the code of the capability of which a text says most, or nothing.
func most(s string) string {
	weights, said, chief := map[string]float64{}, map[int]bool{}, ""
	for _, h := range text.NewAnalyser(text.Default()).Read(s).Hits {
		if said[h.Phrase] {
			continue
		}
		said[h.Phrase] = true
		weights[h.Code] += h.Weight
		if chief == "" || weights[h.Code] > weights[chief] {
			chief = h.Code
		}
	}
	return chief
}

// TestWhatPlainWordsAreAbout is how a board, the public, a ward and a council may put the same thing, with everyday
// words of other capabilities beside it.
func TestWhatPlainWordsAreAbout(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"Sign your consent form on a tablet before your operation":               "electronic-consent",
		"Free wi-fi for patients and their children on every ward":               "patient-wifi",
		"Committee minutes will be drafted from the recording":                   "meeting-notes",
		"A tool listens to the consultation and drafts the notes":                "ambient-documentation",
		"Lockers outside the pharmacy, open day and night":                       "medicines-collection",
		"Tags on wheelchairs show on a map where the nearest one is":             "asset-tracking",
		"Every device on the network is found by passive discovery":              "medical-device-security",
		"A consultant will write back within two working days":                   "advice-and-guidance",
		"Rotating doctors have their right to work proved once":                  "staff-passport",
		"Contact-free monitoring in bedrooms lets people sleep":                  "ward-sensors",
		"Text message reminders, since one in eight people do not turn up":       "appointment-reminders",
		"Self-service kiosks and calling screens in outpatients":                 "arrival-check-in",
		"Applications leave the basement computer room for a joint data centre":  "hosting-cloud",
		"Subject access requests answered in a month, with redaction by machine": "information-requests",
		"A product was appointed":                                                "",
	} {
		if got := most(s); got != want {
			t.Errorf("%q is about %q; it should be about %q", s, got, want)
		}
	}
}
