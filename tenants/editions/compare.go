package editions

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Sort is what a change is, in words that a board would use.
type Sort string

// The sorts of change.
const (
	Added    Sort = "added"
	Removed  Sort = "removed"
	Reworded Sort = "reworded" // its title or another text
	Redated  Sort = "redated"
	Reranked Sort = "reranked"
	Altered  Sort = "changed" // anything else
)

// Difference is what changed about one item between two versions.
type Difference struct {
	Item   strategy.EditionItem // as the later version has it; of a removed one, as the earlier had it
	Before strategy.Item        // as the earlier version has it; empty of what was added
	Sorts  []Sort
	Fields []FieldChange // none of what was added or removed
}

// FieldChange is a field that says something else.
type FieldChange struct {
	Name, Label string
	Type        strategy.FieldType
	Sort        Sort
}

// HeaderChange is something else that the strategy says of itself.
type HeaderChange struct {
	FieldChange
	Before, After string
}

// Comparison is how two versions differ: in what the strategy says of itself, and item by item in the order of the later one,
// with what was removed at the end.
type Comparison struct {
	Header []HeaderChange
	Items  []Difference
}

// Compare tells two versions apart. Items are the same when their ids are.
func Compare(before, after strategy.Edition) Comparison {
	var c Comparison
	was, is := headerTexts(before.Header), headerTexts(after.Header)
	for i, f := range header {
		if was[i] != is[i] {
			c.Header = append(c.Header, HeaderChange{f, was[i], is[i]})
		}
	}
	earlier := map[uuid.UUID]strategy.EditionItem{}
	for _, item := range before.Items {
		earlier[item.ID] = item
	}
	for _, item := range after.Items {
		old, ok := earlier[item.ID]
		delete(earlier, item.ID)
		switch {
		case !ok:
			c.Items = append(c.Items, Difference{Item: item, Sorts: []Sort{Added}})
		default:
			if fields := compareItems(old.Item, item.Item); len(fields) > 0 {
				c.Items = append(c.Items, Difference{item, old.Item, sortsOf(fields), fields})
			}
		}
	}
	for _, item := range before.Items {
		if _, gone := earlier[item.ID]; gone {
			c.Items = append(c.Items, Difference{Item: item, Sorts: []Sort{Removed}})
		}
	}
	return c
}

func compareItems(before, after strategy.Item) []FieldChange {
	var changes []FieldChange
	for _, f := range strategy.Fields(after.Kind) {
		if f.Text(&before) != f.Text(&after) {
			changes = append(changes, FieldChange{f.Name, f.Label, f.Type, sortOf(f)})
		}
	}
	return changes
}

func sortOf(f strategy.Field) Sort {
	switch {
	case f.Name == "rank":
		return Reranked
	case f.Type == strategy.Date:
		return Redated
	case f.Type == strategy.Line, f.Type == strategy.Prose:
		return Reworded
	default:
		return Altered
	}
}

func sortsOf(fields []FieldChange) []Sort {
	var sorts []Sort
	for _, f := range fields {
		if !slices.Contains(sorts, f.Sort) {
			sorts = append(sorts, f.Sort)
		}
	}
	return sorts
}

var header = []FieldChange{
	{"title", "Title", strategy.Line, Reworded},
	{"mission", "Mission", strategy.Prose, Reworded},
	{"period", "Period", strategy.Line, Reworded},
	{"next_review", "Next review", strategy.Date, Redated},
}

func headerFields() []string {
	names := make([]string, len(header))
	for i, f := range header {
		names[i] = f.Name
	}
	return names
}

func headerTexts(h strategy.Header) [4]string {
	return [4]string{h.Title, h.Mission, h.Period, h.NextReview.String()}
}

// Version reads an edition, or for none the working copy as it would be frozen now.
func Version(ctx context.Context, tx *tenants.Tx, of uuid.UUID, edition *uuid.UUID) (strategy.Edition, error) {
	if edition != nil {
		return strategy.ReadEdition(ctx, tx, *edition)
	}
	w, err := strategy.Read(ctx, tx, of)
	return w.Edition(), err
}
