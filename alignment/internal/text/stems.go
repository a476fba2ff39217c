package text

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// stems remembers the stem of every word seen: people use few words and use them often.
type stems map[string]string

// Stem gives the stem of a word in lower case.
func Stem(lower string) string { return stems{}.of(lower) }

// of gives the stem of a word in lower case. Source: Porter2, snowballstem.org/algorithms/english/stemmer.html,
// after -ize endings have been written -ise, so that both spellings meet.
func (c stems) of(lower string) string {
	if stem, ok := c[lower]; ok {
		return stem
	}
	env := snowballstem.NewEnv(british(lower))
	english.Stem(env)
	stem := env.Current()
	c[lower] = stem
	return stem
}

// shortestIze is the shortest word whose -ize is an ending and not part of the word, as it is in size and prize.
const shortestIze = 7

func british(lower string) string {
	if len(lower) < shortestIze {
		return lower
	}
	for _, ending := range [...]string{"ize", "ized", "izes", "izing", "ization", "izations"} {
		if strings.HasSuffix(lower, ending) {
			return lower[:len(lower)-len(ending)] + "is" + ending[2:]
		}
	}
	return lower
}
