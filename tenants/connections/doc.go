// Package connections holds identity connections: how people of an organisation sign in, and what their provider's
// word is worth here.
//
// It owns what a connection may be, its life (draft, requested, live, disabled), the rules that make roles of claims,
// and operators' decisions. It does not own the protocol (authz/oidc) nor sessions (tenants.Entry).
package connections
