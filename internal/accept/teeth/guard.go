package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// guard is something that keeps a promise, with how to take it out.
type guard struct {
	promise, name string
	run           string // tests of Go, by a regular expression
	journey       string // or a journey of the pages, by a part of its file's name
	cuts          []cut
}

// cut is a text of a file and what takes its place.
type cut struct{ file, old, new string }

// parse reads a list of guards.
func parse(text string) ([]guard, error) {
	var list []guard
	var g *guard
	var file, last string
	for n, line := range strings.Split(text, "\n") {
		sign, rest, _ := strings.Cut(line, " ")
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.TrimSpace(line) == "":
			g = nil
		case g == nil:
			list = append(list, guard{promise: sign, name: rest, run: "^Test" + strings.ReplaceAll(sign, "-", "")})
			g, last = &list[len(list)-1], ""
		case sign == "in":
			file, last = rest, ""
		case sign == "run":
			g.run = rest
		case sign == "journey":
			g.journey = rest
		case sign == "-" && last == "-":
			g.cuts[len(g.cuts)-1].old += "\n" + rest
		case sign == "-":
			g.cuts = append(g.cuts, cut{file: file, old: rest})
			last = "-"
		case sign == "+" && last == "-":
			g.cuts[len(g.cuts)-1].new = rest
			last = "+"
		case sign == "+" && last == "+":
			g.cuts[len(g.cuts)-1].new += "\n" + rest
		default:
			return nil, fmt.Errorf("line %d cannot be read: %s", n+1, line)
		}
	}
	for _, one := range list {
		if len(one.cuts) == 0 {
			return nil, fmt.Errorf("%s, %s: nothing is taken out", one.promise, one.name)
		}
	}
	return list, nil
}

// takeOut takes a guard out of the tree and gives what puts it back.
func (g guard) takeOut(tree string) (putBack func() error, err error) {
	kept := map[string][]byte{}
	putBack = func() error {
		for name, text := range kept {
			if err := os.WriteFile(name, text, 0o600); err != nil {
				return err
			}
		}
		return nil
	}
	for _, c := range g.cuts {
		name := filepath.Join(tree, filepath.FromSlash(c.file))
		raw, err := os.ReadFile(filepath.Clean(name))
		if err != nil {
			return putBack, err
		}
		if _, twice := kept[name]; !twice {
			kept[name] = raw
		}
		if found := strings.Count(string(raw), c.old); found != 1 {
			return putBack, fmt.Errorf("%s has this %d times and not once: %s", c.file, found, c.old)
		}
		without := []byte(strings.Replace(string(raw), c.old, c.new, 1))
		if err := os.WriteFile(name, without, 0o600); err != nil { //nolint:gosec // the places are the tree's own list
			return putBack, err
		}
	}
	return putBack, nil
}
