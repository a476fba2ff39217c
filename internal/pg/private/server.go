package private

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"
)

// Superuser is the role that initdb makes, and Database the one that is always there.
const (
	Superuser = "postgres"
	Database  = "postgres"
)

const (
	defaultConnections = 100
	journalEvery       = 15 * time.Second
)

// Config says where the server lives and how careful it is.
type Config struct {
	DataDir        string       // made with mode 0700; must be absent, empty, or made by this package
	BinDir         string       // holds initdb and postgres; empty: search
	SearchFrom     []string     // folders whose node_modules, and those of the folders above, are searched
	Durable        bool         // survive a power cut (fsync); tests turn it off
	Logger         *slog.Logger // nil: silent
	MaxConnections int          // 0: 100
}

// Server is a running PostgreSQL that stops with this process.
type Server struct {
	child    *child
	folder   *folder
	socket   socket
	version  int
	log      *slog.Logger
	stopping atomic.Bool
	done     chan struct{}
	err      error // written before done is closed
}

// Start finds PostgreSQL, makes the data folder if there is none, ends a server that an earlier process left on
// it, and returns when the server takes connections. ctx bounds the start only; Stop ends the server. Every error
// is one line that a person can act on.
func Start(ctx context.Context, c Config) (*Server, error) {
	began := time.Now()
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.MaxConnections == 0 {
		c.MaxConnections = defaultConnections
	}
	path, err := filepath.Abs(c.DataDir)
	if err != nil || c.DataDir == "" {
		return nil, fmt.Errorf("PostgreSQL needs a data folder, and %q is not one", c.DataDir)
	}
	c.DataDir = path
	found, err := inspect(path)
	if err != nil {
		return nil, err
	}
	programs, err := findPrograms(ctx, c, found.major)
	if err != nil {
		return nil, err
	}
	who, err := pickAccount(found)
	if err != nil {
		return nil, err
	}
	f, err := openFolder(path, who)
	if err != nil {
		return nil, err
	}
	s, err := f.serve(ctx, programs, c)
	if err != nil {
		f.close()
		return nil, err
	}
	c.Logger.InfoContext(ctx, "PostgreSQL is ready", "version", s.version, "data_dir", path, "took", time.Since(began).Round(time.Millisecond))
	go s.watch(context.WithoutCancel(ctx))
	return s, nil
}

// URL is a connection string for pgx over the server's Unix socket. An empty database or role means Database and
// Superuser.
func (s *Server) URL(database, role string) string {
	if database == "" {
		database = Database
	}
	if role == "" {
		role = Superuser
	}
	query := url.Values{"host": {s.socket.dir}, "port": {socketPort}, "sslmode": {"disable"}}
	// pgx, like PostgreSQL's own clients, takes a plus sign for one and not for a space.
	raw := strings.ReplaceAll(query.Encode(), "+", "%20")
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database, RawQuery: raw}
	return u.String()
}

// Version is PostgreSQL's major version, 15 or more.
func (s *Server) Version() int { return s.version }

// Done is closed when postgres has ended, by Stop or by itself; Err tells which.
func (s *Server) Done() <-chan struct{} { return s.done }

// Err is nil while the server runs and after Stop, and says what happened when postgres ended by itself.
func (s *Server) Err() error {
	select {
	case <-s.done:
		return s.err
	default:
		return nil
	}
}

// Stop shuts the server down: transactions in flight are rolled back, what was committed is written. When that
// takes more than ten seconds, or ctx ends first, it stops at once and the next start recovers. It may be called
// more than once, and after the server ended by itself. An error means that postgres is still there.
func (s *Server) Stop(ctx context.Context) error {
	s.stopping.Store(true)
	if err := shutDown(ctx, s.child, s.log); err != nil {
		return err
	}
	<-s.done
	return nil
}

// watch keeps the log within bounds while the server runs, and gives everything back when it has ended.
func (s *Server) watch(ctx context.Context) {
	tick := time.NewTicker(journalEvery)
	defer tick.Stop()
	for running := true; running; {
		select {
		case <-s.child.ended:
			running = false
		case <-tick.C:
			if err := s.child.journal.trim(); err != nil {
				s.log.WarnContext(ctx, "PostgreSQL's log could not be shortened", "error", err)
			}
		}
	}
	if !s.stopping.Load() {
		s.err = fmt.Errorf("PostgreSQL ended by itself (%w)%s", s.child.result(), s.child.journal.quote(s.child.from))
		s.log.ErrorContext(ctx, "PostgreSQL ended by itself", "error", s.err)
	}
	s.child.journal.close()
	s.socket.remove()
	s.folder.close()
	close(s.done)
}
