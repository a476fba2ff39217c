package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/report"
	"github.com/throughline-ics/throughline/internal/embeddings"
	"github.com/throughline-ics/throughline/internal/embeddings/standin"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

func newAlign(s settings) *cobra.Command {
	var format, out string
	var all bool
	var sight meaning
	command := &cobra.Command{
		Use:   "align DIR",
		Short: "Line up a system's strategies kept in a folder of files",
		Long: `Reads a folder with system.yaml and a YAML file for each organisation, and says
which objective serves which goal and shared initiative, with the words that say
so; what is central, shared or local; and what stands out. Where there is a
capabilities.yaml, the system's own capabilities count too. Needs no server and no
database. The same folder always gives the same bytes.

With --embeddings, the texts are sent to an endpoint that speaks as OpenAI's does,
and how near they are in meaning counts as well. If that fails the strategies are
lined up without, and a note says so.`,
		Example: "  throughline align strategies\n  throughline align strategies --format json -o report.json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			write, err := aligner(format)
			if err != nil {
				return err
			}
			if err := sight.check(cmd.Flags().Changed); err != nil {
				return err
			}
			folder, err := exchange.Read(args[0])
			if err != nil {
				return err
			}
			drawn, err := desk.DrawFolder(folder)
			if err != nil {
				return err
			}
			picture, note := sight.of(cmd, s, drawn)
			result := alignment.Assess(picture, alignment.Options{AllScores: all})
			result.Notes = append(result.Notes, note...)
			return writeOut(cmd, out, func(w io.Writer) error { return write(w, picture, result) })
		},
	}
	formatFlag(command, &format, "table, json or csv", "table", "json", "csv")
	outFlag(command, &out)
	sight.flags(command)
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

// meaning is the endpoint that says what texts mean, where one is named.
type meaning struct{ endpoint embeddings.Endpoint }

func (m *meaning) flags(command *cobra.Command) {
	command.Flags().StringVar(&m.endpoint.URL, "embeddings", "", "send the texts to this endpoint, up to and without /v1/embeddings; its key is THROUGHLINE_EMBEDDINGS_KEY")
	command.Flags().StringVar(&m.endpoint.Model, "embeddings-model", "", "the model to ask for there")
}

// check refuses an endpoint without a model, a model without an endpoint, and either as nobody can use it.
func (m *meaning) check(given func(flag string) bool) error {
	if given("embeddings") != given("embeddings-model") {
		return usageError{errors.New("--embeddings and --embeddings-model go together: where texts are sent, and for which model")}
	}
	if m.endpoint.URL == "" {
		return nil
	}
	return m.endpoint.Check()
}

// of gives a picture what its texts mean. Where the endpoint does not say, the picture stays as it was, and a note and
// the standard error output say why.
func (m *meaning) of(cmd *cobra.Command, s settings, p alignment.Picture) (alignment.Picture, []alignment.Note) {
	if m.endpoint.URL == "" {
		return p, nil
	}
	e := m.endpoint
	e.Key = s.text("THROUGHLINE_EMBEDDINGS_KEY")
	client := embeddings.New(embeddings.OnThisMachine(e)...)
	seen, _, err := alignment.Embed(p, nil, func(texts []string) ([][]float32, error) { return client.Embed(cmd.Context(), e, texts) })
	if err != nil {
		why := fault.From(err).Message + " The strategies are lined up by their words alone."
		fmt.Fprintln(cmd.ErrOrStderr(), why)
		return p, []alignment.Note{{Item: p.System, Text: why}}
	}
	return seen, nil
}

// newStandIn serves the embeddings endpoint that needs no model, with which the recorded figures are made.
func newStandIn() *cobra.Command {
	var address string
	command := &cobra.Command{
		Use:    "embeddings-stand-in",
		Short:  "Serve an embeddings endpoint that needs no model, for trying one out",
		Hidden: true,
		Long: `Serves POST /v1/embeddings on this machine. What it says of a text is which letters
follow each other in it: it knows nothing of meaning.`,
		Example: `  throughline embeddings-stand-in &
  throughline evaluate strategies --embeddings http://127.0.0.1:8092 --embeddings-model letters`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			listener, err := listen(cmd.Context(), address)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "http://%s\n", listener.Addr())
			server := &http.Server{Handler: standin.Handler(""), ReadHeaderTimeout: headerTime, ReadTimeout: requestTime, WriteTimeout: requestTime}
			failed := make(chan error, 1)
			go func() { failed <- server.Serve(listener) }()
			select {
			case err := <-failed:
				return err
			case <-cmd.Context().Done():
				return server.Close()
			}
		},
	}
	command.Flags().StringVar(&address, "address", "127.0.0.1:8092", "where it listens")
	return command
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
