package platform

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Repair gives an organisation without an administrator one: an operator proposes whom to invite and why, another one
// confirms. Both were given the role by whoever runs the server or have been operators for seven days. It reads and changes
// nothing else of the organisation, and stands in its record.
type Repair struct {
	ID               uuid.UUID
	Organisation     uuid.UUID
	OrganisationName string
	Name             string // who is to be invited
	Reason           string
	ProposedBy       string
	Mine             bool
	Proposed         time.Time
	ConfirmedBy      string
	Confirmed        time.Time // zero until it is
	Needed           bool      // the organisation still has no administrator
}

const (
	longPerson   = 200
	longReason   = 1000
	repairInvite = 7 // days
)

// Repairs lists repairs, those that wait for a confirmation first.
func Repairs(ctx context.Context, tx *tenants.Tx) ([]Repair, error) { return readRepairs(ctx, tx) }

// Propose proposes a repair.
func Propose(ctx context.Context, tx *tenants.Tx, organisation uuid.UUID, name, reason string) (Repair, error) {
	name, reason = strings.TrimSpace(name), strings.TrimSpace(reason)
	var wrong []fault.Field
	if !tenants.IsName(name, longPerson) {
		wrong = append(wrong, fault.Field{Name: "name", Reason: fmt.Sprintf("Say who is to be invited, on one line of at most %d characters.", longPerson)})
	}
	if reason == "" || utf8.RuneCountInString(reason) > longReason {
		wrong = append(wrong, fault.Field{Name: "reason", Reason: fmt.Sprintf("Say why, in at most %d characters: the organisation reads it.", longReason)})
	}
	if len(wrong) > 0 {
		return Repair{}, fault.New(fault.Invalid, "The repair cannot be proposed like this.", wrong...)
	}
	r := Repair{ID: uuid.Must(uuid.NewV7()), Organisation: organisation, Name: name, Reason: reason}
	if err := proposeRepair(ctx, tx, r); err != nil {
		return Repair{}, explain(err, "proposes")
	}
	tx.ChangedElsewhere(organisation, "sec.repair", r.ID, nil, map[string]any{"name": name, "reason": reason})
	return find(ctx, tx, r.ID)
}

// Confirm confirms a repair that another operator proposed and makes the invitation. The caller makes its secret and
// shows it once; here is the hash.
func Confirm(ctx context.Context, tx *tenants.Tx, id uuid.UUID, secret tenants.SessionKey) (Repair, error) {
	before, err := find(ctx, tx, id)
	if err != nil {
		return before, err
	}
	if before.Mine {
		return before, fault.New(fault.Forbidden, "You proposed this repair. Another operator confirms it.")
	}
	invitation := uuid.Must(uuid.NewV7())
	role, err := confirmRepair(ctx, tx, id, invitation, secret)
	if err != nil {
		return before, explain(err, "confirms")
	}
	tx.ChangedElsewhere(before.Organisation, "sec.repair", id, nil, map[string]any{"confirmed": tx.At()})
	tx.ChangedElsewhere(before.Organisation, "app.invitation", invitation, nil, map[string]any{"name": before.Name, "role": role, "repair": true})
	return find(ctx, tx, id)
}

// explain says in a repair's words what the database refused; does is what the operator wanted to do.
func explain(err error, does string) error {
	switch refused := tenants.Fault(err); {
	case fault.Is(refused, fault.Conflict):
		return fault.New(fault.Conflict, "This organisation has an administrator who can sign in. A repair is for those that have none.")
	case fault.Is(refused, fault.Forbidden):
		return fault.New(fault.Forbidden, "An operator "+does+" repairs once they have been one for seven days. Ask another operator.")
	default:
		return err
	}
}

func find(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Repair, error) {
	list, err := readRepairs(ctx, tx)
	if err != nil {
		return Repair{}, err
	}
	i := slices.IndexFunc(list, func(r Repair) bool { return r.ID == id })
	if i < 0 {
		return Repair{}, fault.Nothing()
	}
	return list[i], nil
}
