package audit_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/seal"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/audit"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// act leaves an entry in A's chain.
func act(w *worldtest.World, what string) {
	w.AsWriter("A", func(_ context.Context, tx *tenants.Tx) error {
		tx.Changed("app.strategy", uuid.New(), nil, map[string]string{"what": what})
		return nil
	})
}

func list(t *testing.T, w *worldtest.World, org string, f audit.Filter) []audit.Entry {
	t.Helper()
	var all []audit.Entry
	w.As(org, func(ctx context.Context, tx *tenants.Tx) error {
		cursor := ""
		for {
			entries, next, err := audit.List(ctx, tx, f, cursor)
			if err != nil {
				return err
			}
			all = append(all, entries...)
			if cursor = next; cursor == "" {
				return nil
			}
		}
	})
	return all
}

// However entries and events fall together in time, the pages joined are the whole, once each and in order.
func TestPagesJoinToTheWhole(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.SignIn(tenants.Administrator, "A")
	rapid.Check(t, func(r *rapid.T) {
		for range rapid.IntRange(20, 60).Draw(r, "n") {
			w.Now = w.Now.Add(time.Duration(rapid.IntRange(0, 1).Draw(r, "step")) * time.Microsecond)
			if rapid.Bool().Draw(r, "event") {
				must(t, w.DB.Enter().Note(context.Background(), tenants.Event{Kind: "denied", Organisation: w.Orgs["A"], Failed: "x:read"}))
			} else {
				act(w, "x")
			}
		}
		all := list(t, w, "A", audit.Filter{})
		want := w.Count("select (select count(*) from app.audit where org_id = $1) + (select count(*) from sec.event e left join app.connection c on c.id = e.connection_id where coalesce(e.org_id, c.org_id) = $1)", w.Orgs["A"])
		seen := map[string]bool{}
		for i, e := range all {
			seen[fmt.Sprint(e.Kind == audit.Change, e.Number)] = true
			if i > 0 && e.At.After(all[i-1].At) {
				r.Fatalf("entry %d is later than the one before", i)
			}
		}
		if len(all) != want || len(seen) != want {
			r.Fatalf("%d entries, %d of them different, want %d", len(all), len(seen), want)
		}
	})
}

func TestFiltersAndWhoSeesWhat(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	ctx := context.Background()
	act(w, "one")
	must(t, w.DB.Enter().Note(ctx, tenants.Event{Kind: "denied", Organisation: w.Orgs["A"], Failed: "link:read", From: "192.0.2.1"}))
	must(t, w.DB.Enter().Note(ctx, tenants.Event{Kind: "denied", Organisation: w.Orgs["B"], Failed: "link:read"}))
	for name, c := range map[string]struct {
		filter audit.Filter
		least  int
		every  func(e audit.Entry) bool
	}{
		"refusals":          {audit.Filter{Kind: "denied"}, 1, func(e audit.Entry) bool { return e.Kind == "denied" && e.From == "192.0.2.1" }},
		"changes":           {audit.Filter{Kind: audit.Change}, 2, audit.Entry.InChain},
		"a command":         {audit.Filter{Command: "test"}, 1, func(e audit.Entry) bool { return e.Command == "test" && len(e.Changes) == 1 }},
		"a check":           {audit.Filter{Command: "link:read"}, 1, func(e audit.Entry) bool { return !e.InChain() }},
		"today":             {audit.Filter{Since: tenants.CivilDate(w.Now), Until: tenants.CivilDate(w.Now)}, 3, func(audit.Entry) bool { return true }},
		"nobody's":          {audit.Filter{Person: uuid.New()}, 0, func(audit.Entry) bool { return false }},
		"before there were": {audit.Filter{Until: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}, 0, func(audit.Entry) bool { return false }},
	} {
		got := list(t, w, "A", c.filter)
		if len(got) < c.least {
			t.Errorf("%s: %d entries", name, len(got))
		}
		for _, e := range got {
			if !c.every(e) {
				t.Errorf("%s: %+v", name, e)
			}
		}
	}
	w.As("A", func(ctx context.Context, tx *tenants.Tx) error {
		for _, cursor := range []string{"x", "AAAA", "MSB0cnVlIHg"} {
			if _, _, err := audit.List(ctx, tx, audit.Filter{}, cursor); !fault.Is(err, fault.Invalid) {
				t.Errorf("cursor %q: %v", cursor, err)
			}
		}
		return nil
	})
}

