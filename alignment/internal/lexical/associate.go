package lexical

import (
	"cmp"
	"math"
	"slices"
)

// How a target's vector is widened with the words of the objectives around it. Widening needs enough text to learn
// from: at least fewestTexts, and widenFrom objectives for each target.
const (
	fewestTexts   = 60
	widenFrom     = 2
	partners      = 5   // words that go with a word, at most
	fewestMeets   = 2   // objectives in which two words meet before they are said to go together
	leastPMI      = 0.3 // normalised pointwise mutual information from which on they do
	partnerShare  = 0.3 // how much a partner counts against the word itself
	nearest       = 5   // objectives from which a target borrows
	borrowedWords = 20  // words that it borrows, at most
	borrowedShare = 0.3 // how much borrowed words count against the target's own
)

// widen gives each target's vector with words that go with its own, and words of the objectives nearest to it:
// unit(g) + unit(g + 0.3 E g) + unit(0.7 g + 0.3 r), where E has the partners of a word by normalised pointwise
// mutual information (Bouma, 2009) and r is the relevance model of the nearest objectives (RM3: Abdul-Jaleel and
// others, 2004).
func widen(objectives, targets []vector, terms, threads int) []vector {
	if len(objectives) < widenFrom*len(targets) || len(objectives)+len(targets) < fewestTexts {
		return targets
	}
	index := postings(objectives, terms)
	fits := make([][]float64, len(objectives))
	table := rowsOf(targets, terms)
	Parallel(len(objectives), threads, func(i int) {
		fits[i] = make([]float64, len(targets))
		table.multiply(objectives[i], 1, fits[i])
	})
	wide := make([]vector, len(targets))
	ParallelBy(len(targets), threads, func() func(int) {
		c := company{objectives: objectives, index: index, meets: make([]int32, terms), known: map[int32]vector{}}
		return func(j int) {
			own := targets[j]
			borrowed := c.borrowed(func(i int) float64 { return fits[i][j] })
			wide[j] = sum(
				scaled{own, 1},
				scaled{c.withPartners(own).unit(), 1},
				scaled{sum(scaled{own, 1 - borrowedShare}, scaled{borrowed, borrowedShare}).unit(), 1},
			).unit()
		}
	})
	return wide
}

// scaled is a vector to be added some number of times.
type scaled struct {
	vector
	by float64
}

// sum adds vectors up, coordinate by coordinate in the order in which they are given.
func sum(parts ...scaled) vector {
	var all vector
	for _, p := range parts {
		for _, e := range p.vector {
			all = append(all, entry{e.term, p.by * e.w})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(a.term, b.term) })
	kept := all[:0]
	for _, e := range all {
		if last := len(kept) - 1; last >= 0 && kept[last].term == e.term {
			kept[last].w += e.w
			continue
		}
		kept = append(kept, e)
	}
	return kept
}

// postings lists the objectives that have each term.
func postings(objectives []vector, terms int) [][]int32 {
	index := make([][]int32, terms)
	for i, v := range objectives {
		for _, e := range v {
			index[e.term] = append(index[e.term], int32(i))
		}
	}
	return index
}

// company knows which words keep company in the objectives.
type company struct {
	objectives []vector
	index      [][]int32
	meets      []int32 // scratch, zero between calls
	known      map[int32]vector
}

// withPartners gives a vector with the words that go with its own.
func (c *company) withPartners(own vector) vector {
	parts := []scaled{{own, 1}}
	for _, e := range own {
		parts = append(parts, scaled{c.partnersOf(e.term), partnerShare * e.w})
	}
	return sum(parts...)
}

// partnersOf gives the words that go with a word most, each with its mutual information.
func (c *company) partnersOf(t int32) vector {
	if found, ok := c.known[t]; ok {
		return found
	}
	var met []int32
	for _, i := range c.index[t] {
		for _, e := range c.objectives[i] {
			if e.term == t {
				continue
			}
			if c.meets[e.term] == 0 {
				met = append(met, e.term)
			}
			c.meets[e.term]++
		}
	}
	var found vector
	for _, u := range met {
		if pmi := c.information(t, u); pmi > leastPMI {
			found = append(found, entry{u, pmi})
		}
		c.meets[u] = 0
	}
	found = strongest(found, partners)
	c.known[t] = found
	return found
}

// information is the normalised pointwise mutual information of two words that have been counted, -1 to 1.
func (c *company) information(t, u int32) float64 {
	n, together := float64(len(c.objectives)), float64(c.meets[u])
	if together < fewestMeets || together >= n {
		return 0
	}
	return math.Log(together*n/(float64(len(c.index[t]))*float64(len(c.index[u])))) / -math.Log(together/n)
}

// borrowed gives the words that the objectives nearest to a target use most.
func (c *company) borrowed(fit func(i int) float64) vector {
	var parts []scaled
	for _, i := range topOf(len(c.objectives), nearest, fit) {
		parts = append(parts, scaled{c.objectives[i], fit(i)})
	}
	words := strongest(sum(parts...), borrowedWords)
	slices.SortFunc(words, func(a, b entry) int { return cmp.Compare(a.term, b.term) })
	return words.unit()
}

// strongest gives the k highest coordinates, highest first.
func strongest(v vector, k int) vector {
	slices.SortFunc(v, func(a, b entry) int { return cmp.Or(cmp.Compare(b.w, a.w), cmp.Compare(a.term, b.term)) })
	return v[:min(len(v), k)]
}

// topOf gives the k indexes with the highest positive values; of equals the first.
func topOf(n, k int, value func(i int) float64) []int {
	var best []int
	for i := range n {
		v := value(i)
		if v <= 0 || len(best) == k && v <= value(best[k-1]) {
			continue
		}
		at := len(best)
		for at > 0 && value(best[at-1]) < v {
			at--
		}
		best = slices.Insert(best, at, i)
		best = best[:min(len(best), k)]
	}
	return best
}
