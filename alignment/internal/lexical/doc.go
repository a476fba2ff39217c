// Package lexical says how well texts fit: objectives against goals or shared initiatives, by the words, the parts
// of words and the themes that they have in common, and how sure one may be of a pair among all pairs.
//
// It owns the arithmetic and its constants. It does not own what a term is (alignment/internal/text), nor what a
// fit means for a system (alignment). Everything is summed in a fixed order, so that the same texts give the same
// bits whatever the number of threads.
package lexical
