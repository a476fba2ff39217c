package platform

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Change is one thing that a document would change.
type Change struct {
	Verb   string // add | change | end
	What   string // organisation | membership | succession | connection | rules | administrator
	Key    string
	Detail string

	do func(ctx context.Context, r tenants.Register) error
}

// String is the change in a line.
func (c Change) String() string {
	return fmt.Sprintf("%-6s %-13s %s: %s", c.Verb, c.What, c.Key, c.Detail)
}

// planner compares a document with the register.
type planner struct {
	doc     Document
	state   *state
	trusted bool                 // by whoever runs the server, and not by an operator
	ids     map[string]uuid.UUID // of organisations, by the document's codes; those that are to be made get theirs when they are
	kinds   map[string]tenants.Kind
	changes []Change
	wrong   []fault.Field
}

// Plan compares a document with the register and gives what it would change, in the order in which it is done. An
// operator (who is not trusted with everything, as whoever runs the server is) changes no connection, rule or
// administrator of an organisation that somebody has administered: its own administrators do, or two operators
// together repair it.
func Plan(ctx context.Context, r tenants.Register, d Document, trusted bool) ([]Change, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	s, err := readState(ctx, r, d)
	if err != nil {
		return nil, err
	}
	p := &planner{doc: d, state: s, trusted: trusted, ids: map[string]uuid.UUID{}, kinds: map[string]tenants.Kind{}}
	for _, o := range s.organisations {
		if o.Handle != "" {
			p.ids[o.Handle], p.kinds[o.Handle] = o.ID, o.Kind
		}
	}
	p.organisations(func(o Organisation) bool { return o.Host == "" })
	p.organisations(func(o Organisation) bool { return o.Host != "" }) // their hosts are there by now
	p.memberships()
	p.successions()
	if err := p.connections(ctx, r); err != nil {
		return nil, err
	}
	p.administrators()
	if len(p.wrong) > 0 {
		return nil, fault.New(fault.Invalid, "This cannot be put in place.", p.wrong...)
	}
	return p.changes, nil
}

// Apply does what a plan says.
func Apply(ctx context.Context, r tenants.Register, plan []Change) error {
	for _, c := range plan {
		if err := c.do(ctx, r); err != nil {
			return fmt.Errorf("%s %s %s: %w", c.Verb, c.What, c.Key, err)
		}
	}
	return nil
}

func (p *planner) add(c Change) { p.changes = append(p.changes, c) }

func (p *planner) refuse(path, reason string) {
	p.wrong = append(p.wrong, fault.Field{Name: path, Reason: reason})
}

// named refuses a code that is neither in the document nor in the register.
func (p *planner) named(path, code string) bool {
	_, known := p.kinds[code]
	if !known {
		p.refuse(path, fmt.Sprintf("There is no organisation with the code %q, here or in the register.", code))
	}
	return known
}

func (p *planner) organisations(wanted func(Organisation) bool) {
	for i, o := range p.doc.Organisations {
		if !wanted(o) {
			continue
		}
		path := fmt.Sprintf("organisations.%d", i)
		entry := tenants.RegisterEntry{
			Organisation: tenants.Organisation{Kind: o.Kind, Sector: o.Sector, Code: o.Code, Name: o.Name, Fictional: o.Fictional}, Handle: o.Code, ODS: o.ODS,
		}
		if entry.Name == "" {
			entry.Name = p.state.directory[o.ODS].Name
		}
		if entry.Name == "" {
			p.refuse(path+".name", fmt.Sprintf("The directory does not have %s: give a name, or read a newer directory with `throughline directory`.", o.ODS))
		}
		found := p.state.find(o)
		if found != nil && found.Kind != o.Kind {
			p.refuse(path+".kind", fmt.Sprintf("It is a %s. An organisation does not change its kind: a new one succeeds it.", found.Kind))
			continue
		}
		p.kinds[o.Code] = o.Kind
		if o.Host == "" || p.named(path+".host", o.Host) {
			p.organisation(o, entry, found)
		}
	}
}

