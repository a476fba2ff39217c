package private

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	pidFile       = "cluster/postmaster.pid"
	fastPatience  = 10 * time.Second // for a shutdown that rolls back and writes a checkpoint
	quickPatience = 7 * time.Second  // for one that does not; postgres kills its children after five
	pollEvery     = 5 * time.Millisecond
)

// process is what can be seen of a process by its number.
type process struct {
	alive bool     // and not a zombie
	argv  []string // nil when it may not be seen
	dir   string   // its working directory; empty when it may not be seen
}

// isPostgres goes by the program's name; a server's children go by another, such as "postgres: checkpointer".
func (p process) isPostgres() bool {
	return len(p.argv) > 0 && filepath.Base(p.argv[0]) == "postgres"
}

// names tells whether the command line says that the process serves a data directory.
func (p process) names(cluster string) bool {
	for i, word := range p.argv {
		if dir, ok := strings.CutPrefix(word, "-D"); ok {
			if dir == "" && i+1 < len(p.argv) {
				dir = p.argv[i+1]
			}
			return sameFolder(dir, cluster)
		}
	}
	return false
}

func sameFolder(a, b string) bool {
	if a == b {
		return true
	}
	one, err := os.Stat(a)
	if err != nil || !filepath.IsAbs(a) {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// postmaster is what postmaster.pid says: on line 1 the process, on line 8 how far it is.
type postmaster struct {
	pid   int
	ready bool
}

func (f *folder) readPostmaster() (postmaster, error) {
	raw, err := f.root.ReadFile(pidFile)
	if err != nil {
		return postmaster{}, err
	}
	lines := strings.Split(string(raw), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || pid <= 0 {
		return postmaster{}, nil //nolint:nilerr // an empty or broken file is one that names no process
	}
	return postmaster{pid: pid, ready: len(lines) > 7 && strings.TrimSpace(lines[7]) == "ready"}, nil
}

// takeOver ends a server that an earlier process of ours left on this folder. It gives the process that
// postmaster.pid names when that is not, or no longer, a server on this folder; else 0.
func (f *folder) takeOver(ctx context.Context, log *slog.Logger) (int, error) {
	left, err := f.namedPostmaster(ctx)
	if left.pid == 0 || err != nil {
		return 0, err
	}
	// Held before it is looked at: where the kernel can, a signal then reaches this process or none, never a later
	// one with the same number.
	handle, err := os.FindProcess(left.pid)
	if err != nil {
		return 0, err
	}
	defer func() { _ = handle.Release() }()
	cluster := filepath.Join(f.path, clusterName)
	p := look(left.pid)
	switch {
	case p.alive && p.argv == nil:
		return 0, nil // postgres is left to judge, which then knows no less than we do
	case !p.alive || !p.isPostgres():
		return left.pid, nil
	case p.names(cluster):
		log.WarnContext(ctx, "ending the PostgreSQL that an earlier process left", "pid", left.pid, "data_dir", f.path)
		old := orphan{handle: handle, pid: left.pid, cluster: cluster}
		if err := shutDown(ctx, old, log); err != nil {
			return 0, fmt.Errorf("the data folder %s is still in use by an earlier PostgreSQL: %w", f.path, err)
		}
		return left.pid, nil
	case p.dir == "" || sameFolder(p.dir, cluster):
		return 0, fmt.Errorf("the data folder %s is in use by a PostgreSQL that was started by other means, process %d: end it first", f.path, left.pid)
	default:
		return left.pid, nil
	}
}

// namedPostmaster reads postmaster.pid. A power cut can leave it empty, and postgres would then refuse for ever:
// one that names no process for a second, longer than any server takes to fill it in, is removed.
func (f *folder) namedPostmaster(ctx context.Context) (postmaster, error) {
	for range 20 {
		left, err := f.readPostmaster()
		if errors.Is(err, fs.ErrNotExist) {
			return postmaster{}, nil
		}
		if err != nil || left.pid != 0 {
			return left, err
		}
		select {
		case <-ctx.Done():
			return postmaster{}, context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
	return postmaster{}, f.root.Remove(pidFile)
}

// orphan is a server that somebody else started.
type orphan struct {
	handle  *os.Process
	pid     int
	cluster string
}

func (o orphan) signal(s syscall.Signal) error { return o.handle.Signal(s) }

func (o orphan) gone() bool {
	p := look(o.pid)
	return !p.alive || !p.isPostgres() || !p.names(o.cluster)
}

// server is a postgres that can be ended: our own child or an orphan.
type server interface {
	signal(s syscall.Signal) error
	gone() bool
}

// shutDown asks for a fast shutdown, and when that takes too long or ctx ends, for an immediate one. It never
// kills: a server killed outright leaves its children to write to the folder behind its back.
func shutDown(ctx context.Context, s server, log *slog.Logger) error {
	_ = s.signal(syscall.SIGINT) // an error means that it is gone, which is looked at next
	fast, cancel := context.WithTimeout(ctx, fastPatience)
	defer cancel()
	if awaitGone(fast, s) {
		return nil
	}
	log.WarnContext(ctx, "PostgreSQL takes too long to shut down and is stopped at once; its next start recovers")
	_ = s.signal(syscall.SIGQUIT)
	quick, cancelQuick := context.WithTimeout(context.WithoutCancel(ctx), quickPatience)
	defer cancelQuick()
	if awaitGone(quick, s) {
		return nil
	}
	return errors.New("PostgreSQL does not end, neither when asked to nor when told to")
}

func awaitGone(ctx context.Context, s server) bool {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for !s.gone() {
		select {
		case <-ctx.Done():
			return s.gone()
		case <-tick.C:
		}
	}
	return true
}
