package papers

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/tenants/exchange/dates"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Candidate is what may be an objective.
type Candidate struct {
	Title    string
	Due      strategy.Month // none where no date is understood
	When     string         // the words of the date, such as "by March 2027"
	How      string         // how they were read, where they name no month
	Measures []Measure
	Owner    string // where a table says who is accountable
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
		if p.Cells != nil {
			f.row(p)
			continue
		}
		if !p.InTable {
			f.heads = nil
		}
		if p.Heading {
			f.under, f.invites, f.tells, f.listing, f.last = p.Text, invites(p.Text), tells(p.Text), false, nil
			continue
		}
		f.paragraph(p.Place, p.Text)
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
	invites bool         // the heading announces objectives
	tells   bool         // it announces what was, or what stands around them
	listing bool         // what stands under it is a list of objectives
	heads   map[role]int // what the columns of the table have, where its headings say so
	beside  *dates.Found // the date that stands beside, in a cell of its own
	last    *Candidate
	found   []*Candidate
	seen    map[string]bool
}

// paragraph reads a paragraph, or a cell of a table.
func (f *finding) paragraph(place, text string) {
	if m, ok := labelledMeasure(text); ok {
		f.measured(Measure{m, place})
		return
	}
	for _, sentence := range sentences(text) {
		f.sentence(place, sentence)
	}
}

func (f *finding) sentence(place, sentence string) {
	length := utf8.RuneCountInString(sentence)
	if length > longest {
		return
	}
	measure, measured := measureIn(sentence)
	if !f.is(sentence) {
		if measured {
			f.measured(Measure{measure, place})
		}
		return
	}
	c := &Candidate{Place: place, Under: f.under, Words: sentence}
	if date, ok := dates.In(sentence); ok {
		c.Due, c.When, c.How = date.Month, date.Words, date.How()
	}
	c.Title = titleOf(sentence, c.When)
	if f.beside != nil && c.When == "" {
		c.Due, c.When, c.How = f.beside.Month, f.beside.Words, f.beside.How()
	}
	if measured {
		c.Measures = append(c.Measures, Measure{measure, place})
	}
	if f.take(c) {
		f.listing = f.listing || isBullet(sentence)
	}
}

// take adds a candidate, unless it has no title or has been found already.
func (f *finding) take(c *Candidate) bool {
	key := strings.ToLower(c.Title)
	if c.Title == "" || f.seen[key] {
		return false
	}
	f.seen[key] = true
	f.last = c
	f.found = append(f.found, c)
	return true
}

// measured gives the last candidate a measure that stands behind it.
func (f *finding) measured(m Measure) {
	if f.last != nil && len(f.last.Measures) < mostMeasures {
		f.last.Measures = append(f.last.Measures, m)
	}
}

// is reports whether a sentence may be an objective: it promises, or tells somebody to do something in a list, or stands in a list
// of objectives. With a date in a cell beside it, it need only tell somebody to do something, or stand under a heading of
// objectives. Under a heading of what was or stands around them it has to be said by those whose objectives they are.
func (f *finding) is(sentence string) bool {
	switch {
	case f.beside != nil && !f.tells && (f.invites || imperative(sentence)):
		return true
	case len(strings.Fields(sentence)) < fewestWords:
		return false
	case f.tells:
		return promise.MatchString(bare(sentence)) && promises(sentence)
	case promises(sentence), f.invites && startsWithVerb(sentence), isListed(sentence) && imperative(sentence):
		return true
	default:
		return f.invites && isBullet(sentence) && (dueOrMeasured(sentence) || f.listing)
	}
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
	title := today.ReplaceAllString(afterLabel(bare(sentence)), "")
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
