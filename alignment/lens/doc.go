// Package lens reads a strategy as people in one role would: what changes for them and when, which of their needs it meets,
// which service they use, who could be excluded and what the way without digital is.
//
// Everything it gives has its reasons: what the strategy states, then the words that name the role, then the words that speak of
// a group to which the role belongs. There is no score. It does not own the list of roles and their words (tenants/strategy).
package lens
