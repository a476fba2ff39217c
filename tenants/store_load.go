package tenants

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Load is a transaction in which several organisations are written, one after the other.
type Load struct {
	work    *work
	command string
	acting  *Tx
	placed  map[uuid.UUID][]change // what was put in place for an organisation that has not acted yet
}

// As goes on as another organisation's machine actor. What the one before changed gets its audit entry first, and
// its Tx must not be used any more.
func (l *Load) As(ctx context.Context, organisation uuid.UUID) (*Tx, error) {
	if err := l.close(ctx); err != nil {
		return nil, err
	}
	tx, err := l.work.open(ctx, "", ForMachine(organisation, l.command, "").Writing(), loadLife)
	if err != nil {
		return nil, err
	}
	tx.changes = l.placed[organisation]
	delete(l.placed, organisation)
	l.acting = tx
	return tx, nil
}

func (l *Load) close(ctx context.Context) error {
	if l.acting == nil {
		return nil
	}
	last := l.acting
	l.acting = nil
	return last.record(ctx)
}

// leave records what is still unrecorded, in the order of the organisations' ids.
func (l *Load) leave(ctx context.Context) error {
	var waiting []uuid.UUID
	for id := range l.placed {
		waiting = append(waiting, id)
	}
	slices.SortFunc(waiting, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	for _, id := range waiting {
		if _, err := l.As(ctx, id); err != nil {
			return err
		}
	}
	return l.close(ctx)
}

func (l *Load) put(organisation uuid.UUID, c change) {
	if l.placed == nil {
		l.placed = map[uuid.UUID][]change{}
	}
	l.placed[organisation] = append(l.placed[organisation], c)
}

// Roster gives the organisations of a system by the codes that the system knows them by; the system itself has the
// empty code. It is empty when there is no such system.
func (l *Load) Roster(ctx context.Context, system string) (map[string]Organisation, error) {
	rows, err := l.work.pg.Query(ctx, "select id, kind, code, name from sec.roster($1, $2)", l.pass("roster", system), system)
	if err != nil {
		return nil, err
	}
	roster := map[string]Organisation{}
	var o Organisation
	_, err = pgx.ForEachRow(rows, []any{&o.ID, &o.Kind, &o.Code, &o.Name}, func() error {
		roster[o.Code] = o
		return nil
	})
	return roster, err
}

// PutOrganisation makes an organisation, or changes the name and sector of one that is there. A new one gets its
// machine actor, and a system its desk and its members' channel. It returns the id.
func (l *Load) PutOrganisation(ctx context.Context, o Organisation) (uuid.UUID, error) {
	fresh := o.ID == uuid.Nil
	if fresh {
		o.ID = newID()
	}
	var code *string
	if o.Kind == KindSystem {
		code = &o.Code
	}
	signed := l.pass("put_organisation", o.ID.String(), string(o.Kind), o.Sector, deref(code), o.Name)
	var changed bool
	err := l.work.pg.QueryRow(ctx, "select sec.put_organisation($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		signed, o.ID, o.Kind, o.Sector, code, o.Name, o.Fictional, newID(), l.work.db.clock()).Scan(&changed)
	if err != nil {
		return uuid.Nil, err
	}
	if changed {
		l.put(o.ID, change{Table: "app.organisation", ID: &o.ID, After: o})
	}
	if fresh {
		l.put(o.ID, change{Table: "app.assignment", After: map[string]any{"role": Machine}})
	}
	if fresh && o.Kind == KindSystem {
		l.put(o.ID, change{Table: "app.channel", After: []ChannelKind{Desk, Members}})
	}
	return o.ID, nil
}

// Join makes an organisation belong to a system from a date, or changes what the system calls it.
func (l *Load) Join(ctx context.Context, m Membership) error {
	since := m.Since.Format(time.DateOnly)
	signed := l.pass("put_membership", m.System.ID.String(), m.Organisation.ID.String(), m.Organisation.Code, string(m.Kind), since)
	var changed bool
	err := l.work.pg.QueryRow(ctx, "select sec.put_membership($1, $2, $3, $4, $5, $6)",
		signed, m.System.ID, m.Organisation.ID, m.Organisation.Code, m.Kind, since).Scan(&changed)
	if err != nil {
		return err
	}
	if changed {
		l.put(m.System.ID, change{Table: "app.membership", After: map[string]any{
			"organisation": m.Organisation.ID, "code": m.Organisation.Code, "kind": m.Kind, "since": since,
		}})
		l.put(m.System.ID, change{Table: "app.channel", After: map[string]any{"kind": Pair, "ref": m.Organisation.ID}})
	}
	return nil
}

// Connection is an identity provider as the platform knows it.
type Connection struct {
	ID           uuid.UUID
	Organisation uuid.UUID // zero: shared by several
	Name         string
	Issuer       string
	ClientID     string
	RequiredACR  []string
	Listed       bool // offered on the start page
}

// PutConnection makes or changes an identity connection.
func (l *Load) PutConnection(ctx context.Context, c Connection) error {
	var organisation *uuid.UUID
	named := ""
	if c.Organisation != uuid.Nil {
		organisation, named = &c.Organisation, c.Organisation.String()
	}
	signed := l.pass("put_connection", c.ID.String(), named, c.Name, c.Issuer, c.ClientID, fmt.Sprint(c.Listed))
	_, err := l.work.pg.Exec(ctx, "select sec.put_connection($1, $2, $3, $4, $5, $6, $7)",
		signed, c.ID, organisation, c.Name, c.Issuer, c.ClientID, c.Listed)
	return err
}

// Assign gives the person whom a connection knows by a subject a role in an organisation.
func (l *Load) Assign(ctx context.Context, connection uuid.UUID, subject string, organisation uuid.UUID, role Role) error {
	signed := l.pass("put_assignment", connection.String(), subject, organisation.String(), string(role))
	var changed bool
	err := l.work.pg.QueryRow(ctx, "select sec.put_assignment($1, $2, $3, $4, $5, $6, $7)",
		signed, newID(), connection, subject, organisation, role, l.work.db.clock()).Scan(&changed)
	if err != nil {
		return err
	}
	if changed {
		l.put(organisation, change{Table: "app.assignment", After: map[string]any{"subject": subject, "role": role}})
	}
	return nil
}

func (l *Load) pass(purpose string, fields ...string) string {
	return pass(l.work.db.key, purpose, fields...)
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
