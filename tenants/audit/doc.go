// Package audit reads the record: what was done, refused and signed in to, and whether the record is whole.
//
// It owns the list of entries and events, their export, the signed heads that are kept outside the database, and the
// verification of the chains. It does not own the writing of entries, which every door does by itself (tenants).
package audit
