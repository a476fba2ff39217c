package wire

import (
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// OrganisationRef names an organisation.
func OrganisationRef(o tenants.Organisation) gen.OrganisationRef {
	return gen.OrganisationRef{ID: o.ID, Code: o.Code, Name: o.Name, Kind: gen.OrganisationKind(o.Kind), Sector: o.Sector}
}

// Organisation is an organisation with the systems it belongs to.
func Organisation(o tenants.Organisation, memberships []tenants.Membership) gen.Organisation {
	return gen.Organisation{
		ID: o.ID, Name: o.Name, Kind: gen.OrganisationKind(o.Kind), Sector: o.Sector,
		Systems: each(memberships, func(m tenants.Membership) gen.Membership {
			return gen.Membership{
				System: OrganisationRef(m.System), Kind: gen.MembershipKind(m.Kind), Code: m.Organisation.Code,
				Since: date(m.Since), Until: optionalDate(m.Until),
			}
		}),
	}
}

// Members are the organisations of a system, with the editions of theirs that may be read.
func Members(memberships []tenants.Membership, editions map[uuid.UUID]strategy.Edition) gen.MemberList {
	return gen.MemberList{Members: each(memberships, func(m tenants.Membership) gen.Member {
		return gen.Member{
			Organisation: OrganisationRef(m.Organisation), Kind: gen.MembershipKind(m.Kind), Since: date(m.Since),
			Edition: EditionRef(editions[m.Organisation.ID]),
		}
	})}
}

// Session is who is signed in and where they may act.
func Session(p tenants.Presence) gen.Session {
	return gen.Session{
		Person: gen.Person{ID: p.Person, Name: p.Name}, Ends: p.Ends, Until: p.Until, IdleMinutes: int(session.Idle.Minutes()),
		Places: each(p.Places, func(place tenants.Place) gen.Place {
			return gen.Place{
				Organisation: OrganisationRef(place.Organisation),
				Roles:        each(place.Roles, func(r tenants.Role) gen.Role { return gen.Role(r) }),
			}
		}),
	}
}

// SignInOptions are the identity providers offered on the start page.
func SignInOptions(demo bool, connections []tenants.Option) gen.SignInOptions {
	return gen.SignInOptions{Demo: demo, Options: each(connections, func(c tenants.Option) gen.SignInOption {
		return gen.SignInOption{Name: c.Name, Start: "/auth/sign-in/" + c.ID.String()}
	})}
}
