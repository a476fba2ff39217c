package sheet

import (
	"slices"
	"strings"
	"unicode"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// A row whose title has been worded anew since it was brought in finds its item no longer, and would stand beside it. So a row
// without a code that finds nothing is compared with the items that no row is about. Where it is very like one of them, a note
// says so and how to say that it is the same: nothing else is made of it, for a list has many that are nearly called the same.

const (
	mostCompared    = 1_000_000 // pairs; beyond that nothing is compared
	longestCompared = 300       // bytes of a title
	leastAlike      = 2         // words that two titles share, at least
	leastDescribed  = 4         // words that a description has which is somebody's own
)

// description is what items of a kind say, however it is spaced and in whatever case. The zero description is nobody's own.
type description struct {
	kind strategy.ItemKind
	text string
}

func describing(kind strategy.ItemKind, text string) description {
	words := strings.Fields(strings.ToLower(text))
	if len(words) < leastDescribed {
		return description{}
	}
	return description{kind, strings.Join(words, " ")}
}

// liken notes of rows that find nothing which item they are very like.
func (r *reading) liken() {
	var rows []*draft
	for _, d := range r.drafts {
		if d.Code == "" && d.Match == "" && d.Title != "" && d.Kind != "" && len(d.Problems) == 0 {
			rows = append(rows, d)
		}
	}
	if len(rows)*len(r.now) > mostCompared {
		return
	}
	titles, described := map[string][]string{}, map[description][]string{}
	for code, item := range r.now {
		titles[code] = titleWords(item.Title)
		said := describing(item.Kind, item.Body.Description)
		described[said] = append(described[said], code)
	}
	delete(described, description{})
	for _, d := range rows {
		own := titleWords(d.Title)
		code := r.onlyOne(d.Kind, func(i strategy.Item) bool { return r.found[i.Code] == nil && reworded(own, titles[i.Code]) })
		if same := described[describing(d.Kind, d.description())]; code == "" && len(same) == 1 {
			code = same[0]
		}
		if code != "" && r.found[code] == nil {
			r.noteLike(d, r.now[code])
		}
	}
}

// onlyOne is the code of the only item of a kind of which something holds.
func (r *reading) onlyOne(kind strategy.ItemKind, holds func(strategy.Item) bool) string {
	only := ""
	for code, item := range r.now {
		if item.Kind != kind || !holds(item) {
			continue
		}
		if only != "" {
			return ""
		}
		only = code
	}
	return only
}

// noteLike says which item a row is like, and what to write where if it is the same.
func (r *reading) noteLike(d *draft, item strategy.Item) {
	if column := d.layout.column(AsCode); column > 0 {
		d.note(r.address(d.layout, d.row, column), "This is like %s, “%s”, and would stand beside it. If it is the same, write its code here.", item.Code, item.Title)
		d.Notes[len(d.Notes)-1].Instead = item.Code
		return
	}
	d.note(d.cells["title"], "This is like %s, “%s”, and would stand beside it. If it is the same, write its code and a colon before the title.", item.Code, item.Title)
	d.Notes[len(d.Notes)-1].Instead = item.Code + ": " + d.Title
}

func (d *draft) description() string {
	for _, s := range d.said {
		if s.field.Name == "description" {
			return s.cell.Text
		}
	}
	return ""
}

// reworded reports whether of two titles one has all the words of the other and few more. Where each has a word of its own, as
// the names of two hospitals, they are of two things.
func reworded(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < leastAlike || 4*len(a) < 3*len(b) {
		return false
	}
	more := slices.DeleteFunc(slices.Clone(b), func(w string) bool { return slices.Contains(a, w) })
	return len(more) == len(b)-len(a) && !slices.ContainsFunc(more, numbered)
}

// numbered reports whether a word has a figure, by which the first of something is told from the second.
func numbered(word string) bool { return strings.ContainsFunc(word, unicode.IsDigit) }

// titleWords are the words by which a title is known, each once and without its ending. One that is very long is known by none.
func titleWords(title string) []string {
	if len(title) > longestCompared {
		return nil
	}
	title = strings.NewReplacer("'s", "", "’s", "").Replace(strings.ToLower(title))
	var words []string
	for _, w := range strings.FieldsFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if w = stem(w); !known().small[w] && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

// stem is a word without an ending that it has in one sentence and not in another.
func stem(word string) string {
	for _, ending := range []string{"ing", "ed", "es", "s", "e"} {
		if rest, has := strings.CutSuffix(word, ending); has && len(rest) >= 4 && !strings.HasSuffix(word, "ss") {
			return rest
		}
	}
	return word
}
