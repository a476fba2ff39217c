package private

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

func TestStartMakesADatabaseAndKeepsIt(t *testing.T) {
	t.Parallel()
	c := config(t)
	first := start(t, c)
	run1(t, first, "create table kept as select 'CNRY' as word")
	stop(t, first)
	second := start(t, c)
	if got := ask(t, second.URL("", ""), "select word from kept"); got != "CNRY" {
		t.Errorf("after a restart the table holds %q", got)
	}
	if got := ask(t, second.URL("", ""), "select current_setting('server_version_num')::int / 10000"); got != strconv.Itoa(second.Version()) {
		t.Errorf("Version() = %d, the server says %s", second.Version(), got)
	}
	if second.Err() != nil {
		t.Errorf("a running server has the error %v", second.Err())
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for name, durable := range map[string]bool{"for use": true, "for tests": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := made(t)
			c.Durable = durable
			c.MaxConnections = 17
			s := start(t, c)
			want := map[string]string{
				"fsync":                   map[bool]string{true: "on", false: "off"}[durable],
				"synchronous_commit":      "on",
				"max_connections":         "17",
				"listen_addresses":        "",
				"unix_socket_directories": s.socket.dir,
				"unix_socket_permissions": "0700",
				"TimeZone":                "UTC",
				"log_timezone":            "UTC",
				"password_encryption":     "scram-sha-256",
				"server_encoding":         "UTF8",
				"data_checksums":          "on",
			}
			got := map[string]string{}
			for setting := range want {
				got[setting] = ask(t, s.URL("", ""), "show "+setting)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("settings (-want +got):\n%s", diff)
			}
		})
	}
}

// Ctrl-C at a terminal goes to a whole process group. It must reach us alone, or the server would be gone before
// the requests in flight are.
func TestProcessGroupOfItsOwn(t *testing.T) {
	t.Parallel()
	s := start(t, made(t))
	pid := s.child.cmd.Process.Pid
	if group, err := syscall.Getpgid(pid); err != nil || group != pid {
		t.Errorf("postgres %d is in process group %d (%v)", pid, group, err)
	}
}

// Text sorts by code point and yet knows letters beyond ASCII, with either version's way of saying so.
func TestLocale(t *testing.T) {
	t.Parallel()
	s := start(t, made(t))
	if got := ask(t, s.URL("", ""), "select upper('é') || ('Z' < 'a')::text || (E'\\u00e9' > 'z')::text"); got != "Étruetrue" {
		t.Errorf("got %s", got)
	}
}

func TestURL(t *testing.T) {
	t.Parallel()
	s := start(t, made(t))
	run1(t, s, `create role "tl app?" login`)
	run1(t, s, `create database "a/b & c"`)
	url := s.URL("a/b & c", "tl app?")
	if got := ask(t, url, "select current_database() || ' ' || current_user"); got != "a/b & c tl app?" {
		t.Errorf("connected to %s", got)
	}
	if conf, err := pgx.ParseConfig(url); err != nil || conf.TLSConfig != nil || len(conf.Fallbacks) != 0 {
		t.Errorf("a socket needs no TLS and no second try: %+v, %v", conf, err)
	}
}

func TestOnlyTheAccountCanReachTheServer(t *testing.T) {
	t.Parallel()
	c := made(t)
	s := start(t, c)
	who := clusterAccount(t)
	for _, name := range []string{"", "run", "run/" + socketName, "cluster"} {
		info, err := os.Stat(filepath.Join(c.DataDir, name))
		must(t, err)
		if uid, _ := owner(info); uid != who.uid || info.Mode().Perm() != 0o700 {
			t.Errorf("%q belongs to %d with mode %o, expected %d and 700", name, uid, info.Mode().Perm(), who.uid)
		}
	}
	// Should somebody turn TCP on, nobody gets in that way either.
	rules := ask(t, s.URL("", ""), "select string_agg(distinct type || ' ' || auth_method, ', ') from pg_hba_file_rules")
	if rules != "host reject, local trust" {
		t.Errorf("pg_hba.conf says %s", rules)
	}
	log, err := os.Stat(filepath.Join(c.DataDir, journalName))
	must(t, err)
	if uid, _ := owner(log); uid != who.uid || log.Size() == 0 || log.Mode().Perm() != 0o600 {
		t.Errorf("the log belongs to %d and has %d bytes and mode %o", uid, log.Size(), log.Mode().Perm())
	}
}

