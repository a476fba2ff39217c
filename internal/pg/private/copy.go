package private

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
)

const copyPrefix = "postgresql-"

// copyPackage copies the npm package's programs, libraries and data into the data folder, owned by the account,
// and gives the copy's path. A copy of the same build is used again; one of another build is removed.
func (f *folder) copyPackage(native string) (string, error) {
	info, err := os.Stat(filepath.Join(native, "bin", "postgres"))
	if err != nil {
		return "", err
	}
	build := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d\x00%d", native, info.Size(), info.ModTime().UnixNano()))
	name := fmt.Sprintf("%s%x", copyPrefix, build[:8])
	if _, err := f.root.Stat(name); err == nil {
		return filepath.Join(f.path, name), nil
	}
	if err := f.removeAll(copyPrefix); err != nil {
		return "", err
	}
	unfinished := copyPrefix + rand.Text()
	if err := f.copyTree(os.DirFS(native), unfinished); err != nil {
		return "", errors.Join(err, f.root.RemoveAll(unfinished))
	}
	return filepath.Join(f.path, name), f.root.Rename(unfinished, name)
}

func (f *folder) copyTree(from fs.FS, to string) error {
	return fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		target := path.Join(to, name)
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			err = f.root.Mkdir(target, 0o700)
		case entry.Type() == fs.ModeSymlink:
			err = f.copyLink(from, name, target)
		case strings.HasSuffix(name, ".a"):
			return nil // for compilers only
		default:
			err = f.copyFile(from, name, target)
		}
		if err != nil {
			return err
		}
		return f.give(target)
	})
}

func (f *folder) copyLink(from fs.FS, name, target string) error {
	to, err := fs.ReadLink(from, name)
	if err != nil {
		return err
	}
	return f.root.Symlink(to, target)
}

func (f *folder) copyFile(from fs.FS, name, target string) error {
	// A program started elsewhere in this process at the same moment would for an instant hold the copy open for
	// writing, and the system runs no file that somebody writes.
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	in, err := from.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := f.root.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o700)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
