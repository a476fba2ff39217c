package stance

import (
	"os"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// sentences are short texts about something that everybody is to do by a day.
type sentences struct {
	Against    []string `yaml:"against"`
	OnlySounds []string `yaml:"only_sounds"`
}

// TestSentences measures how many of the sentences that work against something are found, and how many that only sound so
// are let pass. The half that was tuned on is to be right but for a few; the other half has a floor.
func TestSentences(t *testing.T) {
	t.Parallel()
	in, err := os.ReadFile("testdata/sentences.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var halves map[string]sentences
	if err := yaml.Unmarshal(in, &halves); err != nil {
		t.Fatal(err)
	}
	for half, most := range map[string]struct{ missed, mistaken int }{
		"tuned": {12, 2},
		"held":  {7, 2},
	} {
		missed, mistaken := 0, 0
		for _, s := range halves[half].Against {
			if !against(s) {
				missed++
				t.Logf("%s, missed: %s", half, s)
			}
		}
		for _, s := range halves[half].OnlySounds {
			if against(s) {
				mistaken++
				t.Logf("%s, mistaken by %v: %s", half, cues(s), s)
			}
		}
		t.Logf("%s: %d of %d missed, %d of %d mistaken", half, missed, len(halves[half].Against), mistaken, len(halves[half].OnlySounds))
		if missed > most.missed || mistaken > most.mistaken {
			t.Errorf("%s: %d missed and %d mistaken, at most %d and %d allowed", half, missed, mistaken, most.missed, most.mistaken)
		}
	}
}

func against(s string) bool {
	due := Due{Day: time.Date(2028, time.March, 31, 0, 0, 0, 0, time.UTC), Sure: true, Grows: true, Once: true}
	return due.Against([]Reading{read(s)}).Way != NotAgainst
}
