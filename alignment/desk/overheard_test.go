package desk_test

import (
	"context"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// A member does not learn from its own evidence what another member, whose strategy it may not read, has written and
// decided: of words that it tries, those that the other uses are told apart from those that nobody does.
func TestEvidenceTellsNothingOfOtherMembers(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	publish(w, func(f *exchange.Folder) {
		a := &f.Members[0].Strategy
		for i, code := range []string{"A-7", "A-8", "A-9"} {
			a.Items = append(a.Items, strategy.Item{
				Kind: strategy.KindObjective,
				Code: code, Title: "Zephyrion " + []string{"wards", "theatres", "clinics"}[i], Body: strategy.Body{Description: "Buy Zephyrion for the shared care record."},
			})
			f.Claims = append(f.Claims, exchange.Claim{Objective: code, Target: "G1", Verdict: "confirmed", Contribution: "direct"})
		}
		f.Members[1].Strategy.Items = append(f.Members[1].Strategy.Items, strategy.Item{
			Kind: strategy.KindObjective,
			Code: "B-9", Title: "Zephyrion and Quillonax and Brontide", Body: strategy.Body{Description: "The shared care record."},
		})
	})
	w.As("B", func(ctx context.Context, tx *tenants.Tx) error {
		links, err := desk.OwnLinks(ctx, tx, nil)
		for _, l := range links {
			if l.Objective.Code != "B-9" {
				continue
			}
			for _, e := range l.Evidence {
				if strings.Contains(e.Text, "Zephyrion") || e.Kind == alignment.Learned {
					t.Errorf("B is told of %s that %q was %s", l.Target.Code, e.Text, e.Kind)
				}
			}
		}
		return err
	})
}
