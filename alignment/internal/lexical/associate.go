package lexical

import (
	"cmp"
	"math"
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/parallel"
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
// others, 2004). Partners and borrowed words are common terms.
func widen(objectives, targets []vector, common []bool, threads int) []vector {
	terms := len(common)
	if len(objectives) < widenFrom*len(targets) || len(objectives)+len(targets) < fewestTexts {
		return targets
	}
	said := make([]vector, len(objectives))
	fits := make([][]float64, len(objectives))
	table := rowsOf(targets, terms)
	parallel.Do(len(objectives), threads, func(i int) {
		fits[i] = make([]float64, len(targets))
		table.multiply(objectives[i], fits[i])
		said[i] = objectives[i].among(common)
	})
	index := postings(said, terms)
	wide := make([]vector, len(targets))
	usual := newUsual(len(objectives))
	parallel.By(len(targets), threads, func() func(int) {
		c := company{
			objectives: said, index: index, usual: usual, meets: make([]int32, terms), known: make([]vector, terms),
			tally: newTally(terms),
		}
		return func(j int) {
			own := targets[j]
			borrowed := c.borrowed(func(i int) float64 { return fits[i][j] })
			kept := c.withPartners(own).unit()
			c.add(own, 1-borrowedShare)
			c.add(borrowed, borrowedShare)
			lent := c.take().unit()
			c.add(own, 1)
			c.add(kept, 1)
			c.add(lent, 1)
			wide[j] = c.take().unit()
		}
	})
	return wide
}

// postings lists the objectives that have each term.
func postings(objectives []vector, terms int) [][]int32 {
	sizes, total := make([]int, terms), 0
	for _, v := range objectives {
		for _, e := range v {
			sizes[e.term]++
		}
		total += len(v)
	}
	all := make([]int32, total)
	index := make([][]int32, terms)
	for t, n := range sizes {
		index[t], all = all[:0:n], all[n:]
	}
	for i, v := range objectives {
		for _, e := range v {
			index[e.term] = append(index[e.term], int32(i))
		}
	}
	return index
}

// usual is what hangs on nothing but in how many objectives two words meet.
type usual struct {
	logs  []float64 // ln(together/n)
	least []float64 // how many times as often as by chance they meet when their information is leastPMI, less what rounding may do
}

func newUsual(n int) usual {
	u := usual{make([]float64, n+1), make([]float64, n+1)}
	for together := 1; together <= n; together++ {
		share := float64(together) / float64(n)
		u.logs[together] = math.Log(share)
		u.least[together] = math.Pow(share, -leastPMI) * (1 - 1e-9)
	}
	return u
}

// company knows which words keep company in the objectives.
type company struct {
	tally
	usual

	objectives []vector
	index      [][]int32
	meets      []int32  // by term: how often it was met; scratch, zero between calls
	met        []int32  // scratch
	known      []vector // by term: the words that go with it, once somebody has asked
}

// withPartners gives a vector with the words that go with its own.
func (c *company) withPartners(own vector) vector {
	c.add(own, 1)
	for _, e := range own {
		c.add(c.partnersOf(e.term), partnerShare*e.w)
	}
	return c.take()
}

// partnersOf gives the words that go with a word most, each with its mutual information.
func (c *company) partnersOf(t int32) vector {
	if found := c.known[t]; found != nil {
		return found
	}
	met := c.met[:0]
	for _, i := range c.index[t] {
		for _, e := range c.objectives[i] {
			c.meets[e.term]++
			if c.meets[e.term] == fewestMeets && e.term != t {
				met = append(met, e.term)
			}
		}
	}
	found := vector{}
	for _, u := range met {
		if pmi := c.information(t, u); pmi > leastPMI {
			found = append(found, entry{u, pmi})
		}
	}
	c.met = met
	for _, i := range c.index[t] {
		for _, e := range c.objectives[i] {
			c.meets[e.term] = 0
		}
	}
	found = slices.Clone(strongest(found, partners))
	c.known[t] = found
	return found
}

// information is the normalised pointwise mutual information of two words that have been counted, up to 1; 0 stands for
// everything that is too little.
func (c *company) information(t, u int32) float64 {
	n, together := float64(len(c.objectives)), c.meets[u]
	if together < fewestMeets || float64(together) >= n {
		return 0
	}
	often := float64(together) * n / (float64(len(c.index[t])) * float64(len(c.index[u])))
	if often < c.least[together] {
		return 0
	}
	return math.Log(often) / -c.logs[together]
}

// borrowed gives the words that the objectives nearest to a target use most.
func (c *company) borrowed(fit func(i int) float64) vector {
	for _, i := range topOf(len(c.objectives), nearest, fit) {
		c.add(c.objectives[i], fit(i))
	}
	words := strongest(c.take(), borrowedWords)
	slices.SortFunc(words, func(a, b entry) int { return cmp.Compare(a.term, b.term) })
	return words.unit()
}

// strongest gives the k highest coordinates, highest first; of equals the one with the lower term. It uses v up.
func strongest(v vector, k int) vector {
	stronger := func(a, b entry) bool { return a.w > b.w || a.w == b.w && a.term < b.term }
	best := v[:0]
	for _, e := range v {
		if len(best) == k {
			if !stronger(e, best[k-1]) {
				continue
			}
			best = best[:k-1]
		}
		at := len(best)
		best = append(best, e)
		for ; at > 0 && stronger(e, best[at-1]); at-- {
			best[at] = best[at-1]
		}
		best[at] = e
	}
	return best
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
