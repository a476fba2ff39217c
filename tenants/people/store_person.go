package people

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

const holdersQuery = `select person, subject, name, email, connection, ours, seen, assignment, role, source, since from sec.people()`

func readHolders(ctx context.Context, tx *tenants.Tx) ([]Person, error) {
	rows, err := tx.SQL().Query(ctx, holdersQuery)
	if err != nil {
		return nil, err
	}
	var list []Person
	var p Person
	var h Held
	var seen *time.Time
	_, err = pgx.ForEachRow(rows, []any{&p.ID, &p.Subject, &p.Name, &p.Email, &p.Connection, &p.Ours, &seen, &h.ID, &h.Role, &h.Source, &h.Since}, func() error {
		if len(list) == 0 || list[len(list)-1].ID != p.ID {
			p.Seen, p.Roles = orZero(seen), nil
			list = append(list, p)
		}
		last := &list[len(list)-1]
		last.Roles = append(last.Roles, h)
		return nil
	})
	return list, err
}

const waitingQuery = `select person, subject, name, email, connection, seen from sec.waiting()`

func readWaiting(ctx context.Context, tx *tenants.Tx) ([]Person, error) {
	rows, err := tx.SQL().Query(ctx, waitingQuery)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Person, error) {
		p := Person{Ours: true}
		var seen *time.Time
		err := row.Scan(&p.ID, &p.Subject, &p.Name, &p.Email, &p.Connection, &seen)
		p.Seen = orZero(seen)
		return p, err
	})
}

func putRole(ctx context.Context, tx *tenants.Tx, person uuid.UUID, role tenants.Role) (id uuid.UUID, err error) {
	err = tx.SQL().QueryRow(ctx, "select sec.put_role($1, $2)", person, role).Scan(&id)
	return id, err
}

// ended is what went when a role was ended.
type ended struct {
	Person uuid.UUID
	Role   tenants.Role
	Tokens []uuid.UUID // the person's, which went with their last role
}

func endRole(ctx context.Context, tx *tenants.Tx, held uuid.UUID) (e ended, err error) {
	err = tx.SQL().QueryRow(ctx, "select person, role, tokens from sec.end_role($1)", held).Scan(&e.Person, &e.Role, &e.Tokens)
	return e, err
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
