package platform

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
)

// What each record of an onboarding document may have, and what it must have.
var (
	documentFields = yamldoc.Fields{
		Noun:  "onboarding document",
		Names: []string{"format", "organisations", "memberships", "successions", "connections", "administrators"},
		Need:  []string{"format"},
	}
	organisationFields = yamldoc.Fields{
		Noun:  "organisation",
		Names: []string{"code", "kind", "sector", "name", "ods", "host", "fictional", "was"},
		Need:  []string{"code", "kind"},
	}
	knownFields      = yamldoc.Fields{Noun: "known organisation", Names: []string{"system", "member"}, Need: []string{"system", "member"}}
	membershipFields = yamldoc.Fields{
		Noun:  "membership",
		Names: []string{"system", "organisation", "code", "kind", "from", "to"},
		Need:  []string{"system", "organisation", "from"},
	}
	successionFields = yamldoc.Fields{Noun: "succession", Names: []string{"from", "to", "on", "state"}, Need: []string{"from", "to", "on", "state"}}
	connectionFields = yamldoc.Fields{
		Noun: "connection",
		Names: []string{
			"name", "organisation", "issuer", "client_id", "secret", "acr", "amr", "hosts", "second_factor", "ceiling", "listed", "live", "rules",
		},
		Need: []string{"name", "organisation", "issuer", "client_id"},
	}
	secretFields        = yamldoc.Fields{Noun: "secret", Names: []string{"env", "file"}}
	ruleFields          = yamldoc.Fields{Noun: "rule", Names: []string{"claim", "value", "role"}, Need: []string{"claim", "value", "role"}}
	administratorFields = yamldoc.Fields{
		Noun: "administrator", Names: []string{"organisation", "connection", "subject", "role"}, Need: []string{"organisation", "connection", "subject"},
	}
	viaFields = yamldoc.Fields{Noun: "connection", Names: []string{"organisation", "name"}, Need: []string{"organisation", "name"}}
)

const (
	longText    = 2000
	largestFile = 8 << 20
)

// Read reads an onboarding document from a file. Everything that is wrong with it is named by file and line.
func Read(name string) (Document, error) {
	info, err := os.Stat(name)
	if err != nil || info.IsDir() || info.Size() > largestFile {
		return Document{}, fault.New(fault.Invalid, "The document cannot be read.", fault.Field{Name: name, Reason: "Expected a YAML file of at most 8 MiB."})
	}
	data, err := os.ReadFile(filepath.Clean(name))
	if err != nil {
		return Document{}, fault.Wrap(err, fault.Invalid, "The document cannot be read.", fault.Field{Name: name, Reason: "The file cannot be opened."})
	}
	return Parse(filepath.Base(name), data)
}

// Parse reads an onboarding document.
func Parse(file string, data []byte) (Document, error) {
	r := &reader{places: map[string]yamldoc.Place{}}
	doc, ok := yamldoc.Parse(file, data, documentFields, &r.problems)
	var d Document
	if ok {
		d = r.document(doc)
	}
	d.places = r.places
	if r.problems.Count() == 0 {
		for _, c := range d.complete() {
			at, _ := d.place(c.path)
			r.problems.Addf(at, "%s", d.field(c).Reason)
		}
	}
	if r.problems.Count() > 0 {
		return Document{}, fault.New(fault.Invalid, "The document cannot be put in place as it is written.", r.problems.Fields()...)
	}
	return d, nil
}

// reader turns records into a document and remembers where each field stands.
type reader struct {
	problems yamldoc.Problems
	places   map[string]yamldoc.Place
}

func (r *reader) note(path string, rec yamldoc.Record, fields yamldoc.Fields) {
	r.places[path] = rec.At("")
	for _, name := range fields.Names {
		r.places[path+"."+name] = rec.At(name)
	}
}

// list reads the records of a list, each noted under its path.
func (r *reader) list(of yamldoc.Record, name string, fields yamldoc.Fields, each func(path string, rec yamldoc.Record)) {
	r.places[name] = of.At(name)
	for i, rec := range of.Records(name, fields) {
		path := name + "." + strconv.Itoa(i)
		r.note(path, rec, fields)
		each(path, rec)
	}
}

