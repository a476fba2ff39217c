package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

func newImport(s settings) *cobra.Command {
	var on string
	command := &cobra.Command{
		Use:   "import DIR",
		Short: "Put a folder of strategies into the database and publish what changed",
		Long: `Reads a folder as align does and puts it into the database: all of it, or none.
The same folder twice changes nothing; an edited folder updates what it says and
keeps the history. Every strategy that says something new becomes a new edition,
published to its system. A capabilities.yaml takes the place of the system's own
capabilities; without one they stay as they are.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			day, err := publicationDay(on, time.Now())
			if err != nil {
				return err
			}
			folder, err := exchange.Read(args[0])
			if err != nil {
				return err
			}
			return withDatabase(cmd, s, func(ctx context.Context, d *database) error {
				return importFolder(ctx, d.DB, folder, day, cmd.OutOrStdout())
			})
		},
	}
	command.Flags().StringVar(&on, "published", "", "the date the strategies were published, as YYYY-MM-DD, when it is earlier than today")
	return command
}

func publicationDay(text string, now time.Time) (time.Time, error) {
	today := tenants.CivilDate(now)
	if text == "" {
		return today, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || day.After(today) {
		return day, usageError{fmt.Errorf("--published %q is not a date up to today: write it as YYYY-MM-DD", text)}
	}
	return day, nil
}

// importFolder loads a folder with its claims in one transaction and lines the system up.
func importFolder(ctx context.Context, db *tenants.DB, folder exchange.Folder, day time.Time, out io.Writer) error {
	var done exchange.Outcome
	claims, capabilities := 0, 0
	err := db.Load(ctx, "import", func(l *tenants.Load) error {
		var err error
		done, err = exchange.Load(ctx, l, folder, exchange.Loading{On: day, Progress: func(n, total int, what string) {
			_, _ = fmt.Fprintf(out, "  %d of %d  %s\n", n, total, what)
		}})
		if err != nil {
			return err
		}
		if capabilities, err = desk.CarryCapabilities(ctx, l, done.System, folder); err != nil {
			return err
		}
		claims, err = desk.Carry(ctx, l, done.System, folder.Claims)
		return err
	})
	if err != nil {
		return err
	}
	if err := desk.Reassess(ctx, db, nil, done.System, "import"); err != nil {
		return err
	}
	if !done.Items.Any() && done.Editions == 0 && claims == 0 && capabilities == 0 {
		_, err = fmt.Fprintf(out, "%s: nothing has changed.\n", folder.System.Name)
		return err
	}
	_, err = fmt.Fprintf(out, "%s: items added %d, changed %d, retired %d; editions published %d; decisions carried over %d.\n",
		folder.System.Name, done.Items.Added, done.Items.Changed, done.Items.Retired, done.Editions, claims)
	if err == nil && capabilities > 0 {
		_, err = fmt.Fprintf(out, "The system's own capabilities: %d added, changed or removed.\n", capabilities)
	}
	return err
}

func newExport(s settings) *cobra.Command {
	var system, out string
	command := &cobra.Command{
		Use:   "export --system CODE -o DIR",
		Short: "Write a system's published strategies as a folder of files",
		Long: `Writes what a system and its members have published, and what they have decided,
as a folder that align and import read. The folder must be empty, or an export.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if system == "" || out == "" {
				return usageError{fmt.Errorf("say which system with --system and where to with -o")}
			}
			return withDatabase(cmd, s, func(ctx context.Context, d *database) error {
				folder, err := exportFolder(ctx, d.DB, system)
				if err != nil {
					return err
				}
				if err := exchange.Write(out, folder); err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %d organisations written to %s.\n", folder.System.Name, len(folder.Members), out)
				return err
			})
		},
	}
	command.Flags().StringVar(&system, "system", "", "the system's code, as in its system.yaml")
	command.Flags().StringVarP(&out, "output", "o", "", "the folder to write")
	return command
}

// exportFolder reads a system's folder in the system's own scope: what has been released to it, and no more.
func exportFolder(ctx context.Context, db *tenants.DB, system string) (exchange.Folder, error) {
	var folder exchange.Folder
	err := db.Load(ctx, "export", func(l *tenants.Load) error {
		roster, err := l.Roster(ctx, system)
		if err != nil {
			return err
		}
		owner, ok := roster[""]
		if !ok {
			return fault.New(fault.Invalid, fmt.Sprintf("There is no system with the code %q in this database.", system))
		}
		tx, err := l.As(ctx, owner.ID)
		if err != nil {
			return err
		}
		folder, err = desk.Folder(ctx, tx)
		return err
	})
	return folder, err
}
