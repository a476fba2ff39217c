package strategy

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// How long a question to the search may be, how many of its words are looked for, and how many results there are at most.
const (
	ShortestQuery = 2
	LongestQuery  = 200
	mostWords     = 12
	MostResults   = 50
)

// prefixFrom is how many letters a word has at least of which only the beginning need stand in a text.
const prefixFrom = 5

// Stage says where what was found stands.
type Stage string

// The stages.
const (
	Draft     Stage = "draft"     // in the acting organisation's working copy, and not like this in an edition
	Published Stage = "published" // in an edition that whoever asks may read
)

// Query is a question to the search; what is nil is not asked.
type Query struct {
	Text  string
	Kind  *ItemKind
	Owner *uuid.UUID
	Stage *Stage
	// Working is set for those who read what the acting organisation is writing. Others find what is released, and no more.
	Working bool
	// Names are lists of names of the same thing. Where one of them stands in the text, the others are looked for too.
	Names [][]string
}

// Found is what a search found.
type Found struct {
	Total   int         `json:"total"` // with the filters
	Results []Result    `json:"results"`
	Kinds   []KindCount `json:"kinds"` // each facet is counted under the other filters
	Owners  []OwnerCount
	Stages  []StageCount
	// Instead says what was looked for in place of words that stand nowhere; of those that nothing is like, nothing.
	Instead []Instead `json:"-"`
	// Unknown are the words that stand nowhere, and that nothing is like.
	Unknown []string `json:"-"`
	// Also are other names of what was asked for that were looked for too.
	Also []string `json:"-"`
	// Ignored are the words that nearly every text has, such as “the”: nothing was looked for by them.
	Ignored []string `json:"-"`
	// Missing are the places of the words that stand nowhere, and Common of those that nearly every text has.
	Missing, Common []int
}

// Result is an item that was found.
type Result struct {
	ID        uuid.UUID
	Owner     uuid.UUID
	OwnerName string       `json:"owner_name"`
	OwnerKind tenants.Kind `json:"owner_kind"`
	Kind      ItemKind
	Code      string
	Stage     Stage
	Own       bool   // in the acting organisation's working copy
	Title     string // words that were looked for stand between MarkStart and MarkEnd
	Excerpt   string // the same
}

// What stands round a word that was looked for. Neither character can be written in a text.
const (
	MarkStart = "\x02"
	MarkEnd   = "\x03"
)

// KindCount is how many of a kind were found.
type KindCount struct {
	Kind  ItemKind
	Count int
}

// OwnerCount is how many of an organisation were found.
type OwnerCount struct {
	ID    uuid.UUID
	Name  string
	Kind  tenants.Kind
	Count int
}

// StageCount is how many at a stage were found.
type StageCount struct {
	Stage Stage
	Count int
}

// Instead is a word that stands nowhere, and the one that was looked for in its place.
type Instead struct{ Asked, Used string }

// Search looks in all that whoever asks may read: for those who read it their organisation's working copy, what it has published,
// and the items of what others have published to it. What has most of the words is found, in any inflection; another name of the same thing, such as a short form,
// counts as the words that it stands for, and after them. A word that stands nowhere is taken for the one most like it that
// stands somewhere.
func Search(ctx context.Context, tx *tenants.Tx, q Query) (Found, error) {
	if wrong := q.check(); wrong != nil {
		return Found{}, fault.New(fault.Invalid, "The words to look for cannot be used.", wrong...)
	}
	asked := wordsOf(q.Text)
	found, err := look(ctx, tx, q, asked)
	ignored := at(asked, found.Common)
	if err != nil || len(found.Missing) == 0 {
		found.Ignored = ignored
		return found, err
	}
	known, err := vocabulary(ctx, tx, q.Working)
	if err != nil {
		return found, err
	}
	used, instead, unknown := correct(asked, found.Missing, known)
	if len(instead) > 0 {
		if found, err = look(ctx, tx, q, used); err != nil {
			return found, err
		}
	}
	found.Instead, found.Unknown, found.Ignored = instead, unknown, ignored
	return found, nil
}

// at gives the words at some places.
func at(words []string, places []int) (list []string) {
	for _, i := range places {
		list = append(list, words[i])
	}
	return list
}

func (q Query) check() (wrong []fault.Field) {
	if n := utf8.RuneCountInString(strings.TrimSpace(q.Text)); n < ShortestQuery || n > LongestQuery {
		wrong = append(wrong, fault.Field{Name: "q", Reason: fmt.Sprintf("Give between %d and %d characters.", ShortestQuery, LongestQuery)})
	}
	if q.Kind != nil && !slices.Contains(Kinds(), *q.Kind) {
		wrong = append(wrong, fault.Field{Name: "kind", Reason: fmt.Sprintf("Choose one of %s.", strings.Join(plainWords(Kinds()), ", "))})
	}
	if q.Stage != nil && *q.Stage != Draft && *q.Stage != Published {
		wrong = append(wrong, fault.Field{Name: "stage", Reason: fmt.Sprintf("Choose %s or %s.", Draft, Published)})
	}
	return wrong
}

// wordsOf gives the words of a question, each once.
func wordsOf(text string) []string {
	words := []string{}
	for _, w := range fieldsOf(text) {
		if len(words) < mostWords && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

// correct puts for each word that stands nowhere the one most like it, if there is one that is like enough. Of two that
// are as like, the more frequent one is taken, and then the first in the alphabet.
func correct(words []string, missing []int, known []string) (used []string, instead []Instead, unknown []string) {
	used = slices.Clone(words)
	for _, i := range missing {
		asked := []rune(words[i])
		best, least := "", allowed(len(asked))+1
		for _, k := range known {
			if d := distance(asked, []rune(k), least); d < least {
				best, least = k, d
			}
		}
		if best == "" {
			unknown = append(unknown, words[i])
			continue
		}
		used[i] = best
		instead = append(instead, Instead{words[i], best})
	}
	return used, instead, unknown
}

// allowed is how many slips a word of so many letters may have.
func allowed(letters int) int {
	switch {
	case letters < 4:
		return 0
	case letters < 8:
		return 1
	default:
		return 2
	}
}

// distance counts the letters that were left out, put in, changed or swapped with their neighbour between two words; from
// bound on it says bound.
// Source: optimal string alignment.
func distance(a, b []rune, bound int) int {
	if len(a)-len(b) >= bound || len(b)-len(a) >= bound {
		return bound
	}
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row := rows[(i+2)%3], rows[i%3], rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > bound {
			return bound
		}
	}
	return min(rows[(len(a)+1)%3][len(b)], bound)
}
