package main

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
)

// Verdicts. Only a test that ran and failed is red: a tree that does not compile shows nothing.
const (
	red    = "red"
	green  = "GREEN"
	broken = "BROKEN"
)

// try runs the test of a guard without it. A journey needs much of the machine, so it has to pass with the guard first.
func (g guard) try(ctx context.Context, tree string) (verdict, why string, err error) {
	if g.journey != "" {
		if verdict, why := g.travel(ctx, tree); verdict != green {
			return broken, why, ctx.Err()
		}
	}
	putBack, err := g.takeOut(tree)
	defer func() { err = errors.Join(err, putBack()) }()
	if err != nil {
		return broken, err.Error(), nil
	}
	if g.journey != "" {
		verdict, why = g.travel(ctx, tree)
	} else {
		verdict, why = g.test(ctx, tree)
	}
	return verdict, why, ctx.Err()
}

// test runs a test of Go. The path is trimmed so that one copy uses what was compiled for another.
func (g guard) test(ctx context.Context, tree string) (verdict, why string) {
	said, failed := output(ctx, tree, "go", "test", "-trimpath", "-vet=off", "-count=1", "-timeout=8m", "-run", g.run, "./internal/accept")
	switch {
	case strings.Contains(said, "[build failed]") || strings.Contains(said, "[setup failed]"):
		return broken, said
	case strings.Contains(said, "no tests to run"):
		return broken, "there is no test for " + g.run
	case failed && strings.Contains(said, "--- FAIL: "):
		return red, ""
	default:
		return green, said
	}
}

// travel builds the program with its pages and runs a journey in a browser.
func (g guard) travel(ctx context.Context, tree string) (verdict, why string) {
	pages := filepath.Join(tree, "frontend")
	if said, failed := output(ctx, pages, "npm", "run", "--silent", "build"); failed {
		return broken, said
	}
	if said, failed := output(ctx, tree, "go", "build", "-trimpath", "-o", filepath.Join("bin", "throughline"), "./cmd/throughline"); failed {
		return broken, said
	}
	said, failed := output(ctx, pages, "npm", "run", "--silent", "e2e", "--", g.journey)
	switch {
	case !failed:
		return green, said
	case strings.Contains(said, " failed\n"):
		return red, said
	default:
		return broken, said
	}
}

func output(ctx context.Context, folder, name string, args ...string) (said string, failed bool) {
	run := exec.CommandContext(ctx, name, args...) //nolint:gosec // the tree's own list
	run.Dir = folder
	raw, err := run.CombinedOutput()
	return strings.TrimSpace(string(raw)) + "\n", err != nil
}
