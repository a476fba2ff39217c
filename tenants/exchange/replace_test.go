package exchange

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/throughline-ics/throughline/internal/fault"
)

// filled is a place that was free when it was looked at, and the new folder for it.
func filled(t *testing.T) (p place, fresh string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	root, err := os.OpenRoot(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	p = place{root: root, name: "out", dir: dir, files: []file{{systemName, []byte("new\n")}}}
	if err := errors.Join(p.free("out"), p.fill("fresh")); err != nil {
		t.Fatal(err)
	}
	return p, "fresh"
}

// Somebody puts a file there between the look and the swap: it is not lost, and the swap is refused.
func TestSwapLooksAgain(t *testing.T) {
	t.Parallel()
	p, fresh := filled(t)
	mine := filepath.Join(p.dir, "mine.txt")
	if err := errors.Join(os.Mkdir(p.dir, 0o700), os.WriteFile(mine, []byte("mine\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := p.swap(fresh); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	if data, err := os.ReadFile(mine); err != nil || string(data) != "mine\n" {
		t.Errorf("%q %v", data, err)
	}
}

// The new folder is not there to be renamed: the old one is put back.
func TestSwapPutsBack(t *testing.T) {
	t.Parallel()
	p, _ := filled(t)
	old := filepath.Join(p.dir, systemName)
	if err := errors.Join(os.Mkdir(p.dir, 0o700), os.WriteFile(old, []byte("old\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := p.swap("lost"); !fault.Is(err, fault.Unavailable) || !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if data, err := os.ReadFile(old); err != nil || string(data) != "old\n" {
		t.Errorf("%q %v", data, err)
	}
}

// A folder that cannot be written to its end leaves nothing behind.
func TestReplaceLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	err := replace(dir, []file{{systemName, nil}, {systemName, nil}})
	if !fault.Is(err, fault.Unavailable) {
		t.Error(err)
	}
	if left, err := os.ReadDir(filepath.Dir(dir)); err != nil || len(left) > 0 {
		t.Error(left, err)
	}
}
