package platform

import (
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/connections"
)

var (
	codeRule = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
	odsRule  = regexp.MustCompile(`^[A-Z0-9]{3,10}$`)
	wordRule = regexp.MustCompile(`^[a-z_]{1,40}$`)
	hostRule = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?$`)

	subjectRule = regexp.MustCompile(`^[\x20-\x7e]{1,255}$`) // what a sign-in takes
)

const (
	longName = 300
	mostOf   = 2000 // organisations, memberships ... of a document: several times what the whole country has
)

// The dates that a document may name: anything beyond them is a slip of the keyboard.
var (
	earliest = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
)

// checker goes through a document.
type checker struct {
	doc        *Document
	complaints []complaint
}

func (c *checker) say(path, format string, args ...any) {
	c.complaints = append(c.complaints, complaint{path: path, reason: fmt.Sprintf(format, args...)})
}

// first remembers what is given first at a path, and complains of what is given again.
type first[K comparable] map[K]string

func (f first[K]) again(c *checker, key K, path, format string, args ...any) {
	if other, twice := f[key]; twice {
		c.complaints = append(c.complaints, complaint{path: path, reason: fmt.Sprintf(format, args...), other: other})
		return
	}
	f[key] = path
}

// date asks for a date. One that is not said is none.
func (c *checker) date(path string, day time.Time) {
	if !day.IsZero() && (day.Before(earliest) || !day.Before(latest)) {
		c.say(path, "%s is not a date that anything here can have.", dateText(day))
	}
}

// complete fills in what is usual where nothing is said, and gives what is wrong.
func (d *Document) complete() []complaint {
	c := &checker{}
	for i := range d.Organisations {
		o := &d.Organisations[i]
		if o.Sector == "" {
			o.Sector = string(o.Kind)
		}
	}
	for i := range d.Memberships {
		m := &d.Memberships[i]
		if m.Code == "" {
			m.Code = m.Organisation
		}
		if m.Kind == "" {
			m.Kind = tenants.Member
		}
	}
	c.doc = d
	for _, list := range []struct {
		name   string
		length int
	}{
		{"organisations", len(d.Organisations)},
		{"memberships", len(d.Memberships)},
		{"successions", len(d.Successions)},
		{"connections", len(d.Connections)},
		{"administrators", len(d.Administrators)},
	} {
		if list.length > mostOf {
			c.say(list.name, "There are %d %s: a document has at most %d.", list.length, list.name, mostOf)
			return c.complaints
		}
	}
	c.organisations()
	c.memberships()
	c.successions()
	c.connections()
	c.administrators()
	return c.complaints
}

// Check refuses a document that cannot be, by the fields that are wrong.
func (d *Document) Check() error {
	found := d.complete()
	if len(found) == 0 {
		return nil
	}
	fields := make([]fault.Field, len(found))
	for i, f := range found {
		fields[i] = d.field(f)
	}
	return fault.New(fault.Invalid, "This cannot be put in place as it is written.", fields...)
}

func (c *checker) organisations() {
	codes, ods, platforms := first[string]{}, first[string]{}, first[tenants.Kind]{}
	for i, o := range c.doc.Organisations {
		at := fmt.Sprintf("organisations.%d.", i)
		c.organisation(at, o)
		codes.again(c, o.Code, at+"code", "The code %q is given to two organisations.", o.Code)
		if o.ODS != "" {
			ods.again(c, o.ODS, at+"ods", "The ODS code %s is given to two organisations.", o.ODS)
		}
		if o.Kind == tenants.KindPlatform {
			platforms.again(c, o.Kind, at+"kind", "There is one organisation of the platform.")
		}
	}
}

func (c *checker) organisation(at string, o Organisation) {
	if !codeRule.MatchString(o.Code) {
		c.say(at+"code", "Give a code of up to 64 letters, digits, full stops, underscores and hyphens.")
	}
	if tenants.RolesOf(o.Kind) == nil {
		c.say(at+"kind", "%q is no kind of organisation.", o.Kind)
	}
	if !wordRule.MatchString(o.Sector) {
		c.say(at+"sector", "Write the sector in lower case with underscores, such as mental_health.")
	}
	if o.ODS != "" && !odsRule.MatchString(o.ODS) {
		c.say(at+"ods", "Give the ODS code of this organisation: 3 to 10 capital letters and digits.")
	}
	if o.Name == "" && o.ODS == "" || o.Name != "" && !tenants.IsName(o.Name, longName) {
		c.say(at+"name", "Give a name on one line of at most %d characters, or an ODS code by which it is in the directory.", longName)
	}
	if o.Host != "" && o.Kind != tenants.KindSystem {
		c.say(at+"host", "Only a system has a host.")
	}
}

func (c *checker) memberships() {
	for i, m := range c.doc.Memberships {
		at := fmt.Sprintf("memberships.%d.", i)
		if m.System == "" || m.System == m.Organisation {
			c.say(at+"system", "Give the code of a system.")
		}
		if m.Organisation == "" {
			c.say(at+"organisation", "Give the code of an organisation.")
		}
		if !codeRule.MatchString(m.Code) {
			c.say(at+"code", "Give what the system calls it: up to 64 letters, digits, full stops, underscores and hyphens.")
		}
		if m.Kind != tenants.Member && m.Kind != tenants.Partner {
			c.say(at+"kind", "An organisation is a member or a partner.")
		}
		c.period(at, m)
		c.together(at, m, c.doc.Memberships[:i])
	}
}

func (c *checker) period(at string, m Membership) {
	if m.From.IsZero() {
		c.say(at+"from", "Give the date from which it belongs, as YYYY-MM-DD.")
	}
	c.date(at+"from", m.From)
	c.date(at+"to", m.To)
	if !m.To.IsZero() && !m.To.After(m.From) {
		c.say(at+"to", "Give the first day on which it no longer belongs; it is after the first on which it does.")
	}
}

// together complains of a membership that is at odds with an earlier one of the same days.
func (c *checker) together(at string, m Membership, earlier []Membership) {
	for j, other := range earlier {
		path := fmt.Sprintf("memberships.%d", j)
		switch {
		case m.System != other.System || !m.overlaps(other):
		case m.Organisation == other.Organisation:
			c.complaints = append(c.complaints, complaint{at + "from", fmt.Sprintf("%s belongs to %s twice on the same day.", m.Organisation, m.System), path})
			return
		case m.Code == other.Code:
			c.complaints = append(c.complaints, complaint{at + "code", fmt.Sprintf("%s calls two organisations %q on the same day.", m.System, m.Code), path})
			return
		}
	}
}

// overlaps reports whether two memberships have a day in common.
func (m Membership) overlaps(other Membership) bool {
	return (m.To.IsZero() || other.From.Before(m.To)) && (other.To.IsZero() || m.From.Before(other.To))
}

func (c *checker) successions() {
	next, pairs := map[string][]string{}, first[[2]string]{}
	for i, s := range c.doc.Successions {
		at := fmt.Sprintf("successions.%d.", i)
		if s.From == "" || s.To == "" || s.From == s.To {
			c.say(at+"to", "Give the codes of two different organisations.")
		}
		if s.On.IsZero() {
			c.say(at+"on", "Give the date, as YYYY-MM-DD.")
		}
		c.date(at+"on", s.On)
		if !slices.Contains([]string{"rehearsed", "confirmed", "done"}, s.State) {
			c.say(at+"state", "A succession is rehearsed, confirmed or done.")
		}
		if reaches(next, s.To, s.From) {
			c.say(at+"to", "%s would follow itself.", s.From)
		}
		pairs.again(c, [2]string{s.From, s.To}, at+"to", "%s follows %s twice.", s.To, s.From)
		next[s.From] = append(next[s.From], s.To)
	}
}

// reaches reports whether one organisation leads to another by successions.
func reaches(next map[string][]string, from, to string) bool {
	seen, open := map[string]bool{}, []string{from}
	for len(open) > 0 {
		at := open[len(open)-1]
		open = open[:len(open)-1]
		if at == to {
			return true
		}
		if !seen[at] {
			seen[at] = true
			open = append(open, next[at]...)
		}
	}
	return false
}

func (c *checker) connections() {
	names, clients := first[[2]string]{}, first[[2]string]{}
	for i, x := range c.doc.Connections {
		at := fmt.Sprintf("connections.%d.", i)
		if x.Organisation == "" {
			c.say(at+"organisation", "Give the code of an organisation.")
		}
		names.again(c, [2]string{x.Organisation, x.Name}, at+"name", "%s has two connections called %q.", x.Organisation, x.Name)
		if x.Live {
			clients.again(c, [2]string{x.Issuer, x.ClientID}, at+"client_id", "Two connections use the same client of the same provider: its answers could be meant for either.")
		}
		kind, known := c.kindOf(x.Organisation)
		for _, f := range x.problems(kind, known) {
			c.say(at+f.Name, "%s", f.Reason)
		}
		for n, host := range x.Hosts {
			if !hostRule.MatchString(host) {
				c.say(at+"hosts", "%q is no host: write it without https://, such as keys.example.nhs.uk (item %d).", host, n+1)
			}
		}
		rules := first[tenants.ClaimRule]{}
		for n, r := range x.Rules {
			rules.again(c, r, fmt.Sprintf("%srules.%d", at, n), "The rule is given twice.")
		}
	}
}

// problems says what is wrong with a connection. While the kind of its organisation is not known, what depends on it
// is left for later.
func (x Connection) problems(kind tenants.Kind, known bool) []fault.Field {
	put := connections.Connection{Name: x.Name, Issuer: x.Issuer, ClientID: x.ClientID}
	if known {
		put.Ceiling, put.Rules = x.Ceiling, x.Rules
	}
	return connections.Problems(put, kind)
}

// kindOf is the kind that the document gives an organisation, if it does.
func (c *checker) kindOf(code string) (tenants.Kind, bool) {
	for _, o := range c.doc.Organisations {
		if o.Code == code {
			return o.Kind, true
		}
	}
	return "", false
}

func (c *checker) administrators() {
	people := first[Administrator]{}
	for i, a := range c.doc.Administrators {
		at := fmt.Sprintf("administrators.%d.", i)
		if a.Organisation == "" {
			c.say(at+"organisation", "Give the code of an organisation.")
		}
		if a.ConnectionOf == "" || a.ConnectionName == "" {
			c.say(at+"connection", "Give the organisation and the name of the connection that they come by.")
		}
		if !subjectRule.MatchString(a.Subject) {
			c.say(at+"subject", "Give the subject by which the provider knows them: up to 255 characters, without accents.")
		}
		if a.Role != "" && !slices.Contains(tenants.AllRoles(), a.Role) {
			c.say(at+"role", "%q is no role.", a.Role)
		}
		people.again(c, a, at+"subject", "They are named twice.")
	}
}

// dateText writes a date as documents do; nothing for none.
func dateText(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}
