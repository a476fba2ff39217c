package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/alignment/ontology"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Folder gives what the acting system and its members have released, what they decided, and the system's own
// capabilities, as a folder of files.
// Members that have released nothing are left out. Lined up from the files, it gives the same links.
func Folder(ctx context.Context, tx *tenants.Tx) (exchange.Folder, error) {
	self, err := tenants.Self(ctx, tx)
	if err != nil {
		return exchange.Folder{}, err
	}
	s, err := gather(ctx, tx, self)
	if err != nil {
		return exchange.Folder{}, err
	}
	if self.Kind != tenants.KindSystem || s.edition.Number == 0 {
		return exchange.Folder{}, fault.New(fault.Invalid, self.Name+" has not published goals. There is nothing to write.")
	}
	_, x := s.picture()
	f := exchange.Folder{System: party(self, s.edition.Document())}
	for _, m := range s.members {
		if m.shared() {
			f.Members = append(f.Members, party(m.Organisation, renamed(m.edition, x)))
		}
	}
	f.Claims = s.carriedOut(x)
	if len(s.capabilities) > 0 {
		f.Capabilities, err = ontology.WriteOwn(s.capabilities)
	}
	return f, err
}

func party(o tenants.Organisation, d strategy.Document) exchange.Party {
	return exchange.Party{Code: o.Code, Name: o.Name, Sector: o.Sector, Fictional: o.Fictional, Strategy: d}
}

// renamed is a member's document under the codes of the picture, which are unique in the folder.
func renamed(e strategy.Edition, x index) strategy.Document {
	names := map[string]string{}
	for _, item := range e.Items {
		if name, ok := x.names[item.ID]; ok {
			names[item.Code] = name
		}
	}
	return e.Document().Renamed(names)
}

// carriedOut gives the claims as files carry them, in the order of the picture's ids.
func (s scene) carriedOut(x index) []exchange.Claim {
	var claims []exchange.Claim
	for _, c := range s.claims {
		objective, target := x.names[c.Objective], x.names[c.Target]
		if objective == "" || target == "" {
			continue // about something that is no longer released
		}
		claims = append(claims, exchange.Claim{
			Objective: objective, Target: target, Verdict: string(c.Verdict), Contribution: string(c.Contribution), Reason: c.Reason,
		})
	}
	slices.SortFunc(claims, func(a, b exchange.Claim) int {
		if c := strings.Compare(a.Objective, b.Objective); c != 0 {
			return c
		}
		return strings.Compare(a.Target, b.Target)
	})
	return claims
}
