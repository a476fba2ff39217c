package private

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	orphanPatience = 10 * time.Second // for the children of a server that was killed to notice and end
	retryEvery     = 50 * time.Millisecond
)

// errHeld is a start that failed only because what is left of an earlier server has not ended yet.
var errHeld = errors.New("what is left of an earlier server still uses the data folder")

// serve brings the server up in a folder we hold.
func (f *folder) serve(ctx context.Context, p programs, c Config) (*Server, error) {
	if err := f.who.enterData(ctx, f.path); err != nil {
		return nil, err
	}
	p, err := p.within(ctx, f)
	if err != nil {
		return nil, err
	}
	if err := f.initialise(ctx, p, c); err != nil {
		return nil, err
	}
	sock, err := f.openSocket()
	if err != nil {
		return nil, err
	}
	j, err := f.openJournal()
	if err != nil {
		return nil, err
	}
	running, err := f.persist(ctx, p, c, launch{journal: j, args: settings(c, filepath.Join(f.path, clusterName), sock.dir)})
	if err != nil {
		j.close()
		sock.remove()
		return nil, err
	}
	return &Server{child: running, folder: f, socket: sock, version: p.major, log: c.Logger, done: make(chan struct{})}, nil
}

// settings are given on the command line, where they win over whatever the cluster's own files say.
func settings(c Config, cluster, socketDir string) []string {
	onOff := map[bool]string{true: "on", false: "off"}[c.Durable]
	args := []string{"-D", cluster}
	for _, setting := range []string{
		"listen_addresses=",
		"port=" + socketPort,
		"unix_socket_directories=" + socketDir,
		"unix_socket_permissions=0700",
		"max_connections=" + strconv.Itoa(c.MaxConnections),
		"fsync=" + onOff,
		"full_page_writes=" + onOff,
		"password_encryption=scram-sha-256",
		"timezone=UTC",
		"log_timezone=UTC",
		"lc_messages=C",
		"log_destination=stderr",
		"logging_collector=off",
	} {
		args = append(args, "-c", setting)
	}
	return args
}

// launch is one way of running postgres, tried until it holds.
type launch struct {
	journal *journal
	args    []string
}

// persist starts postgres, again and again while only the remains of an earlier server are in the way.
func (f *folder) persist(ctx context.Context, p programs, c Config, l launch) (*child, error) {
	for deadline := time.Now().Add(orphanPatience); ; {
		stale, err := f.takeOver(ctx, c.Logger)
		if err != nil {
			return nil, err
		}
		cmd := f.who.command(context.WithoutCancel(ctx), syscall.SIGINT, p.postgres(), l.args...)
		if stale != 0 {
			// The way pg_ctl has of saying: this process is no server, whatever postmaster.pid makes of it.
			cmd.Env = append(cmd.Env, "PG_GRANDPARENT_PID="+strconv.Itoa(stale))
		}
		running, err := run(cmd, l.journal)
		if err != nil {
			return nil, fmt.Errorf("PostgreSQL could not be started: %w", err)
		}
		err = f.awaitReady(ctx, running)
		if err == nil {
			return running, nil
		}
		if !running.gone() {
			return nil, errors.Join(err, shutDown(ctx, running, c.Logger))
		}
		if !errors.Is(err, errHeld) || time.Now().After(deadline) {
			return nil, err
		}
		time.Sleep(retryEvery)
	}
}

// awaitReady returns when the server has said in postmaster.pid that it takes connections.
func (f *folder) awaitReady(ctx context.Context, c *child) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-c.ended:
			return c.failure()
		case <-ctx.Done():
			return fmt.Errorf("starting PostgreSQL on %s was interrupted: %w", f.path, context.Cause(ctx))
		case <-tick.C:
			if at, err := f.readPostmaster(); err == nil && at.ready && at.pid == c.cmd.Process.Pid {
				return nil
			}
		}
	}
}

// child is a postgres that we started.
type child struct {
	cmd     *exec.Cmd
	journal *journal
	from    int64 // where its part of the journal begins
	ended   chan struct{}
	err     error // written before ended is closed
}

// run starts a server and keeps the thread that did until it has ended: the kernel signals it when that thread,
// not only when the process, is no more.
func run(cmd *exec.Cmd, j *journal) (*child, error) {
	c := &child{cmd: cmd, journal: j, from: j.size(), ended: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = j.file, j.file
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			c.err = cmd.Wait()
			close(c.ended)
		}
	}()
	return c, <-started
}

func (c *child) signal(s syscall.Signal) error { return c.cmd.Process.Signal(s) }

func (c *child) gone() bool {
	select {
	case <-c.ended:
		return true
	default:
		return false
	}
}

// result is how the server ended; a server that ends with status 0 unasked has still ended.
func (c *child) result() error {
	if c.err == nil {
		return errors.New("exit status 0")
	}
	return c.err
}

// failure words the end of a server that was never ready.
func (c *child) failure() error {
	said := c.journal.since(c.from)
	err := fmt.Errorf("PostgreSQL did not start (%w)%s", c.result(), c.journal.quote(c.from))
	if strings.Contains(said, "is still in use") || strings.Contains(said, "lock file") && strings.Contains(said, "already exists") {
		return fmt.Errorf("%w: %w", errHeld, err)
	}
	return err
}
