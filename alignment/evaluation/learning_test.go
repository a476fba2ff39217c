package evaluation_test

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/evaluation"
)

// labelled is a small system whose goal is served by those who send messages, which the goal's words do not say.
func labelled() (alignment.Picture, evaluation.Gold) {
	p := alignment.Picture{System: "fenmarsh", Goals: []alignment.Goal{
		{ID: "G1", Title: "People wait less"},
		{ID: "G2", Title: "One shared record"},
	}}
	gold := evaluation.Gold{Goals: map[evaluation.Pair]int{}}
	o := alignment.Organisation{ID: "O", Shared: true}
	for i := range 6 {
		messages, record := fmt.Sprint("A", i), fmt.Sprint("B", i)
		o.Objectives = append(o.Objectives,
			alignment.Objective{ID: messages, Title: fmt.Sprintf("Text messages to clinic %d", i)},
			alignment.Objective{ID: record, Title: fmt.Sprintf("Ward %d opens the shared record", i)})
		gold.Goals[evaluation.Pair{Objective: messages, Target: "G1"}] = 2
		gold.Goals[evaluation.Pair{Objective: record, Target: "G2"}] = 2
	}
	p.Organisations = []alignment.Organisation{o}
	return p, gold
}

func TestSimulate(t *testing.T) {
	t.Parallel()
	p, gold := labelled()
	p.Judgements = []alignment.Judgement{{Objective: "A0", Target: "G1", Verdict: alignment.Rejected}} // is not used
	told := 0
	curve := evaluation.Simulate(p, gold, 12, []uint64{1, 2, 3}, func(int) { told++ })
	var at []int
	for _, point := range curve.Points {
		at = append(at, point.Judgements)
	}
	if diff := cmp.Diff([]int{0, 1, 10, 12}, at); diff != "" || told != 3 || curve.Seeds != 3 {
		t.Fatalf("points differ (-want +got):\n%s; told %d times of %d seeds", diff, told, curve.Seeds)
	}
	first, last := curve.Points[0], curve.Points[3]
	if first.Before != first.After || first.Gain != (evaluation.Interval{}) {
		t.Errorf("before anything is judged there is nothing to gain: %+v", first)
	}
	if last.After <= last.Before || last.Gain.Low > last.Gain.Value || math.Abs(last.Gain.Value-last.After+last.Before) > 1e-9 {
		t.Errorf("after 12 judgements of messages and records: %+v", last)
	}
	if again := evaluation.Simulate(p, gold, 12, []uint64{1, 2, 3}, func(int) {}); !cmp.Equal(curve, again) {
		t.Errorf("the same seeds give another curve:\n%s", cmp.Diff(curve, again))
	}
	var out bytes.Buffer
	if err := curve.Table(&out); err != nil || !strings.Contains(out.String(), "means of 3 orders") {
		t.Errorf("%v: %s", err, out.String())
	}
}

func TestSimulateJudgesWhatWasLookedAt(t *testing.T) {
	t.Parallel()
	p, _ := labelled()
	gold := evaluation.Gold{Judged: map[evaluation.Pair]bool{{Objective: "A0", Target: "G1"}: true, {Objective: "B0", Target: "G1"}: false}}
	curve := evaluation.Simulate(p, gold, 1000, []uint64{1}, func(int) {})
	if last := curve.Points[len(curve.Points)-1]; last.Judgements != 2 || last.Agreement != 1 || last.After != 1 || last.Calibration != 0 {
		t.Errorf("nothing is left that was labelled and not judged: %+v", last)
	}
}
