package connections

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

const requestsQuery = `
select id, org_id, org_name, name, issuer, client_id, required_acr, required_amr, hosts, second_factor, ceiling, listed, state,
       tested_at, version
  from sec.connection_requests()`

func readRequests(ctx context.Context, tx *tenants.Tx) ([]Request, error) {
	rows, err := tx.SQL().Query(ctx, requestsQuery)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Request, error) {
		var r Request
		var tested *time.Time
		err := row.Scan(&r.ID, &r.Organisation, &r.OrganisationName, &r.Name, &r.Issuer, &r.ClientID, &r.RequiredACR, &r.RequiredAMR,
			&r.Hosts, &r.SecondFactor, &r.Ceiling, &r.Listed, &r.State, &tested, &r.Version)
		if tested != nil {
			r.Tested = *tested
		}
		return r, err
	})
}

func decide(ctx context.Context, tx *tenants.Tx, c Connection, verdict string, listed bool) (uuid.UUID, error) {
	var organisation *uuid.UUID
	err := tx.SQL().QueryRow(ctx, "select sec.decide_connection($1, $2, $3, $4)", c.ID, c.Version, verdict, listed).Scan(&organisation)
	if err != nil || organisation == nil {
		return uuid.Nil, err
	}
	return *organisation, nil
}
