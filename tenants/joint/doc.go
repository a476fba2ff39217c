// Package joint is one strategy that speaks for several organisations of a system: its owner offers it to each, and each
// consents, declines or withdraws by its own row.
//
// It owns offers and consents. It does not own what an edition is and to whom it is released (tenants/strategy), what a consent
// does to the system's picture (alignment/desk), nor who may do these things (the guard has decided).
package joint
