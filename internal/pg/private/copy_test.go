package private

import (
	"os"
	"path/filepath"
	"testing"
)

// A checkout in root's own home: PostgreSQL's user cannot reach the npm package in it.
func TestPackageOutOfReach(t *testing.T) {
	t.Parallel()
	c := config(t)
	home := filepath.Join(place(t), "root")
	must(t, os.Mkdir(home, 0o700))
	installed := reachable(t, c)
	// Where the programs are is enough here: a shell that runs the real ones in place of them all.
	native := filepath.Join(home, packageDir(t), "native")
	for _, name := range []string{"initdb", "postgres"} {
		write(t, filepath.Join(native, "bin", name), "#!/bin/sh\nexec "+filepath.Join(installed.dir, name)+` "$@"`+"\n")
		must(t, os.Chmod(filepath.Join(native, "bin", name), 0o700))
	}
	write(t, filepath.Join(native, "lib", "lib.so.1.2"), "library")
	write(t, filepath.Join(native, "lib", "lib.a"), "for compilers")
	must(t, os.Symlink("lib.so.1.2", filepath.Join(native, "lib", "lib.so.1")))
	c.BinDir, c.SearchFrom = "", []string{home}
	stop(t, start(t, c))
	copied := copies(t, c)
	if os.Geteuid() != 0 {
		if len(copied) != 0 {
			t.Errorf("it is our own home, and yet %v was copied", copied)
		}
		return
	}
	if len(copied) != 1 {
		t.Fatalf("copied to %v, want one folder", copied)
	}
	if text, err := os.ReadFile(filepath.Join(copied[0], "lib", "lib.so.1")); err != nil || string(text) != "library" {
		t.Errorf("the library's link gives %q (%v)", text, err)
	}
	if _, err := os.Stat(filepath.Join(copied[0], "lib", "lib.a")); !os.IsNotExist(err) {
		t.Error("what only compilers need was copied")
	}
	before, err := os.Stat(copied[0])
	must(t, err)
	stop(t, start(t, c))
	after, err := os.Stat(copied[0])
	must(t, err)
	if !os.SameFile(before, after) {
		t.Error("the same build was copied twice")
	}
	write(t, filepath.Join(native, "bin", "initdb"), "#!/bin/sh\n# a new build\n")
	write(t, filepath.Join(native, "bin", "postgres"), "#!/bin/sh\n# a new build\nexec "+filepath.Join(installed.dir, "postgres")+` "$@"`+"\n")
	stop(t, start(t, c))
	if again := copies(t, c); len(again) != 1 || again[0] == copied[0] {
		t.Errorf("after a new build there are %v, before there was %v", again, copied)
	}
}

func copies(t *testing.T, c Config) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(c.DataDir, copyPrefix+"*"))
	must(t, err)
	return found
}

// Programs that are not the npm package cannot be moved, for they look for their libraries where they were built to.
func TestProgramsOutOfReach(t *testing.T) {
	t.Parallel()
	home := filepath.Join(place(t), "root")
	must(t, os.Mkdir(home, 0o700))
	p := programs{dir: pretend(t, filepath.Join(home, "bin"), "postgres (PostgreSQL) 18.4")}
	f := &folder{who: account{uid: 4711, gid: 4711, name: "somebody", switched: true}}
	_, err := p.within(t.Context(), f)
	oneLine(t, err, "the user somebody, whom it runs as instead, cannot reach "+p.postgres()+": run chmod o+x "+home)
}
