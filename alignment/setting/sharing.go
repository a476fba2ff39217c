package setting

import (
	"context"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Sharing is whether a member lets what it decided teach the engine about the objectives of others who do so too.
type Sharing struct {
	Organisation tenants.Organisation
	Shares       bool
	Version      int // 0 where it has not chosen, and shares nothing
}

// Choose says whether the acting member shares what it decided in a system, if the choice is still at a version, and has
// the system lined up again. What is not shared any more is forgotten then: nothing of it is kept.
func Choose(ctx context.Context, tx *tenants.Tx, system *uuid.UUID, version int, shares bool) (Sharing, error) {
	s, err := Read(ctx, tx, system)
	if err != nil {
		return Sharing{}, err
	}
	if s.Own == nil {
		return Sharing{}, fault.New(fault.NotFound, "Only a member of a system decides about links, and chooses this.")
	}
	if s.Own.Version != version {
		return Sharing{}, fault.Outdated()
	}
	if s.Own.Shares == shares {
		return *s.Own, nil
	}
	desk, err := tenants.ChannelOf(ctx, tx, s.System.ID, tenants.Desk)
	if err != nil {
		return Sharing{}, err
	}
	after := *s.Own
	after.Shares, after.Version = shares, version+1
	if err := writeSharing(ctx, tx, s.System.ID, desk.ID, after); err != nil {
		return Sharing{}, err
	}
	return after, tx.Reassess(ctx, s.System.ID)
}
