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
		name, at := named(words, same)
		if name == "" {
			continue
		}
		part := list[at : at+len(fieldsOf(name))]
		for _, other := range same {
			if other == name || slices.Contains(also, other) || len(also) == mostNames {
				continue
			}
			also = append(also, other)
			for i := range part {
				part[i] += " | " + strings.Join(fieldsOf(other), " <-> ")
			}
		}
	}
	for i, term := range list {
		list[i] = "(" + term + ")"
	}
	return list, also
}

// named is the first of some names that stands among words, and where; none is empty.
func named(words, names []string) (string, int) {
	for _, name := range names {
		if at := place(words, fieldsOf(name)); at >= 0 {
			return name, at
		}
	}
	return "", 0
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
