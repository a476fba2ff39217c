package exchange_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/tenants/exchange"
)

// A folder that is too large is refused by its list of files: none is opened.
func TestReadOpensNothingTooLarge(t *testing.T) {
	t.Parallel()
	fsys := closed{folderOf(nil), map[string]int64{"ac.yaml": 200 << 20}, nil}
	_, err := exchange.ReadFS(fsys)
	if diff := cmp.Diff([]string{"folder The YAML files of the folder have 200 MiB: at most 64 are allowed."}, wrong(t, err)); diff != "" {
		t.Error(diff)
	}
	fsys = closed{folderOf(nil), map[string]int64{"ac.yaml": 9 << 20}, map[string]error{"system.yaml": nil}}
	_, err = exchange.ReadFS(fsys)
	if diff := cmp.Diff([]string{"ac.yaml The file is too large: at most 8 MiB are allowed."}, wrong(t, err)); diff != "" {
		t.Error(diff)
	}
}

// A file that has grown since it was listed is not read beyond the limit.
func TestReadOfAGrowingFile(t *testing.T) {
	t.Parallel()
	grown := closed{folderOf(map[string]string{"ac.yaml": strings.Repeat("#", exchange.MaxFileSize+1)}), map[string]int64{"ac.yaml": 10}, map[string]error{"ac.yaml": nil, "system.yaml": nil}}
	_, err := exchange.ReadFS(grown)
	if diff := cmp.Diff([]string{"ac.yaml The file is too large: at most 8 MiB are allowed."}, wrong(t, err)); diff != "" {
		t.Error(diff)
	}
}

func TestReadWithoutPermission(t *testing.T) {
	t.Parallel()
	fsys := closed{folderOf(nil), nil, map[string]error{"ac.yaml": fs.ErrPermission, "system.yaml": syscall.EIO}}
	_, err := exchange.ReadFS(fsys)
	want := []string{"ac.yaml There is no permission to read this.", "system.yaml This cannot be read."}
	if diff := cmp.Diff(want, wrong(t, err)); diff != "" {
		t.Error(diff)
	}
	_, err = exchange.ReadFS(closed{folderOf(nil), nil, map[string]error{".": fs.ErrPermission}})
	if diff := cmp.Diff([]string{"folder There is no permission to read this."}, wrong(t, err)); diff != "" {
		t.Error(diff)
	}
}

// closed is a folder whose files say that they have these sizes, and open with these errors (nil opens).
type closed struct {
	fstest.MapFS
	sizes  map[string]int64
	errors map[string]error
}

func (c closed) Open(name string) (fs.File, error) {
	if err, known := c.errors[name]; err != nil || !known && name != "." {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.Join(err, errors.New("closed"))}
	}
	return c.MapFS.Open(name)
}

func (c closed) Stat(name string) (fs.FileInfo, error) {
	info, err := c.MapFS.Stat(name)
	if size, ok := c.sizes[name]; ok {
		return sized{info, size}, err
	}
	return info, err
}

func (c closed) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := c.errors[name]; err != nil {
		return nil, err
	}
	return c.MapFS.ReadDir(name)
}

type sized struct {
	fs.FileInfo
	size int64
}

func (s sized) Size() int64 { return s.size }

// put writes files into a new folder on the disk.
func put(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Only links that stay in the folder are followed, and nothing is opened that is no ordinary file.
func TestReadLinks(t *testing.T) {
	t.Parallel()
	outside := put(t, map[string]string{"ac.yaml": smallTrust})
	const refused = "ac.yaml This is a link that leads to no file of this folder: put the file itself here."
	for name, test := range map[string]struct {
		target string
		want   []string
	}{
		"absolute": {filepath.Join(outside, "ac.yaml"), []string{refused}},
		"relative": {"../" + filepath.Base(outside) + "/ac.yaml", []string{refused}},
		"nowhere":  {"nothing.txt", []string{refused}},
		"itself":   {"ac.yaml", []string{refused}},
		"folder":   {".", []string{"ac.yaml This is not an ordinary file."}},
		"inside":   {"ac.txt", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := put(t, map[string]string{"system.yaml": smallSystem, "ac.txt": smallTrust})
			if err := os.Symlink(test.target, filepath.Join(dir, "ac.yaml")); err != nil {
				t.Fatal(err)
			}
			folder, err := exchange.Read(dir)
			if test.want == nil {
				if err != nil || len(folder.Members) != 1 {
					t.Error(folder, err)
				}
				return
			}
			if diff := cmp.Diff(test.want, wrong(t, err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadOfAPipe(t *testing.T) {
	t.Parallel()
	dir := put(t, map[string]string{"system.yaml": smallSystem})
	if err := syscall.Mkfifo(filepath.Join(dir, "ac.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := exchange.Read(dir)
	if diff := cmp.Diff([]string{"ac.yaml This is not an ordinary file."}, wrong(t, err)); diff != "" {
		t.Error(diff)
	}
}

func TestReadOfNoFolder(t *testing.T) {
	t.Parallel()
	dir := put(t, map[string]string{"file": ""})
	none, file, empty := filepath.Join(dir, "none"), filepath.Join(dir, "file"), t.TempDir()
	for path, want := range map[string]string{
		none:  none + " There is no such folder.",
		file:  file + " This is a file: a folder was expected.",
		empty: empty + " The folder has no YAML files: system.yaml and a file for each organisation were expected.",
	} {
		_, err := exchange.Read(path)
		if diff := cmp.Diff([]string{want}, wrong(t, err)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestReadWithProgress(t *testing.T) {
	t.Parallel()
	dir := put(t, map[string]string{"system.yaml": smallSystem, "ac.yaml": smallTrust, "claims.yaml": "claims: []\n", "notes.txt": ""})
	var told []string
	_, err := exchange.ReadWithProgress(dir, func(done, total int, name string) {
		told = append(told, fmt.Sprintf("%d of %d: %s", done, total, name))
	})
	if diff := cmp.Diff([]string{"1 of 3: system.yaml", "2 of 3: ac.yaml", "3 of 3: claims.yaml"}, told); diff != "" || err != nil {
		t.Error(diff, err)
	}
}
