package lexical

import (
	"cmp"
	"math"
	"slices"
)

// How sure we are, before anybody has decided anything, that the shipped probabilities are right: the variances of the
// shift around 0 and of the slope around 1, and how many steps of Newton's method are taken from there.
const (
	shiftVariance = 4
	slopeVariance = 0.25
	newtonSteps   = 20
	longestStep   = 0.5 // or a step may land beyond where the curvature means anything
	leastSlope    = 0.1 // what fits better is never less likely
)

// calibration is how people decide against how the engine does: their log odds are the shift and slope times the
// engine's.
type calibration struct{ shift, slope float64 }

// verdict is what a person decided where the engine had some log odds.
type verdict struct {
	logOdds float64
	yes     bool
}

// Calibrate works out how those whose lessons these are decide, for Chance. It looks at what the engine said before it
// was taught, so that it is not held to what the same decisions made of it, and is asked before Learn. The decisions
// themselves stay as they are: how likely a link is changes, and not where the line is drawn.
func (f *Fit) Calibrate(lessons []Lesson, shared bool, siblings [][]int, threads int) {
	f.shared = shared
	f.calibrations = map[int]calibration{}
	if len(lessons) == 0 {
		return
	}
	probability := f.Decide(siblings, threads)
	lessons = slices.Clone(lessons)
	slices.SortFunc(lessons, func(a, b Lesson) int { return cmp.Or(a.Row-b.Row, a.Target-b.Target) })
	verdicts := map[int][]verdict{}
	for _, l := range lessons {
		who := f.learner(l.Row)
		verdicts[who] = append(verdicts[who], verdict{logOdds(probability[l.Row*f.size+l.Target]), l.Confirmed})
	}
	for who, list := range verdicts {
		f.calibrations[who] = calibrated(list)
	}
}

// Chance is how likely a row is to serve a target of which the engine's probability is known, to those who decide about
// it.
func (f *Fit) Chance(row int, probability float64) float64 {
	c, known := f.calibrations[f.learner(row)]
	if !known {
		return probability
	}
	return sigmoid(c.shift + c.slope*logOdds(probability))
}

// calibrated fits shift and slope by maximum a posteriori (Platt, 1999, with normal priors) with Newton's method.
func calibrated(list []verdict) calibration {
	c := calibration{0, 1}
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
	return c
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// logOdds of a probability, which is kept from 0 and 1.
func logOdds(p float64) float64 {
	const edge = 1e-9
	p = min(max(p, edge), 1-edge)
	return math.Log(p / (1 - p))
}
