package alignment_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/alignment"
)

// generated makes a picture of so many objectives in twenty organisations and so many goals. Words are as frequent
// as in a language: the rank of a word decides how often it comes (Zipf).
func generated(objectives, goals int) alignment.Picture {
	seed := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(seed, 1.2, 8, 6000)
	write := func(words int) string {
		var b strings.Builder
		for range words {
			fmt.Fprintf(&b, "%s ", spell(zipf.Uint64()))
		}
		return b.String()
	}
	p := alignment.Picture{System: "generated"}
	for i := range goals {
		p.Goals = append(p.Goals, alignment.Goal{ID: fmt.Sprint("G", i), Title: write(6), Description: write(40)})
	}
	p.Organisations = make([]alignment.Organisation, 20)
	for i := range p.Organisations {
		p.Organisations[i] = alignment.Organisation{ID: fmt.Sprint("O", i), Name: write(3), Shared: true}
	}
	for i := range objectives {
		o := &p.Organisations[i%len(p.Organisations)]
		o.Objectives = append(o.Objectives, alignment.Objective{ID: fmt.Sprint("B", i), Title: write(6), Description: write(30), Measures: []string{write(8)}})
	}
	return p
}

// spell makes a word of a number.
func spell(n uint64) string {
	const syllables = "carelinoteposudatiremavofu"
	word := ""
	for n += 13; n > 0; n /= 13 {
		word += syllables[n%13*2 : n%13*2+2]
	}
	return word
}

func BenchmarkAssess(b *testing.B) {
	for _, size := range []struct{ objectives, goals int }{{1000, 30}, {21000, 50}} {
		p := generated(size.objectives, size.goals)
		b.Run(fmt.Sprintf("%dx%d", size.objectives, size.goals), func(b *testing.B) {
			for b.Loop() {
				alignment.Assess(p, alignment.Options{})
			}
			pairs := float64(size.objectives * size.goals)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/pairs, "ns/pair")
		})
	}
}
