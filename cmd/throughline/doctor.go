package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/pg"
	"github.com/throughline-ics/throughline/tenants"
)

func newDoctor(s settings) *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Say what is wrong with this installation, and how to mend it",
		Long: `Looks at the settings and at the database of THROUGHLINE_DATABASE_URL: whether it
answers, whether the server signs in as it should, whether the schema is this
version's, whether every table keeps organisations apart, whether the signing key is
the database's, and whether the secrets of identity connections open. It changes
nothing.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			url, ok := s.given("THROUGHLINE_DATABASE_URL")
			if !ok {
				return examinePrivate(cmd, s)
			}
			key, err := s.contextKey()
			if err != nil {
				return err
			}
			secrets, err := s.secrets()
			if err != nil {
				return err
			}
			return examine(cmd.Context(), url, tenants.Config{Key: key, Secrets: secrets}, cmd.OutOrStdout())
		},
	}
}

// examinePrivate starts the private PostgreSQL, which mends what it can, and says whether that went well.
func examinePrivate(cmd *cobra.Command, s settings) error {
	return withDatabase(cmd, s, func(ctx context.Context, d *database) error {
		dir, err := s.dataDir()
		if err != nil {
			return err
		}
		if err := checkSecrets(ctx, d.DB); err != nil {
			return err
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "ok    the private PostgreSQL in %s works, keeps organisations apart, and opens its secrets\n", dir)
		return err
	})
}

// examine goes through the checks in the order in which they depend on each other, and stops at the first that fails
// in a way that hides the next.
func examine(ctx context.Context, url string, c tenants.Config, out io.Writer) error {
	say := func(verdict, what string) { _, _ = fmt.Fprintf(out, "%-5s %s\n", verdict, what) }
	pool, err := pg.Open(ctx, url, pg.Settings{Name: "throughline doctor", MaxConnections: 2})
	if err != nil {
		return err
	}
	defer pool.Close()
	say("ok", "the database answers")
	healthy := true
	report := func(err error, fine string) {
		if err != nil {
			healthy = false
			say("wrong", fault.From(err).Message)
			return
		}
		say("ok", fine)
	}
	report(pg.RequireRole(ctx, pool), "the server signs in as tl_app, which cannot get round the wall")
	if err := pg.CheckVersion(ctx, pool); err != nil {
		return err
	}
	say("ok", "the schema is this version's")
	weaknesses, err := pg.Walls(ctx, pool)
	if err != nil {
		return err
	}
	for _, w := range weaknesses {
		healthy = false
		say("wrong", fmt.Sprintf("%s: broken by %s\n      to mend it: %s", w.Rule, w.What, w.Mend))
	}
	if len(weaknesses) == 0 {
		say("ok", "every table keeps organisations apart")
	}
	c.Pool = pool
	db, err := tenants.New(c)
	if err != nil {
		return err
	}
	defer db.Close()
	stranger := db.RequireKey(ctx)
	report(stranger, "the signing key is the database's")
	if stranger == nil {
		report(checkSecrets(ctx, db), "the secrets of identity connections open")
	}
	if !healthy {
		return fault.New(fault.Unavailable, "This installation is not fit to serve. See what is wrong above.")
	}
	return nil
}
