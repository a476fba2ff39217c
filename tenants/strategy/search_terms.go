package strategy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostNames is how many other names of what was asked for are looked for.
const mostNames = 8

// terms are words as to_tsquery reads them.
func terms(words []string) []string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w
		if utf8.RuneCountInString(w) >= prefixFrom {
			list[i] += ":*"
		}
	}
	return list
}

// widened are the terms of words, each with the other names of what it is a part of, and those names as they are written.
func widened(words []string, names [][]string) (list, also []string) {
	list = terms(words)
	for _, same := range names {
		for _, name := range same {
			said := fieldsOf(name)
			at := place(words, said)
			if at < 0 {
				continue
			}
			for _, other := range same {
				if other == name || slices.Contains(also, other) || len(also) == mostNames {
					continue
				}
				also = append(also, other)
				for i := at; i < at+len(said); i++ {
					list[i] += " | " + strings.Join(fieldsOf(other), " <-> ")
				}
			}
			break
		}
	}
	for i, term := range list {
		list[i] = "(" + term + ")"
	}
	return list, also
}

// place is where some words stand among others, next to each other; -1 where they do not.
func place(words, said []string) int {
	for at := range len(words) - len(said) + 1 {
		if slices.Equal(words[at:at+len(said)], said) {
			return at
		}
	}
	return -1
}

// fieldsOf gives the words of a text: letters and digits and nothing else, so that none is an operator.
func fieldsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
