package private

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// parentVar makes this test binary a process that starts the server its value describes, says so, and stops it
// when its standard input ends: somebody to kill.
const parentVar = "THROUGHLINE_TEST_PARENT"

// binVar names a folder of programs to test in place of what the search finds.
const binVar = "THROUGHLINE_POSTGRES_BIN"

// said is what such a process answers on its standard output.
type said struct {
	Pid   int // of postgres
	URL   string
	Error string
}

func TestMain(m *testing.M) {
	if c, ok := os.LookupEnv(parentVar); ok {
		os.Exit(beParent([]byte(c)))
	}
	code := m.Run()
	_ = os.RemoveAll(templateDir)
	os.Exit(code)
}

// template is a data folder as one start and stop leave it, for the tests that are about what happens next.
// It is made once, by the first that asks.
var template = sync.OnceValues(func() (string, error) {
	var err error
	if templateDir, err = os.MkdirTemp("", "throughline-template-"); err != nil {
		return "", err
	}
	if err := os.Chmod(templateDir, 0o711); err != nil {
		return "", err
	}
	c, err := locate(Config{DataDir: filepath.Join(templateDir, "data")})
	if err != nil {
		return "", err
	}
	s, err := Start(context.Background(), c)
	if err != nil {
		return "", err
	}
	return c.DataDir, s.Stop(context.Background())
})

var templateDir string

// made is a configuration for a database that is there already.
func made(tb testing.TB) Config {
	tb.Helper()
	return madeAt(tb, filepath.Join(place(tb), "data"))
}

func madeAt(tb testing.TB, dir string) Config {
	tb.Helper()
	from, err := template()
	must(tb, err)
	must(tb, os.MkdirAll(filepath.Dir(dir), 0o755))
	out, err := exec.Command("cp", "-a", from, dir).CombinedOutput()
	if err != nil {
		tb.Fatalf("cp: %v: %s", err, out)
	}
	return programsFor(tb, Config{DataDir: dir})
}

func beParent(raw []byte) int {
	var c Config
	err := json.Unmarshal(raw, &c)
	var s *Server
	if err == nil {
		s, err = Start(context.Background(), c)
	}
	answer := said{}
	if err != nil {
		answer.Error = err.Error()
	} else {
		answer.Pid, answer.URL = s.child.cmd.Process.Pid, s.URL("", "")
	}
	_ = json.NewEncoder(os.Stdout).Encode(answer)
	_, _ = io.Copy(io.Discard, os.Stdin)
	if s == nil {
		return 1
	}
	if err := s.Stop(context.Background()); err != nil {
		return 1
	}
	return 0
}

// parent is a running process of that kind.
type parent struct {
	cmd   *exec.Cmd
	stdin io.Closer
	out   *bufio.Reader
	says  said // once it has answered
}

func startParent(t *testing.T, c Config, adjust ...func(*exec.Cmd)) *parent {
	t.Helper()
	raw, err := json.Marshal(c)
	must(t, err)
	self, err := os.Executable()
	must(t, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), parentVar+"="+string(raw))
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	must(t, err)
	stdout, err := cmd.StdoutPipe()
	must(t, err)
	for _, f := range adjust {
		f(cmd)
	}
	must(t, cmd.Start())
	p := &parent{cmd: cmd, stdin: stdin, out: bufio.NewReader(stdout)}
	t.Cleanup(func() {
		p.kill()
		// Its postgres ends for want of it, in its own time, and writes to the folder until then.
		eventually(t, "the server of a killed process has ended", func() bool { return p.says.Pid == 0 || gone(p.says.Pid) })
	})
	return p
}

// answer waits for the server to be ready, or to have failed.
func (p *parent) answer(t *testing.T) said {
	t.Helper()
	must(t, json.NewDecoder(p.out).Decode(&p.says))
	return p.says
}

func (p *parent) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// locate points a configuration at the programs under test: the checkout's npm package or the system's.
func locate(c Config) (Config, error) {
	root, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(root, "go.mod")); missing == nil {
			break
		}
		if root == filepath.Dir(root) {
			return c, errors.New("no go.mod above the tests")
		}
		root = filepath.Dir(root)
	}
	c.BinDir = os.Getenv(binVar)
	c.SearchFrom = []string{filepath.Join(root, "frontend")}
	return c, err
}

func programsFor(tb testing.TB, c Config) Config {
	tb.Helper()
	c, err := locate(c)
	must(tb, err)
	return c
}

// reachable gives the programs under test where PostgreSQL's user can run them: in a checkout that only root can
// enter, that is a copy.
func reachable(t *testing.T, c Config) programs {
	t.Helper()
	p, err := findPrograms(t.Context(), c, 0)
	must(t, err)
	if clusterAccount(t).barrier(p.postgres()) != "" {
		native := filepath.Join(place(t), "native")
		must(t, os.CopyFS(native, os.DirFS(filepath.Dir(p.dir))))
		p.dir = filepath.Join(native, "bin")
	}
	return p
}

// place is a folder that PostgreSQL's user can reach even when we are root, for data that does not exist yet.
func place(tb testing.TB) string {
	tb.Helper()
	dir := tb.TempDir()
	must(tb, os.Chmod(filepath.Dir(dir), 0o711))
	must(tb, os.Chmod(dir, 0o711))
	return dir
}

func config(tb testing.TB) Config {
	tb.Helper()
	return programsFor(tb, Config{DataDir: filepath.Join(place(tb), "data")})
}

func start(tb testing.TB, c Config) *Server {
	tb.Helper()
	s, err := Start(tb.Context(), c)
	must(tb, err)
	tb.Cleanup(func() { stop(tb, s) })
	return s
}

func stop(tb testing.TB, s *Server) {
	tb.Helper()
	must(tb, s.Stop(context.Background()))
}

// connect opens a connection that ends with the test.
func connect(tb testing.TB, url string) *pgx.Conn {
	tb.Helper()
	conn, err := pgx.Connect(tb.Context(), url)
	must(tb, err)
	tb.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func run1(tb testing.TB, s *Server, sql string) {
	tb.Helper()
	_, err := connect(tb, s.URL("", "")).Exec(tb.Context(), sql)
	must(tb, err)
}

// ask gives the one value that a query answers, as text.
func ask(tb testing.TB, url, sql string) string {
	tb.Helper()
	var answer any
	must(tb, connect(tb, url).QueryRow(tb.Context(), sql).Scan(&answer))
	return fmt.Sprint(answer)
}

// eventually waits for what another process does in its own time.
func eventually(tb testing.TB, what string, holds func() bool) {
	tb.Helper()
	for deadline := time.Now().Add(20 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			tb.Fatalf("waited 20 s for this: %s", what)
		}
	}
}

// clusterAccount is the user that runs PostgreSQL in these tests.
func clusterAccount(tb testing.TB) account {
	tb.Helper()
	who, err := pickAccount(contents{})
	must(tb, err)
	return who
}
