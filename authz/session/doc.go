// Package session is what a signed-in browser holds and what it stands for.
//
// It owns the secret of a session, the cookies, how long a session may live, and the scope that a principal acts
// in. It does not own the sessions' table (tenants.Entry reads and writes it) nor how somebody proves who they are
// (authz/oidc).
package session
