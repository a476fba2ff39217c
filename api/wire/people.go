package wire

import (
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/people"
)

// Roles are roles by their names.
func Roles(roles []tenants.Role) []gen.Role {
	return each(roles, func(r tenants.Role) gen.Role { return gen.Role(r) })
}

// People are those who hold a role and those who wait for one; me is who asks.
func People(holders, waiting []people.Person, roles []tenants.Role, me [16]byte) gen.PeopleList {
	return gen.PeopleList{
		People: each(holders, func(p people.Person) gen.RoleHolder {
			return gen.RoleHolder{
				ID: p.ID, Subject: p.Subject, Name: p.Name, Email: p.Email, Connection: p.Connection, Ours: p.Ours,
				Seen: optionalTime(p.Seen), Me: p.ID == me, Roles: each(p.Roles, RoleHeld),
			}
		}),
		Waiting: each(waiting, func(p people.Person) gen.Waiting {
			return gen.Waiting{ID: p.ID, Subject: p.Subject, Name: p.Name, Email: p.Email, Connection: p.Connection, Seen: optionalTime(p.Seen)}
		}),
		Roles: Roles(roles),
	}
}

// RoleHeld is a role that somebody holds.
func RoleHeld(h people.Held) gen.RoleHeld {
	return gen.RoleHeld{ID: h.ID, Role: gen.Role(h.Role), Source: gen.RoleSource(h.Source), Since: h.Since, Version: 1}
}

// Invitations are invitations, with the roles that one may be for.
func Invitations(list []people.Invitation, roles []tenants.Role) gen.InvitationList {
	return gen.InvitationList{Invitations: each(list, Invitation), Roles: Roles(roles)}
}

// Invitation is an invitation; its secret is nowhere.
func Invitation(i people.Invitation) gen.Invitation {
	return gen.Invitation{
		ID: i.ID, Role: gen.Role(i.Role), Name: i.Name, State: gen.InvitationState(i.State), Created: i.Created, CreatedBy: i.CreatedBy,
		Ends: i.Ends, Accepted: optionalTime(i.Accepted), Repair: i.Repair, Version: i.Version,
	}
}

// Offer is what an invitation offers.
func Offer(o people.Offer) gen.InvitationOffer {
	return gen.InvitationOffer{Organisation: o.Organisation, Role: gen.Role(o.Role), Name: o.Name, Ends: o.Ends}
}

// Tokens are API tokens.
func Tokens(list []people.Token) gen.TokenList { return gen.TokenList{Tokens: each(list, Token)} }

// Token is an API token; its secret is nowhere.
func Token(t people.Token) gen.Token {
	return gen.Token{
		ID: t.ID, Name: t.Name, Owner: t.Owner, Mine: t.Mine, Created: t.Created, Ends: t.Ends, Seen: optionalTime(t.Seen),
		Revoked: optionalTime(t.Revoked), Stopped: t.Stopped, Version: t.Version,
		Scopes: each(t.Scopes, func(s string) gen.TokenScope { return gen.TokenScope(s) }),
	}
}

// Sessions are the places where somebody is signed in.
func Sessions(list []people.Session) gen.SessionList {
	return gen.SessionList{Sessions: each(list, func(s people.Session) gen.SessionItem {
		return gen.SessionItem{ID: s.ID, Began: s.Began, Seen: s.Seen, Ends: s.Ends, From: s.From, Connection: s.Connection, Current: s.Current}
	})}
}
