// Package reply is what a system says to a member's decision about a link, and what the member answers. Only the two
// of them read it, and it changes no decision.
//
// It owns the writing of replies. It does not own the decisions (alignment/desk) nor the reading of either
// (alignment/view).
package reply
