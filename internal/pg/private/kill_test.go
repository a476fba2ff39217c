package private

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// gone tells whether a process has ended; a zombie has.
func gone(pid int) bool { return !look(pid).alive }

// A process of ours is killed, or its postgres, or both: the next start has what was committed.
func TestKilled(t *testing.T) {
	t.Parallel()
	type killed func(p *parent, postgres int)
	whom := map[string]killed{
		"our process": func(p *parent, _ int) { _ = p.cmd.Process.Kill() },
		"postgres":    func(_ *parent, postgres int) { _ = syscall.Kill(postgres, syscall.SIGKILL) },
		"both, postgres first": func(p *parent, postgres int) {
			_ = syscall.Kill(postgres, syscall.SIGKILL)
			_ = p.cmd.Process.Kill()
		},
		"both, our process first": func(p *parent, postgres int) {
			_ = p.cmd.Process.Kill()
			_ = syscall.Kill(postgres, syscall.SIGKILL)
		},
	}
	for name, kill := range whom {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := made(t)
			p := startParent(t, c)
			s := p.answer(t)
			if s.Error != "" {
				t.Fatal(s.Error)
			}
			_, err := connect(t, s.URL).Exec(t.Context(), "create table kept as select 1 as n")
			must(t, err)
			kill(p, s.Pid)
			if name == "postgres" {
				// The process that started it notices, lets go of the folder and goes on.
				eventually(t, "postgres has ended", func() bool { return gone(s.Pid) })
				eventually(t, "its parent lets go of the folder", func() bool { return !locked(t, c.DataDir) })
			} else {
				_ = p.cmd.Wait()
			}
			if got := ask(t, start(t, c).URL("", ""), "select n from kept"); got != "1" {
				t.Errorf("got %s", got)
			}
		})
	}
}

// locked tells whether somebody holds the folder.
func locked(t *testing.T, dir string) bool {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, lockName))
	must(t, err)
	defer file.Close()
	return flock(file, syscall.LOCK_SH|syscall.LOCK_NB) != nil
}

// Nobody starts anything afterwards: postgres ends for want of its parent.
func TestPostgresEndsWithItsParent(t *testing.T) {
	t.Parallel()
	c := made(t)
	p := startParent(t, c)
	s := p.answer(t)
	conn := connect(t, s.URL)
	_, err := conn.Exec(t.Context(), "begin")
	must(t, err)
	p.kill()
	eventually(t, "postgres has ended", func() bool { return gone(s.Pid) })
	log, err := os.ReadFile(filepath.Join(c.DataDir, journalName))
	must(t, err)
	if !strings.Contains(string(log), "database system is shut down") {
		t.Errorf("it did not shut down in order:\n%s", log)
	}
}

// The children of a killed server may be in the middle of something long. They keep the folder until they are done.
func TestStartWaitsForOrphanedChildren(t *testing.T) {
	t.Parallel()
	c := made(t)
	p := startParent(t, c)
	s := p.answer(t)
	conn := connect(t, s.URL)
	var busy int
	must(t, conn.QueryRow(t.Context(), "select pg_backend_pid()").Scan(&busy))
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		_, _ = conn.Exec(context.Background(), `do $$ begin while clock_timestamp() < statement_timestamp() + interval '1.5 s' loop end loop; end $$`)
	}()
	monitor := connect(t, s.URL)
	eventually(t, "the backend is busy", func() bool {
		var state string
		must(t, monitor.QueryRow(t.Context(), "select state from pg_stat_activity where pid = $1", busy).Scan(&state))
		return state == "active"
	})
	must(t, syscall.Kill(s.Pid, syscall.SIGKILL))
	p.kill()
	if gone(busy) {
		t.Fatal("the backend has ended already, so this shows nothing")
	}
	again := start(t, c)
	if !gone(busy) {
		t.Error("the server started beside a child of the one before")
	}
	ask(t, again.URL("", ""), "select 1")
	<-finished
}

// launchByHand starts postgres on a cluster with nobody to look after it, and waits until it is ready.
func launchByHand(t *testing.T, c Config, adjust func(*exec.Cmd), args ...string) *exec.Cmd {
	t.Helper()
	cmd := clusterAccount(t).command(context.Background(), 0, reachable(t, c).postgres(), args...)
	if adjust != nil {
		adjust(cmd)
	}
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGINT)
		_ = cmd.Wait()
	})
	root, err := os.OpenRoot(c.DataDir)
	must(t, err)
	defer root.Close()
	f := &folder{path: c.DataDir, root: root}
	eventually(t, "the server started by hand is ready", func() bool {
		at, err := f.readPostmaster()
		return err == nil && at.ready && at.pid == cmd.Process.Pid
	})
	return cmd
}

func TestTakesOverAServerLeftRunning(t *testing.T) {
	t.Parallel()
	c := made(t)
	c.MaxConnections = 20
	old := launchByHand(t, c, nil, settings(c, filepath.Join(c.DataDir, clusterName), filepath.Join(c.DataDir, runName))...)
	s := start(t, c)
	if !gone(old.Process.Pid) {
		t.Error("the old server still runs")
	}
	ask(t, s.URL("", ""), "select 1")
}

// A server that somebody started in a way of their own is theirs, however its command line looks.
func TestLeavesAServerOfOtherMeansAlone(t *testing.T) {
	t.Parallel()
	c := made(t)
	cluster := filepath.Join(c.DataDir, clusterName)
	old := launchByHand(t, c, func(cmd *exec.Cmd) { cmd.Env = append(cmd.Env, "PGDATA="+cluster) },
		"-c", "listen_addresses=", "-c", "unix_socket_directories="+filepath.Join(c.DataDir, runName))
	_, err := Start(t.Context(), c)
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("started by other means, process %d", old.Process.Pid)) {
		t.Errorf("got %v", err)
	}
	if gone(old.Process.Pid) {
		t.Error("the other server was ended")
	}
	if pid := readPid(t, c); pid != old.Process.Pid {
		t.Errorf("postmaster.pid names %d", pid)
	}
}

