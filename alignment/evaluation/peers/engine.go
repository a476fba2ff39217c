package main

import (
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// engine is our own: what it keeps of the systems that it has read. One thread.
type engine struct {
	fits []*lexical.Fit
}

// read makes of raw texts what is kept: analysed, counted, weighed and scored.
func (e *engine) read(systems []system) {
	e.fits = nil
	for _, s := range systems {
		e.fits = append(e.fits, fitOf(s))
	}
}

func fitOf(s system) *lexical.Fit {
	analyser := text.NewAnalyser(text.Default().For(slices.Concat(s.targets, s.objectives), nil))
	objectives, targets := documents(analyser, s.objectives), documents(analyser, s.targets)
	return lexical.Count(lexical.Texts{Objectives: objectives, Targets: [][]lexical.Document{targets}}, nil).Against(0, 1)
}

func documents(a *text.Analyser, texts []string) []lexical.Document {
	list := make([]lexical.Document, len(texts))
	for i, t := range texts {
		list[i] = lexical.Document{{Reading: a.Read(t)}}
	}
	return list
}

// rescore works every score out again.
func (e *engine) rescore() {
	for _, f := range e.fits {
		f.Rescore(1)
	}
}

// decide gives the probability of every pair.
func (e *engine) decide(of shape) {
	alone := make([][]int, of.targets)
	for _, f := range e.fits {
		f.Decide(alone, 1)
	}
}

// joined gives every two objectives of which the words have a cosine of at least alike.
func joined(f *lexical.Fit, objectives int) []lexical.Close {
	rows := make([]int, objectives)
	for i := range rows {
		rows[i] = i
	}
	return f.Closest(rows, alike, 1)
}
