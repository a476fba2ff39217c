package main

import (
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
)

//go:embed guards.txt
var guards string

func main() {
	only := flag.String("only", "", "a regular expression: take out only the guards whose test and name it matches")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	blunt, err := bite(ctx, *only, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "teeth:", err)
	}
	if err != nil || blunt > 0 {
		os.Exit(1)
	}
}

// bite takes out each guard in turn and gives how many were not missed.
func bite(ctx context.Context, only string, out io.Writer) (blunt int, err error) {
	chosen, err := regexp.Compile(only)
	if err != nil {
		return 0, err
	}
	list, err := parse(guards)
	if err != nil {
		return 0, err
	}
	tree, err := copied(ctx)
	if tree != "" {
		defer func() { err = errors.Join(err, os.RemoveAll(tree)) }()
	}
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(out, "%-6s %-7s %s\n", "test", "", "guard that was taken out")
	for _, g := range list {
		if !chosen.MatchString(g.promise + " " + g.name) {
			continue
		}
		verdict, why, err := g.try(ctx, tree)
		if err != nil {
			return blunt, err
		}
		fmt.Fprintf(out, "%-6s %-7s %s\n", g.promise, verdict, g.name)
		if verdict != red {
			blunt++
			fmt.Fprintf(out, "       %s\n", why)
		}
	}
	return blunt, nil
}

// copied makes a copy of the tree, with what has not been committed, in a folder of its own.
func copied(ctx context.Context) (string, error) {
	top, err := exec.CommandContext(ctx, "git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		return "", fmt.Errorf("find the tree: %w", err)
	}
	root := strings.TrimSpace(string(top))
	list := exec.CommandContext(ctx, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = root
	names, err := list.Output()
	if err != nil {
		return "", fmt.Errorf("list the tree: %w", err)
	}
	tree, err := os.MkdirTemp("", "throughline-teeth-")
	if err != nil {
		return "", err
	}
	if err := os.Chmod(tree, 0o755); err != nil { //nolint:gosec // the private PostgreSQL runs as a user of its own
		return tree, err
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(names), "\x00"), "\x00") {
		if err := copyFile(filepath.Join(root, name), filepath.Join(tree, name)); err != nil {
			return tree, err
		}
	}
	return tree, os.Symlink(filepath.Join(root, "frontend", "node_modules"), filepath.Join(tree, "frontend", "node_modules"))
}

func copyFile(from, to string) error {
	raw, err := os.ReadFile(filepath.Clean(from))
	if errors.Is(err, os.ErrNotExist) {
		return nil // removed, and the removal not committed yet
	}
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil { //nolint:gosec // as above
		return err
	}
	return os.WriteFile(to, raw, 0o600) //nolint:gosec // the names are those that git has
}