func TestFilesCanBeReadBackAndHoldNoFormula(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	must(t, w.DB.Enter().Note(context.Background(), tenants.Event{Kind: "denied", Organisation: w.Orgs["A"], Failed: "=1+1", From: "@x"}))
	w.As("A", func(ctx context.Context, tx *tenants.Tx) error {
		file, err := audit.Export(ctx, tx, audit.Filter{}, "csv")
		must(t, err)
		rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
		must(t, err)
		found := false
		for _, row := range rows[1:] {
			for _, cell := range row {
				found = found || cell == "'=1+1"
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
					t.Errorf("the cell %q is a formula", cell)
				}
			}
		}
		if !found || len(rows) < 3 {
			t.Errorf("%d rows", len(rows))
		}
		file, err = audit.Export(ctx, tx, audit.Filter{Kind: audit.Change}, "jsonl")
		must(t, err)
		for line := range bytes.Lines(file) {
			var said map[string]any
			if err := json.Unmarshal(line, &said); err != nil || said["hash"] == "" || said["recorded"] == "" {
				t.Errorf("%v in %s", err, line)
			}
		}
		return nil
	})
}

// Whatever the owner of the database does to a record is found, given the heads that were kept before.
func TestEveryManipulationIsFound(t *testing.T) {
	t.Parallel()
	rehash := `do $$ declare r record; p bytea := decode(repeat('00', 32), 'hex'); h bytea; begin
		for r in select * from app.audit where org_id = '%[1]s' order by n loop
			h := sha256(p || convert_to((select string_agg(octet_length(x) || ':' || x, '' order by o) from unnest(array[r.n::text,
				(extract(epoch from r.at) * 1000000)::bigint::text, r.actor_id::text, r.command, r.canonical]) with ordinality as t (x, o)), 'UTF8'));
			update app.audit set prev = p, hash = h where org_id = r.org_id and n = r.n; p := h; end loop;
		update sec.audit_head set hash = p, n = (select max(n) from app.audit where org_id = '%[1]s') where org_id = '%[1]s'; end $$`
	for name, c := range map[string]struct {
		statements []string
		what       string
		kept       bool // only the heads that were kept elsewhere show it
	}{
		"an entry changed":                {[]string{"update app.audit set canonical = '{}' where org_id = '%[1]s' and n = 3"}, "entry 3: it was changed", false},
		"its actor changed":               {[]string{"update app.audit set actor_id = gen_random_uuid() where org_id = '%[1]s' and n = 3"}, "entry 3: it was changed", false},
		"its time changed":                {[]string{"update app.audit set at = at - interval '1 day' where org_id = '%[1]s' and n = 3"}, "entry 3: it was changed", false},
		"an entry removed":                {[]string{"delete from app.audit where org_id = '%[1]s' and n = 3"}, "entry 3: it is missing", false},
		"the first removed":               {[]string{"delete from app.audit where org_id = '%[1]s' and n = 1"}, "entry 1: it is missing", false},
		"two exchanged":                   {[]string{"update app.audit set n = 7 - n + 100 where org_id = '%[1]s' and n in (3, 4)", "update app.audit set n = n - 100 where org_id = '%[1]s' and n > 100"}, "entry 3:", false},
		"the end cut off":                 {[]string{"delete from app.audit where org_id = '%[1]s' and n > 4"}, "it is missing: the record was cut off", false},
		"the end and its head cut off":    {[]string{"delete from app.audit where org_id = '%[1]s' and n > 4", "update sec.audit_head h set n = 4, hash = a.hash from app.audit a where h.org_id = '%[1]s' and a.org_id = h.org_id and a.n = 4"}, "cut off", true},
		"everything removed":              {[]string{"delete from app.audit where org_id = '%[1]s'", "delete from sec.audit_head where org_id = '%[1]s'"}, "cut off", true},
		"an entry changed and rehashed":   {[]string{"update app.audit set canonical = '{\"changes\":[]}' where org_id = '%[1]s' and n = 3", rehash}, "rewritten since", true},
		"an entry removed and renumbered": {[]string{"delete from app.audit where org_id = '%[1]s' and n = 3", "update app.audit set n = n - 1 where org_id = '%[1]s' and n > 3", rehash}, "", true},
		"an entry put in":                 {[]string{"insert into app.audit select org_id, 7, at, actor_id, 'forged', canonical, hash, sha256('x') from app.audit where org_id = '%[1]s' and n = 6"}, "entry 7: it was changed", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := worldtest.New(t)
			for w.Count("select count(*) from app.audit where org_id = $1", w.Orgs["A"]) < 6 {
				act(w, "x")
			}
			signed, err := audit.Sign(t.Context(), w.DB)
			must(t, err)
			heads, err := signed.Open(w.Secrets.Signer().Public().(ed25519.PublicKey))
			must(t, err)
			kept := []audit.Heads{heads}
			if v, err := audit.Verify(t.Context(), w.DB, nil, kept, nil); err != nil || len(v.Wrong) > 0 || v.Organisations < 5 || v.Entries < 10 {
				t.Fatalf("an untouched record: %+v, %v", v, err)
			}
			must(t, tampered(w, c.statements))
			without, err := audit.Verify(t.Context(), w.DB, nil, nil, nil)
			must(t, err)
			with, err := audit.Verify(t.Context(), w.DB, nil, kept, nil)
			must(t, err)
			if c.kept != (len(without.Wrong) == 0) {
				t.Errorf("without kept heads: %v", without.Wrong)
			}
			found := false
			for _, wrong := range with.Wrong {
				found = found || wrong.ID == w.Orgs["A"] && strings.Contains(wrong.String(), c.what)
				if wrong.ID != w.Orgs["A"] {
					t.Errorf("something is wrong elsewhere: %s", wrong)
				}
			}
			if !found {
				t.Errorf("found %v, want %q", with.Wrong, c.what)
			}
		})
	}
}

