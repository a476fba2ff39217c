package papers

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/tenants/exchange/dates"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

const figure = `(£?\d[\d,.]*(?:\s?(?:%|per cent|minutes?|hours?|days?|weeks?|seconds?|million|m|k))?(?: (?:of|in|out of) \d[\d,.]*)?)`

var (
	fromTo   = regexp.MustCompile(`(?i)^(.*?)\bfrom\s+` + figure + `(?:\s+now|\s+today)?\s+to\s+` + figure)
	most     = regexp.MustCompile(`(?i)^(.*?)\b(?:at least|more than|up to|fewer than|less than|under|over|by|to|of)\s+(\d[\d,.]*\s?(?:%|per cent))`)
	ensuring = regexp.MustCompile(`(?i)^(?:we|the trust)\s+(?:will|shall)\s+(?:ensure|make sure|see to it)\s+(?:that\s+)?`)
	share    = regexp.MustCompile(`(?i)^(?:at least\s+|more than\s+)?(\d[\d,.]*\s?(?:%|per cent))\s+of\s+(.*)$`)
)

// Lines that name a measure, and its parts.
var (
	named    = regexp.MustCompile(`(?i)^(?:our\s+)?(?:kpis?|measures?|(?:success )?measures? of success|indicators?|metrics?|success measures?|how we will know|how measured)\b[^:]{0,20}:\s*(\S.*)$`)
	baseline = regexp.MustCompile(`(?i)\b(?:baseline|current(?:ly)?|now|today|starting (?:point|position)|from)\b[^:\d£]{0,20}:?\s*` + figure)
	target   = regexp.MustCompile(`(?i)\b(?:target|goal|to)\b[^:\d£]{0,20}:?\s*` + figure)
	today    = regexp.MustCompile(`(?i)\s*\((?:now|currently|today|from|up from|down from|baseline:?)\s+` + figure + `(?:\s+(?:now|today|at present))?\)`)
)

// labelledMeasure reads a line that says that it is a measure: KPI: letters sent in a day. Baseline: 31%. Target: 90%.
func labelledMeasure(line string) (strategy.Measure, bool) {
	label := named.FindStringSubmatch(bare(line))
	if label == nil {
		return strategy.Measure{}, false
	}
	text, name := label[1], len(label[1])
	var m strategy.Measure
	for _, part := range []struct {
		is  *regexp.Regexp
		put *string
	}{{baseline, &m.Baseline}, {target, &m.Target}} {
		if at := part.is.FindStringSubmatchIndex(text); at != nil {
			*part.put = trimmed(text[at[2]:at[3]])
			name = min(name, at[0])
		}
	}
	m.Name = strings.Trim(text[:name], " .,;:–—-|(")
	return m, m.Target != "" && m.Name != "" && utf8.RuneCountInString(m.Name) <= longestName
}

// measureIn gives what a sentence measures: from one figure to another, or a share that is reached. Where it stands today may be
// said in brackets.
func measureIn(sentence string) (strategy.Measure, bool) {
	now := today.FindStringSubmatch(sentence)
	m, ok := changeIn(today.ReplaceAllString(sentence, ""))
	if ok && now != nil && m.Baseline == "" {
		m.Baseline = trimmed(now[1])
	}
	return m, ok
}

func changeIn(sentence string) (strategy.Measure, bool) {
	text := bare(sentence)
	if date, ok := dates.In(text); ok {
		text = strings.Replace(text, date.Words, "", 1)
	}
	text = strings.Trim(strings.Join(strings.Fields(text), " "), " ,.;:")
	if m := fromTo.FindStringSubmatch(text); len(m) > 0 && !yearly(m[2]) {
		return strategy.Measure{Name: measured(m[1]), Baseline: trimmed(m[2]), Target: trimmed(m[3])}, true
	}
	if m := share.FindStringSubmatch(ensuring.ReplaceAllString(text, "")); m != nil {
		return strategy.Measure{Name: measured(promised.Replace(m[2])), Target: trimmed(m[1])}, true
	}
	if m := most.FindStringSubmatch(text); m != nil {
		return strategy.Measure{Name: measured(m[1]), Target: trimmed(m[2])}, true
	}
	return strategy.Measure{}, false
}

var (
	changing = regexp.MustCompile(`(?i)^(?:to\s+)?(?:bring down|cut|grow|halve|improve|increase|lift|lower|raise|reduce)\s+`)
	moving   = regexp.MustCompile(`(?i)[\s,]+(?:(?:will|shall)\s+)?(?:an increase|a reduction|a rise|a fall|decrease[sd]?|down|drops?|falls?|falling|go(?:es)? (?:up|down)|grows?|improves?|increases?|increasing|moves?|moving|rises?|rising|up)$`)
	ahead    = regexp.MustCompile(`(?i)\b(?:will|shall)\b`)
	promised = strings.NewReplacer(" will be ", " that are ", " will have ", " that have ", " will ", " that ")
)

const longestName = 100 // characters: what is longer is a sentence

// measured is the name of a measure from the words before its figures: the clause that they stand in, without what only says
// that something changes. A clause that promises is the objective, and names no measure.
func measured(words string) string {
	name := strings.Trim(opening.ReplaceAllString(words, ""), " ,:")
	name = strings.Trim(moving.ReplaceAllString(name, ""), " ,:")
	if at := strings.LastIndex(name, ", "); at >= 0 {
		name = name[at+2:]
	}
	name = changing.ReplaceAllString(name, "")
	if ahead.MatchString(name) || utf8.RuneCountInString(name) > longestName {
		return ""
	}
	first, size := utf8.DecodeRuneInString(name)
	if !unicode.IsLetter(first) {
		return ""
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

func trimmed(figure string) string { return strings.TrimRight(strings.TrimSpace(figure), ".,") }

// yearly reports whether a figure is a year: "from 2026 to 2029" measures nothing.
func yearly(figure string) bool {
	figure = trimmed(figure)
	return len(figure) == 4 && strings.HasPrefix(figure, "20")
}
