package yamldoc

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/throughline-ics/throughline/internal/fault"
)

// Place is a line of a file. Line 0 is the file as a whole.
type Place struct {
	File string
	Line int
}

// String writes "ac.yaml:12", or "ac.yaml" for the file as a whole.
func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return p.File + ":" + strconv.Itoa(p.Line)
}

const (
	// shownProblems is how many problems a person is shown at once.
	shownProblems = 50
	// keptProblems bounds the memory that a file wrong on every line can take.
	keptProblems = 40 * shownProblems
)

// Problems collects what is wrong, in any order. The zero Problems is empty and ready.
type Problems struct {
	kept    []problem
	dropped int
}

type problem struct {
	at     Place
	reason string
}

// Addf notes a problem: a sentence that says what is wrong and what was expected.
func (p *Problems) Addf(at Place, format string, args ...any) {
	p.kept = append(p.kept, problem{at, fmt.Sprintf(format, args...)})
	if len(p.kept) > keptProblems {
		p.sort()
		p.dropped += len(p.kept) - shownProblems
		p.kept = p.kept[:shownProblems]
	}
}

// Count is how many problems there are.
func (p *Problems) Count() int { return len(p.kept) + p.dropped }

// Fields lists the problems by file and line: the first fifty, and then how many more there are.
func (p *Problems) Fields() []fault.Field {
	p.sort()
	shown := p.kept[:min(len(p.kept), shownProblems)]
	fields := make([]fault.Field, 0, len(shown)+1)
	for _, found := range shown {
		fields = append(fields, fault.Field{Name: found.at.String(), Reason: found.reason})
	}
	if more := p.Count() - len(shown); more > 0 {
		fields = append(fields, fault.Field{Name: "...", Reason: fmt.Sprintf("and %d more.", more)})
	}
	return fields
}

func (p *Problems) sort() {
	slices.SortStableFunc(p.kept, func(a, b problem) int {
		return cmp.Or(cmp.Compare(a.at.File, b.at.File), cmp.Compare(a.at.Line, b.at.Line))
	})
}
