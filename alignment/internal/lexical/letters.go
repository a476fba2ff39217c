package lexical

import "math"

// The parts of a word that are compared: runs of three to five letters, the edges of the word counting as one.
const (
	shortestPart = 3
	longestPart  = 5
)

// spelling knows the parts of words.
type spelling struct {
	parts  [][]int32 // by word
	rarity []float64 // by part: ln((1 + N)/(1 + df)) + 1
}

// spell numbers the parts of all words.
func spell(words []string) ([][]int32, int) {
	ids := map[string]int32{}
	parts := make([][]int32, len(words))
	for w, word := range words {
		parts[w] = partsOf("_"+word+"_", ids)
	}
	return parts, len(ids)
}

func partsOf(edged string, ids map[string]int32) []int32 {
	starts := make([]int, 0, len(edged)+1)
	for i := range edged {
		starts = append(starts, i)
	}
	starts = append(starts, len(edged))
	runes := len(starts) - 1
	var parts []int32
	for size := shortestPart; size <= longestPart; size++ {
		for i := 0; i+size <= runes; i++ {
			part := edged[starts[i]:starts[i+size]]
			id, ok := ids[part]
			if !ok {
				id = int32(len(ids)) //nolint:gosec // far fewer parts than an int32 holds
				ids[part] = id
			}
			parts = append(parts, id)
		}
	}
	return parts
}

// newSpelling weighs the parts of words by how rare they are among the documents.
func newSpelling(words []string, documents []lexis) spelling {
	parts, n := spell(words)
	s := spelling{parts: parts, rarity: make([]float64, n)}
	last := make([]int32, n)
	df := make([]int32, n)
	for d, l := range documents {
		for _, c := range l.parts {
			for _, part := range parts[c.term] {
				if last[part] != int32(d)+1 {
					last[part] = int32(d) + 1
					df[part]++
				}
			}
		}
	}
	for part := range s.rarity {
		s.rarity[part] = math.Log(float64(1+len(documents))/float64(1+df[part])) + 1
	}
	return s
}

// letters is how well words fit targets by their parts: the cosine of the vectors of parts, each part counted as
// often as it stands in the document times its rarity.
type letters struct {
	fit     []float64 // word by target: what one of the word adds to the product with the target's unit vector
	targets int
}

func newLetters(s spelling, targets []bag, threads int) letters {
	l := letters{targets: len(targets), fit: make([]float64, len(s.parts)*len(targets))}
	units := make([]vector, len(targets))
	ParallelBy(len(targets), threads, func() func(int) {
		scratch := newSpread(len(s.rarity))
		return func(j int) { units[j] = scratch.vector(s, targets[j]).unit() }
	})
	table := rowsOf(units, len(s.rarity))
	Parallel(len(s.parts), threads, func(w int) {
		sums := l.fit[w*l.targets : (w+1)*l.targets]
		for _, part := range s.parts[w] {
			table.multiply(vector{{part, 1}}, s.rarity[part], sums)
		}
	})
	return l
}

// row gives what one of a word adds to each target's product.
func (l letters) row(word int32) []float64 {
	return l.fit[int(word)*l.targets : (int(word)+1)*l.targets]
}

// spread counts the parts of a document in a dense row that it uses again and again.
type spread struct {
	counts  []float64
	touched []int32
}

func newSpread(n int) *spread { return &spread{counts: make([]float64, n)} }

// of counts the parts of a document's words.
func (s *spread) of(sp spelling, b bag) {
	for _, c := range b {
		for _, part := range sp.parts[c.term] {
			if s.counts[part] == 0 {
				s.touched = append(s.touched, part)
			}
			s.counts[part] += c.n
		}
	}
}

func (s *spread) clear() {
	for _, part := range s.touched {
		s.counts[part] = 0
	}
	s.touched = s.touched[:0]
}

// length is the length of a document's vector of parts.
func (s *spread) length(sp spelling, b bag) float64 {
	s.of(sp, b)
	sum := 0.0
	for _, part := range s.touched {
		w := s.counts[part] * sp.rarity[part]
		sum += w * w
	}
	s.clear()
	return math.Sqrt(sum)
}

// vector is a document's vector of parts.
func (s *spread) vector(sp spelling, b bag) vector {
	s.of(sp, b)
	parts := make([]scaled, 0, len(s.touched))
	for _, part := range s.touched {
		parts = append(parts, scaled{vector{{part, s.counts[part] * sp.rarity[part]}}, 1})
	}
	s.clear()
	return sum(parts...)
}
