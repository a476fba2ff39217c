package lexical

import (
	"fmt"
	"math"

	"github.com/throughline-ics/throughline/alignment/internal/parallel"
)

// How much of a fit is what two texts mean, where somebody has said so: a cosine that stands out from the target's
// others by one standard deviation counts as this many usual ones of the words' score: half of what words and parts each
// count where the two are added up, that is half in 1.8. Models differ in how near they hold any two texts to be, so that
// a cosine counts for nothing by itself. The most that meaning stands out keeps one pair from deciding alone.
const (
	meaningShare = 0.28 // 0.5 / 1.8
	mostMeaning  = 3
	leastMeaning = 1e-6 // the spread of cosines under which a model tells nothing apart
)

// Meaning is what the documents of an assessment say as vectors, all of one length. A row without one is looked at by its
// words alone.
type Meaning struct {
	Rows    [][]float32   // objectives, then others
	Targets [][][]float32 // by set and target
}

// liken adds to every score how much nearer in meaning a row is to a target than objectives usually are to it.
func (f *Fit) liken(threads int) {
	if f.meaning == nil || f.objectives < 2 {
		return
	}
	cosines := f.cosines(threads)
	means := make([]float64, f.size)
	for i := range f.objectives {
		for j := range means {
			means[j] += cosines[i*f.size+j] / float64(f.objectives)
		}
	}
	squares := 0.0
	for i := range f.objectives {
		for j, mean := range means {
			squares += (cosines[i*f.size+j] - mean) * (cosines[i*f.size+j] - mean)
		}
	}
	spread := math.Sqrt(squares / float64(f.objectives*f.size))
	if spread <= leastMeaning {
		return
	}
	f.likeness = make([]float64, len(f.laid))
	for i := range f.documents() {
		if f.meaning.Rows[i] == nil {
			continue
		}
		for j, mean := range means {
			z := (cosines[i*f.size+j] - mean) / spread
			f.likeness[i*f.size+j] = meaningShare * usualSpread * math.Max(-mostMeaning, math.Min(z, mostMeaning))
			f.laid[i*f.size+j] += f.likeness[i*f.size+j]
		}
	}
	f.Rescore(threads)
	f.columns = f.measure()
}

// cosines gives the cosine of every row that has a vector with every target.
func (f *Fit) cosines(threads int) []float64 {
	cosines := make([]float64, f.documents()*f.size)
	targets := make([][]float64, f.size)
	for j, v := range f.meaning.Targets[f.set] {
		targets[j] = unitOf(v)
	}
	parallel.Do(f.documents(), threads, func(i int) {
		row := unitOf(f.meaning.Rows[i])
		for j, target := range targets {
			for k := range min(len(row), len(target)) {
				cosines[i*f.size+j] += row[k] * target[k]
			}
		}
	})
	return cosines
}

// unitOf gives a vector with length 1; of nothing, nothing.
func unitOf(v []float32) []float64 {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return nil
	}
	unit, scale := make([]float64, len(v)), 1/math.Sqrt(sum)
	for k, x := range v {
		unit[k] = float64(x) * scale
	}
	return unit
}

// Lend adds to a vector what the texts that are lent to it mean, each by the number of documents that it is lent to, in
// the measure in which their words count.
func Lend(v []float32, lent [][]float32, among []int) []float32 {
	sum := unitOf(v)
	for i, other := range lent {
		if len(sum) < len(other) {
			sum = append(sum, make([]float64, len(other)-len(sum))...)
		}
		for k, x := range unitOf(other) {
			sum[k] += lentWeight / float64(among[i]) * x
		}
	}
	whole := make([]float32, len(sum))
	for k, x := range sum {
		whole[k] = float32(x)
	}
	return whole
}

// shareOfMeaning adds the share that meaning has in a score to a list.
func (f *Fit) shareOfMeaning(shares []Share, row, target int) []Share {
	at := row*f.size + target
	if at >= len(f.likeness) || f.likeness[at] == 0 {
		return shares
	}
	return append(shares, Share{Way: ByMeaning, Weight: f.likeness[at], Own: true})
}

// MeaningConstants writes the numbers on which a score hangs only where something is known of meaning.
func MeaningConstants() string { return fmt.Sprint(meaningShare, mostMeaning, leastMeaning) }
