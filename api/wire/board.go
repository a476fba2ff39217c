package wire

import (
	"github.com/throughline-ics/throughline/alignment/board"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Board is what an organisation's board looks at.
func Board(b board.Board) gen.Board {
	read := newCheckReader(b.Checkup)
	return gen.Board{
		Counted:     date(b.Counted),
		Published:   boardPublished(b),
		Strategy:    unlessEmpty(b.Checkup.Working.Header.Item.Title),
		Dimensions:  each(board.Dimensions(), dimension),
		Dismissed:   each(b.Dismissed(), read.finding),
		Assessments: each(b.Assessments, EmbeddingAssessment),
		Questions: each(b.Questions, func(q board.Asked) gen.BoardQuestion {
			asked := gen.BoardQuestion{
				ID: q.ID, Text: q.Text, Why: q.Why, Source: q.Source, Answered: q.Answered,
				Facts: each(q.Facts, boardFact), Findings: each(q.Findings, read.finding), Dismissed: q.Dismissed,
			}
			if q.Answer != nil {
				answer := BoardAnswer(*q.Answer)
				asked.Answer = &answer
			}
			return asked
		}),
	}
}

// boardPublished is what is published beside the draft, with the kinds of which the draft has more or fewer; nil is nothing.
func boardPublished(b board.Board) *gen.BoardPublished {
	edition := EditionRef(b.Published.Edition)
	if edition == nil {
		return nil
	}
	p := gen.BoardPublished{Edition: *edition, Same: b.Published.Same, Kinds: []gen.BoardCount{}}
	drafted := map[strategy.ItemKind]int{}
	for _, k := range b.Checkup.Working.Items {
		drafted[k.Item.Kind]++
	}
	for _, kind := range strategy.Kinds() {
		if draft, published := drafted[kind], b.Published.Counts[kind]; draft != published {
			p.Kinds = append(p.Kinds, gen.BoardCount{Kind: gen.ItemKind(kind), Draft: draft, Published: published})
		}
	}
	return &p
}

func boardFact(f board.Fact) gen.BoardFact {
	return gen.BoardFact{
		ID: f.ID, Says: f.Says, Standing: gen.BoardStanding(f.Standing), Are: each(f.Are, boardEvidence), AreNot: each(f.AreNot, boardEvidence),
	}
}

func boardEvidence(e board.Evidence) gen.BoardEvidence {
	return gen.BoardEvidence{ID: e.ID, Kind: gen.ItemKind(e.Kind), Code: e.Code, Title: e.Title, OfSystem: e.OfSystem}
}

// BoardAnswerList is all that was answered to a question.
func BoardAnswerList(answers []board.Answer) gen.BoardAnswerList {
	return gen.BoardAnswerList{Answers: each(answers, BoardAnswer)}
}

// BoardAnswer is what a board answered to a question.
func BoardAnswer(a board.Answer) gen.BoardAnswer {
	return gen.BoardAnswer{Number: a.Number, Answer: a.Text, Facts: orEmpty(a.Facts), By: a.By, At: a.At}
}

func dimension(d board.Dimension) gen.EmbeddingDimension {
	return gen.EmbeddingDimension{ID: d.ID, Name: d.Name, Levels: []gen.EmbeddingMeaning{
		{Level: gen.EmbeddingLevel(board.Absent), Means: d.Absent},
		{Level: gen.EmbeddingLevel(board.Siloed), Means: d.Siloed},
		{Level: gen.EmbeddingLevel(board.Embedded), Means: d.Embedded},
	}}
}

// EmbeddingAssessment is what a board found of embedding.
func EmbeddingAssessment(a board.Assessment) gen.EmbeddingAssessment {
	g := gen.EmbeddingAssessment{Number: a.Number, Levels: []gen.EmbeddingFound{}, Note: a.Note, By: a.By, At: a.At}
	for _, d := range board.Dimensions() {
		if level, ok := a.Levels[d.ID]; ok {
			g.Levels = append(g.Levels, gen.EmbeddingFound{Dimension: d.ID, Level: gen.EmbeddingLevel(level)})
		}
	}
	return g
}

// ToFound is what somebody says that a board found.
func ToFound(levels []gen.EmbeddingFound) []board.Found {
	return each(levels, func(f gen.EmbeddingFound) board.Found {
		return board.Found{Dimension: f.Dimension, Level: board.Level(f.Level)}
	})
}
