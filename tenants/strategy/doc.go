// Package strategy holds what an organisation has written: the working copy of its strategy, and the numbered,
// immutable editions that it releases to others.
//
// It owns the types of a strategy and its items, their rules, their rows, and what freezing and releasing mean.
// It does not own who may do these things (the guard has decided), the file formats (tenants/exchange), nor what
// serves what (alignment).
package strategy
