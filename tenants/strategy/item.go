package strategy

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Kept is something as the working copy keeps it.
type Kept[T any] struct {
	ID       uuid.UUID
	Strategy uuid.UUID
	Version  int
	Updated  time.Time
	Item     T
}

// Filter says which items are meant; what it leaves out does not matter.
type Filter struct {
	Strategy *uuid.UUID
	Kind     *ItemKind
	Retired  bool // the retired ones in place of those that are not
}

// Items reads the items of working copies, by kind and then in the writer's order.
func Items(ctx context.Context, tx *tenants.Tx, f Filter) ([]Kept[Item], error) {
	_, kept, err := readItems(ctx, tx, f, &f.Retired)
	return kept, err
}

// ReadItem reads one item. A retired one is not found.
func ReadItem(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Kept[Item], error) {
	_, kept, err := standing(ctx, tx, id)
	return kept, err
}

// AddItem puts an item after the others of its kind and gives it a code when it has none. A code that is taken is a conflict
// fault; an item that breaks a rule, or names one that is not there, is an invalid one.
func AddItem(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID, item Item) (Kept[Item], error) {
	if err := refuse(item.Kind.Noun(), item.check()); err != nil {
		return Kept[Item]{}, err
	}
	_, err := Get(ctx, tx, strategy)
	if fault.Is(err, fault.NotFound) {
		return Kept[Item]{}, fault.New(fault.Invalid, "There is no such strategy to add it to.",
			fault.Field{Name: "strategy", Reason: "Give the id of one of your organisation's strategies."})
	}
	if err != nil {
		return Kept[Item]{}, err
	}
	if item.Code == "" {
		if err := lockCodes(ctx, tx, strategy); err != nil {
			return Kept[Item]{}, err
		}
	}
	there, err := readCensus(ctx, tx, strategy)
	if err != nil {
		return Kept[Item]{}, err
	}
	if item.Code == "" {
		item.Code = NextCode(item.Kind, there.taken)
	}
	if kind, ok := there.taken[item.Code]; ok {
		return Kept[Item]{}, fault.New(fault.Conflict, "The code is taken.",
			fault.Field{Name: "code", Reason: fmt.Sprintf("%s is the code of another %s of this strategy, perhaps a retired one.", item.Code, kind.Noun())})
	}
	if err := refuse(item.Kind.Noun(), item.dangling(Item{}, there)); err != nil {
		return Kept[Item]{}, err
	}
	added, err := insert(ctx, tx, strategy, []placed{{item, countOf(there.taken, item.Kind)}})
	if err != nil {
		return Kept[Item]{}, err
	}
	return added[0], nil
}

// ChangeItem edits an item that is still at the given version; the kind and the code stay. Edit replaces fields; it never
// writes into a slice.
func ChangeItem(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int, edit func(*Item)) (Kept[Item], error) {
	row, before, err := standing(ctx, tx, id)
	if err != nil {
		return Kept[Item]{}, err
	}
	edited := before.Item
	edit(&edited)
	edited.Kind, edited.Code = before.Item.Kind, before.Item.Code
	if err := refuse(edited.Kind.Noun(), edited.check()); err != nil {
		return Kept[Item]{}, err
	}
	if !edited.namesSame(before.Item) {
		there, err := readCensus(ctx, tx, before.Strategy)
		if err != nil {
			return Kept[Item]{}, err
		}
		if err := refuse(edited.Kind.Noun(), edited.dangling(before.Item, there)); err != nil {
			return Kept[Item]{}, err
		}
	}
	if err := row.At(version); err != nil {
		return Kept[Item]{}, err
	}
	return update(ctx, tx, row, before, placed{edited, row.Position})
}

// RetireItem takes an item out of the working copy. Editions that have it keep it, and it can be restored.
func RetireItem(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) error {
	row, _, err := standing(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := row.At(version); err != nil {
		return err
	}
	return retire(ctx, tx, row)
}

// RestoreItem puts a retired item back where it was.
func RestoreItem(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Kept[Item], error) {
	row, err := tenants.Get[itemRow](ctx, tx, id)
	if err != nil {
		return Kept[Item]{}, err
	}
	if row.RetiredOn != nil {
		before := *row
		row.RetiredOn = nil
		if err := tenants.Update(ctx, tx, &before, row, "retired_on"); err != nil {
			return Kept[Item]{}, err
		}
	}
	return ReadItem(ctx, tx, id)
}

// Course is why an objective is given up, and what comes in its place.
type Course struct {
	Reason     string
	ReplacedBy string // the code of another objective, or empty
}

// ChangeCourse retires an objective and keeps the reason in the strategy's story, as an item of its own, which it gives back.
func ChangeCourse(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int, c Course) (Kept[Item], error) {
	row, old, err := standing(ctx, tx, id)
	if err != nil {
		return Kept[Item]{}, err
	}
	var broken []fault.Field
	if old.Item.Kind != KindObjective {
		broken = append(broken, fault.Field{Name: "item", Reason: "Only an objective is given up with a change of course."})
	}
	if broken = append(broken, called("reason", c.Reason, "Say why you are changing course.")...); c.ReplacedBy == old.Item.Code {
		broken = append(broken, fault.Field{Name: "replaced_by", Reason: "An objective cannot take its own place."})
	}
	if err := refuse("change of course", broken); err != nil {
		return Kept[Item]{}, err
	}
	if err := row.At(version); err != nil {
		return Kept[Item]{}, err
	}
	if err := retire(ctx, tx, row); err != nil {
		return Kept[Item]{}, err
	}
	return AddItem(ctx, tx, old.Strategy, Item{
		Kind: KindChange, Title: old.Item.Title, Due: MonthOf(tx.Today()),
		Body: Body{
			Description: c.Reason, Objectives: []string{old.Item.Code}, ReplacedBy: c.ReplacedBy,
			Marking: old.Item.Body.Marking, MarkedUntil: old.Item.Body.MarkedUntil, // its title is the objective's
		},
	})
}

func countOf(codes map[string]ItemKind, k ItemKind) int {
	n := 0
	for _, kind := range codes {
		if kind == k {
			n++
		}
	}
	return n
}

// NextCode gives the kind's prefix with the first number that is not taken, counting on from how many of the kind there are.
// Taken is the kind of each code there is, retired ones too.
func NextCode(k ItemKind, taken map[string]ItemKind) string {
	for number := countOf(taken, k) + 1; ; number++ {
		if code := fmt.Sprintf("%s%d", kinds[k.place()].prefix, number); taken[code] == "" {
			return code
		}
	}
}
