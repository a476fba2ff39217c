// Package fault is the vocabulary of failure: what kinds there are, and a sentence for each that is safe to show.
//
// It owns the kinds and the type that carries them. It does not own status codes (api/problem.go maps
// kinds to those, once) nor SQLSTATEs (tenants/tx.go maps those to kinds, once).
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure happened, so that one table can turn it into a status or an exit code.
type Kind string

// The kinds of failure. A new one needs a row in api/problem.go; the exhaustive linter says so.
const (
	Invalid     Kind = "invalid"     // the caller sent something that breaks a rule; Fields say what
	SignIn      Kind = "sign-in"     // nobody is signed in, or the session has ended
	Forbidden   Kind = "forbidden"   // it is visible to the caller, who may not do this to it
	NotFound    Kind = "not-found"   // it does not exist, or the caller may not know that it does
	Conflict    Kind = "conflict"    // it clashes with what is there
	Stale       Kind = "stale"       // somebody else changed it first (If-Match)
	TooMany     Kind = "too-many"    // too many requests
	Unavailable Kind = "unavailable" // the database or another part cannot answer now
	Internal    Kind = "internal"    // a defect of ours
)

// Field is one thing wrong with one named place of the input: a form's field, or a file and line.
type Field struct {
	Name   string // as the caller knows it: "title", or "ac.yaml:12"
	Reason string // a sentence saying what is wrong and what was expected
}

// Error is a failure with a sentence that may be shown to the person who caused it. The cause may not.
type Error struct {
	Kind    Kind
	Message string
	Fields  []Field
	cause   error
}

// New makes a failure of a kind with a message that is safe to show.
func New(kind Kind, message string, fields ...Field) *Error {
	return &Error{Kind: kind, Message: message, Fields: fields}
}

// Nothing is the failure to find what does not exist, or what the caller may not know of: both are told alike.
func Nothing() *Error { return New(NotFound, "There is nothing here, or you may not see it.") }

// Outdated is the failure to change what is not any more as whoever changes it saw it.
func Outdated() *Error {
	return New(Stale, "Somebody else changed this while you were working on it. Look at it again, then make your change.")
}

// Wrap makes a failure that keeps its cause for the log and shows only the message.
func Wrap(cause error, kind Kind, message string, fields ...Field) *Error {
	return &Error{Kind: kind, Message: message, Fields: fields, cause: cause}
}

// Error gives the message, and the cause after it for logs.
func (e *Error) Error() string {
	if e.cause == nil {
		return e.Message
	}
	return fmt.Sprintf("%s: %v", e.Message, e.cause)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.cause }

// From finds the fault in an error. Anything that is not one is a defect of ours and says only that.
func From(err error) *Error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return Wrap(err, Internal, "Something went wrong on our side. Try again, and tell us the request number if it keeps happening.")
}

// Is reports whether an error is a fault of the kind.
func Is(err error, kind Kind) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Kind == kind
}
