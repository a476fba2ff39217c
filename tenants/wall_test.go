package tenants_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// The wall: every table that the catalogue has, tried by every kind of stranger. A new table is tried before anybody
// remembers to; the test fails until the wall's world has a row in it.

// walled is a world of two systems with rows in every table.
type walled struct {
	*worldtest.World
	first  []uuid.UUID // the organisations of Northfold, the system first
	other  uuid.UUID   // a member of another system, with a strategy of its own
	tables []table
}

type table struct {
	name    string
	owner   string   // the column that says whose a row is
	columns []string // that a writer may give
	shared  bool     // it has a policy by which others read it
	keys    []key
}

// key is a reference from one tenant table to another.
type key struct{ column, table, target string }

// Tables that hold who there is. Members of one system know each other, so they are tried by strangers only.
var platform = []string{"organisation", "membership", "channel", "succession"}

func newWalled(t *testing.T) *walled {
	t.Helper()
	w := &walled{World: worldtest.New(t)}
	w.first = []uuid.UUID{w.System, w.Orgs["A"], w.Orgs["B"], w.Orgs["C"]}
	south := worldtest.Northfold()
	south.System.Code, south.System.Name = "southmoor", "Southmoor"
	south.Members = south.Members[:1]
	south.Members[0].Name = "Southmoor Hospitals"
	w.Import(south, worldtest.Published)
	w.other, w.System = w.Orgs["A"], w.first[0]
	w.Orgs["A"], w.Orgs["S"], w.Orgs[""] = w.first[1], w.other, w.first[0]
	for _, code := range []string{"A", "S"} {
		w.AsWriter(code, func(ctx context.Context, tx *tenants.Tx) error {
			return tenants.KeepAnswer(ctx, tx, "key-12345", nil, tenants.Answer{Status: 201, Body: []byte("{}")})
		})
	}
	ctx := context.Background()
	w.addSettings(ctx, t)
	w.addPeople(ctx, t)
	w.tables = readTables(ctx, t, w)
	return w
}

