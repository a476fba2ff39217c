// Package browser is the part of the server that browsers meet outside the contract: signing in and out, the
// headers that keep pages safe, and the pages themselves.
//
// It owns the routes under /auth, the cookies on the wire, the security headers of every answer, and serving the
// built pages. It does not own the checks of a sign-in (authz/oidc), what a session is (authz/session), nor any
// data.
package browser
