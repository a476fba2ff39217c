// Package outbound calls addresses that somebody else chose, by the rules that keep such a call from reaching what only
// this server can reach.
//
// It owns which addresses may be called, how long a call takes and how much of an answer is read. It does not own what is
// said: authz/oidc and internal/embeddings do.
package outbound
