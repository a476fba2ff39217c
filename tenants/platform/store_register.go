package platform

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

const registeredQuery = `
select id, kind, sector, code, ods_code, name, fictional, host_id, administrators from sec.registered($1, $2, $3, $4)`

func readRegistered(ctx context.Context, tx *tenants.Tx, words string, after last, most int) ([]Registered, error) {
	rows, err := tx.SQL().Query(ctx, registeredQuery, words, after.name, after.id, most)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Registered, error) {
		var o Registered
		var host *uuid.UUID
		err := row.Scan(&o.ID, &o.Kind, &o.Sector, &o.Handle, &o.ODS, &o.Name, &o.Fictional, &host, &o.Administrators)
		if host != nil {
			o.Host = *host
		}
		return o, err
	})
}

const namedMembershipsQuery = `
select system_id, system_code, system_name, org_id, org_name, code, kind, since, until from sec.registered_memberships($1, $2)`

func readNamedMemberships(ctx context.Context, r tenants.Register, id uuid.UUID) ([]NamedMembership, error) {
	rows, err := r.Run(ctx, "registered_memberships", []string{id.String()}, namedMembershipsQuery, id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (NamedMembership, error) {
		var m NamedMembership
		var until *time.Time
		err := row.Scan(&m.System, &m.SystemCode, &m.SystemName, &m.Organisation, &m.OrganisationName, &m.Code, &m.Kind, &m.Since, &until)
		if until != nil {
			m.Until = *until
		}
		return m, err
	})
}

const namedSuccessionsQuery = `
select org_id, org_name, successor_id, successor_name, on_date, state from sec.registered_successions($1, $2)`

func readNamedSuccessions(ctx context.Context, r tenants.Register, id uuid.UUID) ([]NamedSuccession, error) {
	rows, err := r.Run(ctx, "registered_successions", []string{id.String()}, namedSuccessionsQuery, id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[NamedSuccession])
}

func readRegisteredConnections(ctx context.Context, tx *tenants.Tx, id uuid.UUID) ([]RegisteredConnection, error) {
	rows, err := tx.SQL().Query(ctx, "select id, name, issuer, state, listed, tested_at from sec.registered_connections($1)", id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[RegisteredConnection])
}

func searchDirectory(ctx context.Context, tx *tenants.Tx, words string, most int) ([]Listed, error) {
	rows, err := tx.SQL().Query(ctx, "select code, kind, name, icb, opened, closed from sec.search_directory($1, $2)", words, most)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, listed)
}

func putDirectory(ctx context.Context, r tenants.Register, file DirectoryFile, entries []DirectoryEntry) (int, error) {
	said, err := json.Marshal(entries)
	if err != nil {
		return 0, err
	}
	rows, err := r.Run(ctx, "put_directory", []string{string(file)}, "select sec.put_directory($1, $2, $3)", file, said)
	if err != nil {
		return 0, err
	}
	return pgx.CollectExactlyOneRow(rows, pgx.RowTo[int])
}
