// Package tenants holds organisations, who belongs to which system and when, and the only door to the data.
//
// It owns the doors (Within, Enter, Load), the transaction that they open for one organisation and one actor, the
// audit entry that every changing transaction leaves, and the rows of organisations and memberships. It does not
// own who may do what (authz decides, the guard asks), what an organisation has written (tenants/strategy), nor
// what serves what (alignment).
//
// Nothing else can reach the database: DB has no query method, and a Tx is made by a door only. Forgetting the
// tenant does not compile.
package tenants
