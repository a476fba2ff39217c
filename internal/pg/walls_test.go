package pg_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/pg"
	"github.com/throughline-ics/throughline/internal/pgtest"
)

// Every rule of the wall, broken once: the break, and what must be said of it.
var breaks = []struct {
	name, rule, what, statement string
}{
	{"not forced", "row-level security is on and forced", "app.item", `alter table app.item no force row level security`},
	{"switched off", "row-level security is on and forced", "app.claim", `alter table app.claim disable row level security`},
	{
		"no owner column", "every table says whose each row is", "app.note",
		`create table app.note (id uuid primary key); alter table app.note enable row level security; alter table app.note force row level security`,
	},
	{"owner may be missing", "every table says whose each row is", "app.item", `alter table app.item alter column org_id drop not null`},
	{"no policy", "every table has policies that ask who is acting", "app.measure has no policy", `drop policy own on app.measure`},
	{"reads everything", "every table has policies that ask who is acting", "policy peek reads", `create policy peek on app.item for select to tl_app using (true)`},
	{"writes anything", "every table has policies that ask who is acting", "policy poke writes", `create policy poke on app.item for insert to tl_app with check (true)`},
	{
		"writes anything it reads", "every table has policies that ask who is acting", "policy own writes",
		`alter policy own on app.item with check (true)`,
	},
	{
		"open to every role", "every table has policies that ask who is acting", "is open to every role",
		`create policy all_in on app.item for select using (org_id = (select sec.current_org()))`,
	},
	{
		"open to another role", "every table has policies that ask who is acting", "lets pg_monitor through",
		`create policy watch on app.item for select to pg_monitor using (true)`,
	},
	{"global unique key", "a unique key begins with the owner", "goal_code_everywhere", `create unique index goal_code_everywhere on app.item (code)`},
	{
		"key without the owner", "a key between tables carries the owner", "goal_simple",
		`alter table app.item add constraint goal_simple foreign key (strategy_id) references app.strategy (id)`,
	},
	{"foreign target unseen", "a key between tables carries the owner", "app.claim", `drop policy sees on app.claim`},
	{"materialised view", "no materialised view, and views run as their reader", "app.summary", `create materialized view app.summary as select * from app.item`},
	{"view as its owner", "no materialised view, and views run as their reader", "app.listing", `create view app.listing as select * from app.item`},
	{"path not pinned", "functions that run as another role are listed and pin their path", "sec.current_org", `alter function sec.current_org() reset search_path`},
	{
		"runs as the owner of the tables", "functions that run as another role are listed and pin their path", "sec.open",
		`alter function sec.open_reading(text) owner to tl_owner`,
	},
	{"signs for anybody", "functions that run as another role are listed and pin their path", "sec.mac", `grant execute on function sec.mac(text, text[]) to tl_app`},
	{"app role gets round", "the app's role has no power over the wall", "let round row-level security", `alter role tl_app bypassrls`},
	{"app role is owner", "the app's role has no power over the wall", "member of tl_owner", `grant tl_owner to tl_app`},
	{"app role reads sessions", "the app's role has no power over the wall", "sec.session", `grant select on sec.session to tl_app`},
	{"app role changes the record", "the app's role has no power over the wall", "app.audit", `grant update on app.audit to tl_app`},
	{"app role makes tables", "the app's role has no power over the wall", "schema app", `grant create on schema app to tl_app`},
}

// mended undoes what a break did to the roles, which all databases of the server share.
const mended = `alter role tl_app nobypassrls; revoke tl_owner from tl_app`

