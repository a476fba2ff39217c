package view

import (
	"encoding/hex"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// LinkState says whether people have decided about a link.
type LinkState string

// The states of a link. Candidate is a pair that the engine looked at and does not suggest.
const (
	Candidate     LinkState = "candidate"
	Suggested     LinkState = "suggested"
	LinkConfirmed LinkState = "confirmed"
	LinkRejected  LinkState = "rejected"
	Stale         LinkState = "stale" // decided, and a text has changed since
)

// TargetRef names a goal or a shared initiative.
type TargetRef struct {
	ID    uuid.UUID
	Kind  alignment.TargetKind
	Code  string
	Title string
	Due   strategy.Month
}

// ObjectiveRef names a released objective.
type ObjectiveRef struct {
	ID           uuid.UUID
	Organisation uuid.UUID
	Code         string
	Title        string
	Horizon      strategy.Month
}

// Link is an objective beside a target: what the engine said and what people decided.
type Link struct {
	Objective    ObjectiveRef
	Target       TargetRef
	State        LinkState
	Contribution alignment.Contribution
	Primary      bool
	Score        float64
	Evidence     []alignment.Evidence
	Balance      []alignment.Weighed // the rest of what makes the score
	Rejected     bool                // what was decided is that it does not serve it, whether that is stale or not
	Reason       string              // that the organisation gave with its decision
	DecidedAt    time.Time
	Measured     bool       // the objective has a measure
	Suggested    bool       // the engine suggests it, whatever people decided
	Decision     *uuid.UUID // the latest claim about it that counts

	read, now [2]strategy.TextHash // of the objective's text and the target's: when deciding, and now
}

// Band is how sure a link is, in words.
func (l Link) Band() alignment.Band { return alignment.BandOf(l.Score) }

// ReadMark is what marks the two texts of a pair as they are read: with other texts it is another.
func ReadMark(objective, target strategy.TextHash) string {
	return hex.EncodeToString(objective[:8]) + hex.EncodeToString(target[:8])
}

// counts reports whether a link is one for a person who reads: suggested or confirmed, also when that is stale.
func (l Link) counts() bool {
	return l.State == Suggested || l.State == LinkConfirmed || l.State == Stale && !l.Rejected
}
