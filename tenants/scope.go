package tenants

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/google/uuid"
)

// Role is what a person may be in an organisation.
type Role string

// The roles. A new one needs a line in authz/policy.csv and in the check of app.assignment.
const (
	SystemLead          Role = "system_lead"
	SystemAnalyst       Role = "system_analyst"
	SystemAdministrator Role = "system_administrator"
	CDO                 Role = "cdo"
	Editor              Role = "editor"
	Viewer              Role = "viewer"
	Administrator       Role = "administrator"
	PartnerContributor  Role = "partner_contributor"
	PartnerViewer       Role = "partner_viewer"
	Machine             Role = "machine" // the organisation's own actor for scheduled work
)

// SessionKey is the hash of a session's secret, by which the database knows it.
type SessionKey [sha256.Size]byte

// String is the key in hex.
func (k SessionKey) String() string { return hex.EncodeToString(k[:]) }

// Scope says for whom a transaction acts, and what it is about to do. Make one with a principal's Scope method or
// with ForMachine.
type Scope struct {
	Organisation uuid.UUID
	Session      SessionKey // whose session it is; the zero key means the organisation's machine actor
	Writes       bool
	Command      string // what is being done, as the audit names it
	Request      string // the request's or job's id, for the audit
}

// ForMachine is the scope of an organisation's scheduled work.
func ForMachine(organisation uuid.UUID, command, request string) Scope {
	return Scope{Organisation: organisation, Command: command, Request: request}
}

// Writing gives the scope for a transaction that changes something.
func (s Scope) Writing() Scope {
	s.Writes = true
	return s
}

func (s Scope) subject() string {
	if s.Session == (SessionKey{}) {
		return "machine"
	}
	return s.Session.String()
}
