package wire

import (
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/platform"
)

// RegisterPage is a page of the register; next is empty after the last.
func RegisterPage(list []platform.Registered, next string) gen.RegisterPage {
	page := gen.RegisterPage{Organisations: each(list, registered)}
	if next != "" {
		page.Next = &next
	}
	return page
}

func registered(o platform.Registered) gen.RegisteredOrganisation {
	return gen.RegisteredOrganisation{
		ID: o.ID, Kind: gen.OrganisationKind(o.Kind), Sector: o.Sector, Code: o.Handle, Ods: o.ODS, Name: o.Name, Fictional: o.Fictional,
		Administrators: o.Administrators,
	}
}

// RegisterEntry is an organisation with what the register holds of it.
func RegisterEntry(e platform.Entry) gen.RegisterEntry {
	return gen.RegisterEntry{
		Organisation: registered(e.Registered),
		Memberships: each(e.Memberships, func(m platform.NamedMembership) gen.RegisteredMembership {
			return gen.RegisteredMembership{
				System: m.System, SystemCode: m.SystemCode, SystemName: m.SystemName, Organisation: m.Organisation,
				OrganisationName: m.OrganisationName, Code: m.Code, Kind: gen.MembershipKind(m.Kind), Since: date(m.Since), Until: optionalDate(m.Until),
			}
		}),
		Successions: each(e.Successions, func(s platform.NamedSuccession) gen.RegisteredSuccession {
			return gen.RegisteredSuccession{
				From: s.From, FromName: s.FromName, To: s.To, ToName: s.ToName, On: date(s.On), State: gen.SuccessionState(s.State),
			}
		}),
		Connections: each(e.Connections, func(c platform.RegisteredConnection) gen.RegisteredConnection {
			return gen.RegisteredConnection{
				ID: c.ID, Name: c.Name, Issuer: c.Issuer, State: gen.ConnectionState(c.State), Listed: c.Listed, Tested: c.Tested,
			}
		}),
	}
}

// Directory is what the published directory says.
func Directory(list []platform.Listed) gen.DirectoryList {
	return gen.DirectoryList{Entries: each(list, func(l platform.Listed) gen.DirectoryEntry {
		return gen.DirectoryEntry{Code: l.Code, Name: l.Name, Kind: l.Kind, Icb: l.ICB, Opened: optionalDate(l.Opened), Closed: optionalDate(l.Closed)}
	})}
}

// Plan is what a document would change, or has changed.
func Plan(changes []platform.Change) gen.OnboardingPlan {
	return gen.OnboardingPlan{Changes: each(changes, func(c platform.Change) gen.PlannedChange {
		return gen.PlannedChange{Verb: gen.ChangeVerb(c.Verb), What: c.What, Key: c.Key, Detail: c.Detail}
	})}
}

// ToDocument is an onboarding document.
func ToDocument(o gen.Onboarding) platform.Document {
	return platform.Document{
		Organisations: each(valueOr(o.Organisations), func(x gen.OnboardingOrganisation) platform.Organisation {
			return platform.Organisation{
				Code: x.Code, Kind: tenants.Kind(x.Kind), Sector: valueOr(x.Sector), Name: valueOr(x.Name), ODS: valueOr(x.Ods),
				Host: valueOr(x.Host), Fictional: valueOr(x.Fictional),
			}
		}),
		Memberships: each(valueOr(o.Memberships), func(x gen.OnboardingMembership) platform.Membership {
			m := platform.Membership{System: x.System, Organisation: x.Organisation, Code: valueOr(x.Code), From: x.From.Time, To: day(x.To)}
			if x.Kind != nil {
				m.Kind = tenants.MembershipKind(*x.Kind)
			}
			return m
		}),
		Successions: each(valueOr(o.Successions), func(x gen.OnboardingSuccession) platform.Succession {
			return platform.Succession{From: x.From, To: x.To, On: x.On.Time, State: string(x.State)}
		}),
		Connections: each(valueOr(o.Connections), toDeclared),
		Administrators: each(valueOr(o.Administrators), func(x gen.OnboardingAdministrator) platform.Administrator {
			a := platform.Administrator{
				Organisation: x.Organisation, ConnectionOf: x.Connection.Organisation, ConnectionName: x.Connection.Name, Subject: x.Subject,
			}
			if x.Role != nil {
				a.Role = tenants.Role(*x.Role)
			}
			return a
		}),
	}
}

func toDeclared(x gen.OnboardingConnection) platform.Connection {
	return platform.Connection{
		Organisation: x.Organisation, Name: x.Name, Issuer: x.Issuer, ClientID: x.ClientID, Secret: valueOr(x.Secret), Live: valueOr(x.Live),
		Terms: tenants.Terms{
			RequiredACR: valueOr(x.Acr), RequiredAMR: valueOr(x.Amr), SecondFactor: valueOr(x.SecondFactor),
			Ceiling: each(valueOr(x.Ceiling), toRole), Listed: valueOr(x.Listed),
		},
		Rules: each(valueOr(x.Rules), toRule),
	}
}

// Repairs are repairs.
func Repairs(list []platform.Repair) gen.RepairList {
	return gen.RepairList{Repairs: each(list, Repair)}
}

// Repair is the repair of an organisation without an administrator.
func Repair(r platform.Repair) gen.Repair {
	return gen.Repair{
		ID: r.ID, Organisation: r.Organisation, OrganisationName: r.OrganisationName, Name: r.Name, Reason: r.Reason, Proposed: r.Proposed,
		ProposedBy: r.ProposedBy, Mine: r.Mine, Confirmed: optionalTime(r.Confirmed), ConfirmedBy: r.ConfirmedBy, Needed: r.Needed,
	}
}
