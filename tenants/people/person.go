package people

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Person is somebody who holds roles in the acting organisation, or waits for one.
type Person struct {
	ID         uuid.UUID
	Subject    string // what their provider calls them
	Name       string // empty before they have signed in
	Email      string // as their provider says it; it proves nothing
	Connection string // the name of the connection that they come by
	Ours       bool   // it is a connection of the acting organisation
	Seen       time.Time
	Roles      []Held // none of somebody who waits
}

// Held is a role that somebody holds.
type Held struct {
	ID     uuid.UUID
	Role   tenants.Role
	Source string // platform | invitation | claim
	Since  time.Time
}

// heldVersion is the version of every held role: it is held or it is not, and never changes.
const heldVersion = 1

// List reads who holds a role in the acting organisation and who waits for one, each by name.
func List(ctx context.Context, tx *tenants.Tx) (holders, waiting []Person, err error) {
	if holders, err = readHolders(ctx, tx); err != nil {
		return nil, nil, err
	}
	waiting, err = readWaiting(ctx, tx)
	return holders, waiting, err
}

// Roles lists the roles that may be given in the acting organisation.
func Roles(ctx context.Context, tx *tenants.Tx) ([]tenants.Role, error) {
	self, err := tenants.Self(ctx, tx)
	return tenants.RolesOf(self.Kind), err
}

// Grant gives a role to somebody who is known here: they wait for one, or hold another.
func Grant(ctx context.Context, tx *tenants.Tx, person uuid.UUID, role tenants.Role) (Held, error) {
	if err := fits(ctx, tx, role); err != nil {
		return Held{}, err
	}
	if person == tx.Actor() {
		return Held{}, fault.New(fault.Forbidden, "You cannot give yourself a role. Ask another administrator of your organisation.")
	}
	id, err := putRole(ctx, tx, person, role)
	if err != nil {
		return Held{}, err
	}
	tx.Changed("app.assignment", id, nil, map[string]any{"person": person, "role": role})
	return Held{ID: id, Role: role, Source: "platform", Since: tx.At()}, nil
}

// fits refuses a role that organisations of this kind do not have.
func fits(ctx context.Context, tx *tenants.Tx, role tenants.Role) error {
	roles, err := Roles(ctx, tx)
	if err != nil {
		return err
	}
	if !slices.Contains(roles, role) {
		return fault.New(fault.Invalid, "Your organisation does not have this role.", fault.Field{Name: "role", Reason: "Choose one of the roles that your organisation has."})
	}
	return nil
}

// End ends a role that somebody holds: an administrator anybody's, and everybody their own. A person's tokens go with
// their last role, and the claims of their provider do not give back what was ended here.
func End(ctx context.Context, tx *tenants.Tx, held uuid.UUID, version int) error {
	if version != heldVersion {
		return fault.Outdated()
	}
	gone, err := endRole(ctx, tx, held)
	if err != nil {
		return err
	}
	tx.Changed("app.assignment", held, map[string]any{"person": gone.Person, "role": gone.Role}, nil)
	for _, token := range gone.Tokens {
		tx.Changed("app.token", token, nil, map[string]any{"revoked": tx.At()})
	}
	return nil
}
