// Package authz says who may do what: which role may do which operation.
//
// It owns the policy, which is written in policy.csv, is part of the program and never changes while it runs. It
// does not own who somebody is (authz/oidc, authz/session), which roles they hold (the database says, in the
// transaction that uses them), nor whose data they see (the policies of the tables).
package authz
