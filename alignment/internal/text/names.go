package text

import (
	"slices"
	"strings"
)

// Name is a proper name that the texts of a system use for something of its own, such as a programme.
type Name struct {
	Text     string // as the text that it was found in has it
	sense    *Sense
	words    []string
	ordinary bool // an ordinary word too, so that it counts only with a capital inside a sentence
}

// Term is what a token of the name has as its term; no stem can be like it.
func (n Name) Term() string { return n.sense.Term }

// longestName is how many words a name has at most.
const longestName = 5

// sentenceEnds are the list after which a capital says nothing.
const sentenceEnds = ".:;!?\n•"

// Names finds the runs of words with capitals inside the sentences of a text: My Wishes, NHS App.
func Names(s string) []Name {
	var found []Name
	list := Cut(s)
	for at := 0; at < len(list); {
		end := nameEnd(s, list, at)
		if opensSentence(s, list, at) || end-at < 2 {
			at++
			continue
		}
		if end-at <= longestName {
			found = append(found, nameOf(s, list[at:end]))
		}
		at = end
	}
	return found
}

// TitleName finds the name that a title begins with: its first run of words with capitals. One word alone is a name
// when a colon, a comma, a bracket or a dash follows it, or nothing. A title in which only the first word has one has no name.
func TitleName(title string) (Name, bool) {
	list := Cut(title)
	end := nameEnd(title, list, 0)
	closed := end > 0 && end < len(list) && strings.ContainsAny(title[list[end-1].End:list[end].Start], ":,(–—")
	if end == 0 || end > longestName || end == 1 && !closed && len(list) > 1 {
		return Name{}, false
	}
	return nameOf(title, list[:end]), true
}

func nameOf(s string, list []Word) Name {
	n := Name{Text: s[list[0].Start:list[len(list)-1].End]}
	for _, w := range list {
		n.words = append(n.words, w.Lower)
	}
	n.sense = &Sense{Unnumbered, Unnumbered, strings.Join(n.words, " ") + "*", ""}
	return n
}

// inNames are the small words that may stand inside a name: Safe at Home.
var inNames = setOf("of at for the and in on to with by from")

// nameEnd gives the index after the run of capitals that begins at a word, or the word's own if none does. Two
// small words may stand between its words.
func nameEnd(s string, list []Word, at int) int {
	end := at
	for i := at; i < len(list) && i-end <= 2; i++ {
		if i > at && strings.Trim(s[list[i-1].End:max(list[i].Start, list[i-1].End)], " -\n") != "" {
			break
		}
		if list[i].initial {
			end = i + 1
		} else if i == at || !inNames[list[i].Lower] {
			break
		}
	}
	return end
}

func opensSentence(s string, list []Word, at int) bool {
	return at == 0 || strings.ContainsAny(s[list[at-1].End:max(list[at].Start, list[at-1].End)], sentenceEnds)
}

// know adds a system's names. A name of one word that the texts also use without a capital is an ordinary word.
func (l *Lexicon) know(names []Name, texts []string) {
	seen := map[string]bool{}
	for _, n := range names {
		if seen[n.Term()] {
			continue
		}
		seen[n.Term()] = true
		n.ordinary = len(n.words) == 1 && slices.ContainsFunc(texts, func(s string) bool { return hasWord(s, n.words[0]) })
		l.names[n.words[0]] = append(l.names[n.words[0]], n)
	}
}

// hasWord reports whether a text has a word written exactly so.
func hasWord(s, word string) bool {
	for from := 0; ; {
		at := strings.Index(s[from:], word)
		if at < 0 {
			return false
		}
		at += from
		from = at + len(word)
		if (at == 0 || !inWord(rune(s[at-1]))) && (from == len(s) || !inWord(rune(s[from]))) {
			return true
		}
	}
}

// proper adds the names of the system that begin at a word.
func (a *Analyser) proper(at int) {
	for _, n := range a.lexicon.names[a.words[at].Lower] {
		if a.calls(n, at) {
			a.tokens = append(a.tokens, Token{n.sense, a.words[at].Start, a.words[at+len(n.words)-1].End, Proper})
		}
	}
}

// calls reports whether the words at hand are the name: the same words, each with a capital unless it is a small one.
func (a *Analyser) calls(n Name, at int) bool {
	if at+len(n.words) > len(a.words) || n.ordinary && a.words[at].Opens {
		return false
	}
	for i, want := range n.words {
		w := &a.words[at+i]
		if w.Lower != want || !w.initial && !inNames[w.Lower] {
			return false
		}
	}
	return true
}
