package private

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

const (
	socketPort = "5432" // no port is opened; the number is part of the socket's name
	socketName = ".s.PGSQL." + socketPort
	runName    = "run"
)

// socketLimit is the longest path a socket may have: 107 bytes on Linux, 103 on macOS.
const socketLimit = len(syscall.RawSockaddrUnix{}.Path) - 1

// socket is the folder that the server's socket is in.
type socket struct {
	dir     string
	outside bool // in the folder for temporary files, to be removed at the end
}

// openSocket prepares the folder: in the data folder, or where that path would not do, in the folder for
// temporary files under a name that depends on the data folder and its user.
func (f *folder) openSocket() (socket, error) {
	if dir := filepath.Join(f.path, runName); usable(dir) {
		return socket{dir: dir}, f.openRun()
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d\x00%s", f.who.uid, f.path))
	name := fmt.Sprintf("throughline-%x", sum[:8])
	for _, parent := range []string{os.TempDir(), "/tmp"} {
		if dir := filepath.Join(parent, name); usable(dir) && (!f.who.switched || f.who.barrier(parent) == "") {
			return socket{dir: dir, outside: true}, f.openOutside(dir)
		}
	}
	return socket{}, fmt.Errorf("the path of the data folder %s is too long for a socket, and no folder for temporary files can hold it instead: name a data folder with a shorter path", f.path)
}

// usable tells whether a folder's path can be used for a socket: short enough, and without the comma that both
// PostgreSQL and pgx take for the end of a name in a list.
func usable(dir string) bool {
	return len(filepath.Join(dir, socketName)) <= socketLimit && !strings.Contains(dir, ",")
}

// openRun prepares the folder in the data folder. A socket and its lock left there belong to no living server, for
// we hold the data folder; postgres cannot know that and would take a zombie's for a living one's.
func (f *folder) openRun() error {
	if err := f.root.Mkdir(runName, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("the data folder %s cannot be written: %w", f.path, err)
	}
	if err := f.own(runName); err != nil {
		return fmt.Errorf("the folder %s cannot be kept to the user %s alone: %w", filepath.Join(f.path, runName), f.who.name, err)
	}
	run, err := f.root.OpenRoot(runName)
	if err != nil {
		return err
	}
	defer run.Close()
	return clearSocket(run)
}

// openOutside does the same where any user may make folders: one that is not the account's alone is refused.
func (f *folder) openOutside(dir string) error {
	err := os.Mkdir(dir, 0o700)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("the folder for PostgreSQL's socket cannot be made: %w", err)
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	uid, _ := owner(info)
	ours := uid == f.who.uid || uid == os.Geteuid() // the latter when we died before giving it away
	if !info.IsDir() || !ours || info.Mode().Perm() != 0o700 {
		return fmt.Errorf("the folder %s should belong to the user %s alone (mode 0700) and does not, so PostgreSQL's socket is not put there: remove it, or name a data folder with a shorter path", dir, f.who.name)
	}
	if f.who.switched {
		if err := os.Lchown(dir, f.who.uid, f.who.gid); err != nil {
			return err
		}
	}
	run, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer run.Close()
	return clearSocket(run)
}

func clearSocket(run *os.Root) error {
	for _, name := range []string{socketName, socketName + ".lock"} {
		if err := run.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("what an earlier server left in the socket's folder cannot be removed: %w", err)
		}
	}
	return nil
}

// remove takes away what would stay in the folder for temporary files.
func (s socket) remove() {
	if s.outside {
		_ = os.Remove(s.dir)
	}
}
