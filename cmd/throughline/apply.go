package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/platform"
)

func newApply(s settings) *cobra.Command {
	var file string
	var dry bool
	command := &cobra.Command{
		Use:   "apply -f onboarding.yaml [--dry-run]",
		Short: "Put organisations, memberships, connections and first administrators in place",
		Long: `Compares a document with the register, shows what it would change, and changes it:
all of it, or none. What the document does not name stays as it is; the same
document twice changes nothing. Secrets are named by an environment variable or a
file, never written down. With --dry-run nothing is changed.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if file == "" {
				return usageError{errors.New("say which document with -f")}
			}
			doc, err := platform.Read(file)
			if err != nil {
				return err
			}
			err = doc.Resolve(func(ref platform.SecretRef) (string, error) { return s.secretOf(ref, filepath.Dir(file)) })
			if err != nil {
				return err
			}
			return withDatabase(cmd, s, func(ctx context.Context, d *database) error { return apply(ctx, cmd, d, doc, dry) })
		},
	}
	command.Flags().StringVarP(&file, "file", "f", "", "the document")
	command.Flags().BoolVar(&dry, "dry-run", false, "show what would be changed, and change nothing")
	return command
}

// secretOf looks up a secret: a file is found from the document's folder.
func (s settings) secretOf(ref platform.SecretRef, dir string) (string, error) {
	missing := func(what string, err error) (string, error) {
		return "", fault.Wrap(err, fault.Invalid, "A secret that the document refers to is not there: "+what+".")
	}
	if ref.Env != "" {
		value, ok := s.given(ref.Env)
		if !ok {
			return missing("the environment variable "+ref.Env, nil)
		}
		return value, nil
	}
	name := ref.File
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	raw, err := os.ReadFile(filepath.Clean(name))
	if err != nil || strings.TrimSpace(string(raw)) == "" {
		return missing("the file "+ref.File, err)
	}
	return strings.TrimSpace(string(raw)), nil
}

// errDry undoes a transaction that was only to show what would be changed.
var errDry = errors.New("nothing was to be changed")

func apply(ctx context.Context, cmd *cobra.Command, d *database, doc platform.Document, dry bool) error {
	out := cmd.OutOrStdout()
	changed := 0
	err := d.Load(ctx, "apply", func(l *tenants.Load) error {
		plan, err := platform.Plan(ctx, l.Register, doc, true)
		if err != nil {
			return err
		}
		for _, c := range plan {
			_, _ = fmt.Fprintln(out, c)
		}
		changed = len(plan)
		if err := platform.Apply(ctx, l.Register, plan); err != nil {
			return err
		}
		if dry {
			return errDry
		}
		return nil
	})
	switch {
	case errors.Is(err, errDry):
		_, err = fmt.Fprintf(out, "%d things would be changed. Nothing was.\n", changed)
	case err == nil && changed == 0:
		_, err = fmt.Fprintln(out, "Everything is in place already.")
	case err == nil:
		_, err = fmt.Fprintf(out, "%d things were changed.\n", changed)
	}
	return err
}

func newDirectory(s settings) *cobra.Command {
	var trusts, icbs string
	command := &cobra.Command{
		Use:   "directory [--trusts etr.csv] [--icbs eccg.csv]",
		Short: "Read the NHS's published directory of organisations from files",
		Long: `Reads files of the Organisation Data Service: etr.csv (trusts) and eccg.csv
(sub-ICB locations). Onboarding takes names by ODS code from it, and says when an
organisation has closed. A file replaces what was read of its kind before.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			read := map[platform.DirectoryFile][]platform.DirectoryEntry{}
			for kind, name := range map[platform.DirectoryFile]string{platform.Trusts: trusts, platform.ICBLocations: icbs} {
				if name == "" {
					continue
				}
				entries, err := readDirectoryFile(name)
				if err != nil {
					return err
				}
				read[kind] = entries
			}
			if len(read) == 0 {
				return usageError{errors.New("say which file with --trusts or --icbs")}
			}
			return withDatabase(cmd, s, func(ctx context.Context, d *database) error { return loadDirectory(ctx, cmd, d, read) })
		},
	}
	command.Flags().StringVar(&trusts, "trusts", "", "the file of trusts, etr.csv")
	command.Flags().StringVar(&icbs, "icbs", "", "the file of sub-ICB locations, eccg.csv")
	return command
}

func readDirectoryFile(name string) ([]platform.DirectoryEntry, error) {
	file, err := os.Open(filepath.Clean(name))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The file cannot be read: "+name+".")
	}
	defer file.Close()
	return platform.ReadDirectory(file, filepath.Base(name))
}

func loadDirectory(ctx context.Context, cmd *cobra.Command, d *database, read map[platform.DirectoryFile][]platform.DirectoryEntry) error {
	return d.Load(ctx, "directory", func(l *tenants.Load) error {
		for _, kind := range []platform.DirectoryFile{platform.Trusts, platform.ICBLocations} {
			entries, given := read[kind]
			if !given {
				continue
			}
			changed, err := platform.LoadDirectory(ctx, l.Register, kind, entries)
			if err != nil {
				return err
			}
			_, _ = fmt.Fprintf(cmd.OutOrStdout(), "%s: %d entries, %d of them differ from before.\n", kind, len(entries), changed)
		}
		return nil
	})
}
