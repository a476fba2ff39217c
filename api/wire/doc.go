// Package wire turns what the domain says into what the contract says, and back. It is pure: it decides nothing,
// reads nothing and cannot fail, but for a value of the contract that the domain does not know.
package wire
