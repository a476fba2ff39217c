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

// census knows the codes of a strategy, with the kind of each.
type census struct {
	taken map[string]ItemKind // retired ones too
	live  map[string]ItemKind
}

func newCensus() census { return census{map[string]ItemKind{}, map[string]ItemKind{}} }

func (c census) count(code string, kind ItemKind, live bool) {
	if c.taken[code] = kind; live {
		c.live[code] = kind
	}
}

// dangling finds codes of no item of the right kind, among those that the item named before did not have.
func (i Item) dangling(before Item, c census) []fault.Field {
	var broken []fault.Field
	for _, f := range i.references() {
		had, there := f.named(&before), c.live
		if f.gone {
			there = c.taken
		}
		codes := f.named(&i)
		if len(codes) > mostListed {
			continue // which is refused as such
		}
		for _, code := range codes {
			if !slices.Contains(had, code) && there[code] != f.Of {
				broken = append(broken, fault.Field{
					Name: f.Name, Reason: fmt.Sprintf("%s is the code of no %s of the same strategy.", code, f.Of.Noun()),
				})
			}
		}
	}
	return broken
}

// forget takes out of some fields of an item the codes of items that are not there.
func (i *Item) forget(fields []Field, there map[string]bool) {
	gone := func(code string) bool { return !there[code] }
	for _, f := range fields {
		switch {
		case f.codes == nil:
			if text := f.Text(i); text != "" && gone(text) {
				_ = f.Put(i, "") // nothing is always taken
			}
		case slices.ContainsFunc(*f.codes(i), gone):
			*f.codes(i) = slices.DeleteFunc(slices.Clone(*f.codes(i)), gone)
		}
	}
}

// prune takes out the codes of items that are no longer there, but for those that may be gone.
func prune(items []Kept[Item]) {
	there := make(map[string]bool, len(items))
	for _, k := range items {
		there[k.Item.Code] = true
	}
	for n := range items {
		i := &items[n].Item
		i.forget(slices.DeleteFunc(i.references(), func(f Field) bool { return f.codes == nil || f.gone }), there)
	}
}

// nameRead takes out of the items of an edition that somebody reads the codes of those that they do not read.
func nameRead(items []EditionItem) {
	there := make(map[string]bool, len(items))
	for _, i := range items {
		there[i.Code] = true
	}
	for n := range items {
		items[n].forget(items[n].references(), there)
	}
}

// referring are the names under which a body keeps codes.
var referring = func() (names []string) {
	for _, f := range catalogue {
		if f.Of != "" && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}()

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
