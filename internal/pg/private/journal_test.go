package private

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestStartFailsInPostgresOwnWords(t *testing.T) {
	t.Parallel()
	c := made(t)
	conf := filepath.Join(c.DataDir, clusterName, "postgresql.auto.conf")
	write(t, conf, "shared_buffers = 'plenty'\n")
	_, err := Start(t.Context(), c)
	oneLine(t, err, "PostgreSQL did not start (exit status 1); its log "+filepath.Join(c.DataDir, journalName)+" ends: ")
	oneLine(t, err, `invalid value for parameter "shared_buffers": "plenty"`)
	if strings.Contains(err.Error(), "database system is shut down") {
		t.Errorf("it quotes what an earlier server said: %v", err)
	}
	// Nothing is left that would stop the next start.
	must(t, os.Remove(conf))
	start(t, c)
}

func TestInitdbFailsInItsOwnWords(t *testing.T) {
	t.Parallel()
	c := config(t)
	dir := filepath.Join(place(t), "bin")
	pretend(t, dir, "postgres (PostgreSQL) 18.4")
	write(t, filepath.Join(dir, "initdb"), "#!/bin/sh\necho running >&2; echo 'initdb: error: could not write to file: No space left on device' >&2; exit 1\n")
	must(t, os.Chmod(filepath.Join(dir, "initdb"), 0o755))
	c.BinDir = dir
	_, err := Start(t.Context(), c)
	oneLine(t, err, "it said: running | initdb: error: could not write to file: No space left on device")
	wholeAndAlone(t, c.DataDir)
}

func TestJournalIsBounded(t *testing.T) {
	t.Parallel()
	c := made(t)
	s := start(t, c)
	fill := strings.Repeat("a line of postgres' log\n", journalLimit/24+1)
	_, err := s.child.journal.file.WriteString(fill)
	must(t, err)
	must(t, s.child.journal.trim())
	name := filepath.Join(c.DataDir, journalName)
	if size := s.child.journal.size(); size != 0 {
		t.Errorf("%d bytes are left", size)
	}
	older, err := os.ReadFile(name + ".1")
	must(t, err)
	if len(older) != journalKeep || !strings.HasSuffix(fill, string(older)) {
		t.Errorf("%d bytes were kept, and they should be the last %d", len(older), journalKeep)
	}
	// The server goes on at the new end, not where it was.
	_, err = connect(t, s.URL("", "")).Exec(t.Context(), "do $$ begin raise log 'still here'; end $$")
	must(t, err)
	log, err := os.ReadFile(name)
	must(t, err)
	if !strings.Contains(string(log), "still here") || len(log) > 4<<10 {
		t.Errorf("after the cut the log has %d bytes", len(log))
	}
	if got := s.child.journal.quote(journalLimit); !strings.Contains(got, "still here") {
		t.Errorf("an offset from before the cut gives %q", got)
	}
}

func TestLastLines(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                    "",
		"\n\n":                "",
		"one":                 "one",
		"one\n\n two \nthree": "two | three",
	} {
		if got := lastLines(text, 2); got != want {
			t.Errorf("lastLines(%q, 2) = %q, want %q", text, got, want)
		}
	}
}
