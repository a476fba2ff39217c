package connections

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Request is a connection as an operator decides about it.
type Request struct {
	Connection
	Organisation     uuid.UUID
	OrganisationName string
}

// Requests lists the connections of every organisation that are in use, wait for a decision or were taken out of use;
// those that wait come first. It is for operators.
func Requests(ctx context.Context, tx *tenants.Tx) ([]Request, error) { return readRequests(ctx, tx) }

// Verdict is what an operator decides: the state that a connection is to have, and whether it is offered to everybody
// on the start page; nil leaves that as it is.
type Verdict struct {
	State  string
	Listed *bool
}

// Decide puts a requested connection into use, sends it back, or takes one out of use. Its sign-ins, and everybody
// who came by it, end with its use.
func Decide(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int, v Verdict) (Request, error) {
	before, err := find(ctx, tx, id)
	if err != nil {
		return before, err
	}
	if before.Version != version {
		return before, fault.Outdated()
	}
	offered := before.Listed
	if v.Listed != nil {
		offered = *v.Listed
	}
	if err := decidable(before, v.State); err != nil {
		return before, err
	}
	organisation, err := decide(ctx, tx, before.Connection, v.State, offered)
	if err != nil {
		return before, err
	}
	if organisation == uuid.Nil {
		return before, fault.Outdated()
	}
	tx.ChangedElsewhere(organisation, "app.connection", id, map[string]any{"state": before.State, "listed": before.Listed},
		map[string]any{"state": v.State, "listed": offered})
	after := before
	after.State, after.Listed, after.Version = v.State, offered, before.Version+1
	return after, nil
}

func decidable(c Request, verdict string) error {
	from := map[string][]string{
		tenants.Live: {tenants.Requested}, tenants.Disabled: {tenants.Live, tenants.Requested}, tenants.Draft: {tenants.Requested},
	}
	if !slices.Contains(from[verdict], c.State) {
		return fault.New(fault.Conflict, "The connection is "+c.State+" and cannot become "+verdict+".")
	}
	return nil
}

func find(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Request, error) {
	list, err := readRequests(ctx, tx)
	if err != nil {
		return Request{}, err
	}
	n := slices.IndexFunc(list, func(r Request) bool { return r.ID == id })
	if n < 0 {
		return Request{Connection: Connection{ID: id}}, fault.Nothing()
	}
	return list[n], nil
}
