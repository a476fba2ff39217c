package tenants

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
)

const selfQuery = `
select o.id, o.kind, o.sector, coalesce(o.code, ''), o.name, o.fictional
  from app.organisation o
 where o.id = sec.current_org()`

// Self reads the organisation that acts.
func Self(ctx context.Context, tx *Tx) (Organisation, error) {
	rows, err := tx.SQL().Query(ctx, selfQuery)
	if err != nil {
		return Organisation{}, err
	}
	return pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Organisation])
}

// StartCode is the code by which people of the organisation that acts find their own way in: its handle or, without
// one, its ODS code. It is empty when the organisation has neither.
func StartCode(ctx context.Context, tx *Tx) (code string, err error) {
	err = tx.SQL().QueryRow(ctx, "select coalesce(code, ods_code, '') from app.organisation where id = sec.current_org()").Scan(&code)
	return code, err
}

// Names gives the names of people by their ids, as far as the organisation that acts may know them: people of others
// are said by what they are.
func Names(ctx context.Context, tx *Tx, ids ...uuid.UUID) (map[uuid.UUID]string, error) {
	names := map[uuid.UUID]string{}
	rows, err := tx.SQL().Query(ctx, "select id, name from sec.names($1)", ids)
	if err != nil {
		return nil, err
	}
	var id uuid.UUID
	var name string
	_, err = pgx.ForEachRow(rows, []any{&id, &name}, func() error {
		names[id] = name
		return nil
	})
	return names, err
}

const membershipsQuery = `
select s.id, s.kind, s.sector, coalesce(s.code, ''), s.name, s.fictional,
       o.id, o.kind, o.sector, m.code, o.name, o.fictional, m.kind, m.since, m.until
  from app.membership m
  join app.organisation s on s.id = m.system_id
  join app.organisation o on o.id = m.org_id
 where ($1::uuid is null or m.system_id = $1)
   and ($2::uuid is null or m.org_id = $2)
   and m.since <= sec.current_day() and (m.until is null or m.until > sec.current_day())
 order by s.name, m.kind, m.code, m.org_id`

// Memberships reads the current memberships that the organisation which acts may know of, by the names of their
// systems and then by code. A nil id is no condition.
func Memberships(ctx context.Context, tx *Tx, system, organisation *uuid.UUID) ([]Membership, error) {
	rows, err := tx.SQL().Query(ctx, membershipsQuery, system, organisation)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Membership, error) {
		var m Membership
		var until *time.Time
		err := row.Scan(&m.System.ID, &m.System.Kind, &m.System.Sector, &m.System.Code, &m.System.Name, &m.System.Fictional,
			&m.Organisation.ID, &m.Organisation.Kind, &m.Organisation.Sector, &m.Organisation.Code, &m.Organisation.Name,
			&m.Organisation.Fictional, &m.Kind, &m.Since, &until)
		if until != nil {
			m.Until = *until
		}
		return m, err
	})
}

// SystemAtHand says which system a question is about: the one that was named, the acting organisation itself when
// it is a system, or the only one it belongs to.
func SystemAtHand(ctx context.Context, tx *Tx, named *uuid.UUID) (Organisation, error) {
	self, err := Self(ctx, tx)
	if err != nil {
		return Organisation{}, err
	}
	if self.Kind == KindSystem && (named == nil || *named == self.ID) {
		return self, nil
	}
	own := self.ID
	memberships, err := Memberships(ctx, tx, named, &own)
	if err != nil {
		return Organisation{}, err
	}
	switch len(memberships) {
	case 0:
		return Organisation{}, fault.New(fault.NotFound, "There is no such system, or your organisation does not belong to it.")
	case 1:
		return memberships[0].System, nil
	default:
		return Organisation{}, fault.New(fault.Invalid, "Your organisation belongs to several systems. Say which one you mean.",
			fault.Field{Name: "system", Reason: "Give the id of one of your systems."})
	}
}

const channelsQuery = `
select c.id, c.org_id, c.kind
  from app.channel c
 where c.kind in ('desk', 'members') and c.org_id = any ($1)`

// ChannelsOf reads the desk and members channels of systems, as far as the organisation that acts may see or use them.
func ChannelsOf(ctx context.Context, tx *Tx, systems ...uuid.UUID) ([]Channel, error) {
	rows, err := tx.SQL().Query(ctx, channelsQuery, systems)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Channel])
}

// ChannelOf reads one of a system's channels.
func ChannelOf(ctx context.Context, tx *Tx, system uuid.UUID, kind ChannelKind) (Channel, error) {
	channels, err := ChannelsOf(ctx, tx, system)
	if err != nil {
		return Channel{}, err
	}
	for _, c := range channels {
		if c.Kind == kind {
			return c, nil
		}
	}
	return Channel{}, fault.New(fault.NotFound, "There is no such system, or your organisation does not belong to it.")
}

// PublicChannel reads the acting organisation's channel to the public, and makes it when there is none.
func PublicChannel(ctx context.Context, tx *Tx) (Channel, error) {
	c := Channel{Owner: tx.Organisation(), Kind: Public}
	var fresh bool
	err := tx.SQL().QueryRow(ctx, "select channel, fresh from sec.public_channel()").Scan(&c.ID, &fresh)
	if err == nil && fresh {
		tx.Changed("app.channel", c.ID, nil, map[string]any{"kind": Public})
	}
	return c, err
}
