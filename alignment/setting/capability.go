package setting

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/ontology"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Capability is something that a strategy may be about, as a system has it.
type Capability struct {
	ontology.Capability

	ID       uuid.UUID // none for one that the program brings
	Version  int
	Updated  time.Time
	Replaces bool // it stands in the place of one that the program brings
}

// Capabilities are what a system's strategies are read by.
type Capabilities struct {
	System tenants.Organisation
	List   []Capability // by code
}

// ListCapabilities reads the capabilities of a system, those of the program and its own, that have all of some words in
// their name, code, phrases or short forms, by name.
func ListCapabilities(ctx context.Context, tx *tenants.Tx, system *uuid.UUID, words string) (Capabilities, error) {
	at, err := tenants.SystemAtHand(ctx, tx, system)
	if err != nil {
		return Capabilities{}, err
	}
	own, err := OwnCapabilities(ctx, tx, at.ID)
	if err != nil {
		return Capabilities{}, err
	}
	standard := ontology.Standard()
	all := own
	for i := range standard.Len() {
		c := *standard.At(i)
		place := slices.IndexFunc(own, func(o Capability) bool { return o.Code == c.Code })
		if place >= 0 {
			all[place].Replaces = true
			continue
		}
		all = append(all, Capability{Capability: c})
	}
	wanted := strings.Fields(strings.ToLower(words))
	all = slices.DeleteFunc(all, func(c Capability) bool { return !c.says(wanted) })
	slices.SortFunc(all, func(a, b Capability) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.Code, b.Code))
	})
	return Capabilities{at, all}, nil
}

// says reports whether every one of some words stands in what a capability is called.
func (c Capability) says(words []string) bool {
	called := strings.ToLower(strings.Join(slices.Concat([]string{c.Code, c.Name, c.Given}, c.Phrases, c.Short, c.Products), "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(called, w) })
}

// AddCapability gives the acting system a capability of its own, and has it lined up again.
func AddCapability(ctx context.Context, tx *tenants.Tx, c ontology.Capability) (Capability, error) {
	own, err := toChange(ctx, tx)
	if err != nil {
		return Capability{}, err
	}
	if slices.ContainsFunc(own, func(o Capability) bool { return o.Code == c.Code }) {
		return Capability{}, fault.New(fault.Conflict, "There is one like it already.",
			fault.Field{Name: "code", Reason: "The system has a capability with this code. Change that one."})
	}
	if len(own) >= ontology.MostOwn {
		return Capability{}, fault.New(fault.Conflict, "A system has at most 500 capabilities of its own. Remove one first.")
	}
	if err := check(append(standing(own), c), len(own)); err != nil {
		return Capability{}, err
	}
	kept, err := insertCapability(ctx, tx, c)
	if err != nil {
		return Capability{}, err
	}
	return kept, tx.Reassess(ctx, tx.Organisation())
}

// ChangeCapability changes one of the acting system's own capabilities that is still at a version, and has the system lined
// up again. Its code stays.
func ChangeCapability(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int, edit func(*ontology.Capability)) (Capability, error) {
	own, place, err := oneToChange(ctx, tx, id, version)
	if err != nil {
		return Capability{}, err
	}
	after := own[place]
	edit(&after.Capability)
	after.Code = own[place].Code
	list := standing(own)
	list[place] = after.Capability
	if err := check(list, place); err != nil {
		return Capability{}, err
	}
	kept, err := updateCapability(ctx, tx, own[place], after)
	if err != nil {
		return Capability{}, err
	}
	return kept, tx.Reassess(ctx, tx.Organisation())
}

// RemoveCapability takes one of the acting system's own capabilities away, if it is still at a version, and has the system
// lined up again. One that the program brings is there again where it stood in its place.
func RemoveCapability(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) error {
	own, place, err := oneToChange(ctx, tx, id, version)
	if err != nil {
		return err
	}
	gone := own[place]
	rest := slices.Delete(slices.Clone(own), place, place+1)
	for _, flaw := range ontology.Standard().Flaws(standing(rest)) {
		return fault.New(fault.Conflict, "Another capability is related to this one: "+rest[flaw.At].Name+". Change that one first.")
	}
	if err := removeCapability(ctx, tx, gone); err != nil {
		return err
	}
	return tx.Reassess(ctx, tx.Organisation())
}

// toChange reads the capabilities of the acting system, and lets nobody else change them before this transaction ends:
// each is checked beside the others.
func toChange(ctx context.Context, tx *tenants.Tx) ([]Capability, error) {
	self, err := tenants.Self(ctx, tx)
	if err != nil {
		return nil, err
	}
	if self.Kind != tenants.KindSystem {
		return nil, fault.New(fault.NotFound, "Only a system has capabilities of its own.")
	}
	if err := lockCapabilities(ctx, tx); err != nil {
		return nil, err
	}
	return OwnCapabilities(ctx, tx, self.ID)
}

func oneToChange(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) (own []Capability, place int, err error) {
	if own, err = toChange(ctx, tx); err != nil {
		return nil, 0, err
	}
	place = slices.IndexFunc(own, func(c Capability) bool { return c.ID == id })
	switch {
	case place < 0:
		return nil, 0, fault.New(fault.NotFound, "The system has no such capability of its own.")
	case own[place].Version != version:
		return nil, 0, fault.Outdated()
	}
	return own, place, nil
}

// InEngine reads a system's own capabilities as the engine takes them.
func InEngine(ctx context.Context, tx *tenants.Tx, system uuid.UUID) ([]ontology.Capability, error) {
	own, err := OwnCapabilities(ctx, tx, system)
	return standing(own), err
}

// standing is a system's own capabilities as the engine takes them.
func standing(own []Capability) []ontology.Capability {
	list := make([]ontology.Capability, len(own), len(own)+1)
	for i, c := range own {
		list[i] = c.Capability
	}
	return list
}

// check says what is wrong with a system's own capabilities, of the one at a place by its fields.
func check(own []ontology.Capability, place int) error {
	var fields []fault.Field
	for _, flaw := range ontology.Standard().Flaws(own) {
		if flaw.At != place {
			return fault.New(fault.Conflict, "Another of the system's capabilities cannot be used: "+own[flaw.At].Name+". Change that one first.")
		}
		fields = append(fields, fault.Field{Name: flaw.Field, Reason: flaw.Reason})
	}
	if len(fields) > 0 {
		return fault.New(fault.Invalid, "The capability cannot be kept as it is.", fields...)
	}
	return nil
}

// CarryCapabilities makes the acting system's own capabilities those of a list, and says how many changed. They have been
// checked together.
func CarryCapabilities(ctx context.Context, tx *tenants.Tx, list []ontology.Capability) (int, error) {
	own, err := toChange(ctx, tx)
	if err != nil {
		return 0, err
	}
	changed := 0
	for _, c := range own {
		if slices.ContainsFunc(list, func(o ontology.Capability) bool { return o.Code == c.Code }) {
			continue
		}
		changed++
		if err := removeCapability(ctx, tx, c); err != nil {
			return 0, err
		}
	}
	for _, c := range list {
		place := slices.IndexFunc(own, func(o Capability) bool { return o.Code == c.Code })
		switch {
		case place < 0:
			_, err = insertCapability(ctx, tx, c)
		case same(own[place].Capability, c):
			continue
		default:
			after := own[place]
			after.Capability = c
			_, err = updateCapability(ctx, tx, own[place], after)
		}
		if err != nil {
			return 0, err
		}
		changed++
	}
	return changed, nil
}
