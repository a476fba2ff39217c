package people

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Session is a place where somebody is signed in.
type Session struct {
	ID         uuid.UUID
	Began      time.Time
	Seen       time.Time
	Ends       time.Time // if nothing more happens
	From       string    // the address it came from
	Connection string
	Current    bool // it is the one that asks
}

// Sessions lists where the person of a session is signed in, the latest used first.
func Sessions(ctx context.Context, e tenants.Entry, session tenants.SessionKey) ([]Session, error) {
	return readSessions(ctx, e, session)
}

// EndSessions ends one session of the person whose session is given or, with the zero id, all of them, and gives how
// many there were.
func EndSessions(ctx context.Context, e tenants.Entry, session tenants.SessionKey, which uuid.UUID) (int, error) {
	ended, err := endSessions(ctx, e, session, which)
	if err == nil && ended == 0 {
		return 0, fault.Nothing()
	}
	return ended, err
}
