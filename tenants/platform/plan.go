package platform

import (
	"bytes"
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
	taken   map[uuid.UUID]string // organisations of the register that the document has named, and where
	clients map[[2]string]string // clients of issuers that are in use when the document is in place, and where
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
	p := &planner{
		doc: d, state: s, trusted: trusted, ids: map[string]uuid.UUID{}, kinds: map[string]tenants.Kind{}, taken: map[uuid.UUID]string{},
		clients: map[[2]string]string{},
	}
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
	if err := r.Together(ctx); err != nil {
		return err
	}
	for _, c := range plan {
		if err := c.do(ctx, r); err != nil {
			return fmt.Errorf("%s %s %s: %w", c.Verb, c.What, c.Key, err)
		}
	}
	return nil
}

func (p *planner) add(c Change) { p.changes = append(p.changes, c) }

func (p *planner) refuse(path, reason string) { p.complain(complaint{path: path, reason: reason}) }

func (p *planner) complain(c complaint) { p.wrong = append(p.wrong, p.doc.field(c)) }

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
		p.kinds[o.Code] = o.Kind
		if !p.itself(path, o, found) {
			continue
		}
		if o.Host == "" || p.named(path+".host", o.Host) {
			p.organisation(o, entry, found)
		}
	}
}

// itself refuses an organisation that is one by its code and another by something else that the document says of it.
func (p *planner) itself(path string, o Organisation, found *registered) bool {
	if found == nil {
		return p.fresh(path, o)
	}
	other := slices.IndexFunc(p.state.organisations, func(r registered) bool {
		return r.ID != found.ID && (o.ODS != "" && r.ODS == o.ODS || o.Was.System != "" && p.state.known(r.ID, o.Was))
	})
	switch earlier, twice := p.taken[found.ID]; {
	case found.Kind != o.Kind:
		p.refuse(path+".kind", fmt.Sprintf("It is a %s. An organisation does not change its kind: a new one succeeds it.", found.Kind))
	case twice:
		p.complain(complaint{path + ".code", "In the register this is one organisation with another of the document: name it once.", earlier})
	case other >= 0:
		p.refuse(path+".code", fmt.Sprintf("By this code it is %s in the register, and by its ODS code or by what it was %s.", found.Name, p.state.organisations[other].Name))
	default:
		p.taken[found.ID] = path
		return true
	}
	return false
}

// fresh refuses an organisation that should have been in the register.
func (p *planner) fresh(path string, o Organisation) bool {
	platform := slices.IndexFunc(p.state.organisations, func(r registered) bool { return r.Kind == tenants.KindPlatform })
	switch {
	case o.Was.System != "":
		p.refuse(path+".was", fmt.Sprintf("%s knows no organisation as %s: import its folder first, or leave this out.", o.Was.System, o.Was.Member))
	case o.Kind == tenants.KindPlatform && platform >= 0:
		p.refuse(path+".kind", fmt.Sprintf("There is one organisation of the platform, and it is %s, with the code %q.", p.state.organisations[platform].Name, p.state.organisations[platform].Handle))
	default:
		return true
	}
	return false
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
		{"name", found.Name != entry.Name},
		{"sector", found.Sector != entry.Sector},
		{"code", found.Handle != entry.Handle},
		{"ods", entry.ODS != "" && found.ODS != entry.ODS},
		{"fictional", found.Fictional != entry.Fictional},
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
		case p.clashes(m):
			p.refuse(path+".code", fmt.Sprintf("%s calls another organisation %q on the same day.", m.System, m.Code))
			continue
		case !there:
		case p.meets(m) > 1:
			p.refuse(path+".to", "It came back while this would still last: end it before.")
			continue
		case found.since != dateText(m.From):
			p.refuse(path+".from", fmt.Sprintf("It has belonged since %s, and a beginning is not moved: write that date.", found.since))
			continue
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

// membership finds the one that the register holds and a document speaks of: the first that has a day in common with
// it. sec.put_membership finds the same.
func (p *planner) membership(m Membership) (found membership, there bool) {
	for _, x := range p.of(m.System) {
		if x.organisation == p.ids[m.Organisation] && x.overlaps(m) && (!there || x.since < found.since) {
			found, there = x, true
		}
	}
	return found, there
}

// meets counts the memberships of the register that have a day in common with one of the document.
func (p *planner) meets(m Membership) int {
	count := 0
	for _, x := range p.of(m.System) {
		if x.organisation == p.ids[m.Organisation] && x.overlaps(m) {
			count++
		}
	}
	return count
}

// clashes reports whether the system already calls another organisation by the code, which the document leaves so.
func (p *planner) clashes(m Membership) bool {
	return slices.ContainsFunc(p.of(m.System), func(x membership) bool {
		renamed := slices.ContainsFunc(p.doc.Memberships, func(d Membership) bool {
			return d.System == m.System && p.ids[d.Organisation] == x.organisation && x.overlaps(d)
		})
		return x.code == m.Code && x.organisation != p.ids[m.Organisation] && x.overlaps(m) && !renamed
	})
}

// of gives the memberships that the register holds of a system; none of one that is to be made.
func (p *planner) of(system string) []membership {
	var list []membership
	for _, x := range p.state.memberships {
		if x.system == p.ids[system] {
			list = append(list, x)
		}
	}
	return list
}

// overlaps reports whether a membership of the register and one of a document have a day in common.
func (x membership) overlaps(m Membership) bool {
	return (x.until == "" || x.until > dateText(m.From)) && (m.To.IsZero() || x.since < dateText(m.To))
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
	return err1 == nil && err2 == nil && bytes.Equal(left, right)
}