func readPid(t *testing.T, c Config) int {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(c.DataDir, pidFile))
	must(t, err)
	line, _, _ := strings.Cut(string(raw), "\n")
	pid, err := strconv.Atoi(line)
	must(t, err)
	return pid
}

// crash leaves a data folder as a power cut does: postmaster.pid and the socket are there, nobody is.
func crash(t *testing.T, c Config) {
	t.Helper()
	s := start(t, c)
	must(t, s.child.signal(syscall.SIGKILL))
	<-s.Done()
}

// After a power cut the process numbers begin anew, and the one in postmaster.pid may be given to a stranger.
func TestProcessNumberUsedAgain(t *testing.T) {
	t.Parallel()
	strangers := map[string][]string{
		"of another program":    {"/bin/sleep", "60"},
		"that names the folder": {"/bin/sh", "-c", "sleep 60; exit", "-D"}, // and the folder
	}
	for name, argv := range strangers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := made(t)
			crash(t, c)
			if argv[len(argv)-1] == "-D" {
				argv = append(slices.Clip(argv), filepath.Join(c.DataDir, clusterName))
			}
			one, another := startStranger(t, argv), startStranger(t, argv)
			rewritePid(t, c, one, another)
			s := start(t, c)
			ask(t, s.URL("", ""), "select 1")
			if gone(one) || gone(another) {
				t.Error("a stranger was ended")
			}
		})
	}
}

// startStranger starts a process of PostgreSQL's user.
func startStranger(t *testing.T, argv []string) int {
	t.Helper()
	cmd := clusterAccount(t).command(context.Background(), 0, argv[0], argv[1:]...)
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
	})
	return cmd.Process.Pid
}

// rewritePid changes whom the lock files of the data directory and of the socket name.
func rewritePid(t *testing.T, c Config, pid, socketPid int) {
	t.Helper()
	for name, pid := range map[string]int{pidFile: pid, runName + "/" + socketName + ".lock": socketPid} {
		name = filepath.Join(c.DataDir, name)
		raw, err := os.ReadFile(name)
		must(t, err)
		_, rest, _ := strings.Cut(string(raw), "\n")
		must(t, os.WriteFile(name, []byte(strconv.Itoa(pid)+"\n"+rest), 0o600))
	}
}

// A dead server whose parent does not reap it keeps its number and looks alive to postgres.
func TestZombie(t *testing.T) {
	t.Parallel()
	c := made(t)
	crash(t, c)
	zombie := clusterAccount(t).command(t.Context(), 0, "/bin/true")
	must(t, zombie.Start())
	t.Cleanup(func() { _ = zombie.Wait() })
	eventually(t, "it is a zombie", func() bool { return gone(zombie.Process.Pid) })
	if err := syscall.Kill(zombie.Process.Pid, 0); err != nil {
		t.Fatalf("it is not even a zombie: %v", err)
	}
	rewritePid(t, c, zombie.Process.Pid, zombie.Process.Pid)
	began := time.Now()
	start(t, c)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestPidFileThatNamesNobody(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"empty": "", "broken": "\x00\x00\x00\x00"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := made(t)
			crash(t, c)
			must(t, os.WriteFile(filepath.Join(c.DataDir, pidFile), []byte(text), 0o600))
			start(t, c)
		})
	}
}

// Killed in the middle of initdb, nothing half done is ever used, and the next start cleans up.
func TestKilledWhileMakingTheDatabase(t *testing.T) {
	t.Parallel()
	for _, until := range []string{"postgresql.conf", "global/pg_control", "base/5"} {
		t.Run(filepath.Base(until), func(t *testing.T) {
			t.Parallel()
			c := config(t)
			p := startParent(t, c)
			eventually(t, "initdb has made "+until, func() bool {
				found, _ := filepath.Glob(filepath.Join(c.DataDir, unfinishedPrefix+"*", until))
				return len(found) > 0
			})
			p.kill()
			if _, err := os.Stat(filepath.Join(c.DataDir, clusterName)); err == nil {
				t.Fatal("the cluster was whole already, so this shows nothing")
			}
			s := start(t, c)
			wholeAndAlone(t, c.DataDir)
			ask(t, s.URL("", ""), "select 1")
		})
	}
}

func TestOneFolderOneServer(t *testing.T) {
	t.Parallel()
	c := config(t)
	const rivals = 4
	var all [rivals]*parent
	for i := range all {
		all[i] = startParent(t, c)
	}
	var winner said
	var refused []string
	for _, p := range all {
		if s := p.answer(t); s.Error == "" {
			if winner.URL != "" {
				t.Error("two servers on one folder")
			}
			winner = s
			winner.Pid = p.cmd.Process.Pid
		} else {
			refused = append(refused, s.Error)
		}
	}
	want := fmt.Sprintf("the data folder %s is in use by process %d", c.DataDir, winner.Pid)
	if len(refused) != rivals-1 {
		t.Errorf("%d were refused", len(refused))
	}
	for _, r := range refused {
		if r != want {
			t.Errorf("refused with %q, want %q", r, want)
		}
	}
	// In the same process as well, and the one that runs is not disturbed.
	conn, err := pgx.Connect(t.Context(), winner.URL)
	must(t, err)
	defer conn.Close(context.Background())
	if _, err := Start(t.Context(), c); err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
	must(t, conn.Ping(t.Context()))
}
