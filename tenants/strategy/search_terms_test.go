package strategy_test

import (
	"context"
	"slices"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// What has another name of the same thing is found, after what has the words that were asked for.
func TestSearchKnowsOtherNames(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		list, err := strategy.List(ctx, tx)
		if err != nil {
			return err
		}
		for code, title := range map[string]string{
			"X-1": "One quartz lamp ledger for every lighthouse", "X-2": "Replace the QLL before winter", "X-3": "A ledger of lamps",
			"X-4": "Keepers read the I-Q-L on the stairs",
		} {
			if _, err := strategy.AddItem(ctx, tx, list[0].ID, strategy.Item{Kind: strategy.KindObjective, Code: code, Title: title}); err != nil {
				return err
			}
		}
		return nil
	})
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
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		list, err := strategy.List(ctx, tx)
		if err != nil {
			return err
		}
		for _, i := range []strategy.Item{
			{Code: "X-1", Title: "Quartz lamp ledger", Body: strategy.Body{Description: "A quartz lamp ledger, and again a quartz lamp ledger."}},
			{Code: "X-2", Title: "Brass fittings", Body: strategy.Body{Description: "They are written down, after all else that there is, in the QLL."}},
			{Code: "X-3", Title: "Wicks", Body: strategy.Body{Owner: "Keeper of the QLL"}},
		} {
			i.Kind = strategy.KindObjective
			if _, err := strategy.AddItem(ctx, tx, list[0].ID, i); err != nil {
				return err
			}
		}
		return nil
	})
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
