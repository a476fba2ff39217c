package lexical

import "slices"

// parting goes through documents part by part.
type parting struct {
	spelled

	last  []parted // by part
	again []repeat // of all documents, one after the other
	start []int    // by document: where what it has again begins
}

// parted is the document that had a part last, how often it had it so far, and how many documents had it.
type parted struct {
	n        float64
	document int32
	df       int32
}

// repeat is a part that a document has once more: what that adds to the square of the number of times, beside the square
// of this one.
type repeat struct {
	adds float64
	part int32
}

func newParting(s spelled, on *scratch) *parting {
	return &parting{spelled: s, last: room(&on.last, s.parts()), again: on.again[:0], start: []int{0}}
}

// count goes through some documents, says of every part how many of them have it, and notes where parts come again.
func (p *parting) count(documents bags) []int32 {
	for i := range documents.documents() {
		p.read(documents.of(i))
	}
	df := make([]int32, len(p.last))
	for part := range p.last {
		df[part], p.last[part].df = p.last[part].df, 0
	}
	return df
}

// read goes through the next document.
func (p *parting) read(b bag) {
	most := 0
	for _, c := range b.counts {
		most += (longestPart - shortestPart + 1) * len(p.ends(c.term))
	}
	p.again = slices.Grow(p.again, most)
	again, repeats := p.again[len(p.again):][:most], 0
	document := int32(len(p.start)) //nolint:gosec // far fewer documents than an int32 holds
	for _, c := range b.counts {
		n := b.n(c)
		for _, part := range p.ends(c.term) {
			for ; part != none; part = p.shorter[part] {
				last := &p.last[part]
				has := 0
				if last.document == document {
					has = 1
				}
				// Written every time and kept sometimes: whether a part comes again is nothing that a processor can guess.
				again[repeats] = repeat{2 * last.n * n, part}
				repeats += has
				*last = parted{n + float64(has)*last.n, document, last.df + 1 - int32(has)}
			}
		}
	}
	p.again = p.again[:len(p.again)+repeats]
	p.start = append(p.start, len(p.again))
}

// repeats gives what a document, by the order in which they were counted, has again.
func (p *parting) repeats(document int) []repeat {
	return p.again[p.start[document]:p.start[document+1]]
}

// commonParts says of every part whether enough organisations use it in their words. Who uses a part is who uses a word
// that has it.
func commonParts(parts spelled, objectives bags, owners []int) []bool {
	ofParts := newUsers(owners, parts.parts())
	if ofParts.owners == nil {
		return ofParts.common()
	}
	ofWords := newUsers(owners, parts.words())
	for i := range objectives.documents() {
		for _, c := range objectives.of(i).counts {
			ofWords.use(i, c.term)
		}
	}
	for word, by := range ofWords.by {
		for part := range parts.of(int32(word)) {
			for _, owner := range by {
				ofParts.note(owner, part)
			}
		}
	}
	return ofParts.common()
}
