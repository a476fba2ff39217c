package exchange

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Outcome is what loading a folder did.
type Outcome struct {
	System        uuid.UUID
	Organisations map[string]uuid.UUID // the members, by their codes
	Items         strategy.Counts
	Editions      int // how many strategies were published anew
}

// Loading says how a folder is to be loaded.
type Loading struct {
	On       time.Time                          // the civil date on which the strategies count as published
	Progress func(done, total int, what string) // called after each organisation; may be nil
}

// Load puts a folder's organisations, memberships and strategies into the database and publishes what changed: a
// system's strategy to its desk and its members, a member's to the system's desk. The same folder twice changes
// nothing. Members that the folder does not have are left as they are.
func Load(ctx context.Context, l *tenants.Load, f Folder, how Loading) (Outcome, error) {
	w := loading{Loading: how, load: l, outcome: Outcome{Organisations: map[string]uuid.UUID{}}}
	roster, err := l.Roster(ctx, f.System.Code)
	if err != nil {
		return w.outcome, err
	}
	w.system = tenants.Organisation{
		ID: roster[""].ID, Kind: tenants.KindSystem, Sector: f.System.Sector, Code: f.System.Code, Name: f.System.Name, Fictional: f.System.Fictional,
	}
	if w.system.ID, err = l.PutOrganisation(ctx, w.system); err != nil {
		return w.outcome, err
	}
	w.outcome.System = w.system.ID
	for _, m := range f.Members {
		if err := w.place(ctx, m, roster[m.Code].ID); err != nil {
			return w.outcome, fmt.Errorf("put %s in place: %w", m.Code, err)
		}
	}
	err = w.write(ctx, w.system.ID, f.System, tenants.Desk, tenants.Members)
	for i := 0; err == nil && i < len(f.Members); i++ {
		w.tell(i+1, len(f.Members)+1, f)
		err = w.write(ctx, w.outcome.Organisations[f.Members[i].Code], f.Members[i], tenants.Desk)
	}
	if err == nil {
		w.tell(len(f.Members)+1, len(f.Members)+1, f)
	}
	return w.outcome, err
}

// loading is the work of one call of Load.
type loading struct {
	Loading
	load    *tenants.Load
	system  tenants.Organisation
	outcome Outcome
}

// tell says that so many strategies have been written, the system's first.
func (w *loading) tell(done, total int, f Folder) {
	if w.Progress == nil {
		return
	}
	name := f.System.Name
	if done > 1 {
		name = f.Members[done-2].Name
	}
	w.Progress(done, total, name)
}

// place makes a member, or finds it again, and makes it belong.
func (w *loading) place(ctx context.Context, m Party, id uuid.UUID) error {
	id, err := w.load.PutOrganisation(ctx, tenants.Organisation{
		ID: id, Kind: tenants.KindOfSector(m.Sector), Sector: m.Sector, Name: m.Name, Fictional: m.Fictional,
	})
	if err != nil {
		return err
	}
	w.outcome.Organisations[m.Code] = id
	return w.load.Join(ctx, tenants.Membership{
		System: w.system, Organisation: tenants.Organisation{ID: id, Code: m.Code}, Kind: tenants.Member, Since: w.On,
	})
}

// write replaces one organisation's strategy and publishes it when it says something new.
func (w *loading) write(ctx context.Context, id uuid.UUID, p Party, kinds ...tenants.ChannelKind) error {
	tx, err := w.load.As(ctx, id)
	if err != nil {
		return err
	}
	doc := p.Strategy
	if doc.Title == "" {
		doc.Title = p.Name
	}
	written, counts, err := strategy.Replace(ctx, tx, doc)
	if err != nil {
		return fmt.Errorf("write the strategy of %s: %w", p.Code, err)
	}
	w.outcome.Items = w.outcome.Items.Plus(counts)
	channels, err := strategy.ChannelsFor(ctx, tx, kinds)
	if err != nil {
		return err
	}
	_, fresh, err := strategy.Publish(ctx, tx, written, strategy.Release{On: w.On, Channels: channels})
	if fresh {
		w.outcome.Editions++
	}
	return err
}

// Own writes the strategy of the organisation that acts as its file of a folder: system.yaml for a system, and otherwise the
// file of a member of the first system that it belongs to. What the file is stands above as a comment. What the format has no place for is an invalid fault.
func Own(ctx context.Context, tx *tenants.Tx, d strategy.Document) ([]byte, error) {
	self, err := tenants.Self(ctx, tx)
	if err != nil {
		return nil, err
	}
	p := Party{Code: cmp.Or(self.Code, "organisation"), Name: self.Name, Sector: self.Sector, Fictional: self.Fictional, Strategy: d}
	var f Folder
	page := func() []byte { return systemPage(p) }
	if f.System = p; self.Kind != tenants.KindSystem {
		memberships, err := tenants.Memberships(ctx, tx, nil, &self.ID)
		if err != nil {
			return nil, err
		}
		system := "system"
		if len(memberships) > 0 {
			p.Code, system = cmp.Or(memberships[0].Organisation.Code, p.Code), cmp.Or(memberships[0].System.Code, system)
		}
		f, page = Folder{Members: []Party{p}}, func() []byte { return organisationPage(p, system) }
	}
	if misplaced := misplacedIn(f); len(misplaced) > 0 {
		return nil, fault.New(fault.Invalid, "This cannot be kept in a file: the format has no place for some of it.", misplaced...)
	}
	if d.Standing != "" {
		return append([]byte("# "+d.Standing+"\n"), page()...), nil
	}
	return page(), nil
}
