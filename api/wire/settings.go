package wire

import (
	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/api/gen"
)

// Window is how long a system's members look first.
func Window(w setting.Window) gen.Window { return gen.Window{Days: w.Days, Version: w.Version} }

// Sharing is what a member chose.
func Sharing(s setting.Sharing) gen.Sharing { return gen.Sharing{Shares: s.Shares, Version: s.Version} }

// Settings is what a system sets and its members choose.
func Settings(s setting.Settings) gen.Settings {
	g := gen.Settings{System: OrganisationRef(s.System), Members: each(s.Members, func(m setting.Sharing) gen.MemberSharing {
		return gen.MemberSharing{Organisation: OrganisationRef(m.Organisation), Shares: m.Shares}
	})}
	if s.Window != nil {
		w := Window(*s.Window)
		g.Window = &w
	}
	if s.Own != nil {
		own := Sharing(*s.Own)
		g.Sharing = &own
	}
	return g
}
