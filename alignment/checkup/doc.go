// Package checkup puts strategies before the check: it finds out what the check needs to know beside a strategy's own
// words, from a folder of files or from the database, and keeps which findings have been dismissed, why and by whom.
//
// It does not own the rules (alignment/check), nor the links (alignment/desk).
package checkup
