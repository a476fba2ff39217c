// Package jobs works the queue. A job is the other caller of the domain, like a handler: it holds ids only, opens its
// own scopes, and its rights are asked for again when it runs.
//
// It owns the workers and how often they try. It does not own what they do (alignment/desk) nor who asks for it.
package jobs
