package joint

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// State is what has become of an offer.
type State string

// The states of an offer. One that its owner has taken back is there no more.
const (
	Offered   State = "offered" // not answered yet
	Consented State = "consented"
	Declined  State = "declined"
	Withdrawn State = "withdrawn" // consented to first
)

// Offer is an owner's to speak for another member of a system, with the answer.
type Offer struct {
	ID       uuid.UUID
	Owner    tenants.Organisation
	Member   tenants.Organisation
	System   tenants.Organisation
	Strategy uuid.UUID
	State    State
	Offered  time.Time
	Answered time.Time         // zero while it is not
	Read     *strategy.Edition // to whom it is offered: what is released now, without its items; nil is nothing
	Seen     int               // the number of the edition that was consented to; 0 is none that can be read still
	Version  int               // of the offer and its answer together
}

// standing reports whether the offer waits for an answer or speaks for its member.
func (o Offer) standing() bool { return o.State == Offered || o.State == Consented }

// Partner is another member of a system of the acting organisation.
type Partner struct {
	System, Member tenants.Organisation
}

var errGone = fault.New(fault.NotFound, "There is no such joint strategy. Its owner may have taken the offer back.")

// Made reads the offers of one of the acting organisation's strategies.
func Made(ctx context.Context, tx *tenants.Tx, of uuid.UUID) ([]Offer, error) {
	if _, err := strategy.Get(ctx, tx, of); err != nil {
		return nil, err
	}
	return offers(ctx, tx, func(o Offer) bool { return o.Owner.ID == tx.Organisation() && o.Strategy == of })
}

// Received reads the offers made to the acting organisation.
func Received(ctx context.Context, tx *tenants.Tx) ([]Offer, error) {
	return offers(ctx, tx, func(o Offer) bool { return o.Member.ID == tx.Organisation() })
}

// Read gives one offer made to the acting organisation, with what is released to it of the strategy.
func Read(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Offer, strategy.Edition, error) {
	o, err := received(ctx, tx, id)
	if err != nil || o.Read == nil {
		return o, strategy.Edition{}, err
	}
	channels, err := tenants.ChannelsOf(ctx, tx, o.System.ID)
	if err != nil {
		return o, strategy.Edition{}, err
	}
	editions, err := strategy.Released(ctx, tx, []uuid.UUID{o.Owner.ID}, channels)
	return o, editions[o.Owner.ID], err
}

func received(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Offer, error) {
	return one(ctx, tx, func(o Offer) bool { return o.ID == id && o.Member.ID == tx.Organisation() })
}

func one(ctx context.Context, tx *tenants.Tx, is func(Offer) bool) (Offer, error) {
	list, err := offers(ctx, tx, is)
	if err == nil && len(list) == 0 {
		err = errGone
	}
	if err != nil {
		return Offer{}, err
	}
	return list[0], nil
}

func offers(ctx context.Context, tx *tenants.Tx, keep func(Offer) bool) ([]Offer, error) {
	list, err := readOffers(ctx, tx)
	return slices.DeleteFunc(list, func(o Offer) bool { return !keep(o) }), err
}

// Partners reads to whom the acting organisation may offer a joint strategy: the other members of its systems.
func Partners(ctx context.Context, tx *tenants.Tx) ([]Partner, error) {
	memberships, err := tenants.Memberships(ctx, tx, nil, nil)
	if err != nil {
		return nil, err
	}
	own, mine := tx.Organisation(), map[uuid.UUID]bool{}
	for _, m := range memberships {
		if m.Organisation.ID == own && m.Kind == tenants.Member {
			mine[m.System.ID] = true
		}
	}
	var list []Partner
	for _, m := range memberships {
		if mine[m.System.ID] && m.Kind == tenants.Member && m.Organisation.ID != own {
			list = append(list, Partner{m.System, m.Organisation})
		}
	}
	return list, nil
}

// Propose offers another member of a system that one of the acting organisation's strategies speaks for it there. An offer that
// was declined, or the consent to which was withdrawn, may be made again.
func Propose(ctx context.Context, tx *tenants.Tx, of, system, member uuid.UUID) (Offer, error) {
	if _, err := strategy.Get(ctx, tx, of); err != nil {
		return Offer{}, err
	}
	partners, err := Partners(ctx, tx)
	if err != nil {
		return Offer{}, err
	}
	if !slices.ContainsFunc(partners, func(p Partner) bool { return p.System.ID == system && p.Member.ID == member }) {
		return Offer{}, fault.New(fault.Invalid, "That organisation is not a member of a system that yours is a member of.",
			fault.Field{Name: "member", Reason: "Choose a fellow member of one of your systems."})
	}
	same := func(o Offer) bool {
		return o.Owner.ID == tx.Organisation() && o.Strategy == of && o.System.ID == system && o.Member.ID == member
	}
	before, err := offers(ctx, tx, same)
	if err != nil {
		return Offer{}, err
	}
	for _, o := range before {
		if o.standing() {
			return Offer{}, fault.New(fault.Conflict, "You have asked "+o.Member.Name+" already.")
		}
		if err := end(ctx, tx, o); err != nil {
			return Offer{}, err
		}
	}
	row := &offerRow{StrategyID: of, SystemID: system, MemberID: member}
	if err := tenants.Insert(ctx, tx, row); err != nil {
		return Offer{}, err
	}
	return one(ctx, tx, func(o Offer) bool { return o.ID == row.ID })
}

// TakeBack ends an offer of the acting organisation that is at a version, and with it what it says for the other.
func TakeBack(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) error {
	o, err := one(ctx, tx, func(o Offer) bool { return o.ID == id && o.Owner.ID == tx.Organisation() })
	if err != nil {
		return err
	}
	if err := o.at(version); err != nil {
		return err
	}
	if err := end(ctx, tx, o); err != nil {
		return err
	}
	return tx.Reassess(ctx, o.System.ID)
}

func (o Offer) at(version int) error {
	if o.Version != version {
		return fault.New(fault.Stale, "Something has happened to this joint strategy while you were looking at it. Look at it again.")
	}
	return nil
}

// Answer consents to an offer made to the acting organisation, declines it, or withdraws the consent. The system's picture
// follows when it has been lined up again.
func Answer(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int, with State) (Offer, error) {
	o, err := received(ctx, tx, id)
	if err != nil {
		return Offer{}, err
	}
	if err := o.at(version); err != nil {
		return Offer{}, err
	}
	if err := o.allows(with); err != nil {
		return Offer{}, err
	}
	if err := keep(ctx, tx, o, with); err != nil {
		return Offer{}, err
	}
	if err := tx.Reassess(ctx, o.System.ID); err != nil {
		return Offer{}, err
	}
	return received(ctx, tx, id)
}

func (o Offer) allows(with State) error {
	switch {
	case with != Consented && with != Declined && with != Withdrawn:
		return fault.New(fault.Invalid, "An offer is consented to or declined, and a consent is withdrawn.",
			fault.Field{Name: "answer", Reason: "Use consented, declined or withdrawn."})
	case with == Withdrawn && o.State != Consented:
		return fault.New(fault.Conflict, "Your organisation has not consented, so there is nothing to withdraw.")
	case with != Withdrawn && o.State != Offered:
		return fault.New(fault.Conflict, "Your organisation has answered already. "+o.Owner.Name+" can ask again.")
	case with == Consented && o.Read == nil:
		return fault.New(fault.Conflict, o.Owner.Name+" has not published the strategy to "+o.System.Name+" yet, so there is nothing to consent to.")
	}
	return nil
}
