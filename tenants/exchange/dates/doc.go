// Package dates reads dates as people write them in plans: as a month (Read), and out of a sentence (In).
//
// What names no month, a season or a whole year, is read as its last month, and the reading says that it was: whoever asks
// decides whether that may stand. Quarters and years with two numbers are those of the NHS, whose financial year begins in
// April. It is pure.
package dates