func (r *reader) document(doc yamldoc.Record) Document {
	var d Document
	r.places[""] = doc.At("")
	if format := doc.Line("format", longText); format != "1" {
		r.problems.Addf(doc.At("format"), "The format is %s, and this program reads format 1.", yamldoc.Quote(format))
	}
	r.list(doc, "organisations", organisationFields, func(_ string, rec yamldoc.Record) {
		o := Organisation{
			Code: rec.Line("code", longText), Kind: tenants.Kind(rec.Line("kind", longText)), Sector: rec.Line("sector", longText),
			Name: rec.Line("name", longText), ODS: rec.Line("ods", longText), Host: rec.Line("host", longText), Fictional: rec.Bool("fictional"),
		}
		if rec.Has("was") {
			if was, ok := rec.Record("was", knownFields); ok {
				o.Was = Known{was.Line("system", longText), was.Line("member", longText)}
			}
		}
		d.Organisations = append(d.Organisations, o)
	})
	r.list(doc, "memberships", membershipFields, func(_ string, rec yamldoc.Record) {
		d.Memberships = append(d.Memberships, Membership{
			System: rec.Line("system", longText), Organisation: rec.Line("organisation", longText), Code: rec.Line("code", longText),
			Kind: tenants.MembershipKind(rec.Line("kind", longText)), From: r.date(rec, "from"), To: r.date(rec, "to"),
		})
	})
	r.list(doc, "successions", successionFields, func(_ string, rec yamldoc.Record) {
		d.Successions = append(d.Successions, Succession{
			From: rec.Line("from", longText), To: rec.Line("to", longText), On: r.date(rec, "on"), State: rec.Line("state", longText),
		})
	})
	r.list(doc, "connections", connectionFields, func(path string, rec yamldoc.Record) {
		d.Connections = append(d.Connections, r.connection(path, rec))
	})
	r.list(doc, "administrators", administratorFields, func(_ string, rec yamldoc.Record) {
		via, _ := rec.Record("connection", viaFields)
		d.Administrators = append(d.Administrators, Administrator{
			Organisation: rec.Line("organisation", longText), ConnectionOf: via.Line("organisation", longText), ConnectionName: via.Line("name", longText),
			Subject: rec.Line("subject", longText), Role: tenants.Role(rec.Line("role", longText)),
		})
	})
	return d
}

func (r *reader) connection(path string, rec yamldoc.Record) Connection {
	c := Connection{
		Name: rec.Line("name", longText), Organisation: rec.Line("organisation", longText), Issuer: rec.Line("issuer", longText),
		ClientID: rec.Line("client_id", longText), Live: rec.Bool("live"),
		Terms: tenants.Terms{
			RequiredACR: texts(rec, "acr"), RequiredAMR: texts(rec, "amr"), Hosts: texts(rec, "hosts"), SecondFactor: rec.Bool("second_factor"),
			Listed: rec.Bool("listed"),
		},
	}
	for _, role := range texts(rec, "ceiling") {
		c.Ceiling = append(c.Ceiling, tenants.Role(role))
	}
	if rec.Has("secret") {
		if s, ok := rec.Record("secret", secretFields); ok {
			c.Ref = SecretRef{Env: s.Line("env", longText), File: s.Line("file", longText)}
			if (c.Ref.Env == "") == (c.Ref.File == "") {
				r.problems.Addf(rec.At("secret"), "Say where the secret is: the name of an environment variable (env) or a file (file), one of the two.")
			}
		}
	}
	for i, rule := range rec.Records("rules", ruleFields) {
		r.note(fmt.Sprintf("%s.rules.%d", path, i), rule, ruleFields)
		c.Rules = append(c.Rules, tenants.ClaimRule{
			Claim: rule.Line("claim", longText), Value: rule.Line("value", longText), Role: tenants.Role(rule.Line("role", longText)),
		})
	}
	return c
}

func texts(rec yamldoc.Record, name string) []string {
	var list []string
	for _, t := range rec.Texts(name, longText) {
		list = append(list, t.Value)
	}
	return list
}

// date reads a date; what is not said is zero.
func (r *reader) date(rec yamldoc.Record, name string) time.Time {
	text := rec.Line(name, longText)
	if text == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		r.problems.Addf(rec.At(name), "%s is not a date: write it as YYYY-MM-DD, such as 2027-04-01.", yamldoc.Quote(text))
	}
	return day
}
