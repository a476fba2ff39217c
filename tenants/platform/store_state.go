package platform

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

func readOrganisations(ctx context.Context, r tenants.Register) ([]registered, error) {
	rows, err := r.Run(ctx, "organisations", nil,
		"select id, kind, sector, code, ods_code, name, fictional, host_id, administered from sec.organisations($1)")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (registered, error) {
		var o registered
		var host *uuid.UUID
		err := row.Scan(&o.ID, &o.Kind, &o.Sector, &o.Handle, &o.ODS, &o.Name, &o.Fictional, &host, &o.administered)
		if host != nil {
			o.Host = *host
		}
		return o, err
	})
}

func readMemberships(ctx context.Context, r tenants.Register) ([]membership, error) {
	rows, err := r.Run(ctx, "registered_memberships", []string{""},
		"select system_id, org_id, code, kind, since::text, coalesce(until::text, '') from sec.registered_memberships($1, null)")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (membership, error) {
		var m membership
		return m, row.Scan(&m.system, &m.organisation, &m.code, &m.kind, &m.since, &m.until)
	})
}

func readSuccessions(ctx context.Context, r tenants.Register) ([]succession, error) {
	rows, err := r.Run(ctx, "registered_successions", []string{""},
		"select org_id, successor_id, on_date::text, state from sec.registered_successions($1, null)")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (succession, error) {
		var s succession
		return s, row.Scan(&s.from, &s.to, &s.on, &s.state)
	})
}

func readConnections(ctx context.Context, r tenants.Register) ([]connection, error) {
	rows, err := r.Run(ctx, "declared", nil,
		"select id, org_id, name, issuer, client_id, has_secret, terms, state, rules, people from sec.declared($1)")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (connection, error) {
		var c connection
		var terms, rules, people []byte
		err := row.Scan(&c.ID, &c.Organisation, &c.Name, &c.Issuer, &c.ClientID, &c.hasSecret, &terms, &c.state, &rules, &people)
		for _, part := range []struct {
			raw  []byte
			into any
		}{{terms, &c.Terms}, {rules, &c.rules}, {people, &c.people}} {
			if err == nil {
				err = json.Unmarshal(part.raw, part.into)
			}
		}
		slices.SortFunc(c.rules, compareRules) // the database has an order of its own for texts
		return c, err
	})
}

// Listed is an organisation of the published directory.
type Listed struct {
	Code, Kind, Name, ICB string
	Opened, Closed        time.Time // zero when there is none
}

func listed(row pgx.CollectableRow) (Listed, error) {
	var l Listed
	var opened, closed *time.Time
	err := row.Scan(&l.Code, &l.Kind, &l.Name, &l.ICB, &opened, &closed)
	if opened != nil {
		l.Opened = *opened
	}
	if closed != nil {
		l.Closed = *closed
	}
	return l, err
}

func readDirectory(ctx context.Context, r tenants.Register, codes []string) (map[string]Listed, error) {
	directory := map[string]Listed{}
	if len(codes) == 0 {
		return directory, nil
	}
	rows, err := r.Run(ctx, "directory_of", codes, "select code, kind, name, icb, opened, closed from sec.directory_of($1, $2)", codes)
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, listed)
	for _, l := range list {
		directory[l.Code] = l
	}
	return directory, err
}

// secretOf opens the secret that is kept of a connection, so that the same one again changes nothing.
func secretOf(ctx context.Context, r tenants.Register, c *connection) (string, error) {
	if !c.hasSecret {
		return "", nil
	}
	rows, err := r.Run(ctx, "sealed", nil, "select sealed from sec.sealed($1) where id = $2", c.ID)
	if err != nil {
		return "", err
	}
	sealed, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[[]byte])
	if err != nil {
		return "", err
	}
	return r.Unseal(sealed, c.Organisation, c.ID)
}