// addSettings puts what systems set and members choose.
func (w *walled) addSettings(ctx context.Context, t *testing.T) {
	t.Helper()
	_, err := w.Owner.Exec(ctx, `
		insert into app.desk_setting (org_id, channel_id, open_from, trust_first_days)
		select org_id, id, now(), 5 from app.channel where kind = 'members';
		insert into app.decision_sharing (org_id, system_id, shares, channel_id, open_from)
		select m.org_id, c.org_id, true, c.id, now() from app.channel c join app.membership m on m.system_id = c.org_id
		 where c.kind = 'desk' and m.kind = 'member';
		alter table app.capability disable trigger stamp;
		insert into app.capability (id, org_id, code, contents, channel_id, open_from, version, created_by, created_at, updated_by, updated_at)
		select gen_random_uuid(), org_id, 'own', '{}', id, now(), 1, org_id, now(), org_id, now() from app.channel where kind = 'members';
		alter table app.capability enable trigger stamp;
		insert into app.meaning_setting (org_id, is_on, endpoint, model, consent, agreed_by, agreed_at, channel_id, open_from)
		select org_id, true, 'https://models.example', 'm', 'Yes.', org_id, now(), id, now() from app.channel where kind = 'members';
		alter table app.dismissal disable trigger stamp; alter table app.review disable trigger stamp; alter table app.edition_comment disable trigger stamp; alter table app.hold disable trigger stamp;
		insert into app.review (id, org_id, edition_id, person_id, verdict, note, version, created_by, created_at, updated_by, updated_at)
		select gen_random_uuid(), org_id, id, org_id, 'asked', '', 1, org_id, now(), org_id, now() from app.edition;
		insert into app.edition_comment (id, org_id, edition_id, field, body, version, created_by, created_at, updated_by, updated_at)
		select gen_random_uuid(), org_id, id, '', 'x', 1, org_id, now(), org_id, now() from app.edition;
		insert into app.hold (id, org_id, begins, ends, reason, version, created_by, created_at, updated_by, updated_at)
		select distinct on (org_id) gen_random_uuid(), org_id, '2027-04-01'::date, '2027-05-01'::date, 'x', 1, org_id, now(), org_id, now() from app.edition;
		insert into app.dismissal (id, org_id, strategy_id, rule, kind, item, rests_on, reason, version, created_by, created_at, updated_by, updated_at)
		select gen_random_uuid(), org_id, id, 'no-owner', '', '', sha256('x'), 'Not yet.', 1, org_id, now(), org_id, now() from app.strategy;
		alter table app.dismissal enable trigger stamp; alter table app.review enable trigger stamp; alter table app.edition_comment enable trigger stamp; alter table app.hold enable trigger stamp;
		insert into app.board_answer (id, org_id, question, n, answer, facts, actor_id, at)
		select gen_random_uuid(), org_id, 'mission', 1, 'x', '{x}', org_id, now() from app.strategy;
		insert into app.board_assessment (id, org_id, n, levels, note, actor_id, at)
		select gen_random_uuid(), org_id, 1, '{}', 'x', org_id, now() from app.strategy;
		alter table app.joint_offer disable trigger stamp; alter table app.consent disable trigger stamp;
		insert into app.joint_offer (id, org_id, strategy_id, system_id, member_id, version, created_by, created_at, updated_by, updated_at)
		select gen_random_uuid(), a.org_id, s.id, a.system_id, c.org_id, 1, a.org_id, now(), a.org_id, now()
		  from app.membership a join app.membership c on c.system_id = a.system_id and c.code = 'C' join app.strategy s on s.org_id = a.org_id where a.code = 'A';
		insert into app.consent (id, org_id, owner_id, offer_id, verdict, edition_id, version, created_by, created_at, updated_by, updated_at)
		select gen_random_uuid(), o.member_id, o.org_id, o.id, 'consented', e.id, 1, o.member_id, now(), o.member_id, now()
		  from app.joint_offer o join app.edition e on e.org_id = o.org_id;
		alter table app.joint_offer enable trigger stamp; alter table app.consent enable trigger stamp;
		alter table app.feedback_link disable trigger stamp; alter table app.feedback disable trigger stamp;
		insert into app.feedback_link (id, org_id, strategy_id, name, secret_hash, shown, ends, version, created_by, created_at, updated_by, updated_at)
		select gen_random_uuid(), org_id, id, 'x', sha256(id::text::bytea), '{}', now(), 1, org_id, now(), org_id, now() from app.strategy;
		insert into app.feedback (id, org_id, link_id, sent, body, said_by, version, created_by, created_at, updated_by, updated_at)
		select gen_random_uuid(), org_id, id, 'a-key-of-it', 'x', '', 1, org_id, now(), org_id, now() from app.feedback_link;
		alter table app.feedback_link enable trigger stamp; alter table app.feedback enable trigger stamp;
		insert into app.meaning_key (org_id, sealed) select org_id, 'x' from app.meaning_setting;
		insert into app.meaning_vector (org_id, model, text_key, vector) select org_id, 'm', 'k', 'x' from app.meaning_setting;
		insert into app.reply (id, org_id, system_id, member_id, claim_id, kind, text, actor_id, at, channel_id, open_from)
		select gen_random_uuid(), k.org_id, c.system_id, c.org_id, c.id, k.kind, 'x', c.actor_id, c.at, ch.id, c.open_from
		  from app.claim c
		  join app.channel ch on ch.kind = 'pair' and ch.org_id = c.system_id and ch.ref = c.org_id,
		       lateral (values (c.system_id, 'challenge'), (c.org_id, 'answer')) as k (org_id, kind)`)
	must(t, err)
}

