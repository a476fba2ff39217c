package strategy

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Kept is an item as the working copy keeps it.
type Kept[T any] struct {
	ID       uuid.UUID
	Strategy uuid.UUID
	Version  int
	Updated  time.Time
	Item     T
}

// Items is what can be done with one kind of item of a strategy: Objectives, Goals, Initiatives and the rest are
// values of it. T is the item, R its row.
type Items[T any, R any, P rowOf[R]] struct {
	noun    string   // as a person says it: "an objective"
	prefix  string   // of codes that we give
	columns []string // what a change may change, besides code and position
	fill    func(P, T)
	read    func(P) T
	code    func(*T) *string
	check   func(T) []fault.Field
	parts   []part[T] // what is kept in tables of its own
}

// part reads and writes what an item has in another table, for many items at once.
type part[T any] struct {
	read  func(ctx context.Context, tx *tenants.Tx, kept []Kept[T]) error
	write func(ctx context.Context, tx *tenants.Tx, before, after []Kept[T]) error
}

// List reads the items that are not retired, in the writer's order. A nil strategy reads those of all strategies.
func (n Items[T, R, P]) List(ctx context.Context, tx *tenants.Tx, strategy *uuid.UUID) ([]Kept[T], error) {
	rows, err := n.rows(ctx, tx, strategy)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(row R) bool { return P(&row).item().RetiredOn != nil })
	return n.complete(ctx, tx, rows)
}

// Get reads one item. A retired one is not found.
func (n Items[T, R, P]) Get(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Kept[T], error) {
	row, err := tenants.Get[R, P](ctx, tx, id)
	if err != nil {
		return Kept[T]{}, err
	}
	if row.item().RetiredOn != nil {
		return Kept[T]{}, fault.New(fault.NotFound, fmt.Sprintf("That %s has been retired.", n.noun))
	}
	kept, err := n.complete(ctx, tx, []R{*row})
	if err != nil {
		return Kept[T]{}, err
	}
	return kept[0], nil
}

// Add puts an item at the end of a strategy and gives it a code when it has none. A code that is taken is a
// conflict fault; an item that breaks a rule is an invalid one.
func (n Items[T, R, P]) Add(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID, item T) (Kept[T], error) {
	if err := refuse(n.noun, n.check(item)); err != nil {
		return Kept[T]{}, err
	}
	_, err := Get(ctx, tx, strategy)
	if fault.Is(err, fault.NotFound) {
		return Kept[T]{}, fault.New(fault.Invalid, "There is no such strategy to add it to.",
			fault.Field{Name: "strategy", Reason: "Give the id of one of your organisation's strategies."})
	}
	if err != nil {
		return Kept[T]{}, err
	}
	rows, err := n.rows(ctx, tx, &strategy)
	if err != nil {
		return Kept[T]{}, err
	}
	if *n.code(&item) == "" {
		*n.code(&item) = n.nextCode(rows)
	}
	if slices.ContainsFunc(rows, func(row R) bool { return P(&row).item().Code == *n.code(&item) }) {
		return Kept[T]{}, fault.New(fault.Conflict, "The code is taken.",
			fault.Field{Name: "code", Reason: fmt.Sprintf("%s is the code of another %s of this strategy, perhaps a retired one.", *n.code(&item), n.noun)})
	}
	added, err := n.insert(ctx, tx, strategy, []placed[T]{{item, len(rows)}})
	if err != nil {
		return Kept[T]{}, err
	}
	return added[0], nil
}

// Change edits an item that is still at the given version. Edit replaces fields; it never writes into a slice.
func (n Items[T, R, P]) Change(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int, edit func(*T)) (Kept[T], error) {
	before, err := n.Get(ctx, tx, id)
	if err != nil {
		return Kept[T]{}, err
	}
	row, err := tenants.Get[R, P](ctx, tx, id)
	if err != nil {
		return Kept[T]{}, err
	}
	edited := before.Item
	edit(&edited)
	if err := refuse(n.noun, n.check(edited)); err != nil {
		return Kept[T]{}, err
	}
	row.item().Version = version
	return n.update(ctx, tx, row, before, placed[T]{edited, row.item().Position})
}

// Retire takes an item out of the working copy. Editions that have it keep it.
func (n Items[T, R, P]) Retire(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) error {
	row, err := tenants.Get[R, P](ctx, tx, id)
	if err != nil {
		return err
	}
	if row.item().RetiredOn != nil {
		return fault.New(fault.NotFound, fmt.Sprintf("That %s has been retired already.", n.noun))
	}
	row.item().Version = version
	return n.retire(ctx, tx, row)
}

// nextCode gives the prefix with the first number that is not taken, counting on from how many there are.
func (n Items[T, R, P]) nextCode(rows []R) string {
	taken := map[string]bool{}
	for i := range rows {
		taken[P(&rows[i]).item().Code] = true
	}
	for number := len(rows) + 1; ; number++ {
		if code := fmt.Sprintf("%s%d", n.prefix, number); !taken[code] {
			return code
		}
	}
}

// refuse makes the fault for an item that breaks rules; none is nil.
func refuse(noun string, broken []fault.Field) error {
	if len(broken) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "The "+noun+" cannot be kept as it is.", broken...)
}

const (
	longestTitle = 300
	longestText  = 20000
	mostMeasures = 20
)

// titled checks what every titled item must keep.
func titled(title, description string, measures []Measure) []fault.Field {
	var broken []fault.Field
	if strings.TrimSpace(title) == "" {
		broken = append(broken, fault.Field{Name: "title", Reason: "Enter a title."})
	}
	broken = append(broken, fits("title", title, longestTitle)...)
	broken = append(broken, fits("description", description, longestText)...)
	if len(measures) > mostMeasures {
		broken = append(broken, fault.Field{Name: "measures", Reason: fmt.Sprintf("Give at most %d measures.", mostMeasures)})
	}
	names := map[string]bool{}
	for i, m := range measures {
		field := fmt.Sprintf("measures[%d].name", i)
		switch {
		case strings.TrimSpace(m.Name) == "":
			broken = append(broken, fault.Field{Name: field, Reason: "Enter what is measured."})
		case names[m.Name]:
			broken = append(broken, fault.Field{Name: field, Reason: "This measure is there twice."})
		}
		names[m.Name] = true
		broken = append(broken, fits(field, m.Name, longestTitle)...)
		broken = append(broken, fits(fmt.Sprintf("measures[%d].baseline", i), m.Baseline, longestTitle)...)
		broken = append(broken, fits(fmt.Sprintf("measures[%d].target", i), m.Target, longestTitle)...)
	}
	return broken
}

func worded(field, text string) []fault.Field {
	if strings.TrimSpace(text) == "" {
		return []fault.Field{{Name: field, Reason: "Enter some text."}}
	}
	return fits(field, text, longestText)
}

// fits checks that a text fits and can be kept: line breaks and tabs are the only control characters in it.
func fits(field, text string, most int) []fault.Field {
	if n := utf8.RuneCountInString(text); n > most {
		return []fault.Field{{Name: field, Reason: fmt.Sprintf("This is %d characters long. Use at most %d.", n, most)}}
	}
	unkept := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }
	if !utf8.ValidString(text) || strings.ContainsFunc(text, unkept) {
		return []fault.Field{{Name: field, Reason: "There is a character in this text that cannot be kept, such as one a copy from another program left behind. Type it again."}}
	}
	return nil
}
