// Package alignment says what fits what: which objective serves which goal or shared initiative, with the words
// that say so; what is central, shared or local, and why; where a goal has nobody, where two differ, and who buys
// the same thing twice.
//
// It owns the engine: Assess is pure. No database, no clock, no randomness; the same picture gives the same bytes
// whatever the order of its items or the number of threads.
//
// It does not own where pictures come from (alignment/desk reads them from the database, tenants/exchange from
// files), how a report is printed (alignment/report), nor how good it is (alignment/evaluation).
package alignment
