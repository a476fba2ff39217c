package pg

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/throughline-ics/throughline/internal/fault"
)

// The oldest PostgreSQL the schema works on (unique nulls not distinct came with it), as server_version_num.
const oldestServer = 150000

// Settings says how a pool behaves.
type Settings struct {
	Name           string // shown in pg_stat_activity
	MaxConnections int    // 0 takes pgx's default, the greater of 4 and the number of CPUs
}

// Open makes a pool for serving. Every statement is bounded in time, so that one slow query cannot hold the rest.
// It fails in one sentence that says what to mend when the database cannot be reached.
func Open(ctx context.Context, url string, s Settings) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "The database address cannot be read. Write it as postgres://user@host:5432/database in THROUGHLINE_DATABASE_URL.")
	}
	config.ConnConfig.RuntimeParams["application_name"] = s.Name
	config.ConnConfig.RuntimeParams["timezone"] = "UTC"
	config.ConnConfig.RuntimeParams["statement_timeout"] = "5000"
	config.ConnConfig.RuntimeParams["lock_timeout"] = "2000"
	config.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = "15000"
	if s.MaxConnections > 0 {
		config.MaxConns = int32(min(s.MaxConnections, 1000))
	}
	return connect(ctx, config)
}

// openOwner makes a small pool that acts as tl_owner, for migrations only.
func openOwner(ctx context.Context, url string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "The database address cannot be read. Write it as postgres://tl_migrate@host:5432/database in THROUGHLINE_MIGRATE_DATABASE_URL.")
	}
	config.MaxConns = 4
	config.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "set role tl_owner")
		return err
	}
	return connect(ctx, config)
}

func connect(ctx context.Context, config *pgxpool.Config) (*pgxpool.Pool, error) {
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open pool: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	var version int
	err = pool.QueryRow(ctx, "select current_setting('server_version_num')::int").Scan(&version)
	if err != nil {
		pool.Close()
		return nil, unreachable(err, config)
	}
	if version < oldestServer {
		pool.Close()
		return nil, fault.New(fault.Unavailable, fmt.Sprintf("The database is PostgreSQL %d. Throughline needs PostgreSQL 15 or later.", version/10000))
	}
	return pool, nil
}

// unreachable turns a failure to connect into the sentence for whoever set the address.
func unreachable(err error, config *pgxpool.Config) error {
	c := config.ConnConfig
	place := fmt.Sprintf("%s as %s on %s", c.Database, c.User, net.JoinHostPort(c.Host, fmt.Sprint(c.Port)))
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok {
		if hint, known := connectHints[refused.Code]; known {
			return fault.Wrap(err, fault.Unavailable, fmt.Sprintf("The database refused the connection to %s: %s", place, hint))
		}
	}
	return fault.Wrap(err, fault.Unavailable, fmt.Sprintf("The database does not answer: %s. Check that it runs and that THROUGHLINE_DATABASE_URL is right.", place))
}

// SQLSTATEs of a refused connection, and what to do about each.
var connectHints = map[string]string{
	"3D000": "there is no such database. Create it, then run `throughline migrate --roles` as an administrator.",
	"28000": "this role may not sign in. Run `throughline migrate --roles` as an administrator.",
	"28P01": "the password is wrong.",
	"42501": "the role lacks a right. Run `throughline doctor` to see which.",
	"22023": "a role is missing. Run `throughline migrate --roles` as an administrator.",
}
