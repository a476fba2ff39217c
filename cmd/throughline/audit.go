package main

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/uuid"
	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/audit"
)

func newAudit(s settings) *cobra.Command {
	command := &cobra.Command{Use: "audit", Short: "Verify the record of what was done", Args: cobra.NoArgs}
	command.AddCommand(newAuditVerify(s), newAuditHeads(s), newAuditKey(s))
	return command
}

func newAuditVerify(s settings) *cobra.Command {
	var files []string
	var only string
	command := &cobra.Command{
		Use:   "verify [--heads FILE]... [--organisation ID]",
		Short: "Find what was changed, removed, added or cut off",
		Long: `Recomputes the record of every organisation from its rows and compares it with the
heads that the database keeps and with signed heads that were kept elsewhere
(THROUGHLINE_AUDIT_DIR, or throughline audit heads). What whoever runs the database
rewrote after the last kept heads cannot be found. Exits with 1 when something is
wrong.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			organisation, err := optionalID(only)
			if err != nil {
				return err
			}
			return withDatabase(cmd, s, func(ctx context.Context, d *database) error {
				kept, err := keptHeads(d, files)
				if err != nil {
					return err
				}
				v, err := audit.Verify(ctx, d.DB, organisation, kept, func(done, all int, name string) {
					_, _ = fmt.Fprintf(cmd.ErrOrStderr(), "  %d of %d  %s\n", done, all, name)
				})
				if err != nil {
					return err
				}
				return say(cmd, v, len(kept))
			})
		},
	}
	command.Flags().StringArrayVar(&files, "heads", nil, "a file of signed heads to compare with; may be given several times")
	command.Flags().StringVar(&only, "organisation", "", "verify one organisation's record only, by its id")
	return command
}

func optionalID(text string) (*uuid.UUID, error) {
	if text == "" {
		return nil, nil
	}
	id, err := uuid.Parse(text)
	if err != nil {
		return nil, usageError{fmt.Errorf("--organisation %q is not an id", text)}
	}
	return &id, nil
}

func say(cmd *cobra.Command, v audit.Verification, kept int) error {
	out := cmd.OutOrStdout()
	for _, w := range v.Wrong {
		_, _ = fmt.Fprintln(out, w)
	}
	_, _ = fmt.Fprintf(out, "%d organisations, %d entries, compared with %d kept heads: %d things are wrong.\n", v.Organisations, v.Entries, kept, len(v.Wrong))
	if len(v.Wrong) > 0 {
		return fault.New(fault.Conflict, "The record is not as it was written. See above.")
	}
	return nil
}

func keptHeads(d *database, files []string) ([]audit.Heads, error) {
	var kept []audit.Heads
	for _, name := range files {
		key, err := publicKey(d)
		if err != nil {
			return nil, err
		}
		file, err := os.Open(filepath.Clean(name))
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "The file of heads cannot be read: "+name+".")
		}
		heads, err := audit.ReadKept(file, name, key)
		_ = file.Close()
		if err != nil {
			return nil, err
		}
		kept = append(kept, heads...)
	}
	return kept, nil
}

func publicKey(d *database) (ed25519.PublicKey, error) {
	ring, err := d.Secrets()
	if err != nil {
		return nil, err
	}
	public, _ := ring.Signer().Public().(ed25519.PublicKey)
	return public, nil
}

func newAuditHeads(s settings) *cobra.Command {
	return &cobra.Command{
		Use:   "heads",
		Short: "Print the signed heads of the record, to be kept elsewhere",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withDatabase(cmd, s, func(ctx context.Context, d *database) error {
				signed, err := audit.Sign(ctx, d.DB)
				if err != nil {
					return err
				}
				return json.NewEncoder(cmd.OutOrStdout()).Encode(signed)
			})
		},
	}
}

func newAuditKey(s settings) *cobra.Command {
	return &cobra.Command{
		Use:   "key",
		Short: "Print the public key that heads are signed by",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withDatabase(cmd, s, func(_ context.Context, d *database) error {
				key, err := publicKey(d)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(cmd.OutOrStdout(), base64.StdEncoding.EncodeToString(key))
				return err
			})
		},
	}
}
