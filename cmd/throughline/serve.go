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
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/api"
	"github.com/throughline-ics/throughline/api/jobs"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/frontend"
	"github.com/throughline-ics/throughline/internal/embeddings"
	"github.com/throughline-ics/throughline/internal/fault"
)

func newServe(s settings) *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Run the server",
		Long: `Runs the server on THROUGHLINE_ADDRESS with the database of
THROUGHLINE_DATABASE_URL or, when that is not set, with a private PostgreSQL. All
settings are environment variables; deploy/SETTINGS.md lists them.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withDatabase(cmd, s, func(ctx context.Context, d *database) error {
				site, err := s.site(ctx)
				if err != nil {
					return err
				}
				return site.serve(ctx, d, func() {
					site.log.InfoContext(ctx, "serving", "address", site.listener.Addr().String(), "base_url", site.base)
				})
			})
		},
	}
}

// site is the server that the settings ask for, listening already.
func (s settings) site(ctx context.Context) (site, error) {
	address := s.text("THROUGHLINE_ADDRESS")
	log, err := s.logger(os.Stderr)
	if err != nil {
		return site{}, err
	}
	exceptions, err := s.exceptions()
	if err != nil {
		return site{}, err
	}
	for _, e := range exceptions {
		log.WarnContext(ctx, "the server may call a provider that the rules would refuse", "host", e.Host, "networks", e.Networks, "plain", e.Plain, "issuers", e.Issuers)
	}
	proxies, err := s.proxies()
	if err != nil {
		return site{}, err
	}
	listener, err := listen(ctx, address)
	if err != nil {
		return site{}, err
	}
	base, ok := s.given("THROUGHLINE_BASE_URL")
	if !ok {
		base = "http://" + reached(address, listener)
	}
	return site{
		listener: listener, base: strings.TrimSuffix(base, "/"), proxies: proxies, auditDir: s.text("THROUGHLINE_AUDIT_DIR"),
		pages: frontend.Dist(), log: log, party: oidc.New(oidc.Config{Client: oidc.HardenedClient(exceptions...)}),
	}, nil
}

// reached is the address at which a listener is reached: the one that it was asked to take, or, when that left the port
// to the machine, the port that it got.
func reached(address string, listener net.Listener) string {
	host, port, err := net.SplitHostPort(address)
	if at, ok := listener.Addr().(*net.TCPAddr); err == nil && port == "0" && ok {
		return net.JoinHostPort(host, strconv.Itoa(at.Port))
	}
	return address
}

// withDatabase opens the database for a command and closes it after.
func withDatabase(cmd *cobra.Command, s settings, work func(context.Context, *database) error) error {
	log, err := s.logger(os.Stderr)
	if err != nil {
		return err
	}
	d, err := openDatabase(cmd.Context(), s, log)
	if err != nil {
		return err
	}
	defer d.close()
	return work(cmd.Context(), d)
}

// listen takes the address, and says what to do when it cannot.
func listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fault.Wrap(err, fault.Unavailable, fmt.Sprintf("Another program is listening on %s. Stop it, or choose another address with THROUGHLINE_ADDRESS or --address.", address))
	case err != nil:
		return nil, fault.Wrap(err, fault.Invalid, fmt.Sprintf("The server cannot listen on %s: write the address as host:port.", address))
	}
	return listener, nil
}

// site is a server with all that it is made of.
type site struct {
	listener net.Listener
	base     string
	party    *oidc.RelyingParty
	pages    fs.FS
	proxies  []netip.Prefix
	auditDir string
	demo     bool
	log      *slog.Logger
}

const (
	headerTime   = 10 * time.Second
	requestTime  = 30 * time.Second
	idleTime     = 2 * time.Minute
	shutdownTime = 10 * time.Second
)

// serve answers until the context ends or the database has gone, then lets what is under way finish.
func (s site) serve(ctx context.Context, d *database, ready func()) error {
	policy, err := authz.Load()
	if err != nil {
		return err
	}
	handler, err := api.New(api.Config{
		DB: d.DB, Policy: policy, Party: s.party, Pages: s.pages, BaseURL: s.base, Proxies: s.proxies, Demo: s.demo, Log: s.log,
	})
	if err != nil {
		return err
	}
	workers, err := jobs.Start(ctx, jobs.Config{Pool: d.pool, DB: d.DB, AuditDir: s.auditDir, Embedder: embeddings.New(), Log: s.log})
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTime, ReadTimeout: requestTime, WriteTimeout: requestTime, IdleTimeout: idleTime,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(s.listener) }()
	ready()
	select {
	case err = <-failed:
	case <-d.gone:
		err = fault.New(fault.Unavailable, "The private PostgreSQL has stopped. Start the server again.")
	case <-ctx.Done():
		err = nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	return errors.Join(err, server.Shutdown(ctx), workers.Stop(ctx))
}
