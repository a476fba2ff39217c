package text

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Stem gives the stem of a word in lower case. Source: Porter2, snowballstem.org/algorithms/english/stemmer.html,
// after -ize endings have been written -ise, so that both spellings meet.
func Stem(lower string) string {
	env := snowballstem.NewEnv(british(lower))
	english.Stem(env)
	return env.Current()
}

// Stems gives the stems of the words of a list.
func Stems(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range Cut(list) {
		set[Stem(w.Lower)] = true
	}
	return set
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
