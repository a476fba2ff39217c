package pg

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/throughline-ics/throughline/internal/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

//go:embed roles.sql
var rolesSQL string

// QueueSchema is the schema of the job queue's own tables.
const QueueSchema = "river"

// MakeRoles makes the four roles in the server that url leads to. The caller is an administrator of that server.
func MakeRoles(ctx context.Context, url string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "The administrator's database address does not answer. Check THROUGHLINE_ADMIN_DATABASE_URL.")
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, rolesSQL); err != nil {
		return fmt.Errorf("make roles: %w", err)
	}
	return nil
}

// Migrate brings the schema up to this version, installs the server's context key, and makes sure the walls stand.
// Only one migration runs at a time; others wait. Doing it again changes nothing.
func Migrate(ctx context.Context, url string, key Key, log *slog.Logger) error {
	pool, err := openOwner(ctx, url)
	if err != nil {
		return err
	}
	defer pool.Close()
	if _, err := pool.Exec(ctx, "create schema if not exists migration; grant usage on schema migration to tl_app"); err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	if err := migrateProduct(ctx, pool, log); err != nil {
		return err
	}
	if err := migrateQueue(ctx, pool, log); err != nil {
		return err
	}
	if err := installKey(ctx, pool, key); err != nil {
		return err
	}
	return requireWalls(ctx, pool)
}

func migrateProduct(ctx context.Context, pool *pgxpool.Pool, log *slog.Logger) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	db := stdlib.OpenDBFromPool(pool)
	defer db.Close()
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files,
		goose.WithTableName("migration.version"), goose.WithSessionLocker(locker), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	have, newest, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	if have > newest {
		return fault.New(fault.Unavailable, fmt.Sprintf("The database is at version %d and this program knows versions up to %d. Use the program that it was made with; a demonstration can be started over with `--reset`.", have, newest))
	}
	done, err := provider.Up(ctx)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if len(done) > 0 {
		last := done[len(done)-1].Source.Version
		log.InfoContext(ctx, "migrated", "steps", len(done), "version", last)
	}
	_, err = pool.Exec(ctx, "grant select on migration.version to tl_app")
	return err
}

// migrateQueue brings the queue's tables up to its library's version. They hold ids only, so they need no wall.
func migrateQueue(ctx context.Context, pool *pgxpool.Pool, log *slog.Logger) error {
	const prepare = `create schema if not exists river`
	const grant = `grant usage on schema river to tl_app;
		grant select, insert, update, delete on all tables in schema river to tl_app;
		grant usage, select on all sequences in schema river to tl_app;
		grant execute on all functions in schema river to tl_app`
	if _, err := pool.Exec(ctx, prepare); err != nil {
		return fmt.Errorf("prepare queue: %w", err)
	}
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: QueueSchema, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("read queue migrations: %w", err)
	}
	done, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	if err != nil {
		return fmt.Errorf("migrate queue: %w", err)
	}
	if len(done.Versions) > 0 {
		log.InfoContext(ctx, "migrated queue", "versions", len(done.Versions))
	}
	_, err = pool.Exec(ctx, grant)
	return err
}

// installKey tells the database the key that the servers sign with. Earlier keys stay until they are removed, so
// that servers can change over one by one.
func installKey(ctx context.Context, pool *pgxpool.Pool, key Key) error {
	inner, outer := key.pads()
	_, err := pool.Exec(ctx, "insert into sec.ctx_key (kid, inner_pad, outer_pad) values ($1, $2, $3) on conflict do nothing",
		key.ID(), inner, outer)
	if err != nil {
		return fmt.Errorf("install context key: %w", err)
	}
	return nil
}

// CheckVersion refuses a database whose schema is older than the one this program was built with. A newer one is not refused:
// while a new version is put in place, what runs still is of the one before.
func CheckVersion(ctx context.Context, pool *pgxpool.Pool) error {
	want, err := newestMigration()
	if err != nil {
		return err
	}
	var have int64
	err = pool.QueryRow(ctx, "select max(version_id) from migration.version where is_applied").Scan(&have)
	switch {
	case err != nil:
		return fault.Wrap(err, fault.Unavailable, "The database has no Throughline schema yet. Run `throughline migrate`.")
	case have < want:
		return fault.New(fault.Unavailable, fmt.Sprintf("The database is at version %d and this program needs %d. Run `throughline migrate`.", have, want))
	default:
		return nil
	}
}

func newestMigration() (int64, error) {
	entries, err := migrations.ReadDir("migrations")
	if err != nil || len(entries) == 0 {
		return 0, fmt.Errorf("no migrations in this program: %w", err)
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	number, _, _ := strings.Cut(slices.Max(names), "_")
	return strconv.ParseInt(number, 10, 64)
}
