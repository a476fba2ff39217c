package evaluation

import (
	"math"
	"slices"

	"github.com/throughline-ics/throughline/alignment"
)

// ranking is the links to one kind of target, best first for every objective.
type ranking struct {
	objectives []string
	targets    map[string][]string // by objective
	suggested  map[Pair]bool
}

func newRanking() *ranking {
	return &ranking{targets: map[string][]string{}, suggested: map[Pair]bool{}}
}

// add takes the links in the order of a report, in which those of an objective go from the best on.
func (r *ranking) add(l alignment.Link) {
	if _, known := r.targets[l.Objective]; !known {
		r.objectives = append(r.objectives, l.Objective)
	}
	r.targets[l.Objective] = append(r.targets[l.Objective], l.Target)
	if l.Suggested {
		r.suggested[Pair{l.Objective, l.Target}] = true
	}
}

func (r *ranking) compare(gold map[Pair]int) *Links {
	l := &Links{}
	expected := map[Pair]bool{}
	for p := range gold {
		expected[p] = true
	}
	l.Suggested = *compareSets(r.suggested, expected)
	tallies := r.tallies(gold)
	ordered := make([]tally, 0, len(r.objectives))
	ranked := 0
	for _, o := range r.objectives { // in this order, so that sums are the same every time
		one := tallies[o]
		if one.expected > 0 {
			ranked++
			l.MAP += one.precision
			l.NDCG3 += one.gain
		}
		ordered = append(ordered, one)
	}
	if ranked > 0 {
		l.MAP /= float64(ranked)
		l.NDCG3 /= float64(ranked)
	}
	l.MAPInterval, l.F1Interval = bootstrap(ordered, l.MAP, l.Suggested.F1)
	return l
}

// tallies gives what each objective adds to the figures.
func (r *ranking) tallies(gold map[Pair]int) map[string]tally {
	grades := map[string][]int{}
	for p, grade := range gold {
		grades[p.Objective] = append(grades[p.Objective], grade)
	}
	all := make(map[string]tally, len(r.objectives))
	for _, o := range r.objectives {
		grade := func(target string) int { return gold[Pair{o, target}] }
		one := tally{expected: len(grades[o])}
		for _, t := range r.targets[o] {
			if r.suggested[Pair{o, t}] {
				one.found++
				one.right += min(grade(t), 1)
			}
		}
		if one.expected > 0 {
			one.precision = averagePrecision(r.targets[o], grade, one.expected)
			one.gain = gainOfThree(r.targets[o], grade) / ideal(grades[o])
		}
		all[o] = one
	}
	return all
}

// averagePrecision is the mean, over all right targets, of the precision at the rank at which each is found.
func averagePrecision(targets []string, grade func(string) int, right int) float64 {
	sum, hits := 0.0, 0
	for i, t := range targets {
		if grade(t) > 0 {
			hits++
			sum += float64(hits) / float64(i+1)
		}
	}
	return sum / float64(right)
}

func gainOfThree(targets []string, grade func(string) int) float64 {
	sum := 0.0
	for i, t := range targets[:min(len(targets), 3)] {
		sum += gain(grade(t), i)
	}
	return sum
}

// ideal is the gain of the three best targets in the best order.
func ideal(grades []int) float64 {
	sorted := slices.Sorted(slices.Values(grades))
	slices.Reverse(sorted)
	sum := 0.0
	for i, g := range sorted[:min(len(sorted), 3)] {
		sum += gain(g, i)
	}
	return sum
}

func gain(grade, place int) float64 {
	return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(place+2))
}
