// Package oidc is Throughline as a relying party of OpenID Connect: it sends a browser to an organisation's identity
// provider and decides whether to believe what comes back.
//
// It owns the authorization code flow with PKCE, every check of an ID token and of a back-channel logout token, what
// is remembered of a provider (its metadata and keys, for minutes), and the HTTP client for calls to addresses that
// somebody else chose. It does not own the row that makes a flow single-use, sessions and cookies (authz/session),
// routes (api), nor what an identity may do: an identity is a person of one connection and nothing more, and neither
// its name nor its e-mail address ever links or authorises.
package oidc
