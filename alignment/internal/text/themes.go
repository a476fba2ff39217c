package text

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
)

//go:embed themes.txt
var themesText string

// Hit is a phrase of a theme in a text.
type Hit struct {
	Start, End int
	Theme      string  // the theme's name
	Phrase     int     // the phrase's number: saying the same thing twice adds nothing
	Weight     float64 // longer phrases say more: the square root of the number of their words
}

// phrase is one way to speak of a theme.
type phrase struct {
	stems  []string
	theme  int
	number int
	weight float64
}

type themeTable struct {
	names  []string
	traits map[string]Traits
	first  map[string][]phrase // by the first stem
}

// Traits says what sort of thing a theme is, each 0 to 1.
type Traits struct {
	Standard float64 // can it run one way everywhere
	Crossing float64 // does its benefit hang on crossing from one organisation to another
}

// TraitsOf gives the traits of a theme.
func TraitsOf(theme string) Traits { return themes().traits[theme] }

var themes = sync.OnceValue(func() *themeTable {
	t := &themeTable{traits: map[string]Traits{}, first: map[string][]phrase{}}
	c := stems{}
	number := 0
	for paragraph := range strings.SplitSeq(themesText, "\n\n") {
		heading, phrases, found := strings.Cut(paragraph, ":\n")
		if !found || strings.HasPrefix(paragraph, "#") {
			continue
		}
		name, traits := readHeading(heading)
		t.traits[name] = traits
		for spelled := range strings.SplitSeq(phrases, "|") {
			p := phrase{theme: len(t.names), number: number}
			for _, w := range lowerWords(spelled) {
				p.stems = append(p.stems, c.of(w))
			}
			p.weight = math.Sqrt(float64(len(p.stems)))
			t.first[p.stems[0]] = append(t.first[p.stems[0]], p)
			number++
		}
		t.names = append(t.names, name)
	}
	return t
})

// readHeading reads "record (0.9, 0.95)". The table is the package's own, and a test reads every heading of it.
func readHeading(heading string) (string, Traits) {
	name, numbers, _ := strings.Cut(strings.TrimSpace(heading), " (")
	standard, crossing, _ := strings.Cut(strings.TrimSuffix(numbers, ")"), ", ")
	s, _ := strconv.ParseFloat(standard, 64)
	c, _ := strconv.ParseFloat(crossing, 64)
	return name, Traits{Standard: s, Crossing: c}
}

// hits adds the phrases of themes in the words at hand: of each theme the longest at a place.
func (t *themeTable) hits(list []Word, found []Hit, reach []int) []Hit {
	for at := range list {
		if !list[at].leads.theme {
			continue
		}
		candidates := t.first[list[at].Stem]
		for i, p := range candidates {
			if at+len(p.stems) <= reach[p.theme] || !p.at(list, at) || outdone(candidates, i, list, at) {
				continue
			}
			reach[p.theme] = at + len(p.stems)
			found = append(found, Hit{
				Start: list[at].Start, End: list[at+len(p.stems)-1].End,
				Theme: t.names[p.theme], Phrase: p.number, Weight: p.weight,
			})
		}
	}
	return found
}

// outdone reports whether a longer phrase of the same theme stands at the same place.
func outdone(candidates []phrase, i int, list []Word, at int) bool {
	for _, other := range candidates {
		if other.theme == candidates[i].theme && len(other.stems) > len(candidates[i].stems) && other.at(list, at) {
			return true
		}
	}
	return false
}

func (p phrase) at(list []Word, at int) bool {
	if at+len(p.stems) > len(list) {
		return false
	}
	for i, stem := range p.stems {
		if list[at+i].Stem != stem {
			return false
		}
	}
	return true
}

// phrasesIn finds the phrases of themes in the long form of an abbreviation, so that the short form speaks of them
// too.
func phrasesIn(long []Word, c stems) []phrase {
	list := make([]Word, len(long))
	for i, w := range long {
		list[i] = w
		list[i].Stem = c.of(w.Lower)
	}
	t := themes()
	var found []phrase
	for at := range list {
		candidates := t.first[list[at].Stem]
		for i, p := range candidates {
			if p.at(list, at) && !outdone(candidates, i, list, at) {
				found = append(found, p)
			}
		}
	}
	return found
}

// Tables gives the tables that readings hang on, for the hash that stamps a report.
func Tables() string { return abbreviations + themesText + stopList }
