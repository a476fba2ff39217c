package view

import (
	"slices"
	"strings"
)

// Change says what has become of a piece of a text.
type Change string

// The changes. What is removed was read when deciding, what is added is read now.
const (
	Same    Change = "same"
	Removed Change = "removed"
	Added   Change = "added"
)

// Piece is a piece of a text that has changed.
type Piece struct {
	Text   string
	Change Change
}

// longestCompared is how many words of each text are compared word by word. Beyond it a text is replaced as a whole.
const longestCompared = 2000

// Changes compares two texts word by word: the pieces that are the same or removed put together are the text before,
// those that are the same or added the one after.
func Changes(before, after string) []Piece {
	a, b := wordsOf(before), wordsOf(after)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var pieces pieces
	pieces.add(Same, a[:start]...)
	pieces.differ(a[start:len(a)-end], b[start:len(b)-end])
	pieces.add(Same, a[len(a)-end:]...)
	return pieces
}

// wordsOf cuts a text into words, each with the space that follows it. The end of a line is a word of its own, so that it stays where
// both texts have one, whatever is written before and after it.
func wordsOf(s string) []string {
	var list []string
	for s != "" {
		at := strings.IndexAny(s, " \n\t")
		if at < 0 {
			return append(list, s)
		}
		if s[0] == '\n' {
			at = 1
		}
		for s[0] != '\n' && at < len(s) && strings.ContainsRune(" \t", rune(s[at])) {
			at++
		}
		list = append(list, s[:at])
		s = s[at:]
	}
	return list
}

type pieces []Piece

// add appends words, to the piece before when the same has become of it. What is removed stands before what is added.
func (p *pieces) add(change Change, words ...string) {
	if len(words) == 0 {
		return
	}
	text := strings.Join(words, "")
	if n := len(*p); n > 0 && (*p)[n-1].Change == change {
		(*p)[n-1].Text += text
		return
	}
	*p = append(*p, Piece{text, change})
}

// differ appends what makes b of a by the longest list of words that both have in order.
func (p *pieces) differ(a, b []string) {
	if len(a) > longestCompared || len(b) > longestCompared {
		p.add(Removed, a...)
		p.add(Added, b...)
		return
	}
	common := make([][]int16, len(a)+1) // of a[i:] and b[j:]
	for i := range common {
		common[i] = make([]int16, len(b)+1)
	}
	for i, word := range slices.Backward(a) {
		for j := len(b) - 1; j >= 0; j-- {
			if word == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			p.add(Same, a[i])
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			p.add(Removed, a[i])
			i++
		default:
			p.add(Added, b[j])
			j++
		}
	}
	p.add(Removed, a[i:]...)
	p.add(Added, b[j:]...)
}
