package evaluation_test

import (
	"os"
	"testing"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/evaluation"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

const carrowmere = "../../internal/demodata/carrowmere"

// TestTheEngineIsAsGoodAsItWas holds the engine to what it reached on Carrowmere, less a little.
func TestTheEngineIsAsGoodAsItWas(t *testing.T) {
	t.Parallel()
	folder, err := exchange.Read(carrowmere)
	if err != nil {
		t.Fatal(err)
	}
	gold, err := evaluation.ReadGold(os.DirFS(carrowmere))
	if err != nil {
		t.Fatal(err)
	}
	folder.Claims = nil // people's decisions would flatter the engine
	picture, err := desk.DrawFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	r := evaluation.Evaluate(gold, alignment.Assess(picture, alignment.Options{AllScores: true}))
	for name, c := range map[string]struct{ got, floor float64 }{
		"MAP of goals":           {r.Goals.MAP, 0.92},
		"nDCG@3 of goals":        {r.Goals.NDCG3, 0.90},
		"F1 of goal links":       {r.Goals.Suggested.F1, 0.79},
		"MAP of initiatives":     {r.Initiatives.MAP, 0.95},
		"F1 of initiative links": {r.Initiatives.Suggested.F1, 0.75},
		"F1 of no goal":          {r.NoGoal.F1, 0.82},
		"accuracy of levels":     {r.Levels.Accuracy, 0.74},
		"macro F1 of levels":     {r.Levels.MacroF1, 0.70},
		"precision of conflicts": {r.Conflicts.Precise, 0.85},
		"recall of conflicts":    {r.Conflicts.Recall, 0.85},
		"F1 of duplicates":       {r.Duplicates.F1, 0.90},
	} {
		if c.got < c.floor {
			t.Errorf("%s is %.3f, below its floor of %.2f", name, c.got, c.floor)
		}
	}
}