// addPeople puts rows about who may act as each of two organisations behind the wall: a connection with a rule, an
// invitation, a token and a succession.
func (w *walled) addPeople(ctx context.Context, t *testing.T) {
	t.Helper()
	for _, id := range []uuid.UUID{w.Orgs["A"], w.other} {
		_, err := w.Owner.Exec(ctx, fmt.Sprintf(`
			with c as (insert into app.connection (id, org_id, name, issuer, client_id, ceiling)
			           values (gen_random_uuid(), '%[1]s', 'Staff', 'https://idp.example/%[1]s', 'tl', '{cdo}') returning id, org_id),
			     r as (insert into app.claim_rule select org_id, id, 'groups', 'board', 'cdo' from c),
			     p as (select id from sec.person where sub = '%[1]s'),
			     i as (insert into app.invitation (id, org_id, role, name, secret_hash, created_by, created_at, ends)
			           select gen_random_uuid(), '%[1]s', 'cdo', 'Somebody', sha256('%[1]s'), id, now(), now() + interval '1 day' from p),
			     s as (insert into app.succession select '%[1]s', o.id, '2027-04-01', 'rehearsed' from app.organisation o
			            where o.id <> '%[1]s' and o.kind = 'council' limit 1)
			insert into app.token (id, org_id, person_id, name, secret_hash, scopes, created_at, ends)
			select gen_random_uuid(), '%[1]s', id, 'Reports', sha256('t%[1]s'), '{read}', now(), now() + interval '1 day' from p`, id))
		must(t, err)
	}
}

func readTables(ctx context.Context, t *testing.T, w *walled) []table {
	t.Helper()
	rows, err := w.Owner.Query(ctx, `
		select c.relname,
		       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		                and a.attidentity = '' and a.attgenerated = '' order by a.attnum),
		       exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polname in ('released', 'opened', 'app_read'))
		  from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' order by 1`)
	must(t, err)
	tables, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (table, error) {
		tb := table{owner: "org_id"}
		return tb, row.Scan(&tb.name, &tb.columns, &tb.shared)
	})
	must(t, err)
	for i := range tables {
		if tables[i].name == "organisation" {
			tables[i].owner = "id"
		}
		tables[i].keys = readKeys(ctx, t, w, tables[i].name)
	}
	if len(tables) < 30 {
		t.Fatalf("only %d tables: the catalogue was not read", len(tables))
	}
	return tables
}

func readKeys(ctx context.Context, t *testing.T, w *walled, name string) []key {
	t.Helper()
	rows, err := w.Owner.Query(ctx, `
		select a.attname, f.relname, b.attname
		  from pg_constraint k join pg_class f on f.oid = k.confrelid
		  join lateral unnest(k.conkey, k.confkey) as u (x, y) on true
		  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.x
		  join pg_attribute b on b.attrelid = k.confrelid and b.attnum = u.y
		 where k.contype = 'f' and k.conrelid = ('app.' || $1)::regclass and f.relname not in ('organisation', 'person')
		   and a.attname <> 'org_id'`, name)
	must(t, err)
	keys, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (key, error) {
		var k key
		return k, row.Scan(&k.column, &k.table, &k.target)
	})
	must(t, err)
	return keys
}

// try runs a statement in a writing scope of its own and gives how many rows it touched. The scope is rolled back.
func (w *walled) try(t *testing.T, organisation uuid.UUID, statement string, args ...any) (int, error) {
	t.Helper()
	ctx := context.Background()
	touched := 0
	undo := errors.New("undo")
	err := w.DB.Within(ctx, tenants.ForMachine(organisation, "test", "").Writing(), func(tx *tenants.Tx) error {
		tag, err := tx.SQL().Exec(ctx, statement, args...)
		touched = int(tag.RowsAffected())
		if err != nil {
			return err
		}
		return undo
	})
	if errors.Is(err, undo) {
		err = nil
	}
	return touched, err
}

func (w *walled) seen(t *testing.T, by uuid.UUID, tb table, of []uuid.UUID) int {
	t.Helper()
	n := 0
	ctx := context.Background()
	must(t, w.DB.Within(ctx, tenants.ForMachine(by, "test", ""), func(tx *tenants.Tx) error {
		return tx.SQL().QueryRow(ctx, fmt.Sprintf("select count(*) from app.%s where %s = any ($1)", tb.name, tb.owner), of).Scan(&n)
	}))
	return n
}

