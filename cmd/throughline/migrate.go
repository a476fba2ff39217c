package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/pg"
)

func newMigrate(s settings) *cobra.Command {
	var roles bool
	command := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database's schema up to this version",
		Long: `Migrates the database of THROUGHLINE_MIGRATE_DATABASE_URL, which signs in as
tl_migrate, and installs the key that servers sign with. Running it again changes
nothing. With --roles it first makes the four roles in the database server, as the
administrator of THROUGHLINE_ADMIN_DATABASE_URL; set their passwords after that.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			log, err := s.logger(os.Stderr)
			if err != nil {
				return err
			}
			if roles {
				if err := makeRoles(ctx, s); err != nil {
					return err
				}
			}
			url, ok := s.given("THROUGHLINE_MIGRATE_DATABASE_URL")
			if !ok {
				return fault.New(fault.Invalid, "Set THROUGHLINE_MIGRATE_DATABASE_URL. A private PostgreSQL migrates itself when it starts.")
			}
			key, err := s.contextKey()
			if err != nil {
				return err
			}
			if err := pg.Migrate(ctx, url, key, log); err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), "The database is up to date and keeps organisations apart.")
			return err
		},
	}
	command.Flags().BoolVar(&roles, "roles", false, "make the roles first, as an administrator of the database server")
	return command
}

func makeRoles(ctx context.Context, s settings) error {
	admin, ok := s.given("THROUGHLINE_ADMIN_DATABASE_URL")
	if !ok {
		return fault.New(fault.Invalid, "Set THROUGHLINE_ADMIN_DATABASE_URL to make the roles.")
	}
	return pg.MakeRoles(ctx, admin)
}
