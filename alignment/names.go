package alignment

import "github.com/throughline-ics/throughline/alignment/internal/text"

// SameNames are the short forms that the engine knows with what they stand for, as people write them: the names of one list
// mean the same.
func SameNames() [][]string { return text.SameNames() }
