package lexical

import (
	"math"
	"slices"
	"sync"

	"github.com/throughline-ics/throughline/alignment/internal/parallel"
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

// Texts are the documents of an assessment: objectives with the place of the organisation that each is of, others that
// are to be looked at but say nothing about how common a term is, and sets of targets.
type Texts struct {
	Objectives []Document
	Owners     []int // by objective; nil when all are one's
	Others     []Document
	Targets    [][]Document
	Meaning    *Meaning // nil where nobody has said what texts mean
}

// Corpus is the documents of an assessment, counted.
type Corpus struct {
	vocab       vocabularies
	background  *Background // what the statistics come from in place of the objectives, or nil
	objectives  int         // the rows that are objectives; the others are only looked at
	owners      []int       // by objective
	rows        lexis       // objectives first
	targets     []lexis     // by set
	meaning     *Meaning
	spoken      [][]float64 // by set and target: the share of its words in phrases of themes
	used        struct{ words, parts, themes, needs usage }
	spelling    spelling
	whole       spelling                // of all texts, for what nobody sees who may not read them all
	partLengths []float64               // by row: the length of its vector of parts
	written     func() map[string]int32 // the ids of words as written, once somebody asks
}

// Count numbers the terms of all documents of an assessment. How common they are, and what objectives are like that fit a
// target, comes from the background where there is one, and else from the objectives themselves.
func Count(t Texts, background *Background) *Corpus {
	on, _ := scratches.Get().(*scratch) // it has nothing else
	defer scratches.Put(on)
	c := &Corpus{vocab: newVocabularies(), background: background, objectives: len(t.Objectives), owners: t.Owners, meaning: t.Meaning}
	c.count(t, &on.counter)
	background.enter(c.vocab)
	c.used.words = c.usage(c.rows.words, c.vocab.words, func(b *Background) map[string]int32 { return b.Words })
	c.used.themes = c.usage(c.rows.themes, c.vocab.themes, func(b *Background) map[string]int32 { return b.Themes })
	c.used.needs = c.usage(c.rows.needs, c.vocab.needs, func(b *Background) map[string]int32 { return b.Needs })
	c.spell(on)
	c.written = sync.OnceValue(c.vocab.parts.named)
	return c
}

// count counts all documents.
func (c *Corpus) count(t Texts, with *counter) {
	with.begin(c.vocab)
	c.rows = with.count(slices.Concat(t.Objectives, t.Others))
	for _, set := range t.Targets {
		c.targets = append(c.targets, with.count(set))
		said := make([]float64, len(set))
		for j, d := range set {
			said[j] = spoken(d)
		}
		c.spoken = append(c.spoken, said)
	}
	amounts := with.end()
	c.rows.have(amounts)
	for set := range c.targets {
		c.targets[set].have(amounts)
	}
}

// usage is how much the objectives use the terms of one way of looking, or how much those of the background do.
func (c *Corpus) usage(rows bags, terms *vocabulary, known func(*Background) map[string]int32) usage {
	if c.background != nil {
		return c.background.usage(terms.terms, len(terms.terms), known(c.background))
	}
	return usageOf(rows.between(0, c.objectives), c.owners, len(terms.terms))
}

// spell weighs the parts of all words, and measures the rows by them.
func (c *Corpus) spell(on *scratch) {
	known := c.background.parts()
	spelled := spell(known, c.vocab.parts.terms, on)
	p := newParting(spelled, on)
	targets, inTargets := 0, make([]int32, spelled.parts())
	for _, set := range c.targets {
		targets += set.parts.documents()
		for part, df := range p.count(set.parts) {
			inTargets[part] += df
		}
	}
	objectives := c.rows.parts.between(0, c.objectives)
	inObjectives := p.count(objectives)
	p.count(c.rows.parts.between(c.objectives, c.documents()))
	on.again = p.again
	weighed := func(u usage) spelling { return newSpelling(spelled, u, inTargets, targets) }
	if c.background != nil {
		c.used.parts = c.background.usage(known, spelled.parts(), c.background.Parts)
		c.spelling = weighed(c.used.parts)
		c.whole = c.spelling
	} else {
		c.used.parts = usage{c.objectives, commonParts(spelled, objectives, c.owners), inObjectives}
		c.whole = weighed(c.used.parts)
		c.spelling = c.whole
		if slices.Contains(c.used.parts.common, false) {
			c.used.parts = c.used.parts.levelled()
			c.spelling = weighed(c.used.parts)
		}
	}
	squares := c.spelling.squares()
	c.partLengths = make([]float64, c.documents())
	for i := range c.partLengths {
		c.partLengths[i] = c.spelling.length(c.rows.parts.of(i), p.repeats(targets+i), squares)
	}
}

// documents is how many rows there are.
func (c *Corpus) documents() int { return c.rows.words.documents() }

// Fit is how well the rows of a corpus fit one set of its targets.
type Fit struct {
	*Corpus

	set         int
	size        int       // the number of targets
	scores      []float64 // row by target
	laid        []float64 // row by target: the share of a score that no decision moves
	wordRows    weighed
	wordTargets []vector         // widened
	learners    []int            // by row, or nil when there is one
	shifts      map[int]float64  // of the log odds, by who decided
	taught      map[int][]vector // by who learned: what the lessons made of the words of targets
	ownTargets  []vector
	letters     *letters
	spelled     []func() map[int32][]int32 // by target: its words by their parts, once somebody asks
	themes      phrases
	themeScale  []float64 // by target
	needs       phrases
	likeness    []float64 // row by target: what meaning adds to a score; nil where nothing is known of it
	columns     []column  // by target
	byTexts     []column  // the same as though nothing were known of meaning
}

// Against gives the fit of every row with every target of a set.
func (c *Corpus) Against(set, threads int) *Fit {
	targets := c.targets[set]
	on, _ := scratches.Get().(*scratch) // it has nothing else
	defer scratches.Put(on)
	f := &Fit{Corpus: c, set: set, size: targets.words.documents()}
	f.fitWords(targets.words, on, threads)
	f.fitParts(targets.parts, on)
	f.themes = phrasesOf(f.rows.themes, targets.themes, f.used.themes, f.vocab.themes)
	f.needs = phrasesOf(f.rows.needs, targets.needs, f.used.needs, f.vocab.needs)
	f.themeScale = make([]float64, f.size)
	for j, share := range c.spoken[set] {
		f.themeScale[j] = math.Min(1, share/fluent)
	}
	f.lay(on, threads)
	f.scores = make([]float64, f.documents()*f.size)
	f.Rescore(threads)
	f.columns = f.measure()
	f.byTexts = f.columns
	f.liken(threads)
	return f
}

func (f *Fit) fitWords(targets bags, on *scratch, threads int) {
	weights := weigh(f.used.words, targets)
	f.wordRows = weighedBy(weights, f.rows.words)
	f.ownTargets = weighedBy(weights, targets).vectors(new(vector))
	if f.background != nil {
		f.wordTargets = f.background.widened(f.set, f.ownTargets, f.vocab.words)
		return
	}
	f.wordTargets = widen(f.wordRows.vectors(&on.words)[:f.objectives], f.ownTargets, f.used.words.common, on, threads)
}

func (f *Fit) fitParts(targets bags, on *scratch) {
	f.letters = newLetters(f.spelling, targets, on)
	f.spelled = make([]func() map[int32][]int32, f.size)
	for j := range f.spelled {
		f.spelled[j] = sync.OnceValue(func() map[int32][]int32 { return wordsByPart(targets.of(j), f.spelling.spelled) })
	}
}

// phrases is what phrases speak of, in one of the two grains, weighed.
type phrases struct {
	*vocabulary

	rows    weighed
	targets []vector
}

func phrasesOf(rows, targets bags, used usage, terms *vocabulary) phrases {
	weights := weigh(used, targets)
	return phrases{terms, weighedBy(weights, rows), weighedBy(weights, targets).vectors(new(vector))}
}

// lay works out what the parts of words and themes add to every score: it hangs on the texts alone.
func (f *Fit) lay(on *scratch, threads int) {
	f.laid = make([]float64, f.documents()*f.size)
	spelled := f.letters.all(on, threads)
	themes, needs := rowsOf(f.themes.targets, len(f.themes.terms)), rowsOf(f.needs.targets, len(f.needs.terms))
	parallel.By(f.documents(), threads, func() func(int) {
		spoken, needed := make([]float64, f.size), make([]float64, f.size)
		var own vector
		return func(i int) {
			row := f.laid[i*f.size : (i+1)*f.size]
			f.rows.parts.of(i).spell(spelled, f.partLengths[i], row)
			clear(spoken)
			clear(needed)
			own = f.themes.rows.of(i).vector(own[:0])
			themes.multiply(own, spoken)
			own = f.needs.rows.of(i).vector(own[:0])
			needs.multiply(own, needed)
			for j := range row {
				row[j] += f.themeScale[j] * (themesShare*spoken[j] + needsShare*needed[j])
			}
		}
	})
}

// Rescore works every score out again, as though nobody had decided anything: what people decide moves words alone, so
// the rest need not be looked at.
func (f *Fit) Rescore(threads int) {
	words := rowsOf(f.wordTargets, len(f.vocab.words.terms))
	parallel.By(f.documents(), threads, func() func(int) {
		var own vector
		return func(i int) {
			row := f.scores[i*f.size : (i+1)*f.size]
			copy(row, f.laid[i*f.size:])
			own = f.wordRows.of(i).vector(own[:0])
			words.multiply(own, row)
		}
	})
}

// Score is how well a row fits a target: 0, nothing in common, to about 1.5.
func (f *Fit) Score(row, target int) float64 { return f.scores[row*f.size+target] }
