package tenants

import (
	"time"

	"github.com/google/uuid"
)

// Kind is what an organisation is.
type Kind string

// The kinds of organisation.
const (
	KindPlatform                 Kind = "platform" // whoever runs Throughline; its people are the operators
	KindSystem                   Kind = "system"
	KindTrust                    Kind = "trust"
	KindICB                      Kind = "icb"
	KindCouncil                  Kind = "council"
	KindPrimaryCare              Kind = "primary_care"
	KindCommunityInterestCompany Kind = "community_interest_company"
	KindVoluntary                Kind = "voluntary"
	KindHospice                  Kind = "hospice"
	KindIndependentProvider      Kind = "independent_provider"
	KindSupplier                 Kind = "supplier"
	KindOther                    Kind = "other"
)

// KindOfSector gives the kind of a member whose sector (acute, council, hospice ...) is known: a sector that is a
// kind of its own is that kind, every other is a trust's.
func KindOfSector(sector string) Kind {
	switch kind := Kind(sector); kind {
	case KindICB, KindCouncil, KindPrimaryCare, KindCommunityInterestCompany, KindVoluntary, KindHospice,
		KindIndependentProvider, KindSupplier, KindOther:
		return kind
	case KindPlatform, KindSystem, KindTrust:
		return KindTrust
	default:
		return KindTrust
	}
}

// Organisation is a legally separate body, or a system of them.
type Organisation struct {
	ID        uuid.UUID
	Kind      Kind
	Sector    string
	Code      string // a system's own handle, or what the system at hand calls the organisation
	Name      string
	Fictional bool
}

// MembershipKind is how an organisation belongs to a system.
type MembershipKind string

// The kinds of membership: a member takes part with a strategy of its own, a partner sees what is shared with it.
const (
	Member  MembershipKind = "member"
	Partner MembershipKind = "partner"
)

// Membership is an organisation's belonging to a system, from one date to another.
type Membership struct {
	System       Organisation
	Organisation Organisation // its Code is what the system calls it
	Kind         MembershipKind
	Since        time.Time
	Until        time.Time // the first day it no longer belongs; zero when none is set
}

// Channel is where rows and editions are released to.
type Channel struct {
	ID    uuid.UUID
	Owner uuid.UUID
	Kind  ChannelKind
}

// ChannelKind says who reads a channel.
type ChannelKind string

// The channels that a release can name.
const (
	Desk    ChannelKind = "desk"    // the people of the system itself
	Members ChannelKind = "members" // every member of the system
	Pair    ChannelKind = "pair"    // a system and one other organisation
	Public  ChannelKind = "public"  // whoever has its owner's address, without an account
)
