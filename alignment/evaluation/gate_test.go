package evaluation_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/evaluation"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

// floor is what a figure may not fall below.
type floor struct {
	of     string
	figure func(evaluation.Result) float64
	least  float64
}

var (
	goalMAP        = func(r evaluation.Result) float64 { return r.Goals.MAP }
	goalNDCG       = func(r evaluation.Result) float64 { return r.Goals.NDCG3 }
	goalF1         = func(r evaluation.Result) float64 { return r.Goals.Suggested.F1 }
	initiativeMAP  = func(r evaluation.Result) float64 { return r.Initiatives.MAP }
	initiativeF1   = func(r evaluation.Result) float64 { return r.Initiatives.Suggested.F1 }
	noGoalF1       = func(r evaluation.Result) float64 { return r.NoGoal.F1 }
	levelAccuracy  = func(r evaluation.Result) float64 { return r.Levels.Accuracy }
	levelDecided   = func(r evaluation.Result) float64 { return r.Levels.Decided }
	levelMacroF1   = func(r evaluation.Result) float64 { return r.Levels.MacroF1 }
	conflictsRight = func(r evaluation.Result) float64 { return r.Conflicts.Precise }
	conflictsFound = func(r evaluation.Result) float64 { return r.Conflicts.Recall }
	duplicateF1    = func(r evaluation.Result) float64 { return r.Duplicates.F1 }
)

// TestTheEngineIsAsGoodAsItWas holds the engine to what it reached, less a little: on the demonstration's system, and on those
// that authors wrote and labelled who had not seen it.
func TestTheEngineIsAsGoodAsItWas(t *testing.T) {
	t.Parallel()
	for folder, floors := range map[string][]floor{
		"../../internal/demodata/carrowmere": {
			{"MAP of goals", goalMAP, 0.92},
			{"nDCG@3 of goals", goalNDCG, 0.90},
			{"F1 of goal links", goalF1, 0.79},
			{"MAP of initiatives", initiativeMAP, 0.95},
			{"F1 of initiative links", initiativeF1, 0.75},
			{"F1 of no goal", noGoalF1, 0.82},
			{"accuracy of levels", levelAccuracy, 0.74},
			{"macro F1 of levels", levelMacroF1, 0.70},
			{"precision of conflicts", conflictsRight, 0.85},
			{"recall of conflicts", conflictsFound, 0.85},
			{"F1 of duplicates", duplicateF1, 0.90},
		},
		"independent/orrinside": {
			{"MAP of goals", goalMAP, 0.89},
			{"F1 of goal links", goalF1, 0.77},
			{"F1 of initiative links", initiativeF1, 0.84},
			{"F1 of no goal", noGoalF1, 0.78},
			{"accuracy of levels", levelAccuracy, 0.59},
			{"accuracy of decided levels", levelDecided, 0.64},
			{"precision of conflicts", conflictsRight, 0.85},
			{"recall of conflicts", conflictsFound, 0.85},
			{"F1 of duplicates", duplicateF1, 0.76},
		},
		"independent/wetherham": {
			{"MAP of goals", goalMAP, 0.93},
			{"F1 of goal links", goalF1, 0.79},
			{"F1 of initiative links", initiativeF1, 0.67},
			{"F1 of no goal", noGoalF1, 0.74},
			{"precision of conflicts", conflictsRight, 0.85},
		},
		"independent/thornbeck": {
			{"MAP of goals", goalMAP, 0.88},
			{"F1 of goal links", goalF1, 0.73},
			{"accuracy of levels", levelAccuracy, 0.69},
			{"precision of conflicts", conflictsRight, 0.85},
			{"recall of conflicts", conflictsFound, 0.85},
			{"F1 of duplicates", duplicateF1, 0.70},
		},
		"independent/aldermoor": {
			{"F1 of goal links", goalF1, 0.63},
			{"F1 of no goal", noGoalF1, 0.68},
			{"accuracy of levels", levelAccuracy, 0.59},
			{"precision of conflicts", conflictsRight, 0.85},
			{"recall of conflicts", conflictsFound, 0.65},
			{"F1 of duplicates", duplicateF1, 0.60},
		},
		"independent/wexcarr": {
			{"F1 of no goal", noGoalF1, 0.88},
			{"precision of conflicts", conflictsRight, 0.85},
			{"recall of conflicts", conflictsFound, 0.82},
		},
		"independent/tarrside": {
			{"MAP of goals", goalMAP, 0.95},
			{"precision of conflicts", conflictsRight, 0.85},
			{"recall of conflicts", conflictsFound, 0.72},
		},
		"independent/ferrowdale": {
			{"F1 of duplicates", duplicateF1, 0.99}, // there are none
			{"F1 of goal links", goalF1, 0.80},
			{"F1 of no goal", noGoalF1, 0.88},
			{"precision of conflicts", conflictsRight, 0.85},
			{"recall of conflicts", conflictsFound, 0.75},
		},
	} {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			r := evaluated(t, folder)
			for _, f := range floors {
				if got := f.figure(r); got < f.least {
					t.Errorf("%s is %.3f, below its floor of %.2f", f.of, got, f.least)
				}
			}
		})
	}
}

// TestShortFormsCostNothing holds the engine to what it finds where organisations write short forms of their own.
func TestShortFormsCostNothing(t *testing.T) {
	t.Parallel()
	picture, gold := readLabelled(t, "../../internal/demodata/carrowmere")
	s, err := evaluation.StressAbbreviations(picture, gold)
	if err != nil {
		t.Fatal(err)
	}
	if s.Places < 20 {
		t.Errorf("short forms stand in %d places: that is no stress", s.Places)
	}
	for name, lost := range map[string]float64{"MAP of goals": -s.GoalMAP.Value, "MAP of initiatives": -s.InitiativeMAP.Value} {
		if lost > 0.01 {
			t.Errorf("%s loses %.3f", name, lost)
		}
	}
}

func evaluated(t *testing.T, dir string) evaluation.Result {
	t.Helper()
	picture, gold := readLabelled(t, dir)
	return evaluation.Evaluate(gold, alignment.Assess(picture, alignment.Options{AllScores: true}))
}

func readLabelled(t *testing.T, dir string) (alignment.Picture, evaluation.Gold) {
	t.Helper()
	folder, err := exchange.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	gold, err := evaluation.ReadGold(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	folder.Claims = nil // people's decisions would flatter the engine
	picture, err := desk.DrawFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	return picture, gold
}
