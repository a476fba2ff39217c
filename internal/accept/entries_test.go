package accept_test

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/audit"
)

// counting is a second record, kept by triggers that know nothing of the first: every row of every table that a
// transaction changed.
const counting = `
create schema counted;
create table counted.change (tx xid8, org uuid, tab text, id text, n bigint);
create function counted.note() returns trigger language plpgsql security definer as $$
declare
    r jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
    insert into counted.change values (pg_current_xact_id(), coalesce(r ->> 'org_id', r ->> 'id')::uuid, tg_argv[0], r ->> 'id', (r ->> 'n')::bigint);
    return null;
end $$;
do $$ declare t text; begin
    for t in select relname from pg_class where relnamespace = 'app'::regnamespace and relkind = 'r' and relname <> 'idempotency' loop
        execute format('create trigger counted after insert or update or delete on app.%I for each row execute function counted.note(%L)', t, 'app.' || t);
    end loop;
end $$`

// listed are the tables whose rows the record lists one by one. Of the others it says what was done to them together:
// the items of an edition, its releases, the rules of a connection, what was computed.
var listed = []string{"app.strategy", "app.item", "app.invitation", "app.token", "app.assignment", "app.connection", "app.edition"}

// counted is what one transaction did to one organisation, as both records say it.
type counted struct {
	rows map[string]map[string]bool // by table: which
	said map[string]int             // by table: how many changes the entry lists
	any  map[string]bool            // tables that the entry names
}

// T-33: after a run of many operations what triggers have counted is what the record says: one entry in the record of
// each organisation for each transaction that changed something of its own, naming every table and every row.
func TestT33EveryChangeHasItsEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-33", "I25", func() int { return n })
	w.exec(t, counting)
	w.operate(t, rounds(1, 8))
	both := w.bothRecords(t)
	if len(both) < 30 {
		t.Fatalf("only %d changes: there was nothing to compare", len(both))
	}
	tables := map[string]bool{}
	for at, c := range both {
		n++
		for table := range c.rows {
			tables[table] = true
			if !c.any[table] {
				t.Errorf("%s: %s was changed, and the entry says %v", at, table, c.any)
			}
		}
		for table := range c.any {
			if len(c.rows[table]) == 0 {
				t.Errorf("%s: the entry says %s, and nothing of it was changed", at, table)
			}
		}
		for _, table := range listed {
			if c.said[table] != len(c.rows[table]) {
				t.Errorf("%s: %d rows of %s were changed, and the entry says %d", at, len(c.rows[table]), table, c.said[table])
			}
		}
	}
	if len(tables) < 8 {
		t.Errorf("only %v were changed", tables)
	}
	n += w.refused(t)
	n += w.manipulated(t)
}

// operate lets everybody do everything that they may in their own organisation.
func (w *world) operate(t *testing.T, times int) {
	t.Helper()
	for range times {
		for _, op := range operations(t) {
			for _, p := range w.people {
				if op.changes() && !strings.HasPrefix(op.path, "/api/v1/session") {
					r := op.request(t, filling{w.Orgs[p.code], w.things(t, p.code)})
					r.Header.Set("If-Match", w.current(t, r))
					p.ask(r)
					if got := w.send(r); got.status >= http.StatusInternalServerError {
						t.Errorf("%s as %s: %d %s", op.id, p.name, got.status, got.text)
					}
				}
			}
		}
		for who, channels := range map[string]string{"cdo of A": `"desk"`, "cdo of B": `"desk","members"`, "system_lead of ": `"desk","members"`} {
			_ = serve(w.server, w.release(t, who, channels))
		}
		w.Reassess()
	}
}

// current is the version of the row that a request ends with, so that the request comes through.
func (w *world) current(t *testing.T, r *http.Request) string {
	t.Helper()
	version := 1
	if id, err := uuid.Parse(r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]); err == nil {
		for _, table := range []string{"item", "strategy", "connection"} {
			version = max(version, w.Count("select coalesce(max(version), 1) from app."+table+" where id = $1", id))
		}
	}
	return fmt.Sprintf(`"%d"`, version)
}

