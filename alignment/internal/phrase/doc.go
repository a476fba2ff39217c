// Package phrase finds the phrases of a list in a text: in any inflection, never across the end of a sentence, the longest of
// several at one place. It is pure.
//
// It owns the notation of phrases. It does not own what a list is for, nor the phrases of capabilities (alignment/ontology),
// which are found all at once.
package phrase
