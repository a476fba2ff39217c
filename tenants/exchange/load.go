package exchange

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

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
	o := Outcome{Organisations: map[string]uuid.UUID{}}
	roster, err := l.Roster(ctx, f.System.Code)
	if err != nil {
		return o, err
	}
	system := tenants.Organisation{
		ID: roster[""].ID, Kind: tenants.KindSystem, Sector: f.System.Sector, Code: f.System.Code, Name: f.System.Name, Fictional: f.System.Fictional,
	}
	if system.ID, err = l.PutOrganisation(ctx, system); err != nil {
		return o, err
	}
	o.System = system.ID
	for _, m := range f.Members {
		if o.Organisations[m.Code], err = join(ctx, l, system, roster[m.Code].ID, m, how.On); err != nil {
			return o, fmt.Errorf("put %s in place: %w", m.Code, err)
		}
	}
	parties := append([]Party{f.System}, f.Members...)
	for i, p := range parties {
		id, kinds := o.Organisations[p.Code], []tenants.ChannelKind{tenants.Desk}
		if i == 0 {
			id, kinds = system.ID, []tenants.ChannelKind{tenants.Desk, tenants.Members}
		}
		if err := o.write(ctx, l, id, p, kinds, how.On); err != nil {
			return o, fmt.Errorf("write the strategy of %s: %w", p.Code, err)
		}
		if how.Progress != nil {
			how.Progress(i+1, len(parties), p.Name)
		}
	}
	return o, nil
}

func join(ctx context.Context, l *tenants.Load, system tenants.Organisation, id uuid.UUID, m Party, on time.Time) (uuid.UUID, error) {
	id, err := l.PutOrganisation(ctx, tenants.Organisation{
		ID: id, Kind: tenants.KindOfSector(m.Sector), Sector: m.Sector, Name: m.Name, Fictional: m.Fictional,
	})
	if err != nil {
		return id, err
	}
	return id, l.Join(ctx, tenants.Membership{
		System: system, Organisation: tenants.Organisation{ID: id, Code: m.Code}, Kind: tenants.Member, Since: on,
	})
}

// write replaces one organisation's strategy and publishes it when it says something new.
func (o *Outcome) write(ctx context.Context, l *tenants.Load, id uuid.UUID, p Party, kinds []tenants.ChannelKind, on time.Time) error {
	tx, err := l.As(ctx, id)
	if err != nil {
		return err
	}
	doc := p.Strategy
	if doc.Title == "" {
		doc.Title = p.Name
	}
	written, counts, err := strategy.Replace(ctx, tx, doc)
	if err != nil {
		return err
	}
	o.Items = o.Items.Plus(counts)
	channels, err := strategy.ChannelsFor(ctx, tx, kinds)
	if err != nil {
		return err
	}
	_, fresh, err := strategy.Publish(ctx, tx, written, strategy.Release{On: on, Channels: channels})
	if fresh {
		o.Editions++
	}
	return err
}
