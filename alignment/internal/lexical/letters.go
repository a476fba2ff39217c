package lexical

import (
	"math"
	"sync"
	"sync/atomic"

	"github.com/throughline-ics/throughline/alignment/internal/parallel"
)

// letters is how well words fit targets by their parts: the cosine of the vectors of parts, each part counted as
// often as it stands in the document times its rarity.
type letters struct {
	spelling
	targets int
	table   rows                               // from parts to targets
	asked   func() []atomic.Pointer[[]float64] // by word: its row, once somebody has asked
}

func newLetters(s spelling, targets bags, on *scratch) *letters {
	l := &letters{spelling: s, targets: targets.documents(), table: s.timesIn(targets, on)}
	l.asked = sync.OnceValue(func() []atomic.Pointer[[]float64] { return make([]atomic.Pointer[[]float64], s.words()) })
	scales := make([]float64, l.targets)
	for part, rarity := range s.rarity {
		for at := l.table.start[part]; at < l.table.start[part+1]; at++ {
			w := l.table.w[at] * rarity
			l.table.w[at] = w
			scales[l.table.target[at]] += w * w
		}
	}
	for j, squares := range scales {
		scales[j] = 1 / math.Sqrt(squares) // of one without parts nobody asks
	}
	for part, rarity := range s.rarity {
		for at := l.table.start[part]; at < l.table.start[part+1]; at++ {
			l.table.w[at] = l.table.w[at] * scales[l.table.target[at]] * rarity
		}
	}
	return l
}

// timesIn gives a table of how often each target has each part.
func (sp spelling) timesIn(targets bags, on *scratch) rows {
	r := rows{start: make([]int32, len(sp.rarity)+1)}
	last := room(&on.last, len(sp.rarity))
	sp.visit(targets, func(part, target int32, _ float64) {
		if last[part].document != target+1 {
			last[part].document = target + 1
			r.start[part+1]++
		}
	})
	r.open()
	clear(last)
	sp.visit(targets, func(part, target int32, n float64) {
		at := &r.start[part]
		if last[part].document != target+1 {
			last[part].document = target + 1
			r.target[*at] = target
			*at++
		}
		r.w[*at-1] += n
	})
	r.close()
	return r
}

// row gives what one of a word adds to each target's product, and remembers it: a few of all words are asked about.
// It is safe for concurrent use.
func (l *letters) row(word int32) []float64 {
	asked := l.asked()
	if known := asked[word].Load(); known != nil {
		return *known
	}
	row := make([]float64, l.targets)
	for part := range l.of(word) {
		for at := l.table.start[part]; at < l.table.start[part+1]; at++ {
			row[l.table.target[at]] += l.table.w[at]
		}
	}
	asked[word].Store(&row)
	return row
}

// all gives the rows of all words, one after the other, as long as nobody else uses the scratch.
func (l *letters) all(on *scratch, threads int) []float64 {
	rows, e := room(&on.fits, l.words()*l.targets), l.endings(on)
	parallel.Do(l.words(), threads, func(w int) {
		for _, part := range l.ends(int32(w)) { //nolint:gosec // far fewer words than an int32 holds
			e.add(part, rows[w*l.targets:(w+1)*l.targets])
		}
	})
	return rows
}

// endings is the table of parts where each has with it the shorter ones that end it: one for every letter of a word in
// place of three. A target that has a part has those too, so that each goes to the targets of the shortest.
type endings struct {
	rows

	root []int32   // by part: the shortest
	from []int32   // by part: where its sums begin
	sums []float64 // a number for each target of the shortest
}

func (l *letters) endings(on *scratch) endings {
	e := endings{l.table, room(&on.roots, l.parts()), room(&on.froms, l.parts()), on.sums[:0]}
	for part, shorter := range l.shorter {
		own := e.w[e.start[part]:e.start[part+1]]
		e.from[part] = int32(len(e.sums)) //nolint:gosec // far fewer numbers than an int32 holds
		if shorter == none {
			e.root[part] = int32(part)
			e.sums = append(e.sums, own...)
			continue
		}
		e.root[part] = e.root[shorter]
		if len(own) == 0 {
			e.from[part] = e.from[shorter]
			continue
		}
		targets, sums := e.of(shorter)
		e.sums = append(e.sums, sums...)
		sums = e.sums[e.from[part]:]
		at := 0
		for i, target := range e.target[e.start[part]:e.start[part+1]] {
			for targets[at] != target {
				at++
			}
			sums[at] += own[i]
		}
	}
	on.sums = e.sums
	return e
}

// of gives the targets of a part and its sums.
func (e *endings) of(part int32) ([]int32, []float64) {
	targets := e.target[e.start[e.root[part]]:e.start[e.root[part]+1]]
	return targets, e.sums[e.from[part]:][:len(targets)]
}

// add adds the sums of a part to a row.
func (e *endings) add(part int32, row []float64) {
	targets, sums := e.of(part)
	for i, target := range targets {
		row[target] += sums[i]
	}
}

// spell adds the cosines of a document's parts with those of every target, at the share of parts, to sums, from the
// rows of all words. It takes four words at a time, so that sums are read and written a quarter as often; they are
// added in the order of words.
func (b bag) spell(rows []float64, length float64, sums []float64) {
	if length == 0 {
		return
	}
	n := len(sums)
	row := func(c count) ([]float64, float64) {
		return rows[int(c.term)*n : (int(c.term)+1)*n], partsShare * b.n(c) / length
	}
	list := b.counts
	for ; len(list) >= 4; list = list[4:] {
		w, ws := row(list[0])
		x, xs := row(list[1])
		y, ys := row(list[2])
		z, zs := row(list[3])
		for j := range sums {
			sums[j] = sums[j] + ws*w[j] + xs*x[j] + ys*y[j] + zs*z[j]
		}
	}
	for _, c := range list {
		fits, scale := row(c)
		for j, fit := range fits {
			sums[j] += scale * fit
		}
	}
}
