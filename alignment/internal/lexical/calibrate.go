package lexical

import (
	"math"
	"slices"
)

// How sure we are, before anybody has decided anything, that the shipped probabilities are right: the variances of the
// shift around 0 and of the slope around 1, and how many steps of Newton's method are taken from there.
const (
	shiftVariance = 4
	slopeVariance = 0.02
	newtonSteps   = 20
	longestStep   = 0.5 // or a step may land beyond where the curvature means anything
	leastSlope    = 0.1 // what fits better is never less likely
	worthIt       = 1   // by how much, in nats, the decisions have to be more likely: one for the shift, the slope hardly moves (Akaike, 1974)
)

// calibration is how people decide against how the engine does: their log odds are the shift and slope times the
// engine's.
type calibration struct{ shift, slope float64 }

// asShipped is how the engine decides by itself.
var asShipped = calibration{0, 1}

// verdict is what a person decided where the engine had some log odds.
type verdict struct {
	logOdds float64
	yes     bool
}

// Calibrate works out, after Learn and from the same lessons, how those who decided do it, for Chance. Of every pair
// that was decided it looks at what the engine would say had it learned from the others only, so that it is not held to
// what a decision made of its own pair. The decisions themselves stay as they are: how likely a link is changes, and not
// where the line is drawn.
func (f *Fit) Calibrate(lessons []Lesson, siblings [][]int) {
	schools := f.schools(lessons)
	f.calibrations = make(map[int]calibration, len(schools))
	for who, byTarget := range schools {
		var verdicts []verdict
		for target, list := range byTarget {
			for i, l := range list {
				others := slices.Delete(slices.Clone(list), i, i+1)
				verdicts = append(verdicts, verdict{f.unheard(l.Row, target, others, siblings[target]), l.Confirmed})
			}
		}
		f.calibrations[who] = calibrated(verdicts)
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
	c := f.calibration(row)
	if c == asShipped {
		return probability
	}
	return sigmoid(c.of(logOdds(probability)))
}

// calibration is that of those who decide about a row.
func (f *Fit) calibration(row int) calibration {
	if c, known := f.calibrations[f.learner(row)]; known {
		return c
	}
	return asShipped
}

// of gives people's log odds where the engine has some.
func (c calibration) of(odds float64) float64 { return c.shift + c.slope*odds }

// calibrated fits shift and slope by maximum a posteriori (Platt, 1999, with normal priors) with Newton's method. They have
// to be worth it.
func calibrated(list []verdict) calibration {
	c := asShipped
	for range newtonSteps {
		gs, gp := -c.shift/shiftVariance, -(c.slope-1)/slopeVariance // the gradient
		ss, sp, pp := 1.0/shiftVariance, 0.0, 1.0/slopeVariance      // the curvature
		for _, v := range list {
			p := sigmoid(c.shift + c.slope*v.logOdds)
			miss := -p
			if v.yes {
				miss = 1 - p
			}
			gs += miss
			gp += miss * v.logOdds
			w := p * (1 - p)
			ss += w
			sp += w * v.logOdds
			pp += w * v.logOdds * v.logOdds
		}
		d := ss*pp - sp*sp
		shift, slope := (gs*pp-gp*sp)/d, (gp*ss-gs*sp)/d
		part := 1 / max(1, math.Abs(shift)/longestStep, math.Abs(slope)/longestStep)
		c.shift += part * shift
		c.slope += part * slope
	}
	c.slope = max(c.slope, leastSlope)
	if c.likelihood(list)-asShipped.likelihood(list) < worthIt {
		return asShipped
	}
	return c
}

// likelihood is the logarithm of the likelihood of what people decided.
func (c calibration) likelihood(list []verdict) float64 {
	sum := 0.0
	for _, v := range list {
		x := c.shift + c.slope*v.logOdds
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
