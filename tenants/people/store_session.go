package people

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

func readSessions(ctx context.Context, e tenants.Entry, session tenants.SessionKey) ([]Session, error) {
	rows, err := e.Run(ctx, "sessions_of", []string{session.String()},
		"select id, began, seen, ends, address, connection, current from sec.sessions_of($1, $2, $3)", session[:], e.Now())
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Session])
	return list, tenants.Fault(err)
}

func endSessions(ctx context.Context, e tenants.Entry, session tenants.SessionKey, which uuid.UUID) (int, error) {
	var one *uuid.UUID
	said := ""
	if which != uuid.Nil {
		one, said = &which, which.String()
	}
	rows, err := e.Run(ctx, "end_sessions", []string{session.String(), said},
		"select sec.end_sessions($1, $2, $3, $4)", session[:], one, e.Now())
	if err != nil {
		return 0, err
	}
	ended, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[int])
	return ended, tenants.Fault(err)
}
