package papers

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Candidate is what may be an objective.
type Candidate struct {
	Title    string
	Due      strategy.Month // none where no month is said
	When     string         // the words of the date, such as "by March 2027"
	Measures []Measure
	Place    string
	Under    string // the heading above
	Words    string // all that the sentence says
}

// Measure is what may be a measure of a candidate, and where it was found.
type Measure struct {
	strategy.Measure

	Place string
}

const (
	maxCandidates = 200
	fewestWords   = 4
	longest       = 400 // characters of a sentence
	longestTitle  = 200
	mostMeasures  = 10 // of a candidate
)

// Find gives the candidates of a document in its order, and how many there were altogether.
func Find(passages []Passage) (candidates []Candidate, all int) {
	f := finding{seen: map[string]bool{}}
	for _, p := range passages {
		if p.Heading {
			f.under, f.invites, f.last = p.Text, invites(p.Text), nil
			continue
		}
		for _, sentence := range sentences(p.Text) {
			f.sentence(p, sentence)
		}
	}
	all = len(f.found)
	for _, c := range f.found[:min(all, maxCandidates)] {
		candidates = append(candidates, *c)
	}
	return candidates, all
}

// finding is a document on its way to candidates.
type finding struct {
	under   string
	invites bool // the heading announces objectives
	last    *Candidate
	found   []*Candidate
	seen    map[string]bool
}

func (f *finding) sentence(p Passage, sentence string) {
	length := utf8.RuneCountInString(sentence)
	if length > longest {
		return
	}
	measure, measured := measureIn(sentence)
	is := len(strings.Fields(sentence)) >= fewestWords && (promises(sentence) || f.invites && startsWithVerb(sentence))
	if !is {
		if measured && f.last != nil && len(f.last.Measures) < mostMeasures {
			f.last.Measures = append(f.last.Measures, Measure{measure, p.Place})
		}
		return
	}
	c := &Candidate{Place: p.Place, Under: f.under, Words: sentence}
	c.Due, c.When = dateIn(sentence)
	c.Title = titleOf(sentence, c.When)
	key := strings.ToLower(c.Title)
	if c.Title == "" || f.seen[key] {
		return
	}
	f.seen[key] = true
	if measured {
		c.Measures = append(c.Measures, Measure{measure, p.Place})
	}
	f.last = c
	f.found = append(f.found, c)
}

var (
	promise  = regexp.MustCompile(`(?i)^(?:(?:by|in|from|over|during|within)\b[^,]{2,60},\s*)?(?:we|the trust|our (?:trust|teams?|staff|services?|hospitals?)|every(?:one|body)?\b[^,.]{0,60}?|all (?:of )?(?:our )?[^,.]{2,60}?|patients|people|staff|clinicians|nurses|carers|residents)\s+(?:will|shall|are going to|aim to|intend to|plan to|want to|commit to|are committed to)\b`)
	labelled = regexp.MustCompile(`(?i)^(?:our\s+)?(?:(?:strategic|digital|key)\s+)?(?:objective|ambition|goal|aim|commitment|priority)(?:\s*\d{1,2}(?:\.\d{1,2})?)?(?:\s*[:–—-]\s+|\s+is\s+(?:to|that)\s+)\S`)
	inviting = regexp.MustCompile(`(?i)\b(?:objectives?|ambitions?|goals?|aims?|commitments?|priorit(?:y|ies)|what we will do|we will|outcomes|deliverables)\b`)
	refusing = regexp.MustCompile(`(?i)\b(?:will|shall)\s+(?:not|never|no longer|need to consider|depend|be asked|be discussed|find|see (?:below|overleaf))\b`)
	listed   = regexp.MustCompile(`^(?:[-–—•·*▪◦‣o]|\(?\d{1,2}(?:\.\d{1,2})?[.)]|[a-z][.)])\s+`)
)

// promises reports whether a sentence says that something will be so.
func promises(sentence string) bool {
	sentence = bare(sentence)
	return (promise.MatchString(sentence) || labelled.MatchString(sentence)) && !refusing.MatchString(sentence)
}

func invites(heading string) bool { return inviting.MatchString(heading) }

func isListed(line string) bool { return listed.MatchString(line) }

func bare(sentence string) string { return strings.TrimSpace(listed.ReplaceAllString(sentence, "")) }

// verbs are what objectives begin with where they are a list.
var verbs = strings.Fields(`achieve adopt build bring close complete connect create cut deliver develop digitise eliminate embed enable ensure equip establish expand extend free give grow implement improve increase introduce join launch make migrate modernise move offer open optimise procure protect provide publish reach reduce remove replace roll share simplify stop strengthen support switch train transform upgrade use widen`)

func startsWithVerb(sentence string) bool {
	words := strings.Fields(strings.ToLower(bare(sentence)))
	if len(words) > 1 && words[0] == "to" {
		words = words[1:]
	}
	return len(words) > 0 && slices.Contains(verbs, strings.Trim(words[0], ":,."))
}

