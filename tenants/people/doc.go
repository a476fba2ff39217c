// Package people says who may act as an organisation: who holds which role, who waits for one, who has been invited,
// which tokens other programs use, and where somebody is signed in.
//
// It owns the rules of giving and ending roles, of invitations and of tokens. It does not own what a role may do
// (authz), how somebody proves who they are (authz/oidc), nor the rules by which a provider's word becomes a role
// (tenants/connections).
package people
