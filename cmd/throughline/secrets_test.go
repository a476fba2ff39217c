package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/pgtest"
	"github.com/throughline-ics/throughline/internal/seal"
	"github.com/throughline-ics/throughline/tenants"
)

// vault is a database in which two connections have a secret.
func vault(t *testing.T, key seal.Key) (*pgtest.Database, []uuid.UUID) {
	t.Helper()
	d := pgtest.New(t)
	db, err := tenants.New(tenants.Config{Pool: d.Pool, Key: d.Key, Secrets: seal.New(key)})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ids := []uuid.UUID{uuid.New(), uuid.New()}
	err = db.Load(t.Context(), "test", func(l *tenants.Load) error {
		for i, id := range ids {
			org, err := l.PutOrganisation(t.Context(), tenants.Organisation{Kind: tenants.KindTrust, Sector: "acute", Name: "Trust"})
			if err != nil {
				return err
			}
			err = l.PutConnection(t.Context(), tenants.Connection{
				ID: id, Organisation: org, Name: "Staff", Issuer: "https://login.example", ClientID: string(rune('a' + i)), Secret: "SEKRIT-" + id.String(),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return d, ids
}

func TestTheKeyOfSecretsIsChanged(t *testing.T) {
	t.Parallel()
	before, after := seal.NewKey(), seal.NewKey()
	d, ids := vault(t, before)
	with := func(current, previous string) map[string]string {
		env := configured(d)
		env["THROUGHLINE_SECRETS_KEY"], env["THROUGHLINE_SECRETS_KEY_PREVIOUS"] = current, previous
		return env
	}
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte(after.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	fromFile := configured(d)
	fromFile["THROUGHLINE_SECRETS_KEY_FILE"] = file
	for _, c := range []struct {
		name    string
		env     map[string]string
		command []string
		code    int
		says    string
	}{
		{"the key they were sealed with", with(before.String(), ""), []string{"doctor"}, 0, "the secrets of identity connections open"},
		{"no key", configured(d), []string{"doctor"}, 1, ids[0].String()},
		{"another key", with(after.String(), ""), []string{"doctor"}, 1, ids[1].String()},
		{"no key to change to", configured(d), []string{"secrets", "rotate"}, 1, "THROUGHLINE_SECRETS_KEY"},
		{"without the one before", with(after.String(), ""), []string{"secrets", "rotate"}, 1, ids[0].String()},
		{"nothing to change", with(before.String(), ""), []string{"secrets", "rotate"}, 0, "0 of 2"},
		{"changed", with(after.String(), before.String()), []string{"secrets", "rotate"}, 0, "2 of 2"},
		{"again", with(after.String(), before.String()), []string{"secrets", "rotate"}, 0, "0 of 2"},
		{"with the new one alone", fromFile, []string{"doctor"}, 0, "the secrets of identity connections open"},
		{"with the old one alone", with(before.String(), ""), []string{"doctor"}, 1, "THROUGHLINE_SECRETS_KEY_PREVIOUS"},
		{"a key that is none", with("short", ""), []string{"secrets", "rotate"}, 2, "openssl rand"},
		{"a previous one that is none", with(after.String(), "short"), []string{"doctor"}, 2, "THROUGHLINE_SECRETS_KEY_PREVIOUS"},
	} {
		code, out, said := asked(t, c.env, c.command...)
		if code != c.code || !strings.Contains(out+said, c.says) || strings.Contains(out+said, "SEKRIT") {
			t.Errorf("%s: exit %d, %s%s", c.name, code, out, said)
		}
	}
	entries := "select count(*) from app.audit where command = 'resealSecret' and canonical not like '%SEKRIT%'"
	var n int
	if err := d.Owner.QueryRow(t.Context(), entries).Scan(&n); err != nil || n != 2 {
		t.Errorf("%d entries, %v", n, err)
	}
}

// A secret that opens with no key stops nobody else's from being sealed again.
func TestOneSecretThatDoesNotOpenHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	before, after := seal.NewKey(), seal.NewKey()
	d, ids := vault(t, before)
	_, err := d.Owner.Exec(t.Context(), "update app.connection set secret_sealed = (select secret_sealed from app.connection where id = $2) where id = $1", ids[0], ids[1])
	if err != nil {
		t.Fatal(err)
	}
	env := configured(d)
	env["THROUGHLINE_SECRETS_KEY"], env["THROUGHLINE_SECRETS_KEY_PREVIOUS"] = after.String(), before.String()
	code, out, said := asked(t, env, "secrets", "rotate")
	if code != 1 || !strings.Contains(out, "1 of 2") || !strings.Contains(said, ids[0].String()) || strings.Contains(said, ids[1].String()) {
		t.Errorf("exit %d, %s%s", code, out, said)
	}
}

// The keys of a private database lie beside it, for its owner's eyes, and stay; a key that is set wins.
func TestThePrivateDatabasesKeysStay(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	env := map[string]string{}
	s := settings{func(name string) (string, bool) { v, ok := env[name]; return v, ok }}
	given := seal.NewKey()
	env["THROUGHLINE_SECRETS_KEY"] = given.String()
	if c, err := privateKeys(s, dir); err != nil || !c.Secrets.Current(seal.New(given).Seal("x")) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(dir + ".secrets"); err == nil {
		t.Error("a key was made beside the one that is set")
	}
	delete(env, "THROUGHLINE_SECRETS_KEY")
	first, err := privateKeys(s, dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := privateKeys(s, dir)
	if err != nil || again.Key != first.Key || !again.Secrets.Current(first.Secrets.Seal("x")) {
		t.Errorf("other keys the next time: %v", err)
	}
	for _, name := range []string{".key", ".secrets"} {
		if info, err := os.Stat(dir + name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
}
