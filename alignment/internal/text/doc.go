// Package text turns what people write into terms that can be compared: words in any inflection, abbreviations and
// their long forms, names.
//
// It owns how a text is cut up, which words say nothing, and the table of abbreviations. It does not own how much
// a term counts (alignment/internal/lexical), nor what a sentence means (alignment/internal/stance).
package text
