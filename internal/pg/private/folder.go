package private

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// The names in a data folder. The lock is also the mark by which a folder is known to be ours.
const (
	lockName    = "throughline.lock"
	clusterName = "cluster"
	versionFile = "cluster/PG_VERSION"
)

// contents is what a data folder held when it was looked at.
type contents struct {
	major    int // of the cluster; 0 when there is none yet
	uid, gid int // of the cluster's owner
}

// inspect looks at a data folder without changing it, and refuses one that holds what we did not put there.
func inspect(path string) (contents, error) {
	entries, err := os.ReadDir(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return contents{}, nil
	case errors.Is(err, fs.ErrPermission):
		return contents{}, fmt.Errorf("the data folder %s cannot be opened by the user %s (permission denied): start as its owner, or name another data folder", path, userName(os.Geteuid()))
	case err != nil:
		return contents{}, fmt.Errorf("the data folder cannot be opened: %w", err)
	}
	if err := refuseForeign(path, entries); err != nil {
		return contents{}, err
	}
	info, err := os.Stat(filepath.Join(path, clusterName))
	if errors.Is(err, fs.ErrNotExist) {
		return contents{}, nil
	}
	if err != nil {
		return contents{}, fmt.Errorf("the data folder cannot be read: %w", err)
	}
	raw, err := os.ReadFile(filepath.Join(path, versionFile)) //nolint:gosec // a fixed name in the folder the user named
	if err != nil {
		return contents{}, fmt.Errorf("the data folder's database is damaged (restore it from a backup, or name another data folder): %w", err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		return contents{}, fmt.Errorf("the file %s should hold PostgreSQL's version, and holds %q", filepath.Join(path, versionFile), raw)
	}
	found := contents{major: major}
	found.uid, found.gid = owner(info)
	return found, nil
}

func refuseForeign(path string, entries []fs.DirEntry) error {
	var others []string
	for _, entry := range entries {
		switch entry.Name() {
		case lockName:
			return nil
		case "PG_VERSION":
			return fmt.Errorf("the folder %s is a PostgreSQL data directory that something else made: name an empty folder, or set THROUGHLINE_DATABASE_URL to that server", path)
		case "lost+found": // the root of a freshly made ext4 volume
		default:
			others = append(others, entry.Name())
		}
	}
	if len(others) > 0 {
		return fmt.Errorf("the folder %s holds other files (%s), so nothing was put there: name an empty folder for the data", path, strings.Join(others[:min(3, len(others))], ", "))
	}
	return nil
}

// folder is a data folder that we hold the lock of.
type folder struct {
	path string
	root *os.Root
	lock *os.File
	who  account
}

// openFolder makes the folder if need be, locks it and gives it to the account.
func openFolder(path string, who account) (*folder, error) {
	// The account has to pass through what is made on the way; what is in the folder itself is its own.
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // as above
		return nil, fmt.Errorf("the data folder cannot be made: %w", err)
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("the data folder cannot be made: %w", err)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("the data folder cannot be opened: %w", err)
	}
	f := &folder{path: path, root: root, who: who}
	if err := f.acquire(); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	if err := f.own("."); err != nil {
		f.close()
		return nil, fmt.Errorf("the data folder %s cannot be kept to the user %s alone: %w", path, who.name, err)
	}
	return f, nil
}

// acquire takes the lock. The kernel drops it when we die, so it is never stale.
func (f *folder) acquire() error {
	lock, err := f.root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("the data folder %s cannot be locked: %w", f.path, err)
	}
	err = flock(lock, syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = fmt.Errorf("the data folder %s is in use by %s", f.path, holder(lock))
	} else if err == nil {
		err = f.sign(lock)
	}
	if err != nil {
		return errors.Join(err, lock.Close())
	}
	f.lock = lock
	return nil
}

// sign writes who holds the lock, for the message that the next one to try gets.
func (f *folder) sign(lock *os.File) error {
	if err := lock.Truncate(0); err != nil {
		return err
	}
	if _, err := lock.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0); err != nil {
		return err
	}
	return f.give(lockName)
}

// holder names the process that has the lock. It signs just after it locks, so what is read may for a moment be
// nothing, or a process that is no more.
func holder(lock *os.File) string {
	for range 20 {
		line := make([]byte, 16)
		n, _ := lock.ReadAt(line, 0)
		if pid, err := strconv.Atoi(strings.TrimSpace(string(line[:n]))); err == nil && look(pid).alive {
			return fmt.Sprintf("process %d", pid)
		}
		time.Sleep(5 * time.Millisecond)
	}
	return "another process"
}

func flock(file *os.File, how int) error {
	for {
		err := syscall.Flock(int(file.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// close lets go of the folder. The lock is dropped by name first: a program being started at this moment may hold
// a copy of the descriptor until it runs.
func (f *folder) close() {
	_ = flock(f.lock, syscall.LOCK_UN)
	_ = f.lock.Close()
	_ = f.root.Close()
}

// give makes the account the owner of something we made in the folder.
func (f *folder) give(name string) error {
	if !f.who.switched {
		return nil
	}
	return f.root.Lchown(name, f.who.uid, f.who.gid)
}

// own gives a folder to the account and shuts everybody else out, unless that is so already.
func (f *folder) own(name string) error {
	info, err := f.root.Stat(name)
	if err != nil {
		return err
	}
	if uid, _ := owner(info); uid != f.who.uid {
		if err := f.root.Chown(name, f.who.uid, f.who.gid); err != nil {
			return err
		}
	}
	if info.Mode().Perm() == 0o700 {
		return nil
	}
	return f.root.Chmod(name, 0o700)
}

// removeAll removes what an earlier start left unfinished under names with a prefix.
func (f *folder) removeAll(prefix string) error {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), prefix) {
			err = errors.Join(err, f.root.RemoveAll(entry.Name()))
		}
	}
	return err
}