func (p *planner) organisation(o Organisation, entry tenants.RegisterEntry, found *registered) {
	c := Change{Verb: "add", What: "organisation", Key: o.Code, Detail: entry.Name + " (" + string(o.Kind) + ")"}
	if closed := p.state.directory[o.ODS].Closed; !closed.IsZero() {
		c.Detail += ", which the directory says closed on " + dateText(closed)
	}
	c.do = func(ctx context.Context, r tenants.Register) error {
		entry.Host = p.ids[o.Host]
		id, err := r.PutEntry(ctx, entry)
		p.ids[o.Code] = id
		return err
	}
	if found == nil {
		p.add(c)
		return
	}
	entry.ID, p.ids[o.Code] = found.ID, found.ID
	host := p.ids[o.Host]
	var differs []string
	for _, field := range []struct {
		name      string
		different bool
	}{
		{"name", found.Name != entry.Name}, {"sector", found.Sector != entry.Sector}, {"code", found.Handle != entry.Handle},
		{"ods", entry.ODS != "" && found.ODS != entry.ODS}, {"fictional", found.Fictional != entry.Fictional},
		{"host", o.Host != "" && (host == uuid.Nil || found.Host != host)},
	} {
		if field.different {
			differs = append(differs, field.name)
		}
	}
	if len(differs) > 0 {
		c.Verb, c.Detail = "change", strings.Join(differs, ", ")
		p.add(c)
	}
}

func (p *planner) memberships() {
	for i, m := range p.doc.Memberships {
		path := fmt.Sprintf("memberships.%d", i)
		if !p.named(path+".system", m.System) || !p.named(path+".organisation", m.Organisation) {
			continue
		}
		if p.kinds[m.System] != tenants.KindSystem {
			p.refuse(path+".system", m.System+" is no system.")
			continue
		}
		found, there := p.membership(m)
		c := Change{Verb: "add", What: "membership", Key: m.System + " " + m.Organisation}
		c.Detail = fmt.Sprintf("%s as %s from %s", m.Kind, m.Code, dateText(m.From))
		if !m.To.IsZero() {
			c.Detail += " until " + dateText(m.To)
		}
		switch {
		case !there:
		case found.code == m.Code && found.kind == m.Kind && (m.To.IsZero() || found.until == dateText(m.To)):
			continue
		case !m.To.IsZero() && found.until != dateText(m.To):
			c.Verb = "end"
		default:
			c.Verb = "change"
		}
		c.do = func(ctx context.Context, r tenants.Register) error {
			return r.Join(ctx, tenants.Membership{
				System: tenants.Organisation{ID: p.ids[m.System]}, Organisation: tenants.Organisation{ID: p.ids[m.Organisation], Code: m.Code},
				Kind: m.Kind, Since: m.From, Until: m.To,
			})
		}
		p.add(c)
	}
}

// membership finds the one that the register holds and a document speaks of: not ended before the document's begins.
func (p *planner) membership(m Membership) (membership, bool) {
	system, organisation := p.ids[m.System], p.ids[m.Organisation]
	from := dateText(m.From)
	i := slices.IndexFunc(p.state.memberships, func(x membership) bool {
		return system != uuid.Nil && x.system == system && x.organisation == organisation && (x.until == "" || x.until > from)
	})
	if i < 0 {
		return membership{}, false
	}
	return p.state.memberships[i], true
}

func (p *planner) successions() {
	for i, s := range p.doc.Successions {
		path := fmt.Sprintf("successions.%d", i)
		if !p.named(path+".from", s.From) || !p.named(path+".to", s.To) {
			continue
		}
		c := Change{Verb: "add", What: "succession", Key: s.From + " " + s.To, Detail: s.State + " on " + dateText(s.On)}
		n := slices.IndexFunc(p.state.successions, func(x succession) bool { return x.from == p.ids[s.From] && x.to == p.ids[s.To] })
		if n >= 0 {
			found := p.state.successions[n]
			if found.on == dateText(s.On) && found.state == s.State {
				continue
			}
			c.Verb = "change"
		}
		c.do = func(ctx context.Context, r tenants.Register) error {
			return r.Succeed(ctx, tenants.Succession{From: p.ids[s.From], To: p.ids[s.To], On: s.On, State: s.State})
		}
		p.add(c)
	}
}

// same compares values as they are kept.
func same(a, b any) bool {
	left, err1 := json.Marshal(a)
	right, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(left) == string(right)
}
