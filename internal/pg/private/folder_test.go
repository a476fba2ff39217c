package private

import (
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// picture is all there is in a folder: every name with its mode and text.
func picture(t *testing.T, dir string) map[string]string {
	t.Helper()
	seen := map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		uid, _ := owner(info)
		seen[path] = info.Mode().String() + " " + userName(uid)
		if info.Mode().IsRegular() {
			text, err := os.ReadFile(path)
			seen[path] += " " + string(text)
			return err
		}
		return nil
	}))
	return seen
}

func write(t *testing.T, name, text string) {
	t.Helper()
	// No file is run while a program being started holds it open for writing.
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	must(t, os.MkdirAll(filepath.Dir(name), 0o755))
	must(t, os.WriteFile(name, []byte(text), 0o644))
}

func TestRefusesAndTouchesNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"other files":       {map[string]string{"thesis.docx": "my only copy", "b/c": "", "d": "", "e": ""}, "holds other files (b, d, e), so nothing was put there"},
		"another's cluster": {map[string]string{"PG_VERSION": "18\n", "base/1/1": ""}, "is a PostgreSQL data directory that something else made"},
		"a later version":   {map[string]string{lockName: "", versionFile: "99\n"}, "was made by PostgreSQL 99, and the PostgreSQL found, in "},
		"an older version":  {map[string]string{lockName: "", versionFile: "9\n"}, "was made by PostgreSQL 9, and the PostgreSQL found, in "},
		"a broken version":  {map[string]string{lockName: "", versionFile: "9.6 or so"}, `should hold PostgreSQL's version, and holds "9.6 or so"`},
		"a damaged cluster": {map[string]string{lockName: "", "cluster/base/1": ""}, "is damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conf := config(t)
			for file, text := range c.files {
				write(t, filepath.Join(conf.DataDir, file), text)
			}
			before := picture(t, conf.DataDir)
			_, err := Start(t.Context(), conf)
			oneLine(t, err, c.want)
			if err != nil && !strings.Contains(err.Error(), conf.DataDir) {
				t.Errorf("%q does not name the folder", err)
			}
			if diff := cmp.Diff(before, picture(t, conf.DataDir)); diff != "" {
				t.Errorf("the folder was changed:\n%s", diff)
			}
		})
	}
}

// oneLine checks that an error is there, is one line, and says what it should.
func oneLine(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %q", want)
	}
	if got := err.Error(); !strings.Contains(got, want) || strings.Contains(got, "\n") {
		t.Errorf("got %q, want one line with %q", got, want)
	}
}

func TestDataDirIsNot(t *testing.T) {
	t.Parallel()
	file := filepath.Join(place(t), "file")
	write(t, file, "")
	for name, c := range map[string]struct{ dir, want string }{
		"named":                  {"", `needs a data folder, and "" is not one`},
		"a folder":               {file, "not a directory"},
		"below a folder":         {filepath.Join(file, "data"), "not a directory"},
		"where folders are made": {"/proc/data", "cannot be made"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Start(t.Context(), programsFor(t, Config{DataDir: c.dir}))
			oneLine(t, err, c.want)
		})
	}
}

func TestClearsWhatAnInterruptedStartLeft(t *testing.T) {
	t.Parallel()
	c := made(t)
	write(t, filepath.Join(c.DataDir, unfinishedPrefix+"SOME", "base", "1"), "")
	start(t, c)
	wholeAndAlone(t, c.DataDir)
}

// A volume is there before we are, has its own mode, and may hold what its file system put there.
func TestMountedVolume(t *testing.T) {
	t.Parallel()
	c := config(t)
	must(t, os.Mkdir(c.DataDir, 0o755))
	must(t, os.Mkdir(filepath.Join(c.DataDir, "lost+found"), 0o700))
	start(t, c)
	info, err := os.Stat(c.DataDir)
	must(t, err)
	if uid, _ := owner(info); info.Mode().Perm() != 0o700 || uid != clusterAccount(t).uid {
		t.Errorf("the folder has mode %o and belongs to %d", info.Mode().Perm(), uid)
	}
}

func TestFindsTheProgramsTheClusterNeeds(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	c := Config{DataDir: base, SearchFrom: []string{packageOf(t, base, "postgres (PostgreSQL) 18.4")}}
	got, err := findPrograms(t.Context(), c, 0)
	must(t, err)
	if got.major != 18 || !got.npm {
		t.Errorf("for a new cluster got %+v", got)
	}
	c.SearchFrom = append(c.SearchFrom, packageOf(t, filepath.Join(base, "second"), "postgres (PostgreSQL) 17beta1"))
	got, err = findPrograms(t.Context(), c, 17)
	must(t, err)
	if got.major != 17 || got.version != "17beta1" {
		t.Errorf("for a cluster of version 17 got %+v", got)
	}
}

// pretend makes an installation whose postgres says only its version.
func pretend(t *testing.T, dir, says string) string {
	t.Helper()
	for _, name := range []string{"initdb", "postgres"} {
		write(t, filepath.Join(dir, name), "#!/bin/sh\necho '"+says+"'\n")
		must(t, os.Chmod(filepath.Join(dir, name), 0o755))
	}
	return dir
}

