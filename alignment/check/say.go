package check

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// How findings are put into sentences.

// quoted gives the words of marks, each once, as part of a sentence.
func quoted(marks []Mark) string {
	var said []string
	seen := map[string]bool{}
	for _, m := range marks {
		if lower := strings.ToLower(m.Words); !seen[lower] {
			seen[lower] = true
			said = append(said, "'"+m.Words+"'")
		}
	}
	switch n := len(said); n {
	case 0:
		return ""
	case 1:
		return said[0]
	default:
		return strings.Join(said[:n-1], ", ") + " and " + said[n-1]
	}
}

// haveHas is the verb that goes with what quoted gives.
func haveHas(marks []Mark) string {
	if strings.Contains(quoted(marks), "' and '") {
		return "have"
	}
	return "has"
}

// together says that a rule holds of all items of a kind, or of most of them.
func (r Rule) together(n, all int, kind strategy.ItemKind) string {
	if n == all {
		return strings.NewReplacer("{n}", number(all), "{kind}", kind.Many()).Replace(r.Together)
	}
	return fmt.Sprintf("%d of the %d %s: %s", n, all, kind.Many(), strings.ToLower(r.Detected[:1])+r.Detected[1:])
}

// number writes a count as sentences have it.
func number(n int) string {
	if n < 10 {
		return counts[n]
	}
	return strconv.Itoa(n)
}

// counted says how many there are.
func counted(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(several, number(n))
}

// spoken writes a month as people read it.
func spoken(m strategy.Month) string {
	end := m.End()
	if end.IsZero() {
		return ""
	}
	return end.Format("January 2006")
}
