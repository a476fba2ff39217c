// Package accept holds the acceptance tests of what SECURITY.md promises: each named for its line of the plan, each
// counting the cases that it tried. `make accept` runs them in full and prints what was tried; `make test` runs them
// with fewer rounds.
package accept