// sentences divides a paragraph where a sentence ends and another begins.
func sentences(text string) []string {
	var list []string
	from := 0
	runes := []rune(text)
	for i, r := range runes {
		ends := r == ';' || r == '.' || r == '!' || r == '?'
		if !ends || i+2 >= len(runes) || runes[i+1] != ' ' {
			continue
		}
		if next := runes[i+2]; r == '.' && (!unicode.IsUpper(next) && !unicode.IsDigit(next) || i-from < 3) {
			continue // "e.g. this", "1. That"
		}
		list = append(list, strings.TrimSpace(string(runes[from:i+1])))
		from = i + 2
	}
	if rest := strings.TrimSpace(string(runes[from:])); rest != "" {
		list = append(list, rest)
	}
	return list
}

var opening = regexp.MustCompile(`(?i)^(?:we|the trust)\s+(?:will|shall|are going to|aim to|intend to|plan to|want to|commit to|are committed to)\s+|^to\s+`)

// titleOf is a sentence as a title: without the date, without "We will", and not longer than a title may be.
func titleOf(sentence, when string) string {
	title := bare(sentence)
	if m := labelled.FindStringIndex(title); m != nil {
		_, size := utf8.DecodeLastRuneInString(title[:m[1]])
		title = title[m[1]-size:]
	}
	if when != "" {
		title = strings.Replace(title, when, "", 1)
	}
	title = strings.Trim(strings.Join(strings.Fields(title), " "), " ,.;:")
	title = opening.ReplaceAllString(title, "")
	title = strings.ReplaceAll(title, " ,", ",")
	if r := []rune(title); len(r) > longestTitle {
		title = string(r[:longestTitle-1]) + "…"
	}
	first, size := utf8.DecodeRuneInString(title)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + title[size:]
}

const monthWords = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`

var (
	dated = regexp.MustCompile(`(?i)(?:\b(?:by|before|from|in|until|no later than)\s+)?(?:the\s+)?(?:end\s+of\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?\b(` + monthWords + `)\.?\s+(20\d\d)\b`)
	whole = regexp.MustCompile(`(?i)\b(?:by|before|until|no later than)\s+(?:the\s+)?(?:end\s+of\s+)?(?:20\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?|(?:spring|summer|autumn|winter|q[1-4])\s+20\d\d(?:/\d\d)?)`)
)

// dateIn gives the month that a sentence names and the words that do. A whole year or a season is given as words alone: which
// month is meant is somebody's to say.
func dateIn(sentence string) (month strategy.Month, when string) {
	if m := dated.FindStringSubmatch(sentence); m != nil {
		number := slices.Index([]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}, strings.ToLower(m[1][:3])) + 1
		text := m[2] + "-" + strconv.Itoa(100 + number)[1:]
		month, err := strategy.ParseMonth(text)
		if err == nil {
			return month, strings.TrimSpace(m[0])
		}
	}
	return strategy.Month{}, strings.TrimSpace(whole.FindString(sentence))
}

const figure = `(£?\d[\d,.]*(?:\s?(?:%|per cent|minutes?|hours?|days?|weeks?|seconds?|million|m|k))?(?: (?:of|in|out of) \d[\d,.]*)?)`

var (
	fromTo = regexp.MustCompile(`(?i)^(.*?)\bfrom\s+` + figure + `(?:\s+now|\s+today)?\s+to\s+` + figure)
	most   = regexp.MustCompile(`(?i)\b(?:at least|more than|up to|fewer than|less than|under|over|by|to|of)\s+(\d[\d,.]*\s?(?:%|per cent))`)
	share  = regexp.MustCompile(`(?i)^(\d[\d,.]*\s?(?:%|per cent))\s+of\s`)
)

// measureIn gives what a sentence measures: from one figure to another, or a share that is reached.
func measureIn(sentence string) (strategy.Measure, bool) {
	text := strings.TrimRight(bare(sentence), ".; ")
	name := text
	if r := []rune(name); len(r) > longestTitle {
		name = string(r[:longestTitle-1]) + "…"
	}
	if m := fromTo.FindStringSubmatch(text); len(m) > 3 && !yearly(m[2]) {
		if before := strings.Trim(opening.ReplaceAllString(m[1], ""), " ,:"); before != "" {
			name = before
		}
		return strategy.Measure{Name: name, Baseline: trimmed(m[2]), Target: trimmed(m[3])}, true
	}
	for _, way := range []*regexp.Regexp{share, most} {
		if m := way.FindStringSubmatch(text); m != nil {
			return strategy.Measure{Name: name, Target: trimmed(m[1])}, true
		}
	}
	return strategy.Measure{}, false
}

func trimmed(figure string) string { return strings.TrimRight(strings.TrimSpace(figure), ".,") }

// yearly reports whether a figure is a year: "from 2026 to 2029" measures nothing.
func yearly(figure string) bool {
	figure = trimmed(figure)
	return len(figure) == 4 && strings.HasPrefix(figure, "20")
}
