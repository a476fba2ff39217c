package strategy

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Apply adds items to a strategy and changes those whose codes it has already, all of them or none. What the list does not
// have stays as it is, and so does an item that says the same already: that is what sets it apart from Replace. Each item
// has a code. One that breaks a rule is an invalid fault, and the code of another kind or of a retired item a conflict.
func Apply(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID, items []Item) (Counts, error) {
	rows, kept, err := readItems(ctx, tx, Filter{Strategy: &strategy}, nil)
	if err != nil {
		return Counts{}, err
	}
	now, gone := divided(rows, kept)
	for n, broken := range Broken(now, gone, items) {
		if err := refuse(items[n].Kind.Noun()+" "+items[n].Code, broken); err != nil {
			return Counts{}, err
		}
	}
	fresh, counts, err := reviseAll(ctx, tx, rows, kept, items)
	if err != nil {
		return counts, err
	}
	counts.Added = len(fresh)
	_, err = insert(ctx, tx, strategy, fresh)
	return counts, err
}

// reviseAll writes the items that have rows over these, and gives those that have none with their places after the others.
func reviseAll(ctx context.Context, tx *tenants.Tx, rows []*itemRow, kept []Kept[Item], items []Item) (fresh []placed, counts Counts, err error) {
	standing := make(map[string]int, len(rows))
	places := map[ItemKind]int{}
	for i := range rows {
		standing[rows[i].Code] = i
		places[rows[i].Kind] = max(places[rows[i].Kind], rows[i].Position+1)
	}
	for _, item := range items {
		i, there := standing[item.Code]
		switch {
		case !there:
			fresh = append(fresh, placed{item, places[item.Kind]})
			places[item.Kind]++
		case rows[i].RetiredOn != nil:
			return nil, counts, fault.New(fault.Conflict, fmt.Sprintf("%s is the code of a retired %s. Restore that one first, or give another code.",
				item.Code, rows[i].Kind.Noun()))
		default:
			changed, err := revise(ctx, tx, rows[i], kept[i], placed{item, rows[i].Position})
			if err != nil {
				return nil, counts, err
			}
			counts.Changed += changed
		}
	}
	return fresh, counts, nil
}

func divided(rows []*itemRow, kept []Kept[Item]) (now, gone []Kept[Item]) {
	for n, k := range kept {
		if rows[n].RetiredOn == nil {
			now = append(now, k)
		} else {
			gone = append(gone, k)
		}
	}
	return now, gone
}

// Broken finds, for each of some items, what would break a rule if all of them stood in a strategy beside what it has now and
// what has been retired. An item takes the place of the one with its code.
func Broken(now, gone []Kept[Item], items []Item) [][]fault.Field {
	there, before := newCensus(), map[string]Item{}
	for _, k := range now {
		there.count(k.Item.Code, k.Item.Kind, true)
		before[k.Item.Code] = k.Item
	}
	for _, k := range gone {
		there.count(k.Item.Code, k.Item.Kind, false)
		before[k.Item.Code] = k.Item
	}
	twice := map[string]int{}
	for _, i := range items {
		if _, taken := there.taken[i.Code]; !taken {
			there.count(i.Code, i.Kind, true)
		}
		twice[i.Code]++
	}
	broken := make([][]fault.Field, len(items))
	for n, i := range items {
		broken[n] = append(i.check(), i.dangling(before[i.Code], there)...)
		switch {
		case i.Code == "":
			broken[n] = append(broken[n], fault.Field{Name: "code", Reason: "Give it a code."})
		case twice[i.Code] > 1:
			broken[n] = append(broken[n], fault.Field{Name: "code", Reason: fmt.Sprintf("The code %s is given twice.", i.Code)})
		}
	}
	return broken
}
