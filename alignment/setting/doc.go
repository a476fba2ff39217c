// Package setting is what a system sets for its desk and what its members choose: how long a member has for its own
// suggestions first, whether what it decided about links teaches the engine about others' objectives, the capabilities
// that a system adds to those of the program or puts in their place, and whether a service elsewhere reads released texts.
//
// It owns their rows. What follows from them is worked out when the system is lined up again (alignment/desk).
package setting
