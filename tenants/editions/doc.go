// Package editions takes an organisation's strategy from what it writes to what others read: sent for review, commented on,
// approved or returned, released to channels, withdrawn, compared, and restored as a new draft.
//
// It owns the states of an edition and who has said what of it. It does not own what an edition is and how it is frozen and
// released (tenants/strategy), nor who may do these things (the guard has decided).
package editions
