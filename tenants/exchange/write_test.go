package exchange_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/internal/demodata"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func read(t *testing.T, dir string) exchange.Folder {
	t.Helper()
	folder, err := exchange.Read(dir)
	if err != nil {
		t.Fatal(wrong(t, err))
	}
	return folder
}

func carrowmere(t *testing.T) exchange.Folder {
	t.Helper()
	folder, err := exchange.ReadFS(demodata.Carrowmere())
	if err != nil {
		t.Fatal(wrong(t, err))
	}
	if folder.Claims, err = exchange.ReadClaims(demodata.Claims(), "claims.yaml", folder); err != nil {
		t.Fatal(wrong(t, err))
	}
	return folder
}

// contents gives the files of a folder, and fails if anything else is in it.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		data, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = string(data)
	}
	return files
}

func TestWriteCarrowmere(t *testing.T) {
	t.Parallel()
	folder := carrowmere(t)
	parent := t.TempDir()
	first, second := filepath.Join(parent, "first"), filepath.Join(parent, "second")
	for _, dir := range []string{first, second, second} { // and once over itself
		if err := exchange.Write(dir, folder); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(folder, read(t, first), months); diff != "" {
		t.Error(diff)
	}
	files := contents(t, first)
	if diff := cmp.Diff([]string{"ac.yaml", "bp.yaml", "claims.yaml", "ec.yaml", "sa.yaml", "system.yaml", "wc.yaml"}, slices.Sorted(maps.Keys(files))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(files, contents(t, second)); diff != "" {
		t.Errorf("the same folder gave other bytes: %s", diff)
	}
	if left, err := os.ReadDir(parent); err != nil || len(left) != 2 {
		t.Errorf("something is left beside the folders: %v %v", left, err)
	}
	golden(t, "testdata/ac.yaml", files["ac.yaml"])
	golden(t, "testdata/system.yaml", files["system.yaml"])
}

func small() exchange.Folder {
	return exchange.Folder{System: exchange.Party{Code: "vale", Name: "The Vale", Sector: "ics"}}
}

// Codes that differ only in capitals, or are the names of the folder's own files, get files of their own.
func TestWriteFileNames(t *testing.T) {
	t.Parallel()
	folder := small()
	for _, code := range []string{"AC", "Claims", "SYSTEM", "System-2", "ac", "system"} {
		folder.Members = append(folder.Members, exchange.Party{Code: code, Name: "Name", Sector: "acute"})
	}
	dir := filepath.Join(t.TempDir(), "out")
	if err := exchange.Write(dir, folder); err != nil {
		t.Fatal(err)
	}
	want := []string{"ac-2.yaml", "ac.yaml", "claims-2.yaml", "system-2-2.yaml", "system-2.yaml", "system-3.yaml", "system.yaml"}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(contents(t, dir)))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(folder, read(t, dir), months); diff != "" {
		t.Error(diff)
	}
}

// What could not be read again, or would be lost, is refused before anything is written.
func TestWriteRefusesWhatReadRefuses(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*exchange.Folder)
		want   string
	}{
		"no name":           {func(f *exchange.Folder) { f.System.Name = "" }, `system.yaml:3 A system needs a name: field "name" is missing or empty.`},
		"unknown kind":      {func(f *exchange.Folder) { f.Members[0].Sector = "" }, `ac.yaml:2 An organisation needs a kind: field "kind" is missing or empty.`},
		"control character": {func(f *exchange.Folder) { f.System.Strategy.Mission = "a\x1bb" }, `system.yaml:6 The text of "vision" has a control character (U+001B) in it: delete it.`},
		"NUL":               {func(f *exchange.Folder) { f.System.Strategy.Mission = "a\x00b\nc" }, `system.yaml:6 The text of "vision" has a control character (U+0000) in it: delete it.`},
		"not UTF-8":         {func(f *exchange.Folder) { f.System.Strategy.Mission = "a\xffb" }, `system.yaml:6 The file is not UTF-8 text from this line on: save it with the encoding UTF-8.`},
		"not UTF-8, long":   {func(f *exchange.Folder) { f.System.Strategy.Mission = strings.Repeat("a\xffb ", 50) + "c" }, `system.yaml:7 The file is not UTF-8 text from this line on: save it with the encoding UTF-8.`},
		"id of a path":      {func(f *exchange.Folder) { f.Members[0].Code = "../ac" }, `../ac.yaml:2 The id "../ac" is not one: use up to 64 letters, digits, dots, dashes and underscores, and begin with a letter or digit.`},
		"claim for nothing": {func(f *exchange.Folder) {
			f.Claims = []exchange.Claim{{Objective: "O1", Target: "G1", Verdict: "rejected"}}
		}, `claims.yaml:2 There is no objective with the id "O1" in the folder.`},
		"member with goals": {func(f *exchange.Folder) {
			f.Members[0].Strategy.Items = []strategy.Item{{Kind: strategy.KindGoal, Code: "G", Title: "T"}}
		}, "AC G is a goal, and the file of an organisation has no place for it."},
		"system's own objectives": {func(f *exchange.Folder) {
			f.System.Strategy.Items = append(f.System.Strategy.Items, strategy.Item{Kind: strategy.KindObjective, Code: "O", Title: "T"})
		}, "vale O is an objective, and the file of a system has no place for it."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := small()
			folder.Members = []exchange.Party{{Code: "AC", Name: "The Infirmary", Sector: "acute"}}
			test.change(&folder)
			parent := t.TempDir()
			err := exchange.Write(filepath.Join(parent, "out"), folder)
			if lines := wrong(t, err); lines[0] != test.want {
				t.Error(cmp.Diff(test.want, lines[0]))
			}
			if left := contents(t, parent); len(left) > 0 {
				t.Errorf("something was written: %v", left)
			}
		})
	}
}

