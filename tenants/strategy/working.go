package strategy

import (
	"context"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// Working is a strategy's working copy in full.
type Working struct {
	Header Kept[Header]
	Items  []Kept[Item] // by kind, then in the writer's order
}

// Read reads the working copy of a strategy, in a fixed number of queries.
func Read(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Working, error) {
	header, err := Get(ctx, tx, id)
	if err != nil {
		return Working{}, err
	}
	items, err := Items(ctx, tx, Filter{Strategy: &id})
	prune(items)
	return Working{Header: header, Items: items}, err
}

// Said reads what the items of a working copy say, as an edition would freeze them, in two queries however many there are.
func Said(ctx context.Context, tx *tenants.Tx, id uuid.UUID) ([]EditionItem, error) {
	items, err := Items(ctx, tx, Filter{Strategy: &id})
	if err == nil && len(items) == 0 { // nothing says whether there is such a strategy
		_, err = Get(ctx, tx, id)
	}
	prune(items)
	return freeze(Working{Items: items}), err
}

// Edition is the working copy as an edition that nobody has kept: what would be published now.
func (w Working) Edition() Edition { return Edition{Header: w.Header.Item, Items: freeze(w)} }

// Document is what the working copy says, without ids and versions.
func (w Working) Document() Document {
	d := Document{Header: w.Header.Item}
	for _, k := range w.Items {
		d.Items = append(d.Items, k.Item)
	}
	return d
}
