// Package demoidp is an OpenID provider for demonstrations and journey tests: several issuers in one process, each
// with its own key and its own list of made-up people, and no passwords at all.
//
// It is demo only. Whoever can reach it can be anybody on its lists, so the server that holds real strategies
// (`throughline serve`) must never import it; the linter refuses the import.
//
// It owns the provider's half of the authorization code flow: discovery, keys, the account chooser, codes, tokens
// and signing out. It does not own what Throughline does with the answer (authz/oidc) nor which people and roles a
// demonstration has (whoever calls New).
package demoidp
