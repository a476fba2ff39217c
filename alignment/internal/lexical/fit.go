package lexical

import (
	"math"
	"slices"
)

// How much each way of looking counts in a fit, in cosines: words first, then the parts of words, then what phrases
// speak of, in the broad grain of themes and the fine one of capabilities. From leave-one-system-out runs over the
// systems in data.
const (
	partsShare  = 0.27
	themesShare = 0.2
	needsShare  = 0.06
	fluent      = 0.3 // the share of a target's words in phrases from which on these count in full
)

// Corpus is the documents of an assessment, counted.
type Corpus struct {
	vocab       vocabularies
	objectives  int       // the rows that the statistics come from; the others are only looked at
	rows        []lexis   // objectives first
	targets     [][]lexis // by set
	documents   [][]Document
	spelling    spelling
	partLengths []float64 // by row: the length of its vector of parts
}

// Count numbers the terms of all documents of an assessment: objectives, others that are to be looked at but say
// nothing about how common a term is, and sets of targets.
func Count(objectives, others []Document, targets [][]Document, threads int) *Corpus {
	c := &Corpus{vocab: newVocabularies(), objectives: len(objectives), documents: targets}
	for _, d := range slices.Concat(objectives, others) {
		c.rows = append(c.rows, c.vocab.count(d))
	}
	known := slices.Clone(c.rows[:len(objectives)])
	for _, set := range targets {
		var counted []lexis
		for _, d := range set {
			counted = append(counted, c.vocab.count(d))
		}
		c.targets = append(c.targets, counted)
		known = append(known, counted...)
	}
	c.spelling = newSpelling(c.vocab.parts.terms, known)
	c.partLengths = make([]float64, len(c.rows))
	ParallelBy(len(c.rows), threads, func() func(int) {
		scratch := newSpread(len(c.spelling.rarity))
		return func(i int) { c.partLengths[i] = scratch.length(c.spelling, c.rows[i].parts) }
	})
	return c
}

// Fit is how well the rows of a corpus fit one set of its targets.
type Fit struct {
	*Corpus

	size         int       // the number of targets
	scores       []float64 // row by target
	wordRows     []vector
	wordTargets  []vector // widened
	taught       []vector // what the lessons made of the words of targets
	ownTargets   []vector
	letters      letters
	spelled      []map[int32][]int32 // by target: its words by their parts
	themeRows    []vector
	themeTargets []vector
	themeScale   []float64 // by target
	needRows     []vector
	needTargets  []vector
	columns      []column // by target
}

// Against gives the fit of every row with every target of a set.
func (c *Corpus) Against(set, threads int) *Fit {
	targets := c.targets[set]
	f := &Fit{Corpus: c, size: len(targets)}
	f.fitWords(targets, threads)
	f.fitParts(targets, threads)
	f.themeRows, f.themeTargets = f.fitPhrases(targets, len(f.vocab.themes.terms), func(l lexis) bag { return l.themes })
	f.needRows, f.needTargets = f.fitPhrases(targets, len(f.vocab.needs.terms), func(l lexis) bag { return l.needs })
	f.themeScale = make([]float64, len(targets))
	for j, d := range c.documents[set] {
		f.themeScale[j] = math.Min(1, spoken(d)/fluent)
	}
	f.score(threads)
	f.taught = f.wordTargets
	f.columns = f.measure()
	return f
}

// bags takes one way of looking out of the counts.
func bags(from []lexis, way func(lexis) bag) []bag {
	list := make([]bag, len(from))
	for i, l := range from {
		list[i] = way(l)
	}
	return list
}

func (f *Fit) fitWords(targets []lexis, threads int) {
	words := func(l lexis) bag { return l.words }
	inRows, inTargets := bags(f.rows, words), bags(targets, words)
	terms := len(f.vocab.words.terms)
	weights := weigh(inRows[:f.objectives], inTargets, terms)
	f.wordRows = vectors(inRows, weights)
	f.ownTargets = vectors(inTargets, weights)
	f.wordTargets = widen(f.wordRows[:f.objectives], f.ownTargets, terms, threads)
}

func vectors(list []bag, weights []float64) []vector {
	all := make([]vector, len(list))
	for i, b := range list {
		all[i] = vectorOf(b, weights)
	}
	return all
}

func (f *Fit) fitParts(targets []lexis, threads int) {
	inTargets := bags(targets, func(l lexis) bag { return l.parts })
	f.letters = newLetters(f.spelling, inTargets, threads)
	f.spelled = make([]map[int32][]int32, len(targets))
	Parallel(len(targets), threads, func(j int) { f.spelled[j] = speller(inTargets[j], f.spelling.parts) })
}

// fitPhrases weighs what phrases speak of, in one of the two grains.
func (f *Fit) fitPhrases(targets []lexis, terms int, way func(lexis) bag) (rows, aims []vector) {
	inRows, inTargets := bags(f.rows, way), bags(targets, way)
	weights := weigh(inRows[:f.objectives], inTargets, terms)
	return vectors(inRows, weights), vectors(inTargets, weights)
}

func (f *Fit) score(threads int) {
	f.scores = make([]float64, len(f.rows)*f.size)
	words := rowsOf(f.wordTargets, len(f.vocab.words.terms))
	themes := rowsOf(f.themeTargets, len(f.vocab.themes.terms))
	needs := rowsOf(f.needTargets, len(f.vocab.needs.terms))
	ParallelBy(len(f.rows), threads, func() func(int) {
		spoken := make([]float64, f.size)
		return func(i int) {
			row := f.scores[i*f.size : (i+1)*f.size]
			words.multiply(f.wordRows[i], 1, row)
			if f.partLengths[i] > 0 {
				for _, c := range f.rows[i].parts {
					scale := partsShare * c.n / f.partLengths[i]
					for j, fit := range f.letters.row(c.term) {
						row[j] += scale * fit
					}
				}
			}
			clear(spoken)
			themes.multiply(f.themeRows[i], themesShare, spoken)
			needs.multiply(f.needRows[i], needsShare, spoken)
			for j := range row {
				row[j] += f.themeScale[j] * spoken[j]
			}
		}
	})
}

// Score is how well a row fits a target: 0, nothing in common, to about 1.5.
func (f *Fit) Score(row, target int) float64 { return f.scores[row*f.size+target] }