func TestTheWallHidesEveryTable(t *testing.T) {
	t.Parallel()
	w := newWalled(t)
	for _, tb := range w.tables {
		of := w.first
		if w.Count(fmt.Sprintf("select count(*) from app.%s where %s = any ($1)", tb.name, tb.owner), of) == 0 {
			t.Errorf("%s: the wall's world has no row in it, so nothing is tried. Add one to newWalled", tb.name)
		}
		if n := w.seen(t, w.other, tb, of); n != 0 {
			t.Errorf("%s: a member of another system sees %d rows", tb.name, n)
		}
		if slices.Contains(platform, tb.name) {
			continue
		}
		if n := w.seen(t, w.Orgs["B"], tb, []uuid.UUID{w.Orgs["A"]}); n != 0 {
			t.Errorf("%s: a fellow member sees %d rows", tb.name, n)
		}
		if n := w.seen(t, w.Orgs["P"], tb, of); n != 0 {
			t.Errorf("%s: a partner sees %d rows", tb.name, n)
		}
		if n := w.seen(t, w.System, tb, []uuid.UUID{w.Orgs["A"]}); n != 0 && !tb.shared {
			t.Errorf("%s: the system sees %d rows of what is not released to it", tb.name, n)
		}
	}
	// The opposite must hold too, or the test would pass on an empty database.
	for _, name := range []string{"edition", "edition_item", "claim", "cell", "suggestion", "placement", "finding"} {
		i := slices.IndexFunc(w.tables, func(tb table) bool { return tb.name == name })
		if n := w.seen(t, w.System, w.tables[i], []uuid.UUID{w.Orgs["A"]}); n == 0 {
			t.Errorf("%s: the system does not see what its member opened to it", name)
		}
	}
}

func TestNobodyWritesAnothersRows(t *testing.T) {
	t.Parallel()
	w := newWalled(t)
	for _, tb := range w.tables {
		for who, by := range map[string]uuid.UUID{"a stranger": w.other, "a fellow member": w.Orgs["B"], "its system": w.System} {
			set := fmt.Sprintf("update app.%s set %s = %s where %s = $1", tb.name, tb.owner, tb.owner, tb.owner)
			if n, err := w.try(t, by, set, w.Orgs["A"]); n != 0 || err != nil && !refused(err) {
				t.Errorf("%s: %s changed %d rows: %v", tb.name, who, n, err)
			}
			remove := fmt.Sprintf("delete from app.%s where %s = $1", tb.name, tb.owner)
			if n, err := w.try(t, by, remove, w.Orgs["A"]); n != 0 || err != nil && !refused(err) {
				t.Errorf("%s: %s removed %d rows: %v", tb.name, who, n, err)
			}
		}
		w.tryForeignInsert(t, tb)
		w.tryGivingAway(t, tb)
	}
}

// tryForeignInsert tries to add a row that would belong to somebody else.
func (w *walled) tryForeignInsert(t *testing.T, tb table) {
	t.Helper()
	row, ok := w.rowOf(t, tb, w.first)
	if !ok {
		return
	}
	_, err := w.try(t, w.other, insertion(tb), change(row, map[string]any{"id": uuid.NewString()}))
	if !refused(err) {
		t.Errorf("%s: a stranger added a row of another organisation: %v", tb.name, err)
	}
}

// tryGivingAway tries to change the owner of a row of one's own.
func (w *walled) tryGivingAway(t *testing.T, tb table) {
	t.Helper()
	if tb.owner != "org_id" {
		return
	}
	n, err := w.try(t, w.other, fmt.Sprintf("update app.%s set org_id = $1 where org_id = $2", tb.name), w.Orgs["B"], w.other)
	if n != 0 || err != nil && !refused(err) {
		t.Errorf("%s: %d rows were given away: %v", tb.name, n, err)
	}
}

