// Package check holds a strategy against what is known of good and weak ones, and says what it finds with the words that
// made it say so, why it matters and what would satisfy it. There is no score.
//
// It owns the rules (rules.yaml), the words that they look for (words.yaml), and finding, summing and printing. It is
// pure: no database, no clock, no randomness. What has been dismissed, and who may do so, is alignment/desk's.
package check
