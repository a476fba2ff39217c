package strategy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/internal/fault"
)

// An item names others of its strategy by their codes.

// references lists the fields of the item's kind that hold codes.
func (i Item) references() []Field {
	return slices.DeleteFunc(Fields(i.Kind), func(f Field) bool { return f.Of == "" })
}

// named gives the codes that a field holds.
func (f Field) named(i *Item) []string {
	if f.codes != nil {
		return *f.codes(i)
	}
	if text := f.Text(i); text != "" {
		return []string{text}
	}
	return nil
}

// namesSame reports whether two states of an item name the same others.
func (i Item) namesSame(other Item) bool {
	return !slices.ContainsFunc(i.references(), func(f Field) bool { return f.Text(&i) != f.Text(&other) })
}

// dangling finds codes of no item of the right kind, among those that the item named before did not have.
func (i Item) dangling(before Item, there map[string]ItemKind) []fault.Field {
	var broken []fault.Field
	for _, f := range i.references() {
		had := f.named(&before)
		for _, code := range f.named(&i) {
			if !slices.Contains(had, code) && there[code] != f.Of {
				broken = append(broken, fault.Field{
					Name: f.Name, Reason: fmt.Sprintf("%s is the code of no %s of the same strategy.", code, f.Of.Noun()),
				})
			}
		}
	}
	return broken
}

// prune takes out the codes of items that are no longer there. A change of course goes on naming what was given up.
func prune(items []Kept[Item]) {
	there := make(map[string]bool, len(items))
	for _, k := range items {
		there[k.Item.Code] = true
	}
	gone := func(code string) bool { return !there[code] }
	for n := range items {
		i := &items[n].Item
		if i.Kind == KindChange {
			continue
		}
		for _, f := range i.references() {
			if at := f.codes; at != nil && slices.ContainsFunc(*at(i), gone) {
				*at(i) = slices.DeleteFunc(slices.Clone(*at(i)), gone)
			}
		}
	}
}

// Renamed is the document with some codes in place of others, wherever they are named.
func (d Document) Renamed(names map[string]string) Document {
	d.Items = slices.Clone(d.Items)
	for n := range d.Items {
		i := &d.Items[n]
		for _, f := range i.references() {
			named := slices.Clone(f.named(i))
			for m, code := range named {
				named[m] = cmp.Or(names[code], code)
			}
			_ = f.Put(i, strings.Join(named, ",")) // codes can always be put
		}
		i.Code = cmp.Or(names[i.Code], i.Code)
	}
	return d
}
