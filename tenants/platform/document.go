package platform

import (
	"fmt"
	"strings"
	"time"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
)

// Document says what should be in place. What it does not name stays as it is.
type Document struct {
	Organisations  []Organisation
	Memberships    []Membership
	Successions    []Succession
	Connections    []Connection
	Administrators []Administrator

	places map[string]yamldoc.Place // of its fields by their paths, when it was read from a file
}

// Organisation is an organisation by its code on this platform.
type Organisation struct {
	Code      string
	Kind      tenants.Kind
	Sector    string // the kind, when it is not said
	Name      string // from the directory by the ODS code, when it is not said
	ODS       string
	Host      string // of a system: the code of the organisation that hosts it
	Fictional bool
	Was       Known // how it is known already, when it has no code here yet
}

// Known is an organisation that a folder's import has made: by the code that a system knows it by.
type Known struct{ System, Member string }

// Membership is an organisation's belonging to a system, both by their codes.
type Membership struct {
	System, Organisation string
	Code                 string // what the system calls it; its own code, when it is not said
	Kind                 tenants.MembershipKind
	From                 time.Time
	To                   time.Time // the first day it no longer belongs; zero when it is not said
}

// Succession is an organisation that follows another.
type Succession struct {
	From, To string
	On       time.Time
	State    string // rehearsed | confirmed | done
}

// Connection is an identity connection, by its organisation and its name there.
type Connection struct {
	Organisation, Name string
	Issuer, ClientID   string
	Ref                SecretRef
	Secret             string // what the reference leads to
	tenants.Terms
	Live  bool // put into use at once
	Rules []tenants.ClaimRule
}

// SecretRef is where a secret is: never in the document itself.
type SecretRef struct{ Env, File string }

// Administrator is a person who says who may do what in an organisation, by the connection that they come by.
type Administrator struct {
	Organisation   string
	ConnectionOf   string
	ConnectionName string
	Subject        string
	Role           tenants.Role // the usual one of the organisation's kind, when it is not said
}

// Resolve looks up the secrets that connections refer to.
func (d *Document) Resolve(look func(SecretRef) (string, error)) error {
	for i := range d.Connections {
		c := &d.Connections[i]
		if c.Ref == (SecretRef{}) {
			continue
		}
		secret, err := look(c.Ref)
		if err != nil {
			return err
		}
		c.Secret = secret
	}
	return nil
}

// place is where a path of the document stands in its file: its own place, or that of what holds it. It is not there
// when the document did not come from a file.
func (d *Document) place(path string) (yamldoc.Place, bool) {
	for d.places != nil {
		if p, ok := d.places[path]; ok {
			return p, true
		}
		path = path[:max(strings.LastIndex(path, "."), 0)]
	}
	return yamldoc.Place{}, false
}

// complaint is what is wrong with a field, by its path in the document, such as memberships.0.from; and the path of
// what it is at odds with, if there is such.
type complaint struct{ path, reason, other string }

// field is a complaint as whoever wrote the document knows the place: by its file and line, or by its path.
func (d *Document) field(c complaint) fault.Field {
	f := fault.Field{Name: c.path, Reason: c.reason}
	if c.other != "" {
		f.Reason += " The other is " + c.other + "."
	}
	if at, ok := d.place(c.path); ok {
		f.Name = at.String()
		if other, ok := d.place(c.other); ok && c.other != "" {
			f.Reason = c.reason + fmt.Sprintf(" The other is on line %d.", other.Line)
		}
	}
	return f
}
