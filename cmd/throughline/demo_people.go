package main

import (
	"context"
	"io"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/demodata"
	"github.com/throughline-ics/throughline/internal/demoidp"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

// host is an organisation of the demonstration that has an identity provider, with the people who may be chosen.
type host struct {
	code   string // as in the folder's files; the system's is empty
	issuer string
	title  string
	people []person
}

type person struct {
	subject, name, title, about string
	role                        tenants.Role // empty: they come and wait for one
}

// partnerCode is the council that takes part as a partner: it has no strategy in the folder.
const (
	partnerCode = "CB"
	partnerName = "Carrowmere Borough Council"
)

// platformCode stands for the platform's own organisation, whose people are the operators.
const (
	platformCode = "platform"
	platformName = "Throughline operators"
)

var hosts = []host{
	{"", "system", "Carrowmere Integrated Care System", []person{
		{"amina-okafor", "Amina Okafor", "ICS digital lead", "Reads alignment across the five trusts.", tenants.SystemLead},
		{"ines-duarte", "Ines Duarte", "System administrator", "Says who may do what for the system.", tenants.SystemAdministrator},
		{"henry-walsh", "Henry Walsh", "Board member", "Reads what the system's people read.", tenants.Viewer},
	}},
	{"AC", "royal", "Carrowmere Royal University Hospitals", []person{
		{"grace-lindqvist", "Grace Lindqvist", "Trust CDO", "Manages the trust's own strategy. Has reviewed half of its links.", tenants.CDO},
		{"tom-ferreira", "Tom Ferreira", "Editor", "Writes objectives; cannot publish.", tenants.Editor},
		{"ruth-adeyemi", "Ruth Adeyemi", "Board member", "Reads, and answers the board questions.", tenants.Viewer},
		{"nadia-rahman", "Nadia Rahman", "Administrator", "Says who may do what for the trust; reads no strategy.", tenants.Administrator},
		{"sam-taylor", "Sam Taylor", "New starter", "Has no role yet: signs in and waits for one.", ""},
	}},
	{"BP", "brackenlea", "Brackenlea Partnership", []person{
		{"sunil-mehta", "Sunil Mehta", "Trust CDO", "Has not looked at the suggestions yet.", tenants.CDO},
		{"eira-vaughan", "Eira Vaughan", "Editor", "Writes objectives; cannot publish.", tenants.Editor},
	}},
	{"EC", "estermoor", "Estermoor Community Health", []person{
		{"joan-mccarthy", "Joan McCarthy", "Trust CDO", "Has reviewed every link.", tenants.CDO},
		{"pavel-novak", "Pavel Novak", "Editor", "Writes objectives; cannot publish.", tenants.Editor},
	}},
	{"SA", "saltermark", "Saltermark Ambulance Service", []person{
		{"dele-martins", "Dele Martins", "Trust CDO", "Has reviewed every link.", tenants.CDO},
		{"kate-oneill", "Kate O'Neill", "Editor", "Writes objectives; cannot publish.", tenants.Editor},
	}},
	{"WC", "wyrewater", "Wyrewater Cancer Centre", []person{
		{"marta-silva", "Marta Silva", "Trust CDO", "Has not looked at the suggestions yet.", tenants.CDO},
		{"owen-price", "Owen Price", "Editor", "Writes objectives; cannot publish.", tenants.Editor},
	}},
	{platformCode, "operators", platformName, []person{
		{"asha-patel", "Asha Patel", "Platform operator", "Puts organisations in place; cannot read a strategy.", tenants.Operator},
		{"colin-reid", "Colin Reid", "Platform operator", "The second one, where two are needed.", tenants.Operator},
	}},
	{partnerCode, "council", partnerName, []person{
		{"lesley-grant", "Lesley Grant", "Partner", "Sees what has been shared with the council.", tenants.PartnerContributor},
	}},
}

// connectionID is the same at every start, so that bookmarks of the demonstration keep working.
func (h host) connectionID() uuid.UUID {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("throughline demonstration "+h.issuer))
}