// bothRecords brings what the triggers counted and the record's entries together, by transaction and organisation. A
// change without an entry, or with two, is an error.
func (w *world) bothRecords(t *testing.T) map[string]counted {
	t.Helper()
	ctx := context.Background()
	both := map[string]counted{}
	of := func(at string) counted {
		if _, there := both[at]; !there {
			both[at] = counted{map[string]map[string]bool{}, map[string]int{}, map[string]bool{}}
		}
		return both[at]
	}
	rows, err := w.Owner.Query(ctx, `select tx::text || ' ' || org, tab, coalesce(id, gen_random_uuid()::text) from counted.change where tab <> 'app.audit'`)
	must(t, err)
	var at, table, id, canonical, command string
	_, err = pgx.ForEachRow(rows, []any{&at, &table, &id}, func() error {
		c := of(at)
		if c.rows[table] == nil {
			c.rows[table] = map[string]bool{}
		}
		c.rows[table][id] = true
		return nil
	})
	must(t, err)
	entries := map[string]int{}
	rows, err = w.Owner.Query(ctx, `select x.tx::text || ' ' || a.org_id, a.command, a.canonical from app.audit a join counted.change x on x.tab = 'app.audit' and x.org = a.org_id and x.n = a.n`)
	must(t, err)
	_, err = pgx.ForEachRow(rows, []any{&at, &command, &canonical}, func() error {
		var said struct{ Changes []struct{ Table string } }
		if err := json.Unmarshal([]byte(canonical), &said); err != nil {
			return err
		}
		entries[at]++
		for _, change := range said.Changes {
			c := of(at)
			c.any[change.Table] = true
			c.said[change.Table]++
		}
		return nil
	})
	must(t, err)
	for at := range both {
		if entries[at] != 1 {
			t.Errorf("%s: %d entries for what changed: %v", at, entries[at], both[at].rows)
		}
	}
	return both
}

// refused tries to change the record as the app does its work.
func (w *world) refused(t *testing.T) int {
	t.Helper()
	statements := []string{
		"update app.audit set command = 'x'", "delete from app.audit", "truncate app.audit", "update sec.audit_head set n = 0",
		"delete from sec.audit_head", "insert into app.audit select org_id, n + 1000, at, actor_id, command, canonical, prev, hash from app.audit limit 1",
		"alter table app.audit disable trigger all", "drop table app.audit",
	}
	for _, statement := range statements {
		ctx := context.Background()
		err := w.DB.Within(ctx, tenants.ForMachine(w.Orgs["A"], "test", "").Writing(), func(tx *tenants.Tx) error {
			_, err := tx.SQL().Exec(ctx, statement)
			return err
		})
		if err == nil {
			t.Errorf("the app may %s", statement)
		}
	}
	return len(statements)
}

// manipulated does to the record what whoever owns the database can do, and asks the verifier each time.
func (w *world) manipulated(t *testing.T) int {
	t.Helper()
	signed, err := audit.Sign(t.Context(), w.DB)
	must(t, err)
	heads, err := signed.Open(w.Secrets.Signer().Public().(ed25519.PublicKey))
	must(t, err)
	verify := func() []audit.Wrong {
		v, err := audit.Verify(t.Context(), w.DB, nil, []audit.Heads{heads}, nil)
		must(t, err)
		return v.Wrong
	}
	if wrong := verify(); len(wrong) > 0 {
		t.Fatalf("after the run the record is wrong already: %v", wrong)
	}
	w.exec(t, "create table counted.audit as select * from app.audit; create table counted.head as select * from sec.audit_head; alter table app.audit disable trigger all; alter table sec.audit_head disable trigger all")
	const restore = "delete from app.audit; insert into app.audit select * from counted.audit; delete from sec.audit_head; insert into sec.audit_head select * from counted.head"
	all := map[string]string{
		"an entry is changed":              "update app.audit set canonical = '{}' where org_id = '%[1]s' and n = 3",
		"an entry is somebody else's":      "update app.audit set actor_id = gen_random_uuid() where org_id = '%[1]s' and n = 4",
		"an entry is removed":              "delete from app.audit where org_id = '%[1]s' and n = 3",
		"two are exchanged":                "update app.audit set n = n + 100000 where org_id = '%[1]s' and n in (3, 4); update app.audit set n = 100007 - n where org_id = '%[1]s' and n > 100000",
		"the end is cut off, head and all": "delete from app.audit where org_id = '%[1]s' and n > 4; update sec.audit_head h set n = 4, hash = a.hash from app.audit a where h.org_id = '%[1]s' and a.org_id = h.org_id and a.n = 4",
		"one is put in":                    "insert into app.audit select org_id, n + 1, at, actor_id, 'forged', canonical, hash, sha256('x') from app.audit where org_id = '%[1]s' order by n desc limit 1",
	}
	for name, statement := range all {
		w.exec(t, fmt.Sprintf(statement, w.Orgs["A"]))
		wrong := verify()
		if len(wrong) == 0 {
			t.Errorf("%s, and nobody finds it", name)
		}
		for _, found := range wrong {
			if found.ID != w.Orgs["A"] {
				t.Errorf("%s: something is wrong elsewhere: %s", name, found)
			}
		}
		w.exec(t, restore)
		if wrong := verify(); len(wrong) > 0 {
			t.Fatalf("%s, and it is not put back: %v", name, wrong)
		}
	}
	return len(all)
}
