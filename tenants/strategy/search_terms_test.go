package strategy_test

import (
	"context"
	"slices"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// addObjectives adds objectives to what A is writing.
func addObjectives(t *testing.T, w *worldtest.World, objectives ...strategy.Item) {
	t.Helper()
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		id, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		for _, o := range objectives {
			o.Kind = strategy.KindObjective
			if _, err := strategy.AddItem(ctx, tx, id, o); err != nil {
				return err
			}
		}
		return nil
	})
}

// What has another name of the same thing is found, after what has the words that were asked for.
func TestSearchKnowsOtherNames(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	addObjectives(t, w,
		strategy.Item{Code: "X-1", Title: "One quartz lamp ledger for every lighthouse"}, strategy.Item{Code: "X-2", Title: "Replace the QLL before winter"},
		strategy.Item{Code: "X-3", Title: "A ledger of lamps"}, strategy.Item{Code: "X-4", Title: "Keepers read the I-Q-L on the stairs"})
	names := [][]string{{"QLL", "quartz lamp ledger", "I-Q-L"}, {"LH", "lighthouse"}, {"XX", "nowhere & nothing | !"}}
	for _, c := range []struct {
		text        string
		codes, also []string
	}{
		{"qll", []string{"X-2", "X-1", "X-4"}, []string{"quartz lamp ledger", "I-Q-L"}},
		{"Quartz lamp ledger", []string{"X-1", "X-2", "X-4"}, []string{"QLL", "I-Q-L"}},
		{"QLL LH", []string{"X-1"}, []string{"quartz lamp ledger", "I-Q-L", "lighthouse"}},
		{"ledger of lamps", []string{"X-3", "X-1"}, nil},
		{"xx winter", []string{"X-2"}, []string{"nowhere & nothing | !"}},
	} {
		found := searched(t, w, "A", strategy.Query{Text: c.text, Names: names})
		var codes []string
		for _, r := range found.Results {
			codes = append(codes, r.Code)
		}
		if c.text == "qll" || c.text == "Quartz lamp ledger" { // the first was asked for; the order of the others says nothing
			slices.Sort(codes[1:])
			slices.Sort(c.codes[1:])
		}
		if !slices.Equal(codes, c.codes) || !slices.Equal(found.Also, c.also) {
			t.Errorf("%q finds %q and looks for %q, want %q and %q", c.text, codes, found.Also, c.codes, c.also)
		}
	}
	if plain := searched(t, w, "A", strategy.Query{Text: "qll"}); len(plain.Results) != 1 || len(plain.Also) != 0 {
		t.Errorf("without names: %+v", plain)
	}
}

// What has the words that were asked for comes before what has another name alone, wherever in an item either stands.
func TestSearchPutsTheWordsThemselvesBeforeOtherNames(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	addObjectives(t, w,
		strategy.Item{Code: "X-1", Title: "Quartz lamp ledger", Body: strategy.Body{Description: "A quartz lamp ledger, and again a quartz lamp ledger."}},
		strategy.Item{Code: "X-2", Title: "Brass fittings", Body: strategy.Body{Description: "They are written down, after all else that there is, in the QLL."}},
		strategy.Item{Code: "X-3", Title: "Wicks", Body: strategy.Body{Owner: "Keeper of the QLL"}})
	for text, want := range map[string][]string{"qll": {"X-2", "X-3", "X-1"}, "quartz lamp ledger": {"X-1", "X-2", "X-3"}} {
		var codes []string
		for _, r := range searched(t, w, "A", strategy.Query{Text: text, Names: [][]string{{"QLL", "quartz lamp ledger"}}}).Results {
			codes = append(codes, r.Code)
		}
		if !slices.Equal(codes, want) {
			t.Errorf("%q finds %q, want %q", text, codes, want)
		}
	}
}
