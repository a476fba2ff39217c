package evaluation

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/alignment"
)

func TestAbbreviated(t *testing.T) {
	t.Parallel()
	p := alignment.Picture{
		Goals:       []alignment.Goal{{ID: "G1", Title: "One shared care record", Measures: []string{"Beds in care homes"}}},
		Initiatives: []alignment.Initiative{{ID: "I1", Title: "Harbour Lights", Description: "Joined by all. EPR use, at point of care."}},
	}
	o := alignment.Organisation{
		ID: "A", Shared: true,
		Objectives: []alignment.Objective{
			{ID: "A-1", Title: "Shared care record on the wards", Description: "Open at the point of care, and not shared. Care homes follow.", Measures: []string{"Opened from Harbour Lights"}},
			{ID: "A-2", Title: "EPR use", Description: "Care-homes keep their shared care records."},
		},
		NonPriorities: []alignment.NonPriority{{ID: "A-N1", Text: "Care homes of others"}},
	}
	got, phrases, places := abbreviated(o, phrasesOfTargets(p))
	want := o
	want.Objectives = []alignment.Objective{
		{ID: "A-1", Title: "SCR on the wards", Description: "Open at the POC, and not shared. CH follow.", Measures: []string{"Opened from HL"}},
		{ID: "A-2", Title: "EPR use", Description: "Care-homes keep their SC records."},
	}
	want.NonPriorities = append(want.NonPriorities[:1:1], alignment.NonPriority{
		ID: "A short forms", Text: "care homes (CH); harbour lights (HL); point of care (POC); shared care (SC); shared care record (SCR)",
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if phrases != 5 || places != 5 {
		t.Errorf("%d phrases in %d places, want 5 and 5", phrases, places)
	}
	if o.Objectives[0].Measures[0] != "Opened from Harbour Lights" {
		t.Error("the organisation as it was is not to change")
	}
}

func TestOneShortFormMeansOneThing(t *testing.T) {
	t.Parallel()
	got := shortForms(map[string]int{"mental health": 2, "monitoring hub": 3, "mobile home": 3, "monitored at home": 1})
	if diff := cmp.Diff(map[string]string{"mobile home": "MH", "monitored at home": "MAH"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
