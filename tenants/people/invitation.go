package people

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Invitation offers a role in an organisation, once, to whoever holds its secret and accepts it.
type Invitation struct {
	ID        uuid.UUID    `json:"-"`
	Role      tenants.Role `json:"role"`
	Name      string       `json:"name"`  // who is meant; it proves nothing
	State     string       `json:"state"` // open | accepted | withdrawn | expired
	Created   time.Time    `json:"-"`
	CreatedBy string       `json:"-"`
	Ends      time.Time    `json:"ends"`
	Accepted  time.Time    `json:"accepted,omitzero"` // zero when it has not been
	Repair    bool         `json:"repair,omitempty"`  // made by two operators, for an organisation without an administrator
	Version   int          `json:"version"`
}

const (
	usualDays = 7
	mostDays  = 30
	longName  = 200
)

// Invite makes an invitation. The caller makes the secret, shows it once and keeps it nowhere; here is its hash.
func Invite(ctx context.Context, tx *tenants.Tx, i Invitation, days int, secret tenants.SessionKey) (Invitation, error) {
	if err := fits(ctx, tx, i.Role); err != nil {
		return i, err
	}
	if days == 0 {
		days = usualDays
	}
	i.Name = strings.TrimSpace(i.Name)
	var wrong []fault.Field
	if !tenants.IsName(i.Name, longName) {
		wrong = append(wrong, fault.Field{Name: "name", Reason: fmt.Sprintf("Say who is meant, on one line of at most %d characters.", longName)})
	}
	if days < 1 || days > mostDays {
		wrong = append(wrong, fault.Field{Name: "days", Reason: fmt.Sprintf("An invitation is open for 1 to %d days.", mostDays)})
	}
	if len(wrong) > 0 {
		return i, fault.New(fault.Invalid, "The invitation cannot be made like this.", wrong...)
	}
	i.ID, i.Created, i.Ends, i.State, i.Version = uuid.Must(uuid.NewV7()), tx.At(), tx.At().AddDate(0, 0, days), "open", 1
	if err := insertInvitation(ctx, tx, i, secret); err != nil {
		return i, err
	}
	tx.Changed("app.invitation", i.ID, nil, i)
	names, err := tenants.Names(ctx, tx, tx.Actor())
	i.CreatedBy = names[tx.Actor()]
	return i, err
}

// Invitations lists the acting organisation's invitations, newest first.
func Invitations(ctx context.Context, tx *tenants.Tx) ([]Invitation, error) {
	list, authors, err := readInvitations(ctx, tx)
	if err != nil {
		return nil, err
	}
	names, err := tenants.Names(ctx, tx, authors...)
	for n := range list {
		list[n].CreatedBy = names[authors[n]]
	}
	return list, err
}

// Withdraw makes an open invitation one that cannot be accepted.
func Withdraw(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) error {
	done, err := withdrawInvitation(ctx, tx, id, version)
	if err == nil && done {
		tx.Changed("app.invitation", id, map[string]any{"state": "open"}, map[string]any{"state": "withdrawn"})
		return nil
	}
	if err != nil {
		return err
	}
	list, _, err := readInvitations(ctx, tx)
	if err != nil {
		return err
	}
	for _, i := range list {
		if i.ID != id {
			continue
		}
		if i.State == "accepted" {
			return fault.New(fault.Conflict, "The invitation has been accepted already. End the role instead.")
		}
		return fault.Outdated()
	}
	return fault.Nothing()
}

// Offer is what an invitation offers to whoever holds its secret.
type Offer struct {
	Organisation string
	Role         tenants.Role
	Name         string
	Ends         time.Time
}

// View reads an open invitation by its secret's hash. One that cannot be accepted any more is not there.
func View(ctx context.Context, e tenants.Entry, secret tenants.SessionKey) (Offer, error) {
	return readOffer(ctx, e, secret)
}

// Accept accepts an invitation as the person whose session it is, and gives the organisation. The session goes on by a
// fresh key and not by its old one, for it can do more from now on.
func Accept(ctx context.Context, e tenants.Entry, secret, session, fresh tenants.SessionKey) (uuid.UUID, error) {
	organisation, err := acceptInvitation(ctx, e, secret, session, fresh)
	switch {
	case fault.Is(err, fault.Conflict):
		return organisation, fault.New(fault.Conflict, "You hold this role already. The invitation is still open for somebody else.")
	case fault.Is(err, fault.Forbidden):
		return organisation, fault.New(fault.Forbidden, "You cannot accept this invitation: it is one that you made, or its role asks for a sign-in with a second factor. Sign in with one, or let the person for whom it is meant accept it.")
	case fault.Is(err, fault.NotFound):
		return organisation, errClosed
	default:
		return organisation, err
	}
}

var errClosed = fault.New(fault.NotFound, "This invitation cannot be used: it has been accepted, withdrawn or has ended. Ask whoever invited you for another.")
