package private

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// Discard removes everything that this package keeps in a data folder, and leaves the folder. A folder that is not
// there is discarded already. It refuses one that holds what we did not put there, and one that a server works on.
func Discard(dir string) error {
	path, err := filepath.Abs(dir)
	if err != nil || dir == "" {
		return fmt.Errorf("%q is not a data folder", dir)
	}
	found, err := inspect(path)
	if err != nil {
		return err
	}
	who, err := pickAccount(found)
	if err != nil {
		return err
	}
	f, err := openFolder(path, who)
	if err != nil {
		return err
	}
	defer f.close()
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil {
		return fmt.Errorf("the data folder cannot be read: %w", err)
	}
	for _, entry := range entries {
		if name := entry.Name(); name != lockName && name != "lost+found" {
			err = errors.Join(err, f.root.RemoveAll(name))
		}
	}
	return err
}
