package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/pg"
	"github.com/throughline-ics/throughline/internal/pg/private"
	"github.com/throughline-ics/throughline/internal/seal"
	"github.com/throughline-ics/throughline/tenants"
)

// database is an open database and what has to be closed after it.
type database struct {
	*tenants.DB
	pool   *pgxpool.Pool
	closes []func()
	gone   <-chan struct{} // closed when a private PostgreSQL has ended by itself; nil for a database of somebody else's
}

func (d *database) close() {
	for _, one := range slices.Backward(d.closes) {
		one()
	}
}

// openDatabase opens the database that the settings name or, where they name none, a private one.
func openDatabase(ctx context.Context, s settings, log *slog.Logger) (*database, error) {
	url, ok := s.given("THROUGHLINE_DATABASE_URL")
	if !ok {
		dir, err := s.dataDir()
		if err != nil {
			return nil, err
		}
		return openPrivate(ctx, s, filepath.Join(dir, "data"), log)
	}
	key, err := s.contextKey()
	if err != nil {
		return nil, err
	}
	secrets, err := s.secrets()
	if err != nil {
		return nil, err
	}
	return (&database{}).serveFrom(ctx, s, url, tenants.Config{Key: key, Secrets: secrets})
}

// serveFrom opens the pool that everything of the product goes through, if the database is fit to be served from.
func (d *database) serveFrom(ctx context.Context, s settings, url string, c tenants.Config) (*database, error) {
	most, err := s.maxConnections()
	if err != nil {
		d.close()
		return nil, err
	}
	d.pool, err = pg.Open(ctx, url, pg.Settings{Name: "throughline", MaxConnections: most})
	if err != nil {
		d.close()
		return nil, err
	}
	d.closes = append(d.closes, d.pool.Close)
	if err := pg.RequireServable(ctx, d.pool); err != nil {
		d.close()
		return nil, err
	}
	c.Pool = d.pool
	d.DB, err = tenants.New(c)
	if err != nil {
		d.close()
		return nil, err
	}
	d.closes = append(d.closes, func() { _ = d.Close() })
	if err := d.RequireKey(ctx); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

// privateDatabase is the name of the product's database in a private PostgreSQL.
const privateDatabase = "throughline"

// openPrivate starts a private PostgreSQL on a data folder, brings its schema up to date and opens it.
func openPrivate(ctx context.Context, s settings, dir string, log *slog.Logger) (*database, error) {
	bin, _ := s.given("THROUGHLINE_POSTGRES_BIN")
	server, err := private.Start(ctx, private.Config{
		DataDir: dir, BinDir: bin, SearchFrom: searchFolders(), Durable: true, Logger: log, MaxConnections: 60,
	})
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "The private PostgreSQL does not start: "+err.Error())
	}
	d := &database{gone: server.Done(), closes: []func(){func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
		defer cancel()
		if err := server.Stop(ctx); err != nil {
			log.ErrorContext(ctx, "private PostgreSQL did not stop", "error", err)
		}
	}}}
	c, err := privateKeys(s, dir)
	if err == nil {
		err = preparePrivate(ctx, server, c.Key, log)
	}
	if err != nil {
		d.close()
		return nil, err
	}
	return d.serveFrom(ctx, s, server.URL(privateDatabase, "tl_app"), c)
}

// preparePrivate makes the database and its roles where they are missing, and migrates.
func preparePrivate(ctx context.Context, server *private.Server, key pg.Key, log *slog.Logger) error {
	admin, err := pg.Open(ctx, server.URL(private.Database, private.Superuser), pg.Settings{MaxConnections: 1})
	if err != nil {
		return err
	}
	defer admin.Close()
	var there bool
	err = admin.QueryRow(ctx, "select exists (select from pg_database where datname = $1)", privateDatabase).Scan(&there)
	if err != nil {
		return fmt.Errorf("look for the database: %w", err)
	}
	if !there {
		if _, err := admin.Exec(ctx, "create database "+privateDatabase); err != nil {
			return fmt.Errorf("make the database: %w", err)
		}
	}
	if err := pg.MakeRoles(ctx, server.URL(privateDatabase, private.Superuser)); err != nil {
		return err
	}
	return pg.Migrate(ctx, server.URL(privateDatabase, "tl_migrate"), key, log)
}

// privateKeys are the keys of a private database, which lie beside it: they are made when there are none.
func privateKeys(s settings, dir string) (tenants.Config, error) {
	var c tenants.Config
	text, err := kept(dir+".key", func() string { return pg.NewKey().String() })
	if err != nil {
		return c, err
	}
	if c.Key, err = pg.ParseKey(text); err != nil {
		return c, err
	}
	if c.Secrets, err = s.secrets(); err != nil || c.Secrets != nil {
		return c, err
	}
	if text, err = kept(dir+".secrets", func() string { return seal.NewKey().String() }); err != nil {
		return c, err
	}
	key, err := seal.ParseKey(text)
	c.Secrets = seal.New(key)
	return c, err
}

// kept reads a file that only its owner may read, or makes it when there is none.
func kept(file string, fresh func() string) (string, error) {
	raw, err := os.ReadFile(filepath.Clean(file))
	if errors.Is(err, fs.ErrNotExist) {
		text := fresh()
		return text, os.WriteFile(file, []byte(text+"\n"), 0o600)
	}
	return string(raw), err
}

// searchFolders are where the npm package with PostgreSQL's programs may lie: where the program is, where it was
// started, and the pages' folder beside either.
func searchFolders() []string {
	var folders []string
	if program, err := os.Executable(); err == nil {
		dir := filepath.Dir(program)
		folders = append(folders, dir, filepath.Join(dir, "..", "frontend"))
	}
	if dir, err := os.Getwd(); err == nil {
		folders = append(folders, dir, filepath.Join(dir, "frontend"))
	}
	return folders
}
