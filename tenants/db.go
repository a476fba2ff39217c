package tenants

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/pg"
	"github.com/throughline-ics/throughline/internal/seal"
)

// Config is what a DB is made of.
type Config struct {
	Pool    *pgxpool.Pool
	Key     pg.Key
	Secrets *seal.Keyring    // what identity connections' secrets are sealed with; without one, none can be kept
	Clock   func() time.Time // the instant that dated things are judged at; nil is the machine's clock
}

// DB is the database behind its doors. It has no query method.
type DB struct {
	pool    *pgxpool.Pool
	std     *sql.DB
	gorm    *gorm.DB
	queue   *river.Client[pgx.Tx]
	key     pg.Key
	secrets *seal.Keyring
	clock   func() time.Time
}

// New makes a DB on a pool that signs in as tl_app. Close it before the pool.
func New(c Config) (*DB, error) {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	std := stdlib.OpenDBFromPool(c.Pool)
	builder, err := gorm.Open(postgres.New(postgres.Config{Conn: std}), &gorm.Config{
		SkipDefaultTransaction: true, // a door has opened one
		DisableAutomaticPing:   true,
		NowFunc:                c.Clock,
		Logger:                 logger.Discard, // errors are returned, and values do not belong in a log
	})
	if err != nil {
		return nil, fmt.Errorf("prepare query builder: %w", err)
	}
	queue, err := river.NewClient(riverpgxv5.New(c.Pool), &river.Config{
		Schema: pg.QueueSchema,
		Logger: slog.New(slog.DiscardHandler), // it inserts only; the workers have their own client
	})
	if err != nil {
		return nil, fmt.Errorf("prepare queue: %w", err)
	}
	return &DB{pool: c.Pool, std: std, gorm: builder, queue: queue, key: c.Key, secrets: c.Secrets, clock: c.Clock}, nil
}

// Close gives back what the DB holds of its own. The pool stays open.
func (db *DB) Close() error { return db.std.Close() }

// Ready reports whether the database answers.
func (db *DB) Ready(ctx context.Context) error {
	return translate(db.pool.Ping(ctx))
}

// Now is the instant by the DB's clock.
func (db *DB) Now() time.Time { return db.clock() }

// Secrets is what secrets are sealed with: unavailable when the server has no key for it.
func (db *DB) Secrets() (*seal.Keyring, error) {
	if db.secrets == nil {
		return nil, fault.New(fault.Unavailable, "This server has no key to seal secrets with. Whoever runs it sets THROUGHLINE_SECRETS_KEY.")
	}
	return db.secrets, nil
}

// ClientSecret is the field that an identity connection's secret is sealed to, beside its organisation and its id.
const ClientSecret = "client_secret"
