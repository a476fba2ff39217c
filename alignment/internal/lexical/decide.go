package lexical

import (
	"fmt"
	"math"

	"github.com/throughline-ics/throughline/alignment/internal/parallel"
)

// What a column of scores looks like before anything is known about it, and how many objectives' worth that counts:
// a target of a small system is judged by what is usual, one of a large system by its own objectives. The range
// keeps a target that everything fits, or nothing, from losing its measure.
const (
	usualMean   = 0.09
	usualSpread = 0.11
	usualCount  = 10
	highestMean = 0.2
	leastSpread = 0.035
	mostSpread  = 0.2
)

// The decision: how far a pair stands out from the target's other objectives, less for an objective that fits
// another target better, and less again when that other target shares an initiative, for then much of what fits is
// the initiative's and not the target's. Logistic regression on the systems in data, leaving one out at a time to
// choose what goes in.
const (
	certain     = -3.05
	perDistance = 2.1
	perRival    = -0.4
	perSibling  = 2.7
)

// Threshold is the probability from which on a pair is suggested as a link.
const Threshold = 0.25

// Decide gives the probability that a row serves a target, for every pair, row by target. Siblings are the targets
// with which a target shares an initiative.
func (f *Fit) Decide(siblings [][]int, threads int) []float64 {
	probability := make([]float64, len(f.scores))
	parallel.By(f.documents(), threads, func() func(int) {
		distance := make([]float64, f.size)
		return func(i int) {
			f.stand(i, distance)
			best, second := bestTwo(distance)
			row := probability[i*f.size : (i+1)*f.size]
			for j := range row {
				row[j] = sigmoid(logit(distance, j, best, second, siblings[j]))
			}
		}
	})
	return probability
}

// logit is the decision about a target in a row of distances, of which the best and the second are known.
func logit(row []float64, target, best, second int, siblings []int) float64 {
	r := rivalry(row, target, best, second, siblings)
	return certain + perDistance*row[target] + r.Rival + r.Behind
}

// Rivalry is what a row's other targets take from the log odds of one.
type Rivalry struct {
	Rival  float64 // for the target that it fits best beside this one
	To     int     // that target, or -1
	Behind float64 // for the target that shares an initiative with this one and that it fits better
	After  int     // that target, or -1
}

func rivalry(row []float64, target, best, second int, siblings []int) Rivalry {
	r := Rivalry{To: best, After: -1}
	if target == best {
		r.To = second
	}
	if r.To >= 0 {
		r.Rival = perRival * row[r.To]
	}
	behind := 0.0
	for _, s := range siblings {
		if d := row[target] - row[s]; d < behind {
			behind, r.After = d, s
		}
	}
	r.Behind = perSibling * behind
	return r
}

// Balance is how the log odds of a pair come about: what objectives usually have of them, what each unit of the pair's score
// adds, what other targets take, and what it makes of the sum that people have decided as they have. The log odds of the
// pair's Chance are Usual + PerScore times its Score + Rival + Behind + Judged.
type Balance struct {
	Rivalry

	Usual    float64
	PerScore float64
	Judged   float64
}

// Standing is a row among the targets.
type Standing struct {
	fit          *Fit
	row          int
	distance     []float64 // by target
	best, second int
}

// Standing gives a row's standing, for the balances of its pairs.
func (f *Fit) Standing(row int) Standing {
	s := Standing{fit: f, row: row, distance: make([]float64, f.size)}
	f.stand(row, s.distance)
	s.best, s.second = bestTwo(s.distance)
	return s
}

// Balance gives the balance of the row's pair with a target.
func (s Standing) Balance(target int, siblings []int) Balance {
	column := s.fit.columns[target]
	return Balance{
		Rivalry:  rivalry(s.distance, target, s.best, s.second, siblings),
		Usual:    certain - perDistance*column.mean/column.spread,
		PerScore: perDistance / column.spread,
		Judged:   s.fit.shift(s.row),
	}
}

// bestTwo gives the indexes of the highest and the next; of equals the first. The next is -1 when there is one only.
func bestTwo(row []float64) (best, second int) {
	best, second = 0, -1
	for j := 1; j < len(row); j++ {
		switch {
		case row[j] > row[best]:
			best, second = j, best
		case second < 0 || row[j] > row[second]:
			second = j
		}
	}
	return best, second
}

// stand gives the scores of a row in standard deviations from the mean of each target.
func (f *Fit) stand(row int, distance []float64) {
	for j, c := range f.columns {
		distance[j] = c.distance(f.scores[row*f.size+j])
	}
}

// column is mean and standard deviation of a target's scores.
type column struct{ mean, spread float64 }

func (c column) distance(score float64) float64 { return (score - c.mean) / c.spread }

// measure gives the column of every target, drawn to what is usual when there are few objectives.
func (f *Fit) measure() []column {
	if f.background != nil {
		return f.background.columns(f.set, f.size)
	}
	columns := make([]column, f.size)
	n := float64(f.objectives)
	for j := range columns {
		total := usualCount * usualMean
		for i := range f.objectives {
			total += f.scores[i*f.size+j]
		}
		mean := math.Min(total/(n+usualCount), highestMean)
		squares := usualCount * usualSpread * usualSpread
		for i := range f.objectives {
			d := f.scores[i*f.size+j] - mean
			squares += d * d
		}
		spread := math.Sqrt(squares / (n + usualCount))
		columns[j] = column{mean, math.Min(math.Max(spread, leastSpread), mostSpread)}
	}
	return columns
}

// Constants writes the numbers on which every score hangs, for the hash that stamps a report.
func Constants() string {
	return fmt.Sprint(
		lentWeight, expandedWeight, properWeight, boilerplate, manyTexts, fewestTexts, widenFrom, partners, fewestMeets,
		leastPMI, partnerShare, nearest, borrowedWords, borrowedShare, shortestPart, longestPart, partsShare, themesShare, needsShare,
		fluent, usualMean, usualSpread, usualCount, highestMean, leastSpread, mostSpread, certain, perDistance, perRival,
		perSibling, needsAlike, fewestUsers, shiftVariance, newtonSteps, longestStep, worthIt, towards, awayFrom, inFull, Threshold,
	)
}
