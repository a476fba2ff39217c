package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/frontend"
	"github.com/throughline-ics/throughline/internal/demoidp"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/pg/private"
	"github.com/throughline-ics/throughline/tenants"
)

func newDemo(s settings) *cobra.Command {
	var address, dir string
	var reset bool
	command := &cobra.Command{
		Use:   "demo",
		Short: "Try Throughline with a made-up system of five trusts",
		Long: `Runs the server with a private PostgreSQL, a fictional integrated care system and
identity providers that let anybody be anybody. What is changed stays until it is
started with --reset. Never put real strategies into it: it listens on this machine
alone, and has no passwords.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			log, err := s.or("THROUGHLINE_LOG_LEVEL", "warn").logger(os.Stderr)
			if err != nil {
				return err
			}
			if address == "" {
				address = s.text("THROUGHLINE_ADDRESS")
			}
			if err := onThisMachine(address); err != nil {
				return err
			}
			if dir == "" {
				if dir, err = s.dataDir(); err != nil {
					return err
				}
				dir = filepath.Join(dir, "demo")
			}
			d := demonstration{settings: s, log: log, say: func(format string, a ...any) { _, _ = fmt.Fprintf(cmd.OutOrStdout(), format, a...) }}
			return d.run(cmd.Context(), address, dir, reset)
		},
	}
	command.Flags().StringVar(&address, "address", "", "where to listen, on this machine (default THROUGHLINE_ADDRESS, or 127.0.0.1:8080)")
	command.Flags().StringVar(&dir, "data", "", "the folder to keep the demonstration's data in (default demo in THROUGHLINE_DATA_DIR, or in "+usualDataDir()+")")
	command.Flags().BoolVar(&reset, "reset", false, "start over: throw away what was changed in the demonstration")
	return command
}

// onThisMachine refuses to let anybody else sign in as anybody.
func onThisMachine(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return usageError{fmt.Errorf("--address %q is not host:port", address)}
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return usageError{fmt.Errorf("the demonstration has no passwords and listens on this machine alone: use 127.0.0.1 or localhost, not %s", host)}
	}
	return nil
}

// demonstration is what demo runs.
type demonstration struct {
	settings settings
	log      *slog.Logger
	say      func(format string, a ...any)
}

func (d demonstration) run(ctx context.Context, address, dir string, reset bool) error {
	listener, err := listen(ctx, address)
	if err != nil {
		return err
	}
	defer listener.Close()
	data := filepath.Join(dir, "data")
	if reset {
		if err := errors.Join(private.Discard(data), os.RemoveAll(providersFile(dir))); err != nil {
			return err
		}
	}
	d.say("Starting. The data is in %s.\n", dir)
	db, err := openPrivate(ctx, d.settings, data, d.log)
	if err != nil {
		return err
	}
	defer db.close()
	providers, err := listenAgain(ctx, providersFile(dir))
	if err != nil {
		return err
	}
	defer providers.Close()
	issuers := "http://" + providers.Addr().String()
	base, ok := d.settings.given("THROUGHLINE_BASE_URL") // the pages' own server, while they are being written
	if !ok {
		base = "http://" + listener.Addr().String()
	}
	if err := d.fill(ctx, db.DB, issuers); err != nil {
		return err
	}
	stop, err := d.vouch(providers, base)
	if err != nil {
		return err
	}
	defer stop()
	client := oidc.HardenedClient(oidc.Exception{
		Host: providers.Addr().String(), Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Plain: true,
	})
	site := site{
		listener: listener, base: base, party: oidc.New(oidc.Config{Client: client}), pages: frontend.Dist(), demo: true, log: d.log,
	}
	return site.serve(ctx, db, func() {
		d.say("\nThroughline is at %s\nSign in as anybody you like. Press Ctrl+C to stop.\n", base)
	})
}

// providersFile holds where the identity providers of a demonstration listen. Whoever has signed in is known by their provider's
// address, so that it stays the same for as long as the data does.
func providersFile(dir string) string { return filepath.Join(dir, "providers.address") }

// listenAgain listens on this machine where a file says or, when there is none yet, anywhere, and writes where.
func listenAgain(ctx context.Context, file string) (net.Listener, error) {
	kept, err := os.ReadFile(file) //nolint:gosec // in the folder that whoever runs this names
	if errors.Is(err, fs.ErrNotExist) {
		listener, err := listen(ctx, net.JoinHostPort("127.0.0.1", "0"))
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, []byte(listener.Addr().String()+"\n"), 0o600); err != nil {
			return nil, errors.Join(err, listener.Close())
		}
		return listener, nil
	}
	if err != nil {
		return nil, err
	}
	address := strings.TrimSpace(string(kept))
	if err := onThisMachine(address); err != nil {
		return nil, fault.Wrap(err, fault.Invalid, file+" does not say where the identity providers of the demonstration listen. Start over with --reset.")
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, fmt.Sprintf(
			"The identity providers of the demonstration listen on %s, and another program does too. Stop it, or start over with --reset.", address))
	}
	return listener, nil
}

// vouch starts the identity providers of the demonstration.
func (d demonstration) vouch(listener net.Listener, base string) (stop func(), err error) {
	provider, err := demoidp.New(demoidp.Config{BaseURL: "http://" + listener.Addr().String(), Issuers: demoIssuers(base)})
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: provider, ReadHeaderTimeout: headerTime, ErrorLog: slog.NewLogLogger(d.log.Handler(), slog.LevelWarn)}
	go func() { _ = server.Serve(listener) }()
	return func() { _ = server.Close() }, nil
}

// How long ago the demonstration's strategies were published: long enough that every trust has had its time to look
// at its suggestions first, and the system may see what has not been reviewed.
const demoAge = 30 * 24 * time.Hour

func demoDay(now time.Time) time.Time { return tenants.CivilDate(now.Add(-demoAge)) }
