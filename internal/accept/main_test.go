package accept_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/throughline-ics/throughline/internal/pgtest"
)

var full = flag.Bool("accept.full", false, "run every round of the acceptance tests and print what was tried")

// rounds is how often a race or a random sequence is run.
func rounds(few, many int) int {
	if *full {
		return many
	}
	return few
}

var report struct {
	mu    sync.Mutex
	tried map[string]*line
}

type line struct {
	invariants string
	cases      int
	failed     bool
}

// tried counts cases of a test, for the table at the end. Call it once in a test, with a function that gives the count.
func tried(t *testing.T, id, invariants string, cases func() int) {
	t.Helper()
	t.Cleanup(func() {
		report.mu.Lock()
		defer report.mu.Unlock()
		if report.tried == nil {
			report.tried = map[string]*line{}
		}
		l := report.tried[id]
		if l == nil {
			l = &line{invariants: invariants}
			report.tried[id] = l
		}
		n := cases()
		l.cases += n
		l.failed = l.failed || t.Failed() || n == 0
		if n == 0 {
			t.Errorf("%s tried nothing", id)
		}
	})
}

func TestMain(m *testing.M) {
	flag.Parse()
	code := pgtest.Run(m)
	if *full {
		printTable()
	}
	os.Exit(code)
}

func printTable() {
	ids := make([]string, 0, len(report.tried))
	for id := range report.tried {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	fmt.Fprintf(os.Stdout, "\n%-6s %-18s %10s  %s\n%s\n", "test", "invariants", "cases", "", strings.Repeat("-", 50))
	for _, id := range ids {
		l := report.tried[id]
		verdict := "held"
		if l.failed {
			verdict = "FAILED"
		}
		fmt.Fprintf(os.Stdout, "%-6s %-18s %10d  %s\n", id, l.invariants, l.cases, verdict)
	}
}
