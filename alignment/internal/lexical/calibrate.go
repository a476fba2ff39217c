package lexical

import (
	"math"
	"slices"
)

// How sure we are, before anybody has decided anything, that the shipped probabilities are right: the variance of the shift
// around 0, and how many steps of Newton's method are taken from there.
const (
	shiftVariance = 1
	newtonSteps   = 20
	longestStep   = 0.5 // or a step may land beyond where the curvature means anything
	worthIt       = 1   // by how much, in nats, the decisions have to be more likely: one for the shift (Akaike, 1974)
)

// verdict is what a person decided where the engine had some log odds.
type verdict struct {
	logOdds float64
	yes     bool
}

// Calibrate works out, after Learn and from the same lessons, by how much those who decided shift the log odds of the engine,
// for Chance. Of every pair that was decided it looks at what the engine would say had it learned from the others only, so that it is not held to
// what a decision made of its own pair. The decisions themselves stay as they are: how likely a link is changes, and not
// where the line is drawn.
func (f *Fit) Calibrate(lessons []Lesson, siblings [][]int) {
	schools := f.schools(lessons)
	f.shifts = make(map[int]float64, len(schools))
	for who, byTarget := range schools {
		var verdicts []verdict
		for target, list := range byTarget {
			for i, l := range list {
				others := slices.Delete(slices.Clone(list), i, i+1)
				verdicts = append(verdicts, verdict{f.unheard(l.Row, target, others, siblings[target]), l.Confirmed})
			}
		}
		f.shifts[who] = shiftOf(verdicts)
	}
}

// unheard is the log odds of a pair after the other lessons about its target.
func (f *Fit) unheard(row, target int, others []Lesson, siblings []int) float64 {
	words := f.wordTargets[target]
	if len(others) > 0 {
		words = f.teach(target, others)
	}
	distance := make([]float64, f.size)
	f.stand(row, distance)
	distance[target] = f.columns[target].distance(f.laid[row*f.size+target] + f.wordRows.of(row).vector(nil).dot(words))
	best, second := bestTwo(distance)
	return logit(distance, target, best, second, siblings)
}

// Chance is how likely a row is to serve a target of which the engine's probability is known, to those who decide about
// it.
func (f *Fit) Chance(row int, probability float64) float64 {
	shift := f.shift(row)
	if shift == 0 {
		return probability
	}
	return sigmoid(logOdds(probability) + shift)
}

// shift is that of those who decide about a row; 0 where nobody has.
func (f *Fit) shift(row int) float64 { return f.shifts[f.learner(row)] }

// shiftOf fits by maximum a posteriori, with a normal prior and Newton's method, what is added to the engine's log odds to give
// people's: Platt, 1999, with the slope left at 1. It has to be worth it, or it is 0.
func shiftOf(list []verdict) float64 {
	shift := 0.0
	for range newtonSteps {
		gradient, curvature := -shift/shiftVariance, 1.0/shiftVariance
		for _, v := range list {
			p := sigmoid(v.logOdds + shift)
			if v.yes {
				gradient++
			}
			gradient -= p
			curvature += p * (1 - p)
		}
		shift += max(-longestStep, min(longestStep, gradient/curvature))
	}
	if likelihood(list, shift)-likelihood(list, 0) < worthIt {
		return 0
	}
	return shift
}

// likelihood is the logarithm of the likelihood of what people decided, where they shift the engine's log odds.
func likelihood(list []verdict, shift float64) float64 {
	sum := 0.0
	for _, v := range list {
		x := v.logOdds + shift
		if !v.yes {
			x = -x
		}
		sum -= math.Log1p(math.Exp(-x))
	}
	return sum
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// logOdds of a probability, which is kept from 0 and 1.
func logOdds(p float64) float64 {
	const edge = 1e-9
	p = min(max(p, edge), 1-edge)
	return math.Log(p / (1 - p))
}
