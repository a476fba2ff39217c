package alignment

import (
	"cmp"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
	"github.com/throughline-ics/throughline/alignment/internal/text"
	"github.com/throughline-ics/throughline/alignment/ontology"
)

const (
	mostEvidence = 6    // reasons given for a pair; the rest weigh little
	leastShare   = 0.05 // what a share has to weigh against the heaviest to be looked at
)

// evidence says why a pair has its score, heaviest first. Weights are shares of the score.
func (a *assessment) evidence(s *side, row, target int, w *witness) []Evidence {
	list := w.words(s, row, target)
	if s.verdicts[pair{row, target}].Verdict == Confirmed {
		list = append([]Evidence{{Kind: Judged, Text: "confirmed by a person"}}, list...)
	}
	return list
}

// reason is a piece of evidence with the place that it speaks of.
type reason struct {
	place

	shown  place // the words that its kind is true of: those of the place, or a part of them
	kind   EvidenceKind
	target string
	weight float64
	most   float64 // the heaviest share in it, which says what kind it is
	word   string  // of a partial word, for looking up its like in the target
}

// witness gathers the reasons for one pair after another.
type witness struct {
	mine, theirs *glossary
	shares       []lexical.Share
	gross        float64 // what all words of the last pair weigh, whichever way
	reasons      []reason
}

// words is the evidence that lies in the texts.
func (w *witness) words(s *side, row, target int) []Evidence {
	w.theirs = s.glossaries[target]
	w.reasons = w.reasons[:0]
	shares, gross := s.fit.Explain(w.shares[:0], row, target, leastShare)
	w.shares, w.gross = shares, gross
	for _, share := range shares {
		share.Weight /= gross
		switch share.Way {
		case lexical.ByWord:
			w.word(share)
		case lexical.ByPart:
			w.part(share)
		case lexical.ByTheme:
			w.phrases(share, w.mine.themes[share.Term], w.theirs.themes[share.Term])
		case lexical.ByNeed:
			w.phrases(share, w.mine.needs[share.Term], w.theirs.needs[share.Term])
		case lexical.ByMeaning:
			w.meaning(share)
		}
	}
	w.gather()
	return w.heaviest(func(word string) string { return s.fit.Alike(word, target) })
}

func (w *witness) word(share lexical.Share) {
	at, ok := w.mine.terms[share.Term]
	if !ok {
		return
	}
	r := reason{place: at.place, kind: Associated, weight: share.Weight}
	if there, found := w.theirs.terms[share.Term]; found && share.Own {
		r.target = w.theirs.surface(there.place)
		switch {
		case w.theirs.lent(there.place):
			r.kind = FromInitiative
		case at.kind == text.Expanded || there.kind == text.Expanded:
			r.kind = Abbreviation
		default:
			r.kind = SharedWord
		}
	}
	if share.Taught {
		r.kind = Learned
	}
	w.add(r)
}

// meaning adds that both texts as a whole are near; that they are far is no reason that anybody could check.
func (w *witness) meaning(share lexical.Share) {
	if share.Weight > 0 {
		w.add(reason{place: nowhere, kind: SimilarMeaning, weight: share.Weight})
	}
}

// part adds what a word's letters weigh to what is known of the word, or a reason of its own.
func (w *witness) part(share lexical.Share) {
	if at, ok := w.mine.words[share.Term]; ok {
		w.add(reason{place: at, kind: PartialWord, weight: share.Weight, word: share.Term})
	}
}

// phrases adds the phrases of a theme or a capability, each by how much it says. What the target says is shown in its own
// words where it has some, and else in those of an initiative that serves it.
func (w *witness) phrases(share lexical.Share, mine, theirs []spoken) {
	if len(theirs) == 0 {
		return
	}
	kind, there := SameTheme, slices.IndexFunc(theirs, func(h spoken) bool { return !w.theirs.lent(h.place) })
	if there < 0 {
		kind, there = FromInitiative, 0
	}
	total := 0.0
	for _, h := range mine {
		total += h.weight
	}
	for _, h := range mine {
		w.add(reason{
			place: h.place, kind: kind, target: w.theirs.surface(theirs[there].place),
			weight: share.Weight * h.weight / total,
		})
	}
}

// add puts a reason with those at the same place.
func (w *witness) add(r reason) {
	r.most, r.shown = r.weight, r.place
	for i := range w.reasons {
		if w.reasons[i].place == r.place {
			w.reasons[i].join(&r)
			return
		}
	}
	w.reasons = append(w.reasons, r)
}

// telling is how much each kind of evidence tells a reader: where several are in one place, the one that tells most
// gives its name.
var telling = map[EvidenceKind]int{
	PartialWord: 0, Associated: 1, SameTheme: 2, FromInitiative: 3, SharedWord: 3, Abbreviation: 3, Learned: 4,
}

