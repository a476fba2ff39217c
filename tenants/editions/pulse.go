package editions

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Pulse is what somebody without an account says of what an organisation has published. Nothing else of them is kept.
type Pulse struct {
	Recognise bool // what it says of the place as they know it
	Helps     bool
	Neither   bool
	Role      string // one of PulseRoles; empty is not said
}

var (
	// ErrNoAnswer is that a pulse says nothing.
	ErrNoAnswer = wrongAnswer("Choose what is true for you, or say that neither is.")
	// ErrBothAnswers is that it says both that something is true and that neither is.
	ErrBothAnswers = wrongAnswer("Choose what is true for you or ‘Neither of these’, not both.")
)

func wrongAnswer(reason string) error {
	return fault.New(fault.Invalid, reason, fault.Field{Name: "neither", Reason: reason})
}

// PulseRoles are what somebody may say that they are.
func PulseRoles() []string {
	return []string{"patient", "carer", "clinician", "other_staff", "partner"}
}

// PulseCount is how many have said something of an edition, in whole fives. Fewer than five are none.
type PulseCount struct {
	Statement string // recognise | helps | neither
	Role      string // empty of those who did not say theirs
	AtLeast   int
}

// NotePulse counts what somebody says of what is published at an address.
func NotePulse(ctx context.Context, e tenants.Entry, address string, p Pulse) error {
	if p.Role != "" && !slices.Contains(PulseRoles(), p.Role) {
		return fault.New(fault.Invalid, "Choose one of the roles, or none.", fault.Field{Name: "role", Reason: "Choose one of the roles, or none."})
	}
	var said []string
	if p.Recognise {
		said = append(said, "recognise")
	}
	if p.Helps {
		said = append(said, "helps")
	}
	if p.Neither {
		said = append(said, "neither")
	}
	switch something := p.Recognise || p.Helps; {
	case something && p.Neither:
		return ErrBothAnswers
	case !something && !p.Neither:
		return ErrNoAnswer
	}
	return notePulse(ctx, e, address, said, p.Role)
}

// PulseOf reads what has been said of one of the acting organisation's editions.
func PulseOf(ctx context.Context, tx *tenants.Tx, edition uuid.UUID) ([]PulseCount, error) {
	return readPulse(ctx, tx, edition)
}
