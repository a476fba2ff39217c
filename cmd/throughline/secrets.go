package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/tenants/connections"
)

func newSecrets(s settings) *cobra.Command {
	command := &cobra.Command{Use: "secrets", Short: "Look after the secrets of identity connections", Args: cobra.NoArgs}
	command.AddCommand(&cobra.Command{
		Use:   "rotate",
		Short: "Seal every secret again with the current key",
		Long: `Seals the secrets of identity connections again with THROUGHLINE_SECRETS_KEY, those
that were sealed with THROUGHLINE_SECRETS_KEY_PREVIOUS too. Running it again changes
nothing. When it is done, the previous key is not needed any more.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withDatabase(cmd, s, func(ctx context.Context, d *database) error {
				done, err := connections.Reseal(ctx, d.DB)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d of %d secrets were sealed again.\n", done.Changed, done.All)
				return err
			})
		},
	})
	return command
}
