package alignment

import (
	"slices"
	"testing"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
)

// What only looks on, a non-priority or the sentence with a cue, is moved by its owner's choice as its objectives are.
func TestWhoLearnsOfEachRow(t *testing.T) {
	t.Parallel()
	p := Picture{System: "fenmarsh", Goals: []Goal{{ID: "G1", Title: "One shared record"}}}
	for _, id := range []string{"A", "B", "C"} {
		p.Organisations = append(p.Organisations, Organisation{
			ID: id, Shared: true, SharesDecisions: id != "B",
			Objectives:    []Objective{{ID: id + "-1", Title: "Our own record", Description: "We will not join the shared record."}},
			NonPriorities: []NonPriority{{ID: id + "-N", Text: "A shared record."}},
		})
	}
	together, b := 3, 1
	want := []int{together, b, together, together, lexical.Nobody, together, together, lexical.Nobody, together}
	if got := begin(p, 1).learners(); !slices.Equal(got, want) {
		t.Errorf("objectives, non-priorities and asides of A, B and C learn as %v, not %v", got, want)
	}
}
