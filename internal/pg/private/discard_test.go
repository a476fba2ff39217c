package private

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDiscardStartsOver(t *testing.T) {
	t.Parallel()
	c := config(t)
	if err := Discard(c.DataDir); err != nil {
		t.Fatalf("a folder that is not there: %v", err)
	}
	first := start(t, c)
	run1(t, first, "create table kept as select 1")
	if err := Discard(c.DataDir); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("discarded under a running server: %v", err)
	}
	stop(t, first)
	if err := Discard(c.DataDir); err != nil {
		t.Fatal(err)
	}
	second := start(t, c)
	if got := ask(t, second.URL("", ""), "select count(*)::text from pg_class where relname = 'kept'"); got != "0" {
		t.Error("what was discarded is still there")
	}
}

func TestDiscardTouchesNothingOfOthers(t *testing.T) {
	t.Parallel()
	dir := place(t)
	file := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Discard(dir); err == nil {
		t.Error("a folder of somebody else's was discarded")
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}
