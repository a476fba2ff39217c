package exchange

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/internal/fault"
)

// replace puts a folder of these files in the place of dir. The files are written to a new folder beside it, which
// then takes its name. Everything happens under the folder that dir is in, so no link is followed out of it. Should
// the machine stop between the two renames, the old folder is beside the place, named .<dir>.old-...
func replace(dir string, files []file) error {
	whole, err := filepath.Abs(dir)
	if err != nil {
		return failed(dir, err)
	}
	parent, name := filepath.Split(whole)
	if name == "" {
		return inTheWay(dir, "A folder with a name was expected.")
	}
	root, err := os.OpenRoot(parent)
	if err != nil {
		return failed(dir, err)
	}
	defer root.Close()
	p := place{root: root, name: name, dir: dir, files: files}
	if err := p.free(name); err != nil {
		return err
	}
	fresh := "." + name + ".new-" + rand.Text()
	defer func() { _ = root.RemoveAll(fresh) }() // it is there only if something failed, and that is told already
	if err := p.fill(fresh); err != nil {
		return failed(dir, err)
	}
	return p.swap(fresh)
}

// place is where a folder of files goes.
type place struct {
	root  *os.Root // the folder around it
	name  string
	dir   string // as the caller named it
	files []file
}

// free checks that the folder of the name is not there, or holds nothing that Write would not write.
func (p place) free(name string) error {
	info, err := p.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return failed(p.dir, err)
	case !info.IsDir():
		return inTheWay(p.dir, "There is something else of that name, not a folder.")
	}
	entries, err := fs.ReadDir(p.root.FS(), name)
	if err != nil {
		return failed(p.dir, err)
	}
	var others []string
	for _, entry := range entries {
		if entry.Type().IsRegular() && p.writes(entry.Name()) {
			continue
		}
		if others = append(others, entry.Name()); len(others) == 5 {
			others = append(others, "...")
			break
		}
	}
	if len(others) == 0 {
		return nil
	}
	return inTheWay(p.dir, fmt.Sprintf("The folder holds other things (%s): choose an empty folder.", strings.Join(others, ", ")))
}

// writes reports whether a file of the name is part of the format: an earlier folder may have had claims.
func (p place) writes(name string) bool {
	return name == claimsName || name == CapabilitiesName || slices.ContainsFunc(p.files, func(f file) bool { return f.name == name })
}

// fill makes a folder with the files. Only the person who runs the program may read it: a draft is private.
func (p place) fill(folder string) error {
	if err := p.root.Mkdir(folder, 0o700); err != nil {
		return err
	}
	for _, f := range p.files {
		if err := p.put(filepath.Join(folder, f.name), f.data); err != nil {
			return err
		}
	}
	return nil
}

// put writes a file and waits until the disk has it, so that the rename never makes a folder of empty files.
func (p place) put(name string, data []byte) error {
	out, err := p.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return errors.Join(err, out.Sync(), out.Close())
}

// swap gives the new folder the name. A folder of that name is moved aside first, looked at once more, since nobody
// can add to it by name any longer, and put back if anything is wrong.
func (p place) swap(fresh string) error {
	old := "." + p.name + ".old-" + rand.Text()
	err := p.root.Rename(p.name, old)
	if errors.Is(err, fs.ErrNotExist) {
		err = p.root.Rename(fresh, p.name)
		return failed(p.dir, err)
	}
	if err != nil {
		return failed(p.dir, err)
	}
	if err := p.free(old); err != nil {
		return errors.Join(err, p.root.Rename(old, p.name))
	}
	if err := p.root.Rename(fresh, p.name); err != nil {
		return failed(p.dir, errors.Join(err, p.root.Rename(old, p.name)))
	}
	if err := p.root.RemoveAll(old); err != nil {
		return fault.Wrap(err, fault.Unavailable, "The folder is written, but the one it replaces could not be removed.",
			fault.Field{Name: filepath.Join(filepath.Dir(p.dir), old), Reason: "Remove it by hand."})
	}
	return nil
}

func inTheWay(dir, reason string) error {
	return fault.New(fault.Conflict, "The folder cannot be written.", fault.Field{Name: dir, Reason: reason})
}

// failed is the fault for what the disk said, or nil.
func failed(dir string, cause error) error {
	reason := "Writing failed: is there room on the disk?"
	switch {
	case cause == nil:
		return nil
	case errors.Is(cause, fs.ErrPermission):
		reason = "There is no permission to write here."
	case errors.Is(cause, fs.ErrNotExist):
		reason = "The folder it should be in does not exist."
	}
	return fault.Wrap(cause, fault.Unavailable, "The folder cannot be written.", fault.Field{Name: dir, Reason: reason})
}
