package alignment

import (
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
	"github.com/throughline-ics/throughline/alignment/internal/parallel"
	"github.com/throughline-ics/throughline/alignment/internal/stance"
	"github.com/throughline-ics/throughline/alignment/internal/text"
	"github.com/throughline-ics/throughline/alignment/ontology"
)

// corpus is the texts of a picture, read.
type corpus struct {
	objectives    []lexical.Document // of all organisations, in their order
	nonPriorities []lexical.Document
	goals         []lexical.Document // a goal's own words, and those of the initiatives that serve it
	initiatives   []lexical.Document
	stances       [][]stance.Reading // of objectives, then of non-priorities, by passage
	asides        []lexical.Document // the sentences of objectives in which a cue stands
	asideOf       map[int]int        // the aside of an objective, by its place
	lexicon       *text.Lexicon
	ontology      *ontology.Ontology
}

// readPicture reads every text of an ordered picture.
func readPicture(p Picture, items []item, threads int) corpus {
	words, known := vocabulary(p.Capabilities)
	c := corpus{lexicon: words.For(allTexts(p), namesIn(p)), ontology: known}
	var texts [][]string
	for _, b := range items {
		texts = append(texts, textsOf(b.Title, b.Description, b.Measures))
	}
	objectives := len(texts)
	for _, o := range p.Organisations {
		for _, n := range o.NonPriorities {
			texts = append(texts, []string{n.Text})
		}
	}
	nonPriorities := len(texts)
	for _, g := range p.Goals {
		texts = append(texts, textsOf(g.Title, g.Description, g.Measures))
	}
	goals := len(texts)
	for _, i := range p.Initiatives {
		texts = append(texts, textsOf(i.Title, i.Description, nil))
	}
	c.stances = make([][]stance.Reading, nonPriorities)
	documents := c.readAll(texts, threads)
	c.objectives = documents[:objectives]
	c.nonPriorities = documents[objectives:nonPriorities]
	c.initiatives = documents[goals:]
	c.goals = lend(p, documents[nonPriorities:goals], c.initiatives)
	c.setAside()
	return c
}

// vocabulary gives the lexicon and the ontology that everybody has, with a system's own capabilities.
func vocabulary(extra []ontology.Capability) (*text.Lexicon, *ontology.Ontology) {
	if len(extra) > 0 {
		if own, err := ontology.Standard().With(extra); err == nil {
			return text.NewLexicon(text.Matcher(own)), own
		}
	}
	return text.Default(), ontology.Standard()
}

// setAside makes a document of the sentences of an objective in which a cue stands: they say what the cue is about,
// where the whole objective may be about more.
func (c *corpus) setAside() {
	c.asideOf = map[int]int{}
	for i, d := range c.objectives {
		var aside lexical.Document
		for p, r := range c.stances[i] {
			done := -1
			for _, cue := range r.Cues {
				if cue.From > done {
					aside = append(aside, lexical.Passage{Reading: d[p].Within(cue.From, cue.To)})
					done = cue.From
				}
			}
		}
		if aside != nil {
			c.asideOf[i] = len(c.asides)
			c.asides = append(c.asides, aside)
		}
	}
}

func textsOf(title, description string, measures []string) []string {
	return append([]string{title, description}, measures...)
}

func (c *corpus) readAll(texts [][]string, threads int) []lexical.Document {
	documents := make([]lexical.Document, len(texts))
	parallel.By(len(texts), threads, func() func(int) {
		analyser := text.NewAnalyser(c.lexicon)
		return func(i int) {
			for _, t := range texts[i] {
				documents[i] = append(documents[i], lexical.Passage{Reading: analyser.Read(t)})
				if i < len(c.stances) {
					c.stances[i] = append(c.stances[i], stance.Read(t, analyser.Words()))
				}
			}
		}
	})
	return documents
}

// lend gives every goal the text of the initiatives that serve it: they say in plain nouns what the goal says in
// outcomes.
func lend(p Picture, goals, initiatives []lexical.Document) []lexical.Document {
	lent := make([]lexical.Document, len(goals))
	for j, d := range goals {
		lent[j] = slices.Clone(d)
		for k, i := range p.Initiatives {
			if !slices.Contains(i.Goals, p.Goals[j].ID) {
				continue
			}
			for _, passage := range initiatives[k] {
				passage.LentTo = len(i.Goals)
				lent[j] = append(lent[j], passage)
			}
		}
	}
	return lent
}

// allTexts lists the texts from which abbreviations are learned.
func allTexts(p Picture) []string {
	var texts []string
	if p.Statement != nil {
		texts = slices.Clone(p.Statement.Explained)
	}
	for _, g := range p.Goals {
		texts = append(texts, g.Title, g.Description)
		texts = append(texts, g.Measures...)
	}
	for _, i := range p.Initiatives {
		texts = append(texts, i.Title, i.Description)
	}
	for _, o := range p.Organisations {
		for _, b := range o.Objectives {
			texts = append(texts, b.Title, b.Description)
			texts = append(texts, b.Measures...)
		}
		for _, n := range o.NonPriorities {
			texts = append(texts, n.Text)
		}
	}
	return texts
}

// namesIn lists the names of a system's own: those that its initiatives' titles begin with, and those inside the
// sentences of its goals and initiatives.
func namesIn(p Picture) []text.Name {
	var names []text.Name
	for _, i := range p.Initiatives {
		if name, ok := text.TitleName(i.Title); ok {
			names = append(names, name)
		}
		names = append(names, text.Names(i.Description)...)
	}
	for _, g := range p.Goals {
		names = append(names, text.Names(g.Description)...)
		for _, m := range g.Measures {
			names = append(names, text.Names(m)...)
		}
	}
	return names
}
