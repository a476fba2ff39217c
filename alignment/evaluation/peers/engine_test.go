package main

import "testing"

// BenchmarkEngine measures what the engine alone takes, without the minutes that its peers do.
func BenchmarkEngine(b *testing.B) {
	of := shape{42, 500, 50}
	systems := newWriter(1).corpus(of)
	var e engine
	b.Run("from raw text", func(b *testing.B) {
		holds := kept(func() { e.read(systems) })
		e.fits = nil
		b.ReportAllocs()
		before := ourselves{}.spent()
		for b.Loop() {
			e.read(systems)
			e.decide(of)
			e.fits = nil
		}
		b.ReportMetric(float64((ourselves{}.spent()-before).Milliseconds())/float64(b.N), "cpu-ms/op")
		b.ReportMetric(holds, "MiB-kept")
	})
}