// join adds another reason's weight. Of two that tell as much the heavier gives its name; of two abbreviations the
// one that shows more of the target's words.
func (r *reason) join(other *reason) {
	r.weight += other.weight
	better := telling[other.kind] > telling[r.kind] || telling[other.kind] == telling[r.kind] && other.most > r.most
	if r.kind == Abbreviation && other.kind == Abbreviation {
		better = len(other.target) > len(r.target)
	}
	if better {
		r.kind, r.target, r.most, r.shown = other.kind, other.target, other.most, other.shown
	}
}

// spent is the weight of a reason that has gone with another or has been given.
const spent = -1

// gather puts a reason whose place lies within another's with it: a word of a long form with the whole of it.
func (w *witness) gather() {
	for i := range w.reasons {
		r := &w.reasons[i]
		whole := r
		for j := range w.reasons {
			if o := &w.reasons[j]; o.length() > whole.length() && o.holds(r.place) {
				whole = o
			}
		}
		if whole != r {
			whole.join(r)
			r.weight = spent
		}
	}
}

// heaviest gives the heaviest reasons; of equals the first of the text. Alike gives the word of the target that a
// partial word is like.
func (w *witness) heaviest(alike func(string) string) []Evidence {
	list := make([]Evidence, 0, min(len(w.reasons), mostEvidence))
	for len(list) < cap(list) {
		best := &reason{weight: spent}
		for i := range w.reasons {
			if best.after(&w.reasons[i]) {
				best = &w.reasons[i]
			}
		}
		if best.weight == spent {
			break
		}
		target := best.target
		if best.kind == PartialWord {
			target = alike(best.word)
		}
		list = append(list, Evidence{Kind: best.kind, Text: w.mine.surface(best.shown), Target: target, Weight: round(best.weight)})
		best.weight = spent
	}
	return list
}

func (r *reason) after(o *reason) bool {
	if o.weight != r.weight {
		return o.weight > r.weight
	}
	return r.passage > o.passage || r.passage == o.passage && r.start > o.start
}

// place is a stretch of a document.
type place struct{ passage, start, end int }

// nowhere is the place of what no words of a text say by themselves.
var nowhere = place{passage: -1}

func (p place) holds(q place) bool {
	return p.passage == q.passage && p.start <= q.start && q.end <= p.end
}

func (p place) length() int { return p.end - p.start }

// spot is where a term stands, and whether as a word of the text.
type spot struct {
	place

	kind text.Kind
}

// spoken is where a phrase of a theme stands, and how much it says.
type spoken struct {
	place

	weight float64
}

// glossary looks up where a document has what.
type glossary struct {
	document lexical.Document
	terms    map[string]spot     // the first word of the text itself with the term, or else the first token
	words    map[string]place    // by word as written
	themes   map[string][]spoken // by theme, each phrase once, those that say most first
	needs    map[string][]spoken // by capability, likewise
}

func newGlossary(d lexical.Document) *glossary {
	g := &glossary{document: d, terms: map[string]spot{}, words: map[string]place{}, themes: map[string][]spoken{}, needs: map[string][]spoken{}}
	said := map[int]bool{}
	for p, passage := range d {
		for _, t := range passage.Tokens {
			g.enter(t, place{p, t.Start, t.End})
		}
		for _, h := range passage.Hits {
			if !said[h.Phrase] {
				said[h.Phrase] = true
				g.needs[h.Code] = append(g.needs[h.Code], spoken{place{p, h.Start, h.End}, h.Weight})
				for set := h.Themes; set != 0; set = set.Rest() {
					theme := ontology.Themes[set.First()]
					g.themes[theme] = append(g.themes[theme], spoken{place{p, h.Start, h.End}, h.Weight})
				}
			}
		}
	}
	for _, by := range []map[string][]spoken{g.themes, g.needs} {
		for _, list := range by {
			slices.SortStableFunc(list, func(a, b spoken) int { return cmp.Compare(b.weight, a.weight) })
		}
	}
	return g
}

func (g *glossary) enter(t text.Token, at place) {
	if known, ok := g.terms[t.Term]; !ok || known.kind == text.Expanded && t.Kind != text.Expanded {
		g.terms[t.Term] = spot{at, t.Kind}
	}
	if _, ok := g.words[t.Word]; !ok {
		g.words[t.Word] = at
	}
}

// lent reports whether a place is in the text of an initiative that serves the goal.
func (g *glossary) lent(at place) bool { return g.document[at.passage].LentTo > 0 }

// longestSurface is how many bytes of a text one piece of evidence shows.
const longestSurface = 120

// surface gives the words at a place as they are written.
func (g *glossary) surface(at place) string {
	if at == nowhere {
		return ""
	}
	words := g.document[at.passage].Text[at.start:at.end]
	return strings.ToValidUTF8(words[:min(len(words), longestSurface)], "")
}