const demoClient = "throughline"

func demoIssuers(base string) []demoidp.Issuer {
	issuers := make([]demoidp.Issuer, 0, len(hosts))
	for _, h := range hosts {
		issuer := demoidp.Issuer{
			Name: h.issuer, Title: h.title, ClientID: demoClient,
			RedirectURIs: []string{base + "/auth/callback/" + h.connectionID().String()}, PostLogoutURIs: []string{base + "/"},
		}
		for _, p := range h.people {
			issuer.Personas = append(issuer.Personas, demoidp.Persona{
				Subject: p.subject, Name: p.name, Email: p.subject + "@" + h.issuer + ".example", Role: p.title, About: p.about,
			})
		}
		issuers = append(issuers, issuer)
	}
	return issuers
}

// fill puts the fictional system into the database, as import does, and then its people. Doing it again changes
// nothing, so what was changed in the demonstration stays.
func (d demonstration) fill(ctx context.Context, db *tenants.DB, issuers string) error {
	fresh, err := d.isFresh(ctx, db)
	if err != nil {
		return err
	}
	if fresh {
		folder, err := exchange.ReadFS(demodata.Carrowmere())
		if err != nil {
			return err
		}
		if folder.Claims, err = exchange.ReadClaims(demodata.Claims(), "the demonstration's claims", folder); err != nil {
			return err
		}
		if err := importFolder(ctx, db, folder, demoDay(db.Now()), io.Discard); err != nil {
			return err
		}
	}
	return db.Load(ctx, "demo", func(l *tenants.Load) error { return people(ctx, l, issuers, demoDay(db.Now())) })
}

func (d demonstration) isFresh(ctx context.Context, db *tenants.DB) (bool, error) {
	fresh := false
	err := db.Load(ctx, "demo", func(l *tenants.Load) error {
		roster, err := l.Roster(ctx, demoSystem)
		fresh = len(roster) == 0
		return err
	})
	return fresh, err
}

const demoSystem = "carrowmere"

// people puts the partner, the identity connections and everybody's roles in place.
func people(ctx context.Context, l *tenants.Load, issuers string, since time.Time) error {
	roster, err := l.Roster(ctx, demoSystem)
	if err != nil {
		return err
	}
	partner := tenants.Organisation{
		ID: roster[partnerCode].ID, Kind: tenants.KindCouncil, Sector: string(tenants.KindCouncil), Name: partnerName, Code: partnerCode, Fictional: true,
	}
	if partner.ID, err = l.PutOrganisation(ctx, partner); err != nil {
		return err
	}
	roster[partnerCode] = partner
	if roster[platformCode], err = operators(ctx, l); err != nil {
		return err
	}
	err = l.Join(ctx, tenants.Membership{System: roster[""], Organisation: partner, Kind: tenants.Partner, Since: since})
	if err != nil {
		return err
	}
	for _, h := range hosts {
		err := l.PutConnection(ctx, tenants.Connection{
			ID: h.connectionID(), Organisation: roster[h.code].ID, Name: h.title,
			Issuer: issuers + "/" + h.issuer, ClientID: demoClient, Live: true, Terms: tenants.Terms{Listed: true, SecondFactor: true},
		})
		if err != nil {
			return err
		}
		for _, p := range h.people {
			if p.role == "" {
				continue
			}
			if err := l.Assign(ctx, h.connectionID(), p.subject, roster[h.code].ID, p.role); err != nil {
				return err
			}
		}
	}
	return nil
}

// operators puts the platform's own organisation in place.
func operators(ctx context.Context, l *tenants.Load) (tenants.Organisation, error) {
	platform := tenants.Organisation{Kind: tenants.KindPlatform, Sector: string(tenants.KindPlatform), Name: platformName, Fictional: true}
	var err error
	if platform.ID, err = l.Platform(ctx); err != nil {
		return platform, err
	}
	platform.ID, err = l.PutOrganisation(ctx, platform)
	return platform, err
}
