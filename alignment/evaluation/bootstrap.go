package evaluation

import (
	"math/rand/v2"
	"slices"
)

// tally is what one objective adds to the figures of a ranking.
type tally struct {
	precision, gain        float64 // its average precision and normalised gain of three, where it has a right target
	found, expected, right int
}

// sum is the tallies of several objectives.
type sum struct {
	precisions             float64
	ranked                 int // objectives that have a right target
	found, expected, right int
}

func (s *sum) add(t tally) {
	s.found, s.expected, s.right = s.found+t.found, s.expected+t.expected, s.right+t.right
	if t.expected > 0 {
		s.ranked++
		s.precisions += t.precision
	}
}

func (s *sum) precision() float64 { return s.precisions / float64(max(s.ranked, 1)) }

func (s *sum) f1() float64 { return ratio(2*s.right, s.found+s.expected) }

// draws is how many times objectives are drawn anew.
const draws = 1000

// bootstrap gives MAP and link F1 with the ranges in which 95 of 100 lie when as many objectives are drawn from those
// at hand, each as often as it comes. The percentile method; Efron, 1979. The draws are the same every time.
func bootstrap(tallies []tally, precision, f1 float64) (forMAP, forF1 Interval) {
	forMAP, forF1 = Interval{precision, precision, precision}, Interval{f1, f1, f1}
	if len(tallies) == 0 {
		return forMAP, forF1
	}
	random := rand.New(rand.NewPCG(1, 0)) //nolint:gosec // draws that can be repeated
	precisions, f1s := make([]float64, draws), make([]float64, draws)
	for d := range draws {
		var drawn sum
		for range tallies {
			drawn.add(tallies[random.IntN(len(tallies))])
		}
		precisions[d], f1s[d] = drawn.precision(), drawn.f1()
	}
	forMAP.Low, forMAP.High = middle(precisions)
	forF1.Low, forF1.High = middle(f1s)
	return forMAP, forF1
}

// middle gives the ends of the middle 95 of 100 values.
func middle(values []float64) (low, high float64) {
	slices.Sort(values)
	n := len(values)
	return values[n*25/1000], values[n-1-n*25/1000]
}
