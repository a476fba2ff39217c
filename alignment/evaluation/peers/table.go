package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// Who is measured.
const (
	us       = "Throughline"
	fullText = "PostgreSQL ts_rank"
	trigram  = "PostgreSQL pg_trgm"
)

// what says what is measured, above the table.
const what = `CPU time is that of the process, user and system; of PostgreSQL that of the backend that does the work. Medians of several rounds, one
thread, all in one run; a figure of another run, or of a busy machine, says little, a ratio says more. MiB kept is what stays in memory once the texts
are read (of PostgreSQL its tables and indexes); MiB more is what the work takes on top while it is done, garbage included.

- *Rescored*: the texts have been read; every objective is scored against every target of its system once more. The engine keeps what no
  decision moves (parts of words, themes) and adds the words, which every decision moves.
- *Rescored and decided*: and every pair gets its probability, which the others have nothing like.
- *From raw text*: read, index, score (and, of the engine, decide).
- *Duplicates*: every two objectives with a cosine of 0.7 or more, exactly, from what is kept. bleve gives the ten most like each, pg_trgm
  those whose trigrams are 0.7 alike.

What was chosen for bleve and PostgreSQL stands in bleve.go and store_postgres.go.
`

func (r *run) head(seed uint64) {
	r.ours = map[string]time.Duration{}
	r.say("# The engine beside bleve and PostgreSQL\n")
	r.say(fmt.Sprintf("Written by `make bench-engine ARGS='-seed %d -record RESULTS.md'`: %s, %d CPUs (%s), PostgreSQL %d, bleve 2.5.7.\n",
		seed, runtime.Version(), runtime.NumCPU(), processor(), r.postgres.server.Version()))
	r.say(what)
	if !r.postgres.trigrams {
		r.say("This PostgreSQL has no pg_trgm: its rows are missing.\n")
	}
	r.say("| job | who | CPU ms | times ours | MiB kept | MiB more | measured on |")
	r.say("|---|---|--:|--:|--:|--:|---|")
}

// row prints what one took for a job, and how many times that is of what we took. Scale is by how much a sample was
// multiplied.
func (r *run) row(job, who string, u used, holds, scale float64) {
	took := time.Duration(float64(u.cpu) * scale)
	if who == us {
		r.ours[job] = took
	}
	on := "all of it"
	if scale != 1 {
		on = fmt.Sprintf("a sample, times %.0f", scale)
	}
	_, _ = fmt.Fprintf(r.out, "| %-32s | %-18s | %10.2f | %7.1f | %6.1f | %6.1f | %s |\n",
		job, who, float64(took.Microseconds())/1000, float64(took)/float64(r.ours[job]), holds, u.most, on)
}

func (r *run) say(line string) { _, _ = fmt.Fprintln(r.out, line) }

// processor is what the machine calls its CPU.
func processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for line := range strings.Lines(string(info)) {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), ":"))
		}
	}
	return runtime.GOARCH
}
