package yamldoc

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clipped is how much of a writer's own text a message repeats.
const clipped = 40

func clip(text string) string {
	count := 0
	for i := range text {
		if count == clipped {
			return text[:i] + "…"
		}
		count++
	}
	return text
}

// Quote puts a writer's own text into a message: in quotation marks, and no more of it than tells which it is.
func Quote(text string) string { return strconv.Quote(clip(text)) }

// Article puts "a" or "an" before a noun. The nouns of the files that begin with a u begin like you: a user need.
func Article(noun string) string {
	if noun != "" && strings.ContainsRune("aeio", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

func sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// List writes "a, b and c".
func List(words []string, and string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + and + " " + words[len(words)-1]
}

// suggestion gives ` (did you mean "title"?)` when a word is close to one of the list, and nothing otherwise.
func suggestion(word string, words []string) string {
	if len(word) > maxWord {
		return ""
	}
	best, distance := "", max(len(word)/3, 1)+1
	for _, candidate := range words {
		if d := edits(strings.ToLower(word), candidate); d < distance {
			best, distance = candidate, d
		}
	}
	if best == "" {
		return ""
	}
	return " (did you mean " + strconv.Quote(best) + "?)"
}

// edits is the number of letters to insert, delete, replace or swap with their neighbour to make one word the other
// (optimal string alignment: Damerau 1964, Levenshtein 1966).
func edits(a, b string) int {
	distance := make([][]int, len(a)+1)
	for i := range distance {
		distance[i] = make([]int, len(b)+1)
		distance[i][0] = i
	}
	for j := range distance[0] {
		distance[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			replaced := distance[i-1][j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			distance[i][j] = min(replaced, distance[i-1][j]+1, distance[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				distance[i][j] = min(distance[i][j], distance[i-2][j-2]+1)
			}
		}
	}
	return distance[len(a)][len(b)]
}