func TestWallsStandAndEveryBreakIsSeen(t *testing.T) { //nolint:paralleltest // it changes roles, which tests share
	ctx := context.Background()
	whole := pgtest.New(t)
	if weaknesses, err := pg.Walls(ctx, whole.Pool); err != nil || len(weaknesses) > 0 {
		t.Fatalf("a fresh database is weak: %v, %v", weaknesses, err)
	}
	if err := pg.RequireServable(ctx, whole.Pool); err != nil {
		t.Fatal(err)
	}
	for _, b := range breaks { //nolint:paralleltest // as above
		t.Run(b.name, func(t *testing.T) {
			d := pgtest.New(t)
			t.Cleanup(func() {
				if _, err := d.Owner.Exec(ctx, mended); err != nil {
					t.Error(err)
				}
			})
			if _, err := d.Owner.Exec(ctx, b.statement); err != nil {
				t.Fatal(err)
			}
			weaknesses, err := pg.Walls(ctx, d.Owner)
			if err != nil {
				t.Fatal(err)
			}
			seen := false
			for _, w := range weaknesses {
				seen = seen || w.Rule == b.rule && strings.Contains(w.What, b.what)
			}
			if !seen {
				t.Errorf("after %q nobody said %q of %q, only %v", b.statement, b.rule, b.what, weaknesses)
			}
			if err := pg.RequireServable(ctx, d.Pool); !fault.Is(err, fault.Unavailable) {
				t.Errorf("the server would serve: %v", err)
			}
		})
	}
}

func TestServeRefusesOtherRoles(t *testing.T) {
	t.Parallel()
	d := pgtest.New(t)
	if err := pg.RequireServable(context.Background(), d.Owner); err == nil || !strings.Contains(err.Error(), "tl_app") {
		t.Errorf("a superuser may serve: %v", err)
	}
}

func TestMigratingAgainChangesNothing(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := pgtest.New(t)
	url := migrateURL(t, d)
	for range 2 {
		if err := pg.Migrate(ctx, url, d.Key, slog.New(slog.DiscardHandler)); err != nil {
			t.Fatal(err)
		}
	}
	var keys int
	if err := d.Owner.QueryRow(ctx, "select count(*) from sec.ctx_key").Scan(&keys); err != nil || keys != 1 {
		t.Errorf("%d keys, %v", keys, err)
	}
}

// migrateURL lets tl_migrate work on a clone: the rights of a database are not cloned with it.
func migrateURL(t *testing.T, d *pgtest.Database) string {
	t.Helper()
	if err := pg.MakeRoles(context.Background(), d.Admin); err != nil {
		t.Fatal(err)
	}
	return strings.Replace(d.URL, "tl_app", "tl_migrate", 1)
}

// What a newer program has done to a database is nothing that this one may add to.
func TestMigrateRefusesANewerSchema(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := pgtest.New(t)
	url := migrateURL(t, d)
	if _, err := d.Owner.Exec(ctx, "insert into migration.version (version_id, is_applied) values (9999, true)"); err != nil {
		t.Fatal(err)
	}
	err := pg.Migrate(ctx, url, d.Key, slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "at version 9999") {
		t.Errorf("migrate went on: %v", err)
	}
}

func TestMigrateRefusesAWeakWall(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := pgtest.New(t)
	if _, err := d.Owner.Exec(ctx, "alter table app.item no force row level security"); err != nil {
		t.Fatal(err)
	}
	err := pg.Migrate(ctx, migrateURL(t, d), d.Key, slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "app.item") {
		t.Errorf("migrate went on: %v", err)
	}
}

func TestOpenSaysWhatToMend(t *testing.T) {
	t.Parallel()
	d := pgtest.New(t)
	for _, c := range []struct{ name, url, says string }{
		{"not an address", "mysql://x", "postgres://"},
		{"nobody there", "postgres://tl_app@127.0.0.1:1/throughline?connect_timeout=2", "does not answer"},
		{"no such database", strings.Replace(d.URL, "test_", "missing_", 1), "no such database"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := pg.Open(context.Background(), c.url, pg.Settings{})
			if !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error is %v, want %q in it", err, c.says)
			}
		})
	}
}

func TestContextKey(t *testing.T) {
	t.Parallel()
	k := pg.NewKey()
	again, err := pg.ParseKey(k.String() + "\n")
	if err != nil || again != k {
		t.Fatalf("key changed: %v", err)
	}
	if k.MAC("a", "bc") == k.MAC("ab", "c") {
		t.Error("two lists of parts sign alike")
	}
	for _, bad := range []string{"", "short", strings.Repeat("A", 43), "not base64 at all, but long enough to be a key"} {
		if _, err := pg.ParseKey(bad); err == nil {
			t.Errorf("%q was taken for a key", bad)
		}
	}
}
