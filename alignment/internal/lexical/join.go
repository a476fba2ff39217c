package lexical

import (
	"cmp"
	"math"
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/parallel"
)

// Close is two rows with the cosine of their words.
type Close struct {
	A, B  int // A < B
	Words float64
}

// slack keeps a pair that rounding might put on either side of a bound; the cosine itself then decides.
const slack = 1e-9

// Closest gives every two of the rows whose words have a cosine of at least least, which must be more than 0: by the
// first of the two, then by the other. It is exact.
//
// Sources: the prefix filter of Bayardo, Ma and Srikant, Scaling up all pairs similarity search, 2007, with the bounds
// by length of Anastasiu and Karypis, L2AP, 2014: words have one order, the rarest first, and two vectors of length 1
// that share none before what is left of one of them is shorter than least have a product below it. And the bitmaps of
// Sandes, Teodoro and Melo, Bitmap filter, 2020.
func (f *Fit) Closest(rows []int, least float64, threads int) []Close {
	j := newJoin(f, rows, least-slack)
	found := make([][]Close, len(rows))
	parallel.By(len(rows), threads, func() func(int) {
		s := seeker{join: j, seen: make([]int32, len(rows)), dense: make([]float64, len(f.vocab.words.terms))}
		return func(place int) {
			s.spread(place)
			for _, other := range s.candidates(place) {
				if words := f.wordRows.of(rows[other]).dot(s.dense); words >= least {
					a, b := rows[place], rows[other]
					found[place] = append(found[place], Close{min(a, b), max(a, b), words})
				}
			}
			s.row.outOf(s.dense)
		}
	})
	all := slices.Concat(found...)
	slices.SortFunc(all, func(x, y Close) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return slices.Compact(all) // each of two may have found the other
}

// join is what a search for close rows reads.
type join struct {
	fit    *Fit
	rows   []int
	least  float64
	enough int       // units of a row's square that another must share to be close
	marks  []mark    // by place
	start  []int32   // by place: where its head begins; one more says where the last one ends
	heads  []stretch // the words in which something close must share one, the rarest first
	first  []int32   // by term: where its postings begin; one more says where the last ones end
	index  []posting // the places whose heads have it, the longest rest last
}

// stretch is one word of a row with the length of the row from there on, by the order of words.
type stretch struct {
	at   int32   // the term in a head, the place in the index
	rest float32 // rounded up
}

// posting is a place in the index, with its mark so that nothing else is looked up for most.
type posting struct {
	stretch
	mark
}

func newJoin(f *Fit, rows []int, least float64) *join {
	j := &join{
		fit: f, rows: rows, least: least, enough: min(int(least*least*oneSquare), oneSquare-1),
		marks: make([]mark, len(rows)), start: make([]int32, 1, len(rows)+1),
	}
	df, all := make([]int32, len(f.vocab.words.terms)), 0
	for _, row := range rows {
		counts := f.wordRows.of(row).counts
		for _, c := range counts {
			df[c.term]++
		}
		all += len(counts)
	}
	j.heads = make([]stretch, 0, all/2) // as a rule enough
	order := rarestFirst(df)
	var words, head vector
	for place, row := range rows {
		words = f.wordRows.of(row).vector(words[:0])
		j.marks[place] = markOf(words)
		head = headOf(words, order, least*least, head[:0])
		j.put(head, words.square())
	}
	j.turn(len(df))
	return j
}

// rarestFirst gives every term its place in the order of words.
func rarestFirst(df []int32) []int32 {
	terms := make([]int32, len(df))
	for t := range terms {
		terms[t] = int32(t)
	}
	slices.SortStableFunc(terms, func(a, b int32) int { return cmp.Compare(df[a], df[b]) })
	order := make([]int32, len(df))
	for at, t := range terms {
		order[t] = int32(at)
	}
	return order
}

// headOf adds the words of a vector to a slice from the rarest on, up to where the square of what is left is below least.
// Words were numbered as they were met, the frequent ones first: from behind they come nearly in order, and once there
// are enough most of the others are passed over.
func headOf(words vector, order []int32, least float64, head vector) vector {
	left := words.square()
	for _, e := range slices.Backward(words) {
		at := len(head)
		for at > 0 && order[e.term] < order[head[at-1].term] {
			at--
		}
		if at == len(head) && left < least {
			continue
		}
		head = slices.Insert(head, at, e)
		left -= e.w * e.w
		for last := head[len(head)-1].w; left+last*last < least; last = head[len(head)-1].w {
			head = head[:len(head)-1]
			left += last * last
		}
	}
	return head
}

// put enters the head of the next place, of which the square of the whole row is known.
func (j *join) put(head vector, left float64) {
	for _, e := range head {
		rest := float32(math.Sqrt(left))
		j.heads = append(j.heads, stretch{e.term, math.Nextafter32(rest, 2)})
		left -= e.w * e.w
	}
	j.start = append(j.start, int32(len(j.heads))) //nolint:gosec // far fewer words than an int32 holds
}

// headOf gives the head of a place.
func (j *join) headOf(place int) []stretch { return j.heads[j.start[place]:j.start[place+1]] }

// turn makes the index of the heads.
func (j *join) turn(terms int) {
	j.first = make([]int32, terms+1)
	for _, h := range j.heads {
		j.first[h.at+1]++
	}
	for t := range terms {
		j.first[t+1] += j.first[t]
	}
	next := slices.Clone(j.first)
	keys := make([]uint64, len(j.heads)) // the bits of a rest, which are in the order of what they stand for, then a place
	for place := range j.rows {
		for _, h := range j.headOf(place) {
			keys[next[h.at]] = uint64(math.Float32bits(h.rest))<<32 | uint64(place)
			next[h.at]++
		}
	}
	j.index = make([]posting, len(keys))
	for t := range terms {
		slices.Sort(keys[j.first[t]:j.first[t+1]])
	}
	for i, k := range keys {
		place := int32(k) //nolint:gosec // the lower half
		j.index[i] = posting{stretch{place, math.Float32frombits(uint32(k >> 32))}, j.marks[place]}
	}
}

// Near is two rows with how alike they are, 0 to about 1.
type Near struct {
	A, B  int // A < B
	Alike float64
}

// leastAlike is the cosine of words below which two texts are not looked at any further.
const leastAlike = 0.1

// needsAlike is how much speaking of the same capabilities counts when two rows are compared: more than in a fit, for two
// who buy the same thing need not say what for. Of the labelled systems no pair of two things comes near one of the same
// with anything between 0.3 and 0.5.
const needsAlike = 0.4

// Nearest gives, of the rows that may take part, every two of different owners that are at least so alike: the cosine
// of their words, and of the parts of their words at the same share as in a fit, and of the capabilities they speak of.
func (f *Fit) Nearest(rows []int, owner func(row int) int, least float64, threads int) []Near {
	pairs := slices.DeleteFunc(f.Closest(rows, leastAlike, threads), func(c Close) bool { return owner(c.A) == owner(c.B) })
	alike := make([]float64, len(pairs))
	parallel.By(len(pairs), threads, func() func(int) {
		t := newTally(len(f.whole.rarity))
		var x, y vector
		return func(i int) {
			a, b := pairs[i].A, pairs[i].B
			x, y = f.needs.rows.of(a).vector(x[:0]), f.needs.rows.of(b).vector(y[:0])
			alike[i] = pairs[i].Words + partsShare*f.spelledAlike(&t, a, b) + needsAlike*x.dot(y)
		}
	})
	var found []Near
	for i, c := range pairs {
		if alike[i] >= least {
			found = append(found, Near{c.A, c.B, alike[i]})
		}
	}
	return found
}

// spelledAlike is the cosine of the parts of two rows' words.
func (f *Fit) spelledAlike(t *tally, a, b int) float64 {
	x := f.whole.vector(t, f.rows.parts.of(a)).unit()
	return x.dot(f.whole.vector(t, f.rows.parts.of(b)).unit())
}

// Shared gives the words that two rows have in common, heaviest first, with their shares of the cosine.
func (f *Fit) Shared(a, b int) []Share {
	mine, theirs := f.wordRows.of(a).vector(nil), f.wordRows.of(b).vector(nil)
	total := mine.dot(theirs)
	var shares []Share
	for _, e := range mine {
		if w := e.w * theirs.at(e.term); w > 0 {
			shares = append(shares, Share{Way: ByWord, Term: f.vocab.words.terms[e.term], Weight: w / total, Own: true})
		}
	}
	slices.SortStableFunc(shares, func(x, y Share) int { return cmp.Compare(y.Weight, x.Weight) })
	return shares
}
