package private

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPathsThatASocketCannotHave(t *testing.T) {
	t.Parallel()
	for name, part := range map[string]string{
		"too long":     strings.Repeat("a-long-name-", 10),
		"with a comma": "Somerset, Wiltshire",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := madeAt(t, filepath.Join(place(t), part, "data"))
			for range 2 { // and again, with what the first left
				s := start(t, c)
				if len(filepath.Join(s.socket.dir, socketName)) > socketLimit || strings.HasPrefix(s.socket.dir, c.DataDir) {
					t.Errorf("the socket is in %s", s.socket.dir)
				}
				info, err := os.Lstat(s.socket.dir)
				must(t, err)
				if uid, _ := owner(info); uid != clusterAccount(t).uid || info.Mode().Perm() != 0o700 {
					t.Errorf("its folder belongs to %d with mode %o", uid, info.Mode().Perm())
				}
				ask(t, s.URL("", ""), "select 1")
				must(t, s.child.signal(9))
				<-s.Done()
			}
			s := start(t, c)
			stop(t, s)
			if _, err := os.Stat(s.socket.dir); !os.IsNotExist(err) {
				t.Errorf("its folder was left behind (%v)", err)
			}
		})
	}
}

func TestPathThatASocketMayHave(t *testing.T) {
	t.Parallel()
	base, err := os.MkdirTemp("", "tl") //nolint:usetesting // the test's name would make its folder's path too long
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(base) })
	must(t, os.Chmod(base, 0o711))
	dir := filepath.Join(base, `-c a&b=c?d#e + 100% é"`)
	s := start(t, madeAt(t, dir))
	if want := filepath.Join(dir, runName); s.socket.dir != want {
		t.Errorf("the socket is in %s, want %s", s.socket.dir, want)
	}
	ask(t, s.URL("", ""), "select 1")
}

// Anybody may make a folder of that name among the temporary files, and wait there for our passwords.
func TestSocketFolderOfSomebodyElse(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(dir string) error{
		"open to others": func(dir string) error { return os.Chmod(dir, 0o755) },
		"a link":         func(dir string) error { return replace(dir, func() error { return os.Symlink("/tmp", dir) }) },
		"a file":         func(dir string) error { return replace(dir, func() error { return os.WriteFile(dir, nil, 0o700) }) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(place(t), "socket")
			f := &folder{path: "/data", who: clusterAccount(t)}
			must(t, f.openOutside(dir))
			must(t, f.openOutside(dir))
			must(t, prepare(dir))
			oneLine(t, f.openOutside(dir), "should belong to the user "+f.who.name+" alone")
		})
	}
	t.Run("another user's", func(t *testing.T) {
		t.Parallel()
		dir := "/root" // which is not ours, unless we are root
		if os.Geteuid() == 0 {
			dir = filepath.Join(place(t), "socket")
			must(t, (&folder{who: clusterAccount(t)}).openOutside(dir))
		}
		other := &folder{who: account{uid: 4711, gid: 4711, name: "somebody"}}
		oneLine(t, other.openOutside(dir), "should belong to the user somebody alone")
	})
}

func replace(dir string, with func() error) error {
	if err := os.Remove(dir); err != nil {
		return err
	}
	return with()
}
