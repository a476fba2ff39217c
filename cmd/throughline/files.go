package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/report"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

func newAlign() *cobra.Command {
	var format, out string
	var all bool
	command := &cobra.Command{
		Use:   "align DIR",
		Short: "Line up a system's strategies kept in a folder of files",
		Long: `Reads a folder with system.yaml and a YAML file for each organisation, and says
which objective serves which goal and shared initiative, with the words that say
so; what is central, shared or local; and what stands out. Needs no server and no
database. The same folder always gives the same bytes.`,
		Example: "  throughline align strategies\n  throughline align strategies --format json -o report.json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			write, err := aligner(format)
			if err != nil {
				return err
			}
			folder, err := exchange.Read(args[0])
			if err != nil {
				return err
			}
			picture := desk.DrawFolder(folder)
			result := alignment.Assess(picture, alignment.Options{AllScores: all})
			return writeOut(cmd, out, func(w io.Writer) error { return write(w, picture, result) })
		},
	}
	formatFlag(command, &format, "table, json or csv", "table", "json", "csv")
	outFlag(command, &out)
	command.Flags().BoolVar(&all, "all-scores", false, "give every objective-target pair, not the best of each objective only")
	return command
}

// aligner chooses how a report is written.
func aligner(format string) (func(io.Writer, alignment.Picture, alignment.Report) error, error) {
	switch format {
	case "table":
		return report.Table, nil
	case "json":
		return func(w io.Writer, _ alignment.Picture, r alignment.Report) error { return report.JSON(w, r) }, nil
	case "csv":
		return func(w io.Writer, _ alignment.Picture, r alignment.Report) error { return report.CSV(w, r) }, nil
	default:
		return nil, usageError{fmt.Errorf("--format %q is not one of table, json, csv", format)}
	}
}

func formatFlag(command *cobra.Command, into *string, usage string, formats ...string) {
	command.Flags().StringVar(into, "format", formats[0], usage)
	_ = command.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}

func outFlag(command *cobra.Command, into *string) {
	command.Flags().StringVarP(into, "output", "o", "", "write to this file instead of the standard output")
}

// writeOut writes to the standard output or to a file. A file is there whole or not at all; a device or a pipe is
// written into, and stays what it is.
func writeOut(cmd *cobra.Command, file string, write func(io.Writer) error) error {
	if file == "" {
		out := bufio.NewWriter(cmd.OutOrStdout())
		return errors.Join(write(out), out.Flush())
	}
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return writeInto(file, write)
	}
	beside, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".*")
	if err != nil {
		return fault.Wrap(err, fault.Invalid, fmt.Sprintf("%s cannot be written: its folder is missing or closed to you.", file))
	}
	defer os.Remove(beside.Name())
	out := bufio.NewWriter(beside)
	if err := errors.Join(write(out), out.Flush(), beside.Close()); err != nil {
		return err
	}
	if err := os.Chmod(beside.Name(), 0o644); err != nil { //nolint:gosec // a report is for whoever may read the folder
		return err
	}
	return os.Rename(beside.Name(), file)
}

func writeInto(device string, write func(io.Writer) error) error {
	opened, err := os.OpenFile(device, os.O_WRONLY, 0) //nolint:gosec // the file that whoever runs this names
	if err != nil {
		return fault.Wrap(err, fault.Invalid, device+" cannot be written: it is closed to you.")
	}
	out := bufio.NewWriter(opened)
	return errors.Join(write(out), out.Flush(), opened.Close())
}

// version is set when a release is built.
var version = "development"

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Say which version this is", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "throughline %s (%s, %s/%s)\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
