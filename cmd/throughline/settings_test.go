package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/pg"
)

// deploy/SETTINGS.md is what people read, settingsTable what the program reads: they say the same.
func TestSettingsAreDocumented(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../deploy/SETTINGS.md")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	for _, s := range settingsTable {
		fmt.Fprintf(&table, "| `%s` | %s | %s |\n", s.name, s.initial, s.meaning)
	}
	if !strings.Contains(string(text), table.String()) {
		t.Errorf("deploy/SETTINGS.md does not have this table:\n%s", table.String())
	}
}

// Every THROUGHLINE_ name in the program and in deploy is one of the table, and none is read twice under other names.
func TestNoOtherSettingIsRead(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, s := range settingsTable {
		known[s.name] = true
	}
	name := regexp.MustCompile(`THROUGHLINE_[A-Z_]+[A-Z]`)
	for _, pattern := range []string{"*.go", "../../deploy/*", "../../internal/pg/*.go", "../../internal/pg/private/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range name.FindAllString(string(text), -1) {
				if !known[found] && !strings.HasSuffix(file, "_test.go") {
					t.Errorf("%s speaks of %s, which is not a setting", file, found)
				}
			}
		}
	}
}

// asked runs a command line with an environment, and gives what it said.
func asked(t *testing.T, env map[string]string, args ...string) (code int, out, errors string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), args, world{
		env: func(name string) (string, bool) { v, ok := env[name]; return v, ok },
		out: &o, err: &e,
	})
	return code, o.String(), e.String()
}

func TestExitCodesAndOneLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		env  map[string]string
		args []string
		code int
		says string
	}{
		{"no such command", nil, []string{"fly"}, 2, `there is no command "fly"`},
		{"no such flag", nil, []string{"align", ".", "--fast"}, 2, "unknown flag"},
		{"too few arguments", nil, []string{"align"}, 2, "align is written as: throughline align DIR [flags]\n"},
		{"too many arguments", nil, []string{"import", "a", "b"}, 2, "import is written as: throughline import DIR [flags]\n"},
		{"arguments of nothing", nil, []string{"version", "now"}, 2, "version is written as: throughline version [flags]\n"},
		{"no such format", nil, []string{"align", ".", "--format", "xml"}, 2, "not one of table, json, csv"},
		{"no such folder", nil, []string{"align", "/nowhere/at/all"}, 2, "/nowhere/at/all"},
		{"a bad number", map[string]string{"THROUGHLINE_MAX_CONNECTIONS": "many", "THROUGHLINE_DATABASE_URL": "postgres://x", "THROUGHLINE_CONTEXT_KEY": key()}, []string{"serve"}, 2, "THROUGHLINE_MAX_CONNECTIONS"},
		{"a bad log level", map[string]string{"THROUGHLINE_LOG_LEVEL": "loud"}, []string{"serve"}, 2, "THROUGHLINE_LOG_LEVEL"},
		{"no key", map[string]string{"THROUGHLINE_DATABASE_URL": "postgres://x"}, []string{"serve"}, 2, "THROUGHLINE_CONTEXT_KEY"},
		{"a bad key", map[string]string{"THROUGHLINE_DATABASE_URL": "postgres://x", "THROUGHLINE_CONTEXT_KEY": "short"}, []string{"serve"}, 2, "openssl rand"},
		{"no database there", map[string]string{"THROUGHLINE_DATABASE_URL": "postgres://tl_app@127.0.0.1:1/x?connect_timeout=2", "THROUGHLINE_CONTEXT_KEY": key()}, []string{"serve"}, 1, "does not answer"},
		{"no address to migrate", nil, []string{"migrate"}, 2, "THROUGHLINE_MIGRATE_DATABASE_URL"},
		{"a demonstration for everybody", nil, []string{"demo", "--address", "0.0.0.0:8080"}, 2, "on this machine alone"},
		{"an export of nothing", nil, []string{"export"}, 2, "--system"},
		{"a date to come", nil, []string{"import", ".", "--published", "2999-01-01"}, 2, "YYYY-MM-DD"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			code, out, said := asked(t, c.env, c.args...)
			if code != c.code || !strings.Contains(said, c.says) || out != "" {
				t.Errorf("exit %d, said %q and %q; want exit %d saying %q", code, said, out, c.code, c.says)
			}
			for _, secret := range []string{"goroutine", ".go:", "SQLSTATE"} {
				if strings.Contains(said, secret) {
					t.Errorf("said %q", said)
				}
			}
		})
	}
}

