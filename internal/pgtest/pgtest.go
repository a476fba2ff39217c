// Package pgtest gives each test a PostgreSQL database of its own, migrated and empty. Tests only.
//
// One private server runs for each test program, one template database is migrated in it, and a test's database is
// a clone of that. Tests run as tl_app, so that the policies are always on.
package pgtest

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/throughline-ics/throughline/internal/pg"
	"github.com/throughline-ics/throughline/internal/pg/private"
)

// Database is a test's own database.
type Database struct {
	Pool  *pgxpool.Pool // signs in as tl_app
	Owner *pgxpool.Pool // may do everything; for looking behind the wall, never for what is tested
	Key   pg.Key
	URL   string // as tl_app
	Admin string // the address of the same database as an administrator of the server
}

var server struct {
	once sync.Once
	mu   sync.Mutex
	*private.Server
	dir   string
	key   pg.Key
	admin *pgxpool.Pool
	err   error
	next  int
}

const template = "throughline_template"

// Run runs a package's tests and then stops the server, if a test has started it: func TestMain(m *testing.M) {
// os.Exit(pgtest.Run(m)) }.
func Run(m *testing.M) int {
	code := m.Run()
	if server.Server != nil {
		server.admin.Close()
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = server.Stop(ctx)
	}
	if server.dir != "" {
		_ = os.RemoveAll(server.dir)
	}
	return code
}

// New gives the test a database of its own, which goes with the test.
func New(tb testing.TB) *Database {
	tb.Helper()
	server.once.Do(start)
	if server.err != nil {
		tb.Fatal(server.err)
	}
	ctx := context.Background()
	name := clone(ctx, tb)
	d := &Database{Key: server.key, URL: server.URL(name, "tl_app")}
	d.Pool = open(tb, d.URL)
	d.Admin = server.URL(name, private.Superuser)
	d.Owner = open(tb, d.Admin)
	tb.Cleanup(func() {
		d.Pool.Close()
		d.Owner.Close()
		_, _ = server.admin.Exec(ctx, "drop database if exists "+name+" with (force)")
	})
	return d
}

func clone(ctx context.Context, tb testing.TB) string {
	tb.Helper()
	server.mu.Lock()
	defer server.mu.Unlock()
	server.next++
	name := fmt.Sprintf("test_%d", server.next)
	if _, err := server.admin.Exec(ctx, "create database "+name+" template "+template); err != nil {
		tb.Fatalf("clone the template database: %v", err)
	}
	return name
}

func open(tb testing.TB, url string) *pgxpool.Pool {
	tb.Helper()
	pool, err := pg.Open(context.Background(), url, pg.Settings{Name: tb.Name(), MaxConnections: 8})
	if err != nil {
		tb.Fatalf("open the test's database: %v", err)
	}
	return pool
}

// start runs the server and migrates the template. It fails with a sentence that says what is missing.
func start() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	server.err = func() error {
		root, err := ModuleRoot()
		if err != nil {
			return err
		}
		if server.dir, err = os.MkdirTemp("", "throughline-test-"); err != nil {
			return err
		}
		if err := os.Chmod(server.dir, 0o755); err != nil { //nolint:gosec // the server's own account must pass through
			return err
		}
		server.Server, err = private.Start(ctx, private.Config{
			DataDir: filepath.Join(server.dir, "data"), BinDir: os.Getenv("THROUGHLINE_POSTGRES_BIN"),
			SearchFrom: []string{filepath.Join(root, "frontend")}, MaxConnections: 300,
		})
		if err != nil {
			return err
		}
		return prepare(ctx)
	}()
}

func prepare(ctx context.Context) error {
	admin, err := pg.Open(ctx, server.URL(private.Database, private.Superuser), pg.Settings{MaxConnections: 2})
	if err != nil {
		return err
	}
	server.admin, server.key = admin, pg.NewKey()
	if _, err := admin.Exec(ctx, "create database "+template); err != nil {
		return err
	}
	if err := pg.MakeRoles(ctx, server.URL(template, private.Superuser)); err != nil {
		return err
	}
	return pg.Migrate(ctx, server.URL(template, "tl_migrate"), server.key, slog.New(slog.DiscardHandler))
}

// ModuleRoot is the folder of the module that the test is of.
func ModuleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", fmt.Errorf("no go.mod above the tests")
		}
		dir = parent
	}
}
