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
	Operator            Role = "operator" // of the platform: keeps the register, reads nobody's strategy
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

// SessionKey is the hash of the secret of a session, a token or an invitation, by which the database knows it.
type SessionKey [sha256.Size]byte

// String is the key in hex.
func (k SessionKey) String() string { return hex.EncodeToString(k[:]) }

// AllRoles lists every role that a person may hold.
func AllRoles() []Role {
	return []Role{
		Operator, SystemLead, SystemAnalyst, SystemAdministrator, CDO, Editor, Viewer, Administrator, PartnerContributor, PartnerViewer,
	}
}

// RolesOf lists the roles that people may hold in an organisation of a kind.
func RolesOf(kind Kind) []Role {
	switch kind {
	case KindPlatform:
		return []Role{Operator}
	case KindSystem:
		return []Role{SystemLead, SystemAnalyst, SystemAdministrator, Viewer}
	case KindTrust, KindICB, KindCouncil, KindPrimaryCare, KindCommunityInterestCompany, KindVoluntary, KindHospice,
		KindIndependentProvider, KindSupplier, KindOther:
		return []Role{CDO, Editor, Viewer, Administrator, PartnerContributor, PartnerViewer}
	default:
		return nil
	}
}

// Administers reports whether a role says who may do what in its organisation.
func (r Role) Administers() bool {
	return r == Administrator || r == SystemAdministrator || r == Operator
}

// AdministratorOf is the role of an organisation's first administrator.
func AdministratorOf(kind Kind) Role {
	switch kind { //nolint:exhaustive // the rest have the same
	case KindPlatform:
		return Operator
	case KindSystem:
		return SystemAdministrator
	default:
		return Administrator
	}
}

// Scope says for whom a transaction acts, and what it is about to do. Make one with a principal's Scope method or
// with ForMachine.
type Scope struct {
	Organisation uuid.UUID
	Session      SessionKey // whose session it is, or whose token; the zero key means the organisation's machine actor
	Token        bool       // the key is an API token's
	Writes       bool
	Command      string // what is being done, as the audit names it
	Request      string // the request's or job's id, for the audit
	From         string // the address that it came from, for the audit; empty for the server's own work
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

// begin begins the scope's transaction.
func (s Scope) begin() string {
	if s.Writes {
		return "begin"
	}
	return "begin read only"
}

func (s Scope) subject() string {
	switch {
	case s.Session == SessionKey{}:
		return "machine"
	case s.Token:
		return "token:" + s.Session.String()
	default:
		return "session:" + s.Session.String()
	}
}
