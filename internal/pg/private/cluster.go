package private

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

const unfinishedPrefix = clusterName + ".new-"

// initialise makes the cluster if there is none: under another name, then renamed, so that it is either there and
// whole or not there.
func (f *folder) initialise(ctx context.Context, p programs, c Config) error {
	// A child of an initdb that was killed may go on writing for a moment, into its own folder; that folder is tried
	// again once the new one is made, and by every start that follows.
	_ = f.removeAll(unfinishedPrefix)
	if _, err := f.root.Stat(versionFile); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	began := time.Now()
	name := unfinishedPrefix + rand.Text()
	if err := f.build(ctx, p, name, c.Durable); err != nil {
		return errors.Join(err, f.root.RemoveAll(name))
	}
	if err := f.removeAll(unfinishedPrefix); err != nil {
		c.Logger.WarnContext(ctx, "what an interrupted start left could not be removed yet", "error", err)
	}
	c.Logger.InfoContext(ctx, "made a PostgreSQL database", "version", p.version, "data_dir", f.path, "took", time.Since(began).Round(time.Millisecond))
	return nil
}

func (f *folder) build(ctx context.Context, p programs, name string, durable bool) error {
	err := f.root.Mkdir(name, 0o700)
	if err == nil {
		err = f.give(name)
	}
	if err != nil {
		return fmt.Errorf("the data folder %s cannot be written: %w", f.path, err)
	}
	if err := f.runInitdb(ctx, p, filepath.Join(f.path, name), durable); err != nil {
		return err
	}
	if err := f.root.Rename(name, clusterName); err != nil {
		return err
	}
	if !durable {
		return nil
	}
	dir, err := f.root.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

func (f *folder) runInitdb(ctx context.Context, p programs, dir string, durable bool) error {
	args := []string{
		"--pgdata=" + dir, "--username=" + Superuser, "--encoding=UTF8", "--data-checksums",
		"--auth-local=trust", "--auth-host=reject", "--no-instructions",
	}
	if p.major >= 17 {
		args = append(args, "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
	} else {
		args = append(args, "--locale=C.UTF-8")
	}
	if !durable {
		args = append(args, "--no-sync")
	}
	// What signals a program on our death is the thread that started it, so that thread must outlive it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd := f.who.command(ctx, syscall.SIGKILL, p.initdb(), args...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("making the database in %s was interrupted: %w", f.path, context.Cause(ctx))
	default:
		return fmt.Errorf("initdb could not make a database in %s (%w); it said: %s", f.path, err, lastLines(said.String(), 4))
	}
}
