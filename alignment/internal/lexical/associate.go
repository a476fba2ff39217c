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
func widen(objectives, targets []vector, common []bool, on *scratch, threads int) []vector {
	terms := len(common)
	if len(objectives) < widenFrom*len(targets) || len(objectives)+len(targets) < fewestTexts {
		return targets
	}
	on.with.turn(objectives, terms)
	said := saidIn(objectives, common)
	wide := make([]vector, len(targets))
	usual := newUsual(len(objectives))
	parallel.By(len(targets), threads, func() func(int) {
		c := newCompany(objectives, on.with, said, usual)
		var borrowed, kept, lent vector
		return func(j int) {
			own := targets[j]
			borrowed = c.borrowed(own, common, borrowed)
			kept = c.withPartners(own, kept)
			c.add(own, 1-borrowedShare)
			c.add(borrowed.unit(), borrowedShare)
			lent = c.take(lent)
			c.add(own, 1)
			c.add(kept.unit(), 1)
			c.add(lent.unit(), 1)
			wide[j] = c.take(nil).unit()
		}
	})
	return wide
}

// said is the common terms of some objectives, one objective after the other.
type said struct {
	start []int32 // by objective: where its terms begin; one more says where the last ones end
	terms []int32
}

func saidIn(objectives []vector, common []bool) said {
	words := 0
	for _, v := range objectives {
		words += len(v)
	}
	s := said{start: make([]int32, 1, len(objectives)+1), terms: make([]int32, 0, words)}
	for _, v := range objectives {
		for _, e := range v {
			if common[e.term] {
				s.terms = append(s.terms, e.term)
			}
		}
		s.start = append(s.start, int32(len(s.terms))) //nolint:gosec // far fewer words than an int32 holds
	}
	return s
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
	with       rows      // from terms to the objectives that have them
	said       said      // by objective
	fits       []float64 // by objective: how well it fits the target at hand
	meets      []int32   // by term: how often it was met; scratch, zero between calls
	met        []int32   // scratch: terms that were met
	found      vector    // scratch
	known      []vector  // by term: the words that go with it, once somebody has asked
}

func newCompany(objectives []vector, with rows, said said, usual usual) *company {
	terms := len(with.start) - 1
	return &company{
		tally: newTally(terms), usual: usual, objectives: objectives, with: with, said: said, fits: make([]float64, len(objectives)),
		meets: make([]int32, terms), met: make([]int32, terms+1), known: make([]vector, terms),
	}
}

// withPartners gives a vector with the words that go with its own, in a slice that it may use again.
func (c *company) withPartners(own, in vector) vector {
	c.add(own, 1)
	for _, e := range own {
		c.add(c.partnersOf(e.term), partnerShare*e.w)
	}
	return c.take(in)
}

// partnersOf gives the common words that go with a common word most, each with its mutual information; others have none.
func (c *company) partnersOf(t int32) vector {
	if found := c.known[t]; found != nil {
		return found
	}
	c.found = c.found[:0]
	if c.with.count(t) >= fewestMeets {
		n := c.meet(t)
		if c.meets[t] > 0 {
			for _, u := range c.met[:n] {
				if pmi := c.information(t, u); pmi > leastPMI && u != t {
					c.found = append(c.found, entry{u, pmi})
				}
			}
		}
		clear(c.meets)
	}
	found := append(vector{}, strongest(c.found, partners)...)
	c.known[t] = found
	return found
}

// meet counts the words that stand in the objectives of a word, and gives how many of them were met often enough.
func (c *company) meet(t int32) int {
	meets, met, n := c.meets, c.met, 0
	for _, i := range c.with.target[c.with.start[t]:c.with.start[t+1]] {
		for _, u := range c.said.terms[c.said.start[i]:c.said.start[i+1]] {
			times := meets[u] + 1
			meets[u] = times
			// Written every time and kept sometimes: whether two words meet again is nothing that a processor can guess.
			met[n] = u
			if times == fewestMeets {
				n++
			}
		}
	}
	return n
}

// information is the normalised pointwise mutual information of two words that have been counted, up to 1; 0 stands for
// everything that is too little.
func (c *company) information(t, u int32) float64 {
	n, together := float64(len(c.objectives)), c.meets[u]
	if together < fewestMeets || float64(together) >= n {
		return 0
	}
	often := float64(together) * n / (float64(c.with.count(t)) * float64(c.with.count(u)))
	if often < c.least[together] {
		return 0
	}
	return math.Log(often) / -c.logs[together]
}

// borrowed gives the common words that the objectives nearest to a target use most, in a slice that it may use again.
func (c *company) borrowed(own vector, common []bool, in vector) vector {
	clear(c.fits)
	c.with.multiply(own, c.fits)
	for _, i := range highest(c.fits, nearest) {
		for _, e := range c.objectives[i] {
			if common[e.term] {
				c.put(e.term, c.fits[i]*e.w)
			}
		}
	}
	words := strongest(c.take(in), borrowedWords)
	slices.SortFunc(words, func(a, b entry) int { return cmp.Compare(a.term, b.term) })
	return words
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

// highest gives the indexes of the k highest positive values, the highest first; of equals the first.
func highest(values []float64, k int) []int {
	best := make([]int, 0, k+1)
	least := 0.0 // that a value has to be above to be among them
	for i, v := range values {
		if v <= least {
			continue
		}
		at := len(best)
		for at > 0 && values[best[at-1]] < v {
			at--
		}
		best = slices.Insert(best, at, i)
		best = best[:min(len(best), k)]
		if len(best) == k {
			least = values[best[k-1]]
		}
	}
	return best
}