func TestNothingPointsAcross(t *testing.T) {
	t.Parallel()
	w := newWalled(t)
	tried := 0
	for _, tb := range w.tables {
		row, ok := w.rowOf(t, tb, []uuid.UUID{w.other})
		if !ok {
			continue
		}
		for _, k := range tb.keys {
			if row[k.column] == nil {
				continue
			}
			var foreign string
			must(t, w.Owner.QueryRow(context.Background(),
				fmt.Sprintf("select %s::text from app.%s where org_id = any ($1) limit 1", k.target, k.table), w.first).Scan(&foreign))
			fresh := map[string]any{"id": uuid.NewString(), k.column: foreign, "code": "X-999", "n": 999, "key": "X-999-key"}
			_, err := w.try(t, w.other, insertion(tb), change(row, fresh))
			if !refused(err) {
				t.Errorf("%s.%s may name %s's %s: %v", tb.name, k.column, "another organisation", k.table, err)
			}
			tried++
		}
	}
	if tried < 15 {
		t.Errorf("only %d references were tried", tried)
	}
}

// rowOf reads some row of one of the owners, as JSON.
func (w *walled) rowOf(t *testing.T, tb table, owners []uuid.UUID) (map[string]any, bool) {
	t.Helper()
	var row map[string]any
	err := w.Owner.QueryRow(context.Background(),
		fmt.Sprintf("select to_jsonb(x) from app.%s x where %s = any ($1) limit 1", tb.name, tb.owner), owners).Scan(&row)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false
	}
	must(t, err)
	return row, true
}

func insertion(tb table) string {
	list := strings.Join(tb.columns, ", ")
	return fmt.Sprintf("insert into app.%s (%s) select %s from jsonb_populate_record(null::app.%s, $1)", tb.name, list, list, tb.name)
}

func change(row, with map[string]any) map[string]any {
	changed := maps.Clone(row)
	for name, value := range with {
		if _, has := row[name]; has {
			changed[name] = value
		}
	}
	return changed
}

// refused is the database saying no: it is not yours, or it is not there.
func refused(err error) bool {
	no, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (no.Code == "42501" || no.Code == "23503")
}

// A trigger on every table, in this test only, writes down which transaction changed which table. Each must be named
// in an entry that the same transaction left.
func TestNoChangeIsUnrecorded(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	empty := worldtest.Empty(t)
	_, err := empty.Owner.Exec(ctx, `
		create table public.witnessed (tx xid8 not null, tab text not null, primary key (tx, tab));
		create function public.witness() returns trigger language plpgsql security definer as
		$$ begin insert into public.witnessed values (pg_current_xact_id(), 'app.' || tg_table_name) on conflict do nothing; return null; end $$;
		do $$ declare t text; begin
		  for t in select relname from pg_class where relnamespace = 'app'::regnamespace and relkind = 'r' and relname not in ('audit', 'idempotency') loop
		    execute format('create trigger witness after insert or update or delete on app.%I for each row execute function public.witness()', t);
		  end loop; end $$`)
	must(t, err)
	empty.Import(worldtest.Northfold(), worldtest.Published)
	empty.AddPartner("P", "Council")
	edited := worldtest.Northfold()
	edited.Members[0].Strategy.Items = edited.Members[0].Strategy.Items[:2]
	edited.Members[0].Strategy.Items[0].Title = "Open the shared care record everywhere"
	edited.System.Strategy.Items[4].Body.Goals = []string{"G1", "G3"} // of I1
	empty.Import(edited, worldtest.Published.AddDate(0, 1, 0))
	empty.SignIn(tenants.CDO, "A")
	if n := empty.Count("select count(*) from public.witnessed"); n < 40 {
		t.Fatalf("only %d changes were witnessed", n)
	}
	rows, err := empty.Owner.Query(ctx, `
		select distinct w.tab from public.witnessed w
		 where not exists (select from app.audit a where a.xmin::text = (w.tx::text::bigint % 4294967296)::text
		                      and position('"' || w.tab || '"' in a.canonical) > 0) order by 1`)
	must(t, err)
	missing, err := pgx.CollectRows(rows, pgx.RowTo[string])
	must(t, err)
	if len(missing) > 0 {
		t.Errorf("changed without an entry that names it: %s", strings.Join(missing, ", "))
	}
}
