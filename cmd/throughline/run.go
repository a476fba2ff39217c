package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/internal/fault"
)

// world is what a command may touch outside itself, so that a test can stand in for it.
type world struct {
	env func(string) (string, bool)
	out io.Writer
	err io.Writer
}

// Exit codes: others' scripts read them.
const (
	exitDone   = 0
	exitFailed = 1 // it was tried and did not work
	exitUsage  = 2 // the command line or the input is wrong; nothing was done
)

// run runs one command line and gives its exit code.
func run(ctx context.Context, args []string, w world) int {
	root := newRoot(w) //nolint:contextcheck // cobra hands the context to the command that runs
	root.SetArgs(args)
	root.SetOut(w.out)
	root.SetErr(w.err)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFound):
		return exitFailed
	}
	return complain(w.err, err)
}

// errFound ends a command that did its work and found what it was asked to look for. What it found has been said.
var errFound = errors.New("something was found")

// usageError is a command line that cannot be understood.
type usageError struct{ error }

// complain says what went wrong in as few lines as it takes, and gives the exit code for it.
func complain(w io.Writer, err error) int {
	if usage, ok := errors.AsType[usageError](err); ok {
		_, _ = fmt.Fprintf(w, "throughline: %v\nSee throughline help.\n", usage)
		return exitUsage
	}
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		_, _ = fmt.Fprintf(w, "throughline: %v\n", err)
		return exitFailed
	}
	_, _ = fmt.Fprintf(w, "throughline: %s\n", f.Message)
	for _, field := range f.Fields {
		_, _ = fmt.Fprintf(w, "  %s: %s\n", field.Name, field.Reason)
	}
	if f.Kind == fault.Invalid {
		return exitUsage
	}
	return exitFailed
}

func newRoot(w world) *cobra.Command {
	root := &cobra.Command{
		Use:   "throughline",
		Short: "Line up the digital strategies of an integrated care system",
		Long: `Throughline lines up the digital strategies of an integrated care system: which
organisation's objective serves which system goal, where nobody does, where two
differ, and what should be central, shared or local.

Work on a folder of files with align, check and evaluate. Run the server with serve, or
try it with made-up data with demo.

Exit codes: 0 done, 1 failed (of check: there are warnings), 2 wrong input or usage.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	s := settings{w.env}
	root.AddCommand(newAlign(s), newCheck(), newEvaluate(s), newStandIn(), newImport(s), newExport(s), newServe(s), newDemo(s), newMigrate(s), newDoctor(s), newApply(s), newDirectory(s), newSecrets(s), newAudit(s), newVersion())
	for _, command := range root.Commands() {
		positional := command.Args
		command.Args = func(cmd *cobra.Command, args []string) error {
			if positional == nil {
				return nil
			}
			if positional(cmd, args) != nil {
				return usageError{fmt.Errorf("%s is written as: %s", cmd.Name(), cmd.UseLine())}
			}
			return nil
		}
	}
	root.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usageError{fmt.Errorf("there is no command %q", args[0])}
		}
		return nil
	}
	return root
}
