package wire

import (
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/connections"
)

// Connection is an identity connection with the addresses on this server to register at its provider.
func Connection(c connections.Connection, base string) gen.Connection {
	return gen.Connection{
		ID: c.ID, Name: c.Name, Issuer: c.Issuer, ClientID: c.ClientID, HasSecret: c.HasSecret, Acr: orEmpty(c.RequiredACR),
		Amr: orEmpty(c.RequiredAMR), SecondFactor: c.SecondFactor, Hosts: orEmpty(c.Hosts), Ceiling: Roles(c.Ceiling),
		Rules: each(c.Rules, claimRule), Listed: c.Listed, State: gen.ConnectionState(c.State), Tested: optionalTime(c.Tested),
		Callback: base + "/auth/callback/" + c.ID.String(), Backchannel: base + "/auth/backchannel/" + c.ID.String(), Version: c.Version,
	}
}

// Connections are identity connections; start is where people of the organisation start, when it has a code.
func Connections(list []connections.Connection, base string, start *string) gen.ConnectionList {
	return gen.ConnectionList{Start: start, Connections: each(list, func(c connections.Connection) gen.Connection { return Connection(c, base) })}
}

func claimRule(r tenants.ClaimRule) gen.ClaimRule {
	return gen.ClaimRule{Claim: r.Claim, Value: r.Value, Role: gen.Role(r.Role)}
}

func toRule(r gen.ClaimRule) tenants.ClaimRule {
	return tenants.ClaimRule{Claim: r.Claim, Value: r.Value, Role: tenants.Role(r.Role)}
}

func toRole(r gen.Role) tenants.Role { return tenants.Role(r) }

// ToConnection is a new connection and its secret.
func ToConnection(n gen.NewConnection) (connections.Connection, string) {
	return connections.Connection{
		Name: n.Name, Issuer: n.Issuer, ClientID: n.ClientID, RequiredACR: valueOr(n.Acr), RequiredAMR: valueOr(n.Amr),
		SecondFactor: valueOr(n.SecondFactor), Ceiling: each(valueOr(n.Ceiling), toRole), Rules: each(valueOr(n.Rules), toRule),
	}, valueOr(n.Secret)
}

// EditConnection is a change of a connection: what is not named stays.
func EditConnection(c gen.ConnectionChange) connections.Edit {
	return connections.Edit{Secret: c.Secret, Apply: func(kept *connections.Connection) {
		set(&kept.Name, c.Name)
		set(&kept.ClientID, c.ClientID)
		set(&kept.RequiredACR, c.Acr)
		set(&kept.RequiredAMR, c.Amr)
		set(&kept.SecondFactor, c.SecondFactor)
		if c.Ceiling != nil {
			kept.Ceiling = each(*c.Ceiling, toRole)
		}
		if c.Rules != nil {
			kept.Rules = each(*c.Rules, toRule)
		}
		if c.State != nil {
			kept.State = string(*c.State)
		}
	}}
}

// ConnectionRequests are connections as operators decide about them.
func ConnectionRequests(list []connections.Request) gen.ConnectionRequestList {
	return gen.ConnectionRequestList{Connections: each(list, ConnectionRequest)}
}

// ConnectionRequest is a connection as an operator decides about it.
func ConnectionRequest(r connections.Request) gen.ConnectionRequest {
	return gen.ConnectionRequest{
		ID: r.ID, Organisation: r.Organisation, OrganisationName: r.OrganisationName, Name: r.Name, Issuer: r.Issuer, ClientID: r.ClientID,
		Acr: orEmpty(r.RequiredACR), Amr: orEmpty(r.RequiredAMR), Hosts: orEmpty(r.Hosts), SecondFactor: r.SecondFactor, Ceiling: Roles(r.Ceiling),
		Listed: r.Listed, State: gen.ConnectionState(r.State), Tested: optionalTime(r.Tested), Version: r.Version,
	}
}
