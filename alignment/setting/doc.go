// Package setting is what a system sets for its desk and what its members choose: how long a member has for its own
// suggestions first, and whether what it decided about links teaches the engine about others' objectives.
//
// It owns the rows of both. What follows from them is worked out when the system is lined up again (alignment/desk).
package setting
