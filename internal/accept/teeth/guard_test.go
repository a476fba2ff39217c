package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every guard of the list is where the list says, so that it can be taken out; and is there again afterwards.
func TestEveryGuardCanBeTakenOut(t *testing.T) {
	t.Parallel()
	list, err := parse(guards)
	if err != nil || len(list) < 30 {
		t.Fatalf("%d guards, %v", len(list), err)
	}
	for _, g := range list {
		tree := t.TempDir()
		before := map[string]string{}
		for _, c := range g.cuts {
			raw, err := os.ReadFile(filepath.Join("..", "..", "..", c.file))
			if err != nil {
				t.Fatal(err)
			}
			before[c.file] = string(raw)
			if err := copyFile(filepath.Join("..", "..", "..", c.file), filepath.Join(tree, c.file)); err != nil {
				t.Fatal(err)
			}
		}
		putBack, err := g.takeOut(tree)
		if err != nil {
			t.Errorf("%s %s: %v", g.promise, g.name, err)
		}
		for file, text := range before {
			if now, _ := os.ReadFile(filepath.Join(tree, file)); err == nil && string(now) == text {
				t.Errorf("%s %s: nothing was taken out of %s", g.promise, g.name, file)
			}
		}
		if err := putBack(); err != nil {
			t.Error(err)
		}
		for file, text := range before {
			if now, _ := os.ReadFile(filepath.Join(tree, file)); string(now) != text {
				t.Errorf("%s %s: %s was not put back", g.promise, g.name, file)
			}
		}
	}
}

// A guard in a function of the database that a later migration replaces or drops guards nothing any more.
func TestNoGuardHasBeenReplaced(t *testing.T) {
	t.Parallel()
	list, err := parse(guards)
	if err != nil {
		t.Fatal(err)
	}
	migrations, err := filepath.Glob(filepath.Join("..", "..", "pg", "migrations", "*.sql"))
	if err != nil || len(migrations) < 10 {
		t.Fatalf("%d migrations, %v", len(migrations), err)
	}
	inFunctions := 0
	for _, g := range list {
		for _, c := range g.cuts {
			function := functionOf(t, c)
			if function == "" {
				continue
			}
			inFunctions++
			anew := regexp.MustCompile(`(?m)^(create function|create or replace function|drop function) ` + regexp.QuoteMeta(function) + `\(`)
			for _, later := range migrations {
				raw, err := os.ReadFile(later)
				if err != nil {
					t.Fatal(err)
				}
				up, _, _ := strings.Cut(string(raw), "-- +goose Down")
				if filepath.Base(later) > filepath.Base(c.file) && anew.MatchString(up) {
					t.Errorf("%s %s: %s replaces %s", g.promise, g.name, filepath.Base(later), function)
				}
			}
		}
	}
	if inFunctions < 10 {
		t.Errorf("%d guards are in functions of the database", inFunctions)
	}
}

// functionOf gives the function of the database in which a text is taken out; none is empty.
func functionOf(t *testing.T, c cut) string {
	t.Helper()
	if !strings.HasSuffix(c.file, ".sql") || !strings.Contains(c.file, "/migrations/") {
		return ""
	}
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", c.file))
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(string(raw), c.old)
	made := regexp.MustCompile(`(?m)^create (?:or replace )?function ([\w.]+)\(`).FindAllStringSubmatchIndex(before, -1)
	if len(made) == 0 {
		return ""
	}
	last := made[len(made)-1]
	if strings.Contains(before[last[1]:], "\n$$;") {
		return "" // it has ended
	}
	return before[last[2]:last[3]]
}

func TestAListThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing taken out": "T-01 a guard\nin x.go\n", "a place before its text": "T-01 a guard\n+ x\n", "another sign": "T-01 a guard\nin x\n- y\n* z\n",
	} {
		if _, err := parse(text); err == nil {
			t.Errorf("%s: it was read", name)
		}
	}
	list, err := parse("# a remark\n\nT-01 a guard\nrun ^TestX\nin a.go\n- one\n- two\n+\nin b.go\n- three\n+ four\n+ five\n\nT-02 another\nin c.go\n- six\n\nT-28 a third\njourney words\nin d.tsx\n- seven\n")
	if err != nil || len(list) != 3 || list[2].journey != "words" || list[0].run != "^TestX" || list[1].run != "^TestT02" || len(list[0].cuts) != 2 ||
		list[0].cuts[0] != (cut{"a.go", "one\ntwo", ""}) || list[0].cuts[1] != (cut{"b.go", "three", "four\nfive"}) {
		t.Errorf("%+v, %v", list, err)
	}
	if tree := t.TempDir(); !strings.Contains(takeOutError(list[0], tree), "a.go") {
		t.Error("a file that is not there is not named")
	}
}

func takeOutError(g guard, tree string) string {
	if _, err := g.takeOut(tree); err != nil {
		return err.Error()
	}
	return ""
}
