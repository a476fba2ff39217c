package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/connections"
)

func newSecrets(s settings) *cobra.Command {
	command := &cobra.Command{Use: "secrets", Short: "Look after the secrets of identity connections", Args: cobra.NoArgs}
	command.AddCommand(&cobra.Command{
		Use:   "rotate",
		Short: "Seal every secret again with the current key",
		Long: `Seals the secrets of identity connections and the keys of embeddings endpoints
again with THROUGHLINE_SECRETS_KEY, those that were sealed with
THROUGHLINE_SECRETS_KEY_PREVIOUS too. Running it again changes nothing. When it is
done, the previous key is not needed any more.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withDatabase(cmd, s, func(ctx context.Context, d *database) error {
				done, err := connections.Reseal(ctx, d.DB)
				if err != nil {
					return err
				}
				said := fmt.Sprintf("%d of %d secrets were sealed again.\n", done.Resealed, done.All)
				if done.Moved > 0 {
					said += fmt.Sprintf("%d were changed by somebody else meanwhile: run this again.\n", done.Moved)
				}
				if _, err := fmt.Fprint(cmd.OutOrStdout(), said); err != nil {
					return err
				}
				return unopened(done.Closed)
			})
		},
	})
	return command
}

// unopened says which secrets cannot be opened and what to do, and nothing when there are none.
func unopened(connected []uuid.UUID) error {
	if len(connected) == 0 {
		return nil
	}
	names := make([]string, len(connected))
	for i, id := range connected {
		names[i] = id.String()
	}
	return fault.New(fault.Unavailable, "The secrets of these connections, or of these systems' embeddings endpoints, open with no key that is set: "+strings.Join(names, ", ")+
		". Set the key they were sealed with as THROUGHLINE_SECRETS_KEY or THROUGHLINE_SECRETS_KEY_PREVIOUS, or enter the secrets again.")
}

// checkSecrets refuses a server that cannot open what is sealed: nobody would sign in by those connections.
func checkSecrets(ctx context.Context, db *tenants.DB) error {
	found, err := connections.Survey(ctx, db)
	if err != nil {
		return err
	}
	return unopened(found.Closed)
}