// tampered does what the owner of the database can do: switch the guard off and write.
func tampered(w *worldtest.World, statements []string) error {
	ctx := context.Background()
	if _, err := w.Owner.Exec(ctx, "alter table app.audit disable trigger all; alter table app.audit drop constraint audit_pkey"); err != nil {
		return err
	}
	for _, s := range statements {
		if strings.Contains(s, "%[1]s") {
			s = fmt.Sprintf(s, w.Orgs["A"])
		}
		if _, err := w.Owner.Exec(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func TestHeadsAreKeptAndTrustedByTheirKeyOnly(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	dir := t.TempDir()
	for range 2 {
		signed, err := audit.Sign(t.Context(), w.DB)
		must(t, err)
		must(t, audit.Keep(dir, signed))
	}
	name := filepath.Join(dir, "heads.jsonl")
	raw, err := os.ReadFile(name)
	must(t, err)
	key := w.Secrets.Signer().Public().(ed25519.PublicKey)
	heads, err := audit.ReadKept(bytes.NewReader(raw), name, key)
	if err != nil || len(heads) != 2 || len(heads[0].Heads) < 5 {
		t.Errorf("%d heads, %v", len(heads), err)
	}
	for what, c := range map[string]struct {
		text string
		key  ed25519.PublicKey
	}{
		"another key":    {string(raw), seal.NewKey().Signer().Public().(ed25519.PublicKey)},
		"a changed line": {strings.Replace(string(raw), `"n":1`, `"n":2`, 1), key},
		"no JSON":        {string(raw) + "nonsense\n", key},
	} {
		if _, err := audit.ReadKept(strings.NewReader(c.text), "kept", c.key); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
