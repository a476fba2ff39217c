package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
)

// alike is the cosine, or the similarity of trigrams, from which on two texts are taken to say the same.
const alike = 0.7

// How often each is measured: the shorter the more often. Medians are printed.
const (
	rescoreRounds = 25
	engineRounds  = 7
	bleveRounds   = 3
)

// What is measured of a sample and multiplied.
const (
	askedOfBleve    = 1000 // objectives of which the duplicates are looked for
	askedOfPostgres = 60
	largeTrigrams   = 2 // targets of each system
)

func main() {
	seed := flag.Uint64("seed", 1, "another seed makes other texts")
	record := flag.String("record", "", "write the page to this file as well")
	flag.Parse()
	var table strings.Builder
	r := &run{ctx: context.Background(), out: io.MultiWriter(os.Stdout, &table), writer: newWriter(*seed), postgres: startPostgres(context.Background())}
	defer r.postgres.stop()
	r.head(*seed)
	r.scoring("1,000 x 30", shape{1, 1000, 30}, 1)
	systems := r.scoring("21,000 x 50", shape{42, 500, 50}, largeTrigrams)
	r.duplicates(systems)
	if *record != "" {
		must(os.WriteFile(*record, []byte(table.String()), 0o644)) //nolint:gosec // a page for everybody
	}
}

// run is one run of the measurements.
type run struct {
	ctx      context.Context
	out      io.Writer
	writer   *writer
	postgres *postgresPeer
	ours     map[string]time.Duration // by job
}

// scoring measures what it takes to score all pairs of a corpus, again and from raw text.
func (r *run) scoring(name string, of shape, trigrams int) []system {
	systems := r.writer.corpus(of)
	r.engine(name, of, systems)
	r.bleve(name, systems)
	r.pg(name, of, systems, trigrams)
	return systems
}

func (r *run) engine(name string, of shape, systems []system) {
	var e engine
	holds := kept(func() { e.read(systems) })
	r.row(name+" rescored", us, measure(ourselves{}, rescoreRounds, e.rescore), holds, 1)
	r.row(name+" rescored and decided", us, measure(ourselves{}, rescoreRounds, func() { e.rescore(); e.decide(of) }), holds, 1)
	e.fits = nil
	r.row(name+" from raw text", us, measure(ourselves{}, engineRounds, func() { e.read(systems); e.decide(of) }), holds, 1)
}

func (r *run) bleve(name string, systems []system) {
	var b blevePeer
	holds := kept(func() { b.read(systems) })
	r.row(name+" rescored", "bleve", measure(ourselves{}, bleveRounds, func() { b.score(systems) }), holds, 1)
	b.close()
	r.row(name+" from raw text", "bleve", measure(ourselves{}, bleveRounds, func() {
		b.read(systems)
		b.score(systems)
		b.close()
	}), holds, 1)
}

func (r *run) pg(name string, of shape, systems []system, trigrams int) {
	p := r.postgres
	raw := measure(p, 1, func() {
		p.read(r.ctx, systems)
		p.rank(r.ctx)
	})
	holds := p.size(r.ctx)
	r.row(name+" rescored", fullText, measure(p, 1, func() { p.rank(r.ctx) }), holds, 1)
	r.row(name+" from raw text", fullText, raw, holds, 1)
	if p.trigrams {
		sample := of.targets
		if trigrams > 1 {
			sample = trigrams
		}
		r.row(name+" rescored", trigram, measure(p, 1, func() { p.similar(r.ctx, sample) }), holds, float64(of.targets)/float64(sample))
	}
}

// duplicates measures what it takes to find what was written twice among all objectives.
func (r *run) duplicates(systems []system) {
	all := system{targets: systems[0].targets}
	for _, s := range systems {
		all.objectives = slices.Concat(all.objectives, s.objectives)
	}
	const job = "duplicates among 21,000"
	var f *lexical.Fit
	var found []lexical.Close
	holds := kept(func() { f = fitOf(all) })
	r.row(job, us, measure(ourselves{}, engineRounds, func() { found = joined(f, len(all.objectives)) }), holds, 1)
	f = nil
	var b blevePeer
	holds = kept(func() { b.read([]system{all}) })
	r.row(job, "bleve", measure(ourselves{}, 1, func() {
		for _, t := range all.objectives[:askedOfBleve] {
			ask(b.indexes[0], t, 10)
		}
	}), holds, float64(len(all.objectives))/askedOfBleve)
	b.close()
	if p := r.postgres; p.trigrams {
		p.indexTrigrams(r.ctx)
		r.row(job, trigram, measure(p, 1, func() { p.alike(r.ctx, askedOfPostgres) }), p.size(r.ctx), float64(len(all.objectives))/askedOfPostgres)
	}
	r.say(fmt.Sprintf("\n%d pairs of objectives have a cosine of %v or more.", len(found), alike))
}
