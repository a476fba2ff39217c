package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/ontology"
	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// scene is a system as it has been released: its own edition, its members with theirs, and what they decided.
type scene struct {
	system       tenants.Organisation
	channels     []tenants.Channel // the system's desk and its members' channel
	edition      strategy.Edition  // what it has released to its members
	members      []released
	claims       []Claim
	window       setting.Window
	capabilities []ontology.Capability         // the system's own
	sharings     map[uuid.UUID]setting.Sharing // by member
	// kept is what was kept last, sight what is known of what texts mean, and joint for whom joint strategies speak, where the
	// system itself looks.
	kept  kept
	sight sight
	joint joint
}

// released is a member and what it has released to the system; the zero edition is nothing.
type released struct {
	tenants.Membership
	edition strategy.Edition
}

func (r released) shared() bool { return r.edition.ID != uuid.Nil }

// gather reads a scene as the acting organisation may see it, in a fixed number of queries.
func gather(ctx context.Context, tx *tenants.Tx, system tenants.Organisation) (scene, error) {
	s := scene{system: system}
	var err error
	if s.channels, err = tenants.ChannelsOf(ctx, tx, system.ID); err != nil {
		return s, err
	}
	memberships, err := tenants.Memberships(ctx, tx, &system.ID, nil)
	if err != nil {
		return s, err
	}
	memberships = slices.DeleteFunc(memberships, func(m tenants.Membership) bool { return m.Kind != tenants.Member })
	slices.SortFunc(memberships, func(a, b tenants.Membership) int {
		return strings.Compare(a.Organisation.Code, b.Organisation.Code)
	})
	var owners []uuid.UUID
	for _, m := range memberships {
		owners = append(owners, m.Organisation.ID)
	}
	editions, err := strategy.Released(ctx, tx, owners, s.channels)
	if err != nil {
		return s, err
	}
	for _, m := range memberships {
		s.members = append(s.members, released{m, editions[m.Organisation.ID]})
	}
	if s.edition, err = s.toMembers(ctx, tx); err != nil {
		return s, err
	}
	if s.claims, err = latestClaims(ctx, tx, system.ID); err != nil {
		return s, err
	}
	if s.sharings, err = setting.Sharings(ctx, tx, system.ID); err != nil {
		return s, err
	}
	if s.capabilities, err = setting.InEngine(ctx, tx, system.ID); err != nil {
		return s, err
	}
	s.window, err = setting.ReadWindow(ctx, tx, system.ID)
	return s, err
}

// toMembers reads what the system has released to its members. What is for its desk alone is left out: a member's rows
// cannot name what the member may not read.
func (s scene) toMembers(ctx context.Context, tx *tenants.Tx) (strategy.Edition, error) {
	members := slices.DeleteFunc(slices.Clone(s.channels), func(c tenants.Channel) bool { return c.Kind != tenants.Members })
	editions, err := strategy.Released(ctx, tx, []uuid.UUID{s.system.ID}, members)
	return editions[s.system.ID], err
}

func (s scene) channel(kind tenants.ChannelKind) uuid.UUID {
	for _, c := range s.channels {
		if c.Kind == kind {
			return c.ID
		}
	}
	return uuid.Nil
}

// placed is an item of a scene with the edition and the organisation that it is in.
type placed struct {
	strategy.EditionItem
	edition uuid.UUID
	owner   uuid.UUID
}

// index finds items by the ids that the scene's picture gives them, and those ids by the items' own.
type index struct {
	items         map[string]placed
	names         map[uuid.UUID]string
	organisations map[string]uuid.UUID
}

// picture draws the scene, with an index from the picture's ids to the database's.
func (s scene) picture() (alignment.Picture, index) {
	system := Party{Code: s.system.Code, Name: s.system.Name, Shared: true, Document: s.edition.Document()}
	members := make([]Party, len(s.members))
	for i, m := range s.members {
		members[i] = Party{
			Code: m.Organisation.Code, Name: m.Organisation.Name, Shared: m.shared(), Document: m.edition.Document(),
			SharesDecisions: s.sharings[m.Organisation.ID].Shares,
		}
	}
	x := index{items: map[string]placed{}, names: map[uuid.UUID]string{}, organisations: map[string]uuid.UUID{}}
	names := nameItems(system, members)
	x.add(s.edition, namedOfSystem, func(code string) string { return code })
	for _, m := range s.members {
		x.add(m.edition, namedOfMembers, func(code string) string { return names.of(m.Organisation.Code, code) })
		x.organisations[m.Organisation.Code] = m.Organisation.ID
	}
	p := Draw(system, members, s.judgements(x))
	p.Capabilities = s.capabilities
	return p, x
}

func (x index) add(e strategy.Edition, kinds []strategy.ItemKind, name func(code string) string) {
	for _, item := range e.Items {
		if slices.Contains(kinds, item.Kind) {
			id := name(item.Code)
			x.items[id] = placed{item, e.ID, e.Owner}
			x.names[item.ID] = id
		}
	}
}

// judgements are the claims that still rest on the texts they were made about.
func (s scene) judgements(x index) []alignment.Judgement {
	var judgements []alignment.Judgement
	for _, c := range s.claims {
		objective, target := x.names[c.Objective], x.names[c.Target]
		if objective == "" || target == "" ||
			c.ObjectiveHash != x.items[objective].TextHash || c.TargetHash != x.items[target].TextHash {
			continue
		}
		judgements = append(judgements, alignment.Judgement{
			Objective: objective, Target: target, Verdict: c.Verdict, Contribution: c.Contribution,
		})
	}
	return judgements
}
