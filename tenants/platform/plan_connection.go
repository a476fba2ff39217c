package platform

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// closed reports whether an organisation is looked after by its own administrators, so that an operator may not. It is
// found as the document found it, by its ODS code or by what it was too: a document may call it by another code than the
// register.
func (p *planner) closed(code string) bool {
	id, found := p.ids[code]
	return !p.trusted && found && slices.ContainsFunc(p.state.organisations, func(r registered) bool {
		return r.ID == id && r.administered && r.Kind != tenants.KindPlatform
	})
}

const closedReason = "This organisation has had an administrator: its own administrators change this. If none is left, repair it."

func (p *planner) connections(ctx context.Context, r tenants.Register) error {
	for i, c := range p.doc.Connections {
		path := fmt.Sprintf("connections.%d", i)
		if !p.named(path+".organisation", c.Organisation) {
			continue
		}
		if p.closed(c.Organisation) {
			p.refuse(path+".organisation", closedReason)
			continue
		}
		found := p.state.connectionOf(p.ids[c.Organisation], c.Name)
		if found != nil && found.Issuer != c.Issuer {
			p.refuse(path+".issuer", "Another issuer is another connection: give it another name.")
			continue
		}
		if !p.fits(path, c, found) {
			continue
		}
		if err := p.connection(ctx, r, c, found); err != nil {
			return err
		}
	}
	return nil
}

// fits refuses a connection that its organisation's kind does not let be, or whose client another in use has, now or
// when the document is in place.
func (p *planner) fits(path string, c Connection, found *connection) bool {
	wrong := c.problems(p.kinds[c.Organisation], true)
	for _, f := range wrong {
		p.refuse(path+"."+f.Name, f.Reason)
	}
	if !c.Live && (found == nil || found.state != tenants.Live) {
		return len(wrong) == 0
	}
	client := [2]string{c.Issuer, c.ClientID}
	other, used := p.clients[client]
	used = used || slices.ContainsFunc(p.state.connections, func(x connection) bool {
		return x.state == tenants.Live && [2]string{x.Issuer, x.ClientID} == client && (found == nil || x.ID != found.ID)
	})
	if used {
		p.complain(complaint{path + ".client_id", "Another connection in use is this client of the same provider: its answers could be meant for either.", other})
	}
	p.clients[client] = path
	return len(wrong) == 0 && !used
}

func (p *planner) connection(ctx context.Context, r tenants.Register, c Connection, found *connection) error {
	put := tenants.Connection{Name: c.Name, Issuer: c.Issuer, ClientID: c.ClientID, Secret: c.Secret, Terms: c.Terms, Live: c.Live}
	id := uuid.Must(uuid.NewV7())
	change := Change{Verb: "add", What: "connection", Key: c.Organisation + " " + c.Name, Detail: c.Issuer}
	if !c.Live {
		change.Detail += ", to be tested and approved"
	}
	if found != nil {
		id = found.ID
		kept, err := secretOf(ctx, r, found)
		if err != nil {
			return err
		}
		if kept == c.Secret {
			put.Secret = ""
		}
		change.Verb = "change"
		if len(put.Hosts) == 0 {
			put.Hosts = found.Hosts // pinned when it was tested
		}
	}
	if found == nil || put.Secret != "" || found.ClientID != c.ClientID || !same(found.Terms, put.Filled()) || c.Live && found.state != tenants.Live {
		change.do = func(ctx context.Context, r tenants.Register) error {
			put.ID, put.Organisation = id, p.ids[c.Organisation]
			return r.PutConnection(ctx, put)
		}
		p.add(change)
	}
	p.rules(c, id, found)
	return nil
}

func (p *planner) rules(c Connection, id uuid.UUID, found *connection) {
	rules := slices.SortedFunc(slices.Values(c.Rules), compareRules)
	if len(rules) == 0 && (found == nil || len(found.rules) == 0) || found != nil && slices.Equal(rules, found.rules) {
		return
	}
	p.add(Change{
		Verb: "change", What: "rules", Key: c.Organisation + " " + c.Name, Detail: fmt.Sprintf("%d rules make roles of claims", len(rules)),
		do: func(ctx context.Context, r tenants.Register) error {
			return r.PutRules(ctx, p.ids[c.Organisation], id, rules)
		},
	})
}

func compareRules(a, b tenants.ClaimRule) int {
	return slices.Compare([]string{a.Claim, a.Value, string(a.Role)}, []string{b.Claim, b.Value, string(b.Role)})
}

func (p *planner) administrators() {
	for i, a := range p.doc.Administrators {
		path := fmt.Sprintf("administrators.%d", i)
		if !p.named(path+".organisation", a.Organisation) || !p.named(path+".connection", a.ConnectionOf) {
			continue
		}
		if p.closed(a.Organisation) {
			p.refuse(path+".organisation", closedReason)
			continue
		}
		role := a.Role
		if role == "" {
			role = tenants.AdministratorOf(p.kinds[a.Organisation])
		}
		if !slices.Contains(tenants.RolesOf(p.kinds[a.Organisation]), role) {
			p.refuse(path+".role", "Organisations of this kind do not have this role.")
			continue
		}
		p.administrator(path, a, role)
	}
}

func (p *planner) administrator(path string, a Administrator, role tenants.Role) {
	if !p.declared(a) {
		p.refuse(path+".connection", fmt.Sprintf("%s has no connection called %q, here or in the register.", a.ConnectionOf, a.ConnectionName))
		return
	}
	found := p.state.connectionOf(p.ids[a.ConnectionOf], a.ConnectionName)
	if found != nil && slices.Contains(found.people, assigned{p.ids[a.Organisation], a.Subject, role}) {
		return
	}
	p.add(Change{
		Verb: "add", What: "administrator", Key: a.Organisation + " " + a.Subject, Detail: string(role) + " by " + a.ConnectionName,
		do: func(ctx context.Context, r tenants.Register) error {
			id, err := connectionID(ctx, r, p.ids[a.ConnectionOf], a.ConnectionName)
			if err != nil {
				return err
			}
			return r.Assign(ctx, id, a.Subject, p.ids[a.Organisation], role)
		},
	})
}

// declared reports whether the connection that an administrator comes by is in the document or in the register.
func (p *planner) declared(a Administrator) bool {
	return p.state.connectionOf(p.ids[a.ConnectionOf], a.ConnectionName) != nil || slices.ContainsFunc(p.doc.Connections, func(c Connection) bool {
		return c.Organisation == a.ConnectionOf && c.Name == a.ConnectionName
	})
}

// connectionID finds a connection that may have just been made.
func connectionID(ctx context.Context, r tenants.Register, organisation uuid.UUID, name string) (uuid.UUID, error) {
	list, err := readConnections(ctx, r)
	if err != nil {
		return uuid.Nil, err
	}
	s := state{connections: list}
	if found := s.connectionOf(organisation, name); found != nil {
		return found.ID, nil
	}
	return uuid.Nil, fmt.Errorf("the connection %q was not made", name)
}