// A folder is replaced only when it holds nothing but what Write would write; otherwise it stays as it was.
func TestWriteRefusesToReplace(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		make    func(dir string) error
		refused string
	}{
		"nothing":      {func(string) error { return nil }, ""},
		"empty":        {func(dir string) error { return os.Mkdir(dir, 0o700) }, ""},
		"ours":         {func(dir string) error { return write(dir, "system.yaml", "claims.yaml", "ac.yaml") }, ""},
		"other file":   {func(dir string) error { return write(dir, "system.yaml", "notes.txt") }, "The folder holds other things (notes.txt): choose an empty folder."},
		"other member": {func(dir string) error { return write(dir, "system.yaml", "bp.yaml") }, "The folder holds other things (bp.yaml): choose an empty folder."},
		"hidden file":  {func(dir string) error { return write(dir, ".git") }, "The folder holds other things (.git): choose an empty folder."},
		"folder":       {func(dir string) error { return os.MkdirAll(filepath.Join(dir, "ac.yaml"), 0o700) }, "The folder holds other things (ac.yaml): choose an empty folder."},
		"file":         {func(dir string) error { return os.WriteFile(dir, nil, 0o600) }, "There is something else of that name, not a folder."},
		"link": {func(dir string) error {
			return errors.Join(os.Mkdir(dir+"-real", 0o700), os.Symlink(filepath.Base(dir)+"-real", dir))
		}, "There is something else of that name, not a folder."},
		"link in it": {func(dir string) error {
			return errors.Join(write(dir, "system.yaml"), os.Symlink("../elsewhere", filepath.Join(dir, "ac.yaml")))
		}, "The folder holds other things (ac.yaml): choose an empty folder."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := small()
			folder.Members = []exchange.Party{{Code: "AC", Name: "The Infirmary", Sector: "acute"}}
			parent := t.TempDir()
			dir := filepath.Join(parent, "out")
			if err := test.make(dir); err != nil {
				t.Fatal(err)
			}
			before := tree(t, parent)
			long := time.Unix(1_000_000_000, 0)
			if err := os.Chtimes(parent, long, long); err != nil {
				t.Fatal(err)
			}
			err := exchange.Write(dir, folder)
			if test.refused == "" {
				if err != nil {
					t.Fatal(err, fault.From(err).Fields)
				}
				if diff := cmp.Diff(folder, read(t, dir), months); diff != "" {
					t.Error(diff)
				}
				if left := tree(t, parent); len(left) != 4 {
					t.Errorf("something else is there: %v", left)
				}
				return
			}
			want := []fault.Field{{Name: dir, Reason: test.refused}}
			if diff := cmp.Diff(want, fault.From(err).Fields); diff != "" || !fault.Is(err, fault.Conflict) {
				t.Error(err, diff)
			}
			if diff := cmp.Diff(before, tree(t, parent)); diff != "" {
				t.Errorf("not as it was: %s", diff)
			}
			if info, err := os.Stat(parent); err != nil || !info.ModTime().Equal(long) {
				t.Error("something was moved before it was refused")
			}
		})
	}
}

// write makes a folder with files that say they are old.
func write(dir string, names ...string) error {
	err := os.Mkdir(dir, 0o700)
	for _, name := range names {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, name), []byte("old\n"), 0o600))
	}
	return err
}

// tree lists everything under a folder.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var paths []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		paths = append(paths, fmt.Sprint(path, " ", entry.Type()))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func TestWriteWhereThereIsNothing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "none", "out")
	err := exchange.Write(dir, small())
	want := []fault.Field{{Name: dir, Reason: "The folder it should be in does not exist."}}
	if diff := cmp.Diff(want, fault.From(err).Fields); diff != "" || !fault.Is(err, fault.Unavailable) {
		t.Error(err, diff)
	}
	if err := exchange.Write("/", small()); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}