func TestExceptionsForProviders(t *testing.T) {
	t.Parallel()
	read := func(text string) (int, error) {
		list, err := settings{func(name string) (string, bool) { return text, name == "THROUGHLINE_PROVIDER_EXCEPTIONS" }}.exceptions()
		return len(list), err
	}
	if n, err := read("https://adfs.trust.nhs.uk=10.1.0.0/16, http://127.0.0.1:8091=127.0.0.0/8"); err != nil || n != 2 {
		t.Errorf("%d, %v", n, err)
	}
	others, err := (settings{func(name string) (string, bool) {
		return "https://keys.trust.nhs.uk=10.1.0.0/16 for login.trust.nhs.uk adfs.trust.nhs.uk:8443, https://c.trust.nhs.uk=10.1.0.0/16", name == "THROUGHLINE_PROVIDER_EXCEPTIONS"
	}}).exceptions()
	if err != nil || len(others) != 2 || !slices.Equal(others[0].Issuers, []string{"login.trust.nhs.uk", "adfs.trust.nhs.uk:8443"}) || len(others[1].Issuers) != 0 {
		t.Errorf("%+v, %v", others, err)
	}
	for _, text := range []string{
		"https://a.trust.nhs.uk=10.1.0.0/16 for ", "https://a.trust.nhs.uk=10.1.0.0/16 for https://login.trust.nhs.uk", "https://a.trust.nhs.uk=10.1.0.0/16 for login.trust.nhs.uk/x",
		"https://a.trust.nhs.uk=10.1.0.0/16 login.trust.nhs.uk", "https://a.trust.nhs.uk=10.1.0.0/16 for x@login.trust.nhs.uk", "https://a.trust.nhs.uk=10.1.0.0/16 for :443",
		"https://user@adfs.trust.nhs.uk=10.1.0.0/16", "https://user:SEKRIT@adfs.trust.nhs.uk=10.1.0.0/16", "https://@adfs.trust.nhs.uk=10.1.0.0/16",
		"https://adfs.trust.nhs.uk?x=10.1.0.0/16", "https://adfs.trust.nhs.uk?=10.1.0.0/16", "https://adfs.trust.nhs.uk#x=10.1.0.0/16",
		"https://adfs.trust.nhs.uk#=10.1.0.0/16", "https://adfs.trust.nhs.uk/=10.1.0.0/16", "https://adfs.trust.nhs.uk/x=10.1.0.0/16",
		"https://:443=10.1.0.0/16", "https://=10.1.0.0/16", "adfs.trust.nhs.uk=10.1.0.0/16", "ftp://adfs.trust.nhs.uk=10.1.0.0/16",
		"https://adfs.trust.nhs.uk", "https://adfs.trust.nhs.uk=", "https://adfs.trust.nhs.uk=10.1.0.1", "https://adfs.trust.nhs.uk=all",
		"https://adfs.trust.nhs.uk=10.1.0.0/16,https://other.example#x=10.1.0.0/16",
	} {
		if n, err := read(text); err == nil || n != 0 || !strings.Contains(err.Error(), "no user, path, query or fragment") || strings.Contains(err.Error(), "SEKRIT") {
			t.Errorf("%s: %d exceptions, %v", text, n, err)
		}
	}
	env := map[string]string{"THROUGHLINE_PROVIDER_EXCEPTIONS": "https://adfs.trust.nhs.uk?x=10.1.0.0/16"}
	if _, err := (settings{func(name string) (string, bool) { v, ok := env[name]; return v, ok }}).site(t.Context()); !fault.Is(err, fault.Invalid) {
		t.Errorf("it serves: %v", err)
	}
}

func TestHelpAndVersion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"help"}, "align"},
		{[]string{}, "Exit codes"},
		{[]string{"align", "--help"}, "--all-scores"},
		{[]string{"completion", "bash"}, "bash completion"},
		{[]string{"version"}, "throughline development"},
	} {
		code, out, said := asked(t, nil, c.args...)
		if code != 0 || !strings.Contains(out, c.says) || said != "" {
			t.Errorf("%v: exit %d, %q, %q", c.args, code, out, said)
		}
	}
}

func key() string { return pg.NewKey().String() }
