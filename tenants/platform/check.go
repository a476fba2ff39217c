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
)

const (
	longName    = 300
	longSubject = 255
)

// complaint is what is wrong with a field: by its path in the document, such as memberships.0.from.
type complaint struct{ path, reason string }

// checker goes through a document.
type checker struct {
	doc        Document
	complaints []complaint
}

func (c *checker) say(path, format string, args ...any) {
	c.complaints = append(c.complaints, complaint{path, fmt.Sprintf(format, args...)})
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
	c.doc = *d
	c.organisations()
	c.memberships()
	c.successions()
	c.connections()
	c.administrators()
	return c.complaints
}

// Check refuses a document that cannot be, with the paths of its fields.
func (d *Document) Check() error {
	found := d.complete()
	if len(found) == 0 {
		return nil
	}
	fields := make([]fault.Field, len(found))
	for i, f := range found {
		fields[i] = fault.Field{Name: f.path, Reason: f.reason}
	}
	return fault.New(fault.Invalid, "This cannot be put in place as it is written.", fields...)
}

func (c *checker) organisations() {
	seen, ods := map[string]bool{}, map[string]bool{}
	for i, o := range c.doc.Organisations {
		at := fmt.Sprintf("organisations.%d.", i)
		switch {
		case !codeRule.MatchString(o.Code):
			c.say(at+"code", "Give a code of up to 64 letters, digits, full stops, underscores and hyphens.")
		case seen[o.Code]:
			c.say(at+"code", "The code %q is given to two organisations.", o.Code)
		}
		seen[o.Code] = true
		if tenants.RolesOf(o.Kind) == nil {
			c.say(at+"kind", "%q is no kind of organisation.", o.Kind)
		}
		if !wordRule.MatchString(o.Sector) {
			c.say(at+"sector", "Write the sector in lower case with underscores, such as mental_health.")
		}
		if o.ODS != "" && (!odsRule.MatchString(o.ODS) || ods[o.ODS]) {
			c.say(at+"ods", "Give the ODS code of this organisation alone: 3 to 10 capital letters and digits.")
		}
		ods[o.ODS] = true
		if o.Name == "" && o.ODS == "" || len(o.Name) > longName {
			c.say(at+"name", "Give a name of at most %d characters, or an ODS code by which it is in the directory.", longName)
		}
		if o.Host != "" && o.Kind != tenants.KindSystem {
			c.say(at+"host", "Only a system has a host.")
		}
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
		if m.From.IsZero() {
			c.say(at+"from", "Give the date from which it belongs, as YYYY-MM-DD.")
		}
		if !m.To.IsZero() && !m.To.After(m.From) {
			c.say(at+"to", "Give the first day on which it no longer belongs; it is after the first on which it does.")
		}
	}
}

func (c *checker) successions() {
	next := map[string][]string{}
	for i, s := range c.doc.Successions {
		at := fmt.Sprintf("successions.%d.", i)
		if s.From == "" || s.To == "" || s.From == s.To {
			c.say(at+"to", "Give the codes of two different organisations.")
		}
		if s.On.IsZero() {
			c.say(at+"on", "Give the date, as YYYY-MM-DD.")
		}
		if !slices.Contains([]string{"rehearsed", "confirmed", "done"}, s.State) {
			c.say(at+"state", "A succession is rehearsed, confirmed or done.")
		}
		if reaches(next, s.To, s.From) {
			c.say(at+"to", "%s would follow itself.", s.From)
		}
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
	seen := map[[2]string]bool{}
	for i, x := range c.doc.Connections {
		at := fmt.Sprintf("connections.%d.", i)
		if x.Organisation == "" {
			c.say(at+"organisation", "Give the code of an organisation.")
		}
		if key := [2]string{x.Organisation, x.Name}; seen[key] {
			c.say(at+"name", "%s has two connections called %q.", x.Organisation, x.Name)
		} else {
			seen[key] = true
		}
		kind := c.kindOf(x.Organisation)
		for _, f := range connections.Problems(connections.Connection{
			Name: x.Name, Issuer: x.Issuer, ClientID: x.ClientID, Ceiling: x.Ceiling, Rules: x.Rules,
		}, kind) {
			c.say(at+f.Name, "%s", f.Reason)
		}
	}
}

// kindOf is the kind that the document gives an organisation; a trust's when it is not said here.
func (c *checker) kindOf(code string) tenants.Kind {
	for _, o := range c.doc.Organisations {
		if o.Code == code {
			return o.Kind
		}
	}
	return tenants.KindTrust
}

func (c *checker) administrators() {
	for i, a := range c.doc.Administrators {
		at := fmt.Sprintf("administrators.%d.", i)
		if a.Organisation == "" {
			c.say(at+"organisation", "Give the code of an organisation.")
		}
		if a.ConnectionOf == "" || a.ConnectionName == "" {
			c.say(at+"connection", "Give the organisation and the name of the connection that they come by.")
		}
		if a.Subject == "" || len(a.Subject) > longSubject {
			c.say(at+"subject", "Give the subject by which the provider knows them, of at most %d characters.", longSubject)
		}
		if a.Role != "" && !slices.Contains(tenants.AllRoles(), a.Role) {
			c.say(at+"role", "%q is no role.", a.Role)
		}
	}
}

// dateText writes a date as documents do; nothing for none.
func dateText(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}
