package evaluation

import (
	"math/rand/v2"
	"slices"

	"github.com/throughline-ics/throughline/alignment"
)

// Curve is how the engine does while a simulated person goes through its suggestions.
type Curve struct {
	Seeds  int     `json:"seeds"`
	Points []Point `json:"points"`
}

// Point is a curve after some judgements, as means over its seeds. Only pairs that were not judged count; before and
// after are over the same pairs.
type Point struct {
	Judgements  int      `json:"judgements"`
	Before      float64  `json:"f1_before"`
	After       float64  `json:"f1_after"`
	Gain        Interval `json:"gain"`              // of F1
	Agreement   float64  `json:"agreement"`         // share of the pairs on which engine and people agree
	Calibration float64  `json:"calibration_error"` // see calibrationError
}

// looksAt is how many goals of an objective the simulated person judges, the best first.
const looksAt = 3

// Simulate has a simulated person judge up to n pairs of a labelled picture, once for each seed: objectives in an order
// drawn from the seed, and of each the engine's best three goals. The person says what the labels say. The last point
// is after n, or after all there are. The picture's own judgements are left out; those that are made are shared, as by
// members who have agreed to learn from each other.
func Simulate(p alignment.Picture, gold Gold, n int, seeds []uint64, progress func(done int)) Curve {
	p.Judgements, p.Organisations = nil, slices.Clone(p.Organisations)
	for i := range p.Organisations {
		p.Organisations[i].SharesDecisions = true
	}
	labels := gold.labels()
	before := newTrial(alignment.Assess(p, alignment.Options{AllScores: true}), labels)
	c := Curve{Seeds: len(seeds)}
	points := steps(min(n, before.judgeable()))
	runs := make([][]run, len(points))
	for done, seed := range seeds {
		order := before.order(seed)
		for i, k := range points {
			after := before
			if k > 0 {
				p.Judgements = order[:k]
				after = newTrial(alignment.Assess(p, alignment.Options{AllScores: true}), labels)
			}
			runs[i] = append(runs[i], after.against(before, order[:k]))
		}
		progress(done + 1)
	}
	for i, k := range points {
		c.Points = append(c.Points, mean(k, runs[i]))
	}
	return c
}

// steps are the numbers of judgements after which a curve has a point.
func steps(n int) []int {
	var list []int
	for _, k := range []int{0, 1, 10, 20, 50, 100, 200, 500, 1000} {
		if k < n {
			list = append(list, k)
		}
	}
	return append(list, n)
}

// labels says of every labelled pair whether it is a link: of the pairs that were looked at one by one, or, where none
// were, of every pair.
func (g Gold) labels() func(Pair) (link, known bool) {
	return func(p Pair) (bool, bool) {
		if len(g.Judged) == 0 {
			return g.Goals[p] > 0, true
		}
		yes, known := g.Judged[p]
		return yes, known
	}
}

// trial is the labelled pairs of a report, in its order.
type trial struct {
	pairs []Pair
	links map[Pair]alignment.Link
	gold  map[Pair]bool
}

func newTrial(r alignment.Report, labels func(Pair) (bool, bool)) *trial {
	t := &trial{links: map[Pair]alignment.Link{}, gold: map[Pair]bool{}}
	for _, l := range r.Links {
		p := Pair{l.Objective, l.Target}
		link, known := labels(p)
		if l.Kind != alignment.ToGoal || !known {
			continue
		}
		t.pairs = append(t.pairs, p)
		t.links[p] = l
		t.gold[p] = link
	}
	return t
}

// best lists the objectives, and the pairs of each that are judged.
func (t *trial) best() (objectives []string, pairs map[string][]Pair) {
	pairs = map[string][]Pair{}
	for _, p := range t.pairs {
		if len(pairs[p.Objective]) == 0 {
			objectives = append(objectives, p.Objective)
		}
		if len(pairs[p.Objective]) < looksAt {
			pairs[p.Objective] = append(pairs[p.Objective], p)
		}
	}
	return objectives, pairs
}

// judgeable is how many pairs there are to judge, in whatever order.
func (t *trial) judgeable() int {
	n := 0
	_, pairs := t.best()
	for _, list := range pairs {
		n += len(list)
	}
	return n
}

// order gives judgements in the order in which a person with this seed makes them.
func (t *trial) order(seed uint64) []alignment.Judgement {
	objectives, best := t.best()
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // a simulation that can be repeated
	random.Shuffle(len(objectives), func(i, j int) { objectives[i], objectives[j] = objectives[j], objectives[i] })
	var list []alignment.Judgement
	for _, o := range objectives {
		for _, p := range best[o] {
			verdict := alignment.Rejected
			if t.gold[p] {
				verdict = alignment.Confirmed
			}
			list = append(list, alignment.Judgement{Objective: p.Objective, Target: p.Target, Verdict: verdict})
		}
	}
	return list
}

// run is what one seed gave.
type run struct{ before, after, agreement, calibration float64 }

// against compares two reports over the pairs that were not judged.
func (t *trial) against(before *trial, judged []alignment.Judgement) run {
	decided := map[Pair]bool{}
	for _, j := range judged {
		decided[Pair{j.Objective, j.Target}] = true
	}
	rest := slices.DeleteFunc(slices.Clone(before.pairs), func(p Pair) bool { return decided[p] })
	r := run{before: before.counts(rest).F1, after: t.counts(rest).F1, calibration: t.calibrationError(rest)}
	agree := 0
	for _, p := range rest {
		if t.links[p].Suggested == t.gold[p] {
			agree++
		}
	}
	r.agreement = ratio(agree, len(rest))
	return r
}

func (t *trial) counts(pairs []Pair) *Counts {
	found, expected := map[Pair]bool{}, map[Pair]bool{}
	for _, p := range pairs {
		if t.links[p].Suggested {
			found[p] = true
		}
		if t.gold[p] {
			expected[p] = true
		}
	}
	return compareSets(found, expected)
}

func mean(judgements int, runs []run) Point {
	p := Point{Judgements: judgements}
	gains := make([]float64, len(runs))
	for i, r := range runs {
		share := 1 / float64(len(runs))
		p.Before += share * r.before
		p.After += share * r.after
		p.Agreement += share * r.agreement
		p.Calibration += share * r.calibration
		gains[i] = r.after - r.before
	}
	p.Gain = meanOf(gains)
	return p
}
