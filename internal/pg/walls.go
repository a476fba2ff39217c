package pg

import (
	"context"
	"embed"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/throughline-ics/throughline/internal/fault"
)

// Weakness is a place where the wall between organisations does not stand, and how to mend it.
type Weakness struct {
	Rule string
	What string // the table, function or role
	Mend string
}

// rule is a question to the catalogue; each row it answers with names one weakness.
type rule struct {
	name string
	mend string
	file string
}

//go:embed walls/*.sql
var wallQueries embed.FS

// The rules of the schema. Each is a file of SQL in walls/, so that a DBA can run it alone.
var rules = []rule{
	{"row-level security is on and forced", "alter table … enable row level security; alter table … force row level security", "forced"},
	{"every table says whose each row is", "add org_id uuid not null references app.organisation (id)", "owner"},
	{"every table has policies that ask who is acting", "write policies to tl_app that compare with sec.current_org() or what is released to it", "policies"},
	{"a unique key begins with the owner", "put org_id first, or one organisation learns what another has", "unique"},
	{"a key between tables carries the owner", "reference (org_id, id); a foreign target needs the restrictive policies sees", "references"},
	{"no materialised view, and views run as their reader", "drop it, or create the view with (security_invoker = true)", "views"},
	{"functions that run as another role are listed and pin their path", "own it by tl_sec in schema sec with search_path = pg_catalog, pg_temp", "functions"},
	{"the app's role has no power over the wall", "revoke it; tl_app owns nothing and reads no table of schema sec", "role"},
}

// Walls gives every weakness of the database that pool leads to; none is an empty list. It reads the catalogue
// only, so any role may ask.
func Walls(ctx context.Context, pool *pgxpool.Pool) ([]Weakness, error) {
	var weaknesses []Weakness
	for _, r := range rules {
		query, err := wallQueries.ReadFile("walls/" + r.file + ".sql")
		if err != nil {
			return nil, err
		}
		rows, err := pool.Query(ctx, string(query))
		if err != nil {
			return nil, fmt.Errorf("ask whether %s: %w", r.name, err)
		}
		found, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return nil, fmt.Errorf("ask whether %s: %w", r.name, err)
		}
		for _, what := range found {
			weaknesses = append(weaknesses, Weakness{Rule: r.name, What: what, Mend: r.mend})
		}
	}
	return weaknesses, nil
}

// requireWalls refuses to go on with a weak wall.
func requireWalls(ctx context.Context, pool *pgxpool.Pool) error {
	weaknesses, err := Walls(ctx, pool)
	if err != nil || len(weaknesses) == 0 {
		return err
	}
	return fault.New(fault.Unavailable, "The database does not keep organisations apart: "+describe(weaknesses)+". Run `throughline doctor` for what to mend.")
}

// RequireServable refuses a database that a server must not work on: the wrong version, a weak wall, or a role that
// could get round it.
func RequireServable(ctx context.Context, pool *pgxpool.Pool) error {
	if err := RequireRole(ctx, pool); err != nil {
		return err
	}
	if err := CheckVersion(ctx, pool); err != nil {
		return err
	}
	return requireWalls(ctx, pool)
}

// RequireRole refuses to serve as anyone but the plain app role.
func RequireRole(ctx context.Context, pool *pgxpool.Pool) error {
	const ask = `select current_user, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
	               or pg_has_role(current_user, 'tl_owner', 'member') from pg_roles where rolname = current_user`
	var name string
	var powerful bool
	if err := pool.QueryRow(ctx, ask).Scan(&name, &powerful); err != nil {
		return fault.Wrap(err, fault.Unavailable, "The database lacks Throughline's roles. Run `throughline migrate --roles` as an administrator.")
	}
	if powerful || name != "tl_app" {
		return fault.New(fault.Unavailable, fmt.Sprintf("The server signs in to the database as %s. It must be tl_app, which cannot get round the wall: change the user in THROUGHLINE_DATABASE_URL.", name))
	}
	return nil
}

func describe(weaknesses []Weakness) string {
	said := make([]string, 0, 3)
	for _, w := range weaknesses[:min(3, len(weaknesses))] {
		said = append(said, w.What+" ("+w.Rule+")")
	}
	if more := len(weaknesses) - 3; more > 0 {
		said = append(said, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(said, "; ")
}