func TestStop(t *testing.T) {
	t.Parallel()
	s := start(t, made(t))
	conn := connect(t, s.URL("", ""))
	_, err := conn.Exec(t.Context(), "begin; create table unfinished (n int)")
	must(t, err)
	began := time.Now()
	stop(t, s)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("an open transaction held up the shutdown for %v", took)
	}
	if s.Err() != nil {
		t.Errorf("Stop left the error %v", s.Err())
	}
	select {
	case <-s.Done():
	default:
		t.Error("Done is open after Stop")
	}
	stop(t, s) // again
	if _, err := os.Stat(filepath.Join(s.socket.dir, socketName)); !os.IsNotExist(err) {
		t.Errorf("the socket is still there (%v)", err)
	}
}

// The shutdown that people get when they cannot wait loses nothing that was committed.
func TestStopAtOnce(t *testing.T) {
	t.Parallel()
	c := made(t)
	s := start(t, c)
	run1(t, s, "create table kept as select 1 as n")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	must(t, s.Stop(ctx))
	if got := ask(t, start(t, c).URL("", ""), "select n from kept"); got != "1" {
		t.Errorf("got %s", got)
	}
}

func TestDoneWhenPostgresEndsByItself(t *testing.T) {
	t.Parallel()
	c := made(t)
	s := start(t, c)
	run1(t, s, "create table kept as select 1 as n")
	must(t, s.child.signal(syscall.SIGKILL))
	select {
	case <-s.Done():
	case <-time.After(10 * time.Second):
		t.Fatal("Done is open 10 s after postgres was killed")
	}
	if s.Err() == nil || !strings.Contains(s.Err().Error(), "signal: killed") {
		t.Errorf("Err() = %v", s.Err())
	}
	stop(t, s)
	// The folder is free again, in this very process.
	if got := ask(t, start(t, c).URL("", ""), "select n from kept"); got != "1" {
		t.Errorf("got %s", got)
	}
}

func TestStartInterrupted(t *testing.T) {
	t.Parallel()
	for name, after := range map[string]time.Duration{"before": 0, "in initdb": 150 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := config(t)
			ctx, cancel := context.WithTimeout(t.Context(), after)
			defer cancel()
			_, err := Start(ctx, c)
			oneLine(t, err, "was interrupted: context deadline exceeded")
			start(t, c)
			wholeAndAlone(t, c.DataDir)
		})
	}
}

// A server that is never ready is not left behind, even if it does not want to go.
func TestStartInterruptedWhileWaiting(t *testing.T) {
	t.Parallel()
	for name, does := range map[string]string{
		"for one that ends when asked": "exec sleep 60",
		"for one that must be told":    "trap '' INT; exec sleep 60",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := made(t)
			p, err := findPrograms(t.Context(), c, 0)
			must(t, err)
			c.BinDir = pretend(t, filepath.Join(place(t), "bin"), "postgres (PostgreSQL) "+p.version)
			pid := filepath.Join(c.DataDir, clusterName, "pid")
			write(t, filepath.Join(c.BinDir, "postgres"), "#!/bin/sh\n"+
				`if [ "$1" = --version ]; then exec "$(dirname "$0")/initdb"; fi; echo $$ > "$2/pid"; `+does+"\n")
			ctx, cancel := context.WithCancel(t.Context())
			failed := make(chan error)
			go func() {
				_, err := Start(ctx, c)
				failed <- err
			}()
			eventually(t, "it runs", func() bool { text, _ := os.ReadFile(pid); return len(text) > 0 })
			began := time.Now()
			cancel()
			oneLine(t, <-failed, "starting PostgreSQL on "+c.DataDir+" was interrupted: context canceled")
			if took := time.Since(began); took > fastPatience {
				t.Errorf("it took %v", took)
			}
			raw, err := os.ReadFile(pid)
			must(t, err)
			if n, err := strconv.Atoi(strings.TrimSpace(string(raw))); err == nil && !gone(n) {
				t.Error("it was left behind")
			}
		})
	}
}

// wholeAndAlone checks that nothing half made is left in a data folder.
func wholeAndAlone(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), unfinishedPrefix) {
			t.Errorf("%s was left behind", entry.Name())
		}
	}
}

func BenchmarkColdStart(b *testing.B) {
	for name, durable := range map[string]bool{"durable": true, "tests": false} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				c := config(b)
				c.Durable = durable
				b.StartTimer()
				s, err := Start(b.Context(), c)
				must(b, err)
				b.StopTimer()
				stop(b, s)
				b.StartTimer()
			}
		})
	}
}

func BenchmarkWarmStart(b *testing.B) {
	c := config(b)
	c.Durable = true
	stop(b, start(b, c))
	for b.Loop() {
		s, err := Start(b.Context(), c)
		must(b, err)
		b.StopTimer()
		stop(b, s)
		b.StartTimer()
	}
}

func BenchmarkStop(b *testing.B) {
	c := config(b)
	c.Durable = true
	for b.Loop() {
		b.StopTimer()
		s, err := Start(b.Context(), c)
		must(b, err)
		b.StartTimer()
		stop(b, s)
	}
}
