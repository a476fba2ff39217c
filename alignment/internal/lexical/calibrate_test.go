package lexical

import (
	"math"
	"testing"
)

func TestCalibrationFollowsThoseWhoDecide(t *testing.T) {
	t.Parallel()
	decided := func(logOdds float64, yes, no int) (list []verdict) {
		for i := range yes + no {
			list = append(list, verdict{logOdds, i < yes})
		}
		return list
	}
	// Of pairs at even odds, nine in ten are confirmed: about what the shift of log odds ln 9 says, less what the prior holds back.
	if shift := shiftOf(decided(0, 180, 20)); math.Abs(shift-math.Log(9)) > 0.2 {
		t.Errorf("nine in ten make %v", shift)
	}
	if shift := shiftOf(decided(0, 20, 180)); math.Abs(shift+math.Log(9)) > 0.2 {
		t.Errorf("one in ten makes %v", shift)
	}
	if shift := shiftOf(decided(0, 50, 50)); shift != 0 {
		t.Errorf("as many as the engine says make %v", shift)
	}
	if shift := shiftOf(decided(0, 1, 0)); shift != 0 {
		t.Errorf("one decision makes %v", shift)
	}
	// Decisions against every odds say yes as often as no: they shift nothing.
	if shift := shiftOf(append(decided(6, 0, 500), decided(-6, 500, 0)...)); shift != 0 {
		t.Errorf("decisions against the odds make %v", shift)
	}
	// However sure the engine was, many decisions move it a finite way.
	if shift := shiftOf(decided(40, 0, 5000)); shift >= 0 || shift < -60 || math.IsNaN(shift) {
		t.Errorf("thousands of rejections of what was sure make %v", shift)
	}
}

func TestAChanceIsOfThoseWhoDecided(t *testing.T) {
	t.Parallel()
	texts := documents("patients read messages", "patients get messages by phone", "network cables", "patients send messages", "cables for the network")
	f := Count(Texts{Objectives: texts, Owners: []int{0, 0, 0, 1, 1}, Targets: [][]Document{documents("patients wait less", "cables")}}, nil).Against(0, 1)
	alone := make([][]int, 2)
	var lessons []Lesson
	for row := range 3 {
		for target := range 2 {
			lessons = append(lessons, Lesson{row, target, true})
		}
	}
	f.Learn(lessons, []int{0, 0, 0, 1, 1}, 1)
	f.Calibrate(lessons, alone)
	if chance := f.Chance(0, 0.3); chance <= 0.3 {
		t.Errorf("who confirms everything has a chance of %v where the engine says 0.3", chance)
	}
	if chance := f.Chance(3, 0.3); chance != 0.3 {
		t.Errorf("who decided nothing has a chance of %v where the engine says 0.3", chance)
	}
	if low, high := f.Chance(0, 0.2), f.Chance(0, 0.21); low >= high {
		t.Errorf("what fits better has a chance of %v and not more than %v", high, low)
	}
}
