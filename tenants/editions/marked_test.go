package editions_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// writeHidden gives the draft a need, an aim and two objectives that are marked commercial, and open items that name them.
func (a trust) writeHidden() {
	a.t.Helper()
	hidden := func(i strategy.Item) strategy.Item { i.Body.Marking = strategy.MarkingCommercial; return i }
	need := hidden(strategy.Item{Kind: strategy.KindNeed, Code: "NEED-ZORBLAX", Title: "A need", Body: strategy.Body{Role: "patient"}})
	aim := hidden(strategy.Item{Kind: strategy.KindAim, Code: "AIM-ZORBLAX", Title: "An aim"})
	bought := hidden(strategy.Item{Kind: strategy.KindObjective, Code: "KX-ZORBLAX", Title: "A purchase"})
	given := hidden(strategy.Item{Kind: strategy.KindObjective, Code: "GIVEN-ZORBLAX", Title: "Quillonax is bought out"})
	objective := strategy.Item{Kind: strategy.KindObjective, Code: "OPEN-1", Title: "An objective", Body: strategy.Body{Needs: []string{need.Code}, Aims: []string{aim.Code}}}
	initiative := strategy.Item{Kind: strategy.KindInitiative, Code: "OPEN-2", Title: "An initiative", Body: strategy.Body{Objectives: []string{bought.Code, objective.Code}}}
	risk := strategy.Item{Kind: strategy.KindRisk, Code: "OPEN-3", Title: "A risk", Body: strategy.Body{Objectives: []string{bought.Code}}}
	a.as(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
		id, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		for _, i := range []strategy.Item{need, aim, bought, given, objective, initiative, risk} {
			kept, err := strategy.AddItem(ctx, tx, id, i)
			if err != nil {
				return err
			}
			if i.Code == given.Code {
				if _, err := strategy.ChangeCourse(ctx, tx, kept.ID, kept.Version, strategy.Course{Reason: "It is done by others.", ReplacedBy: bought.Code}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// What somebody does not read is not named by what they do, neither where they read it nor in a search. Whoever sees all sees all
// that it names.
func TestWhatIsNotReadIsNotNamed(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.writeHidden()
	if err := a.release(a.send(), tenants.Desk, tenants.Members); err != nil {
		t.Fatal(err)
	}
	for reader, all := range map[string]bool{"": true, "B": false} {
		a.As(reader, func(ctx context.Context, tx *tenants.Tx) error {
			channels, err := tenants.ChannelsOf(ctx, tx, a.System)
			if err != nil {
				return err
			}
			got, err := strategy.Released(ctx, tx, []uuid.UUID{a.Orgs["A"]}, channels)
			if err != nil {
				return err
			}
			text, err := json.Marshal(got[a.Orgs["A"]].Items)
			if !strings.Contains(string(text), "OPEN-1") || strings.Contains(string(text), "ZORBLAX") != all || strings.Contains(string(text), "Quillonax") != all {
				t.Errorf("%q reads %s", reader, text)
			}
			return err
		})
	}
	for _, words := range []string{"ZORBLAX", "KX-ZORBLAX", "zorblex", "quillonax"} {
		a.As("B", func(ctx context.Context, tx *tenants.Tx) error {
			found, err := strategy.Search(ctx, tx, strategy.Query{Text: words, Working: true})
			if found.Total != 0 || len(found.Instead) != 0 {
				t.Errorf("another member finds %q: %+v", words, found)
			}
			return err
		})
	}
}
