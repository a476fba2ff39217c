package wire

import (
	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/api/gen"
)

// Window is how long a system's members look first.
func Window(w setting.Window) gen.Window { return gen.Window{Days: w.Days, Version: w.Version} }

// Sharing is what a member chose.
func Sharing(s setting.Sharing) gen.Sharing { return gen.Sharing{Shares: s.Shares, Version: s.Version} }

// Meaning is whether an endpoint says what released texts mean; where it is off, what would be agreed to.
func Meaning(m setting.Meaning) gen.Meaning {
	consent := m.Consent
	if !m.On {
		consent = setting.Consent
	}
	return gen.Meaning{
		On: m.On, Endpoint: m.Endpoint, Model: m.Model, HasKey: m.HasKey, Consent: consent, AgreedBy: m.AgreedBy, AgreedAt: optionalTime(m.AgreedAt),
		Trouble: m.Trouble, TriedAt: optionalTime(m.TriedAt), Version: m.Version,
	}
}

// MeaningChange is what a lead asks for.
func MeaningChange(c gen.MeaningChange) setting.MeaningChange {
	return setting.MeaningChange{On: c.On, Endpoint: c.Endpoint, Model: c.Model, Key: c.Key, Agreed: c.Agreed}
}

// Settings is what a system sets and its members choose.
func Settings(s setting.Settings) gen.Settings {
	g := gen.Settings{System: OrganisationRef(s.System), Members: each(s.Members, func(m setting.Sharing) gen.MemberSharing {
		return gen.MemberSharing{Organisation: OrganisationRef(m.Organisation), Shares: m.Shares}
	})}
	if s.Window != nil {
		w := Window(*s.Window)
		g.Window = &w
	}
	if s.Meaning != nil {
		m := Meaning(*s.Meaning)
		g.Meaning = &m
	}
	if s.Own != nil {
		own := Sharing(*s.Own)
		g.Sharing = &own
	}
	return g
}