// packageOf makes an npm package with such an installation, and gives a folder some way below its node_modules.
func packageOf(t *testing.T, above, says string) string {
	t.Helper()
	pretend(t, filepath.Join(above, packageDir(t), "native", "bin"), says)
	return filepath.Join(above, "frontend", "src")
}

// An ordinary user, as most of us are. When the tests run as root they become one for this.
func TestOrdinaryUser(t *testing.T) {
	t.Parallel()
	home := place(t)
	must(t, os.Chmod(home, 0o777))
	c := programsFor(t, Config{DataDir: filepath.Join(home, "made", "on", "the", "way", "data")})
	c.BinDir = reachable(t, c).dir
	p := ordinaryUser(t, c)
	s := p.answer(t)
	if s.Error != "" {
		t.Fatal(s.Error)
	}
	if got := ask(t, s.URL, "select 'ready'"); got != "ready" {
		t.Errorf("got %s", got)
	}
	must(t, p.stdin.Close())
	must(t, p.cmd.Wait())
	if !gone(s.Pid) {
		t.Error("postgres still runs")
	}
}

// ordinaryUser starts a process of ours that is not root.
func ordinaryUser(t *testing.T, c Config) *parent {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	home := place(t)
	program := filepath.Join(home, "parent")
	copyProgram(t, self, program)
	who := clusterAccount(t)
	return startParent(t, c, func(cmd *exec.Cmd) {
		cmd.Path, cmd.Dir = program, home
		if who.switched {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(who.uid), Gid: uint32(who.gid)}}
		}
	})
}

func copyProgram(t *testing.T, from, to string) {
	t.Helper()
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	in, err := os.Open(from)
	must(t, err)
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o755)
	must(t, err)
	_, err = io.Copy(out, in)
	must(t, err)
	must(t, out.Close())
}

// A user postgres may appear on the machine after nobody made the cluster.
func TestAccountIsTheClustersOwner(t *testing.T) {
	t.Parallel()
	want := clusterAccount(t)
	if os.Geteuid() == 0 {
		want = account{uid: 4711, gid: 4712, name: "4711", switched: true}
	}
	got, err := pickAccount(contents{major: 18, uid: 4711, gid: 4712})
	if err != nil || got != want {
		t.Errorf("got %+v (%v), want %+v", got, err, want)
	}
	c := made(t)
	found, err := inspect(c.DataDir)
	must(t, err)
	if who := clusterAccount(t); found.uid != who.uid || found.gid != who.gid {
		t.Errorf("the cluster's owner was seen as %d:%d, and is %d:%d", found.uid, found.gid, who.uid, who.gid)
	}
}

func TestFolderNobodyElseCanEnter(t *testing.T) {
	t.Parallel()
	private := filepath.Join(place(t), "home")
	must(t, os.Mkdir(private, 0o700))
	c := programsFor(t, Config{DataDir: filepath.Join(private, "data")})
	s, err := Start(t.Context(), c)
	if os.Geteuid() != 0 {
		must(t, err) // it is our own
		stop(t, s)
		return
	}
	oneLine(t, err, "cannot enter "+private+" on the way to the data folder "+c.DataDir+": choose a data folder elsewhere, or run chmod o+x "+private)
}

func TestBarrier(t *testing.T) {
	t.Parallel()
	dir := place(t)
	shut := filepath.Join(dir, "shut", "further")
	must(t, os.MkdirAll(shut, 0o711))
	link := filepath.Join(dir, "link")
	must(t, os.Symlink(shut, link))
	must(t, os.Chmod(filepath.Dir(shut), 0o710))
	info, err := os.Stat(dir)
	must(t, err)
	uid, gid := owner(info)
	stranger := account{uid: uid + 1, gid: gid + 1}
	for path, want := range map[string]string{
		dir:                       "",
		shut:                      filepath.Dir(shut),
		link:                      filepath.Dir(shut),
		filepath.Join(dir, "not"): filepath.Join(dir, "not"),
	} {
		if got := stranger.barrier(path); got != want {
			t.Errorf("barrier(%s) = %q, want %q", path, got, want)
		}
	}
	if got := (account{uid: uid + 1, gid: gid}).barrier(shut); got != "" {
		t.Errorf("one of the group is stopped at %s", got)
	}
}

// Root must not be led out of the folder by a link that its less powerful owner put there.
func TestLinksLeadNowhere(t *testing.T) {
	t.Parallel()
	for _, name := range []string{journalName, lockName, runName} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := made(t)
			outside := filepath.Join(place(t), "outside")
			write(t, outside, "untouched")
			at := filepath.Join(c.DataDir, name)
			must(t, os.RemoveAll(at))
			must(t, os.Symlink(outside, at))
			before := picture(t, outside)
			s, err := Start(t.Context(), c)
			if err == nil {
				stop(t, s)
			}
			oneLine(t, err, "escapes")
			if diff := cmp.Diff(before, picture(t, outside)); diff != "" {
				t.Errorf("the link was followed:\n%s", diff)
			}
		})
	}
}
