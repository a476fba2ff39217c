package main

import (
	"slices"
	"testing"
	"time"
)

// BenchmarkEngine measures what the engine alone takes, without the minutes that its peers do.
func BenchmarkEngine(b *testing.B) {
	of := shape{42, 500, 50}
	systems := newWriter(1).corpus(of)
	var e engine
	b.Run("from raw text", func(b *testing.B) {
		holds := kept(func() { e.read(systems) })
		e.fits = nil
		inTurn(b, func() {
			e.read(systems)
			e.decide(of)
			e.fits = nil
		})
		b.ReportMetric(holds, "MiB-kept")
	})
	b.Run("rescored", func(b *testing.B) {
		e.read(systems)
		inTurn(b, e.rescore)
		e.fits = nil
	})
	b.Run("duplicates", func(b *testing.B) {
		all := system{targets: systems[0].targets}
		for _, s := range systems {
			all.objectives = slices.Concat(all.objectives, s.objectives)
		}
		f := fitOf(all)
		inTurn(b, func() { joined(f, len(all.objectives)) })
	})
}

// inTurn does some work again and again, and reports its CPU time: others use the machine too.
func inTurn(b *testing.B, work func()) {
	b.ReportAllocs()
	before := ourselves{}.spent()
	for b.Loop() {
		work()
	}
	spent := ourselves{}.spent() - before
	b.ReportMetric(float64(spent)/float64(time.Millisecond)/float64(b.N), "cpu-ms/op")
}
