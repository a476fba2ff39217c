package main

import (
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/alignment/check"
	"github.com/throughline-ics/throughline/alignment/checkup"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

// checkOrder is what to check and how to say it.
type checkOrder struct {
	format, out, organisation, today string
	rules                            bool
}

func newCheck() *cobra.Command {
	var o checkOrder
	command := &cobra.Command{
		Use:   "check DIR",
		Short: "Hold the strategies of a folder against what is known of good ones",
		Long: `Reads a folder as align does and says what each strategy lacks, with the words that
say so, why it matters and what would satisfy it. Which objective serves a goal is what
align suggests. Needs no server and no database.

A warning is a weakness that a board would ask about; a note is something to think
about. --rules lists what is checked, from which source, and what is a good reason to
let a finding be.

The exit code is 0 when there is no warning, 1 when there is one, 2 when the folder
cannot be read. What is past or far away is counted from today, or from --today.`,
		Example: `  throughline check strategies
  throughline check strategies --organisation AC
  throughline check strategies --format sarif -o check.sarif
  throughline check --rules`,
		Args: func(cmd *cobra.Command, args []string) error {
			if o.rules {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.ExactArgs(1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.rules {
				return o.listRules(cmd)
			}
			return o.check(cmd, args[0])
		},
	}
	formatFlag(command, &o.format, "table, json or sarif", "table", "json", "sarif")
	outFlag(command, &o.out)
	command.Flags().StringVar(&o.organisation, "organisation", "", "check only this one, by its code; the system's is allowed")
	command.Flags().StringVar(&o.today, "today", "", "check as on this day, as YYYY-MM-DD")
	command.Flags().BoolVar(&o.rules, "rules", false, "list the rules, and check nothing")
	return command
}

func (o checkOrder) listRules(cmd *cobra.Command) error {
	write, ok := map[string]func(io.Writer) error{"table": check.RulesTable, "json": check.RulesJSON}[o.format]
	if !ok {
		return usageError{fmt.Errorf("--format %q is not one of table, json: the rules are listed in these", o.format)}
	}
	return writeOut(cmd, o.out, write)
}

func (o checkOrder) check(cmd *cobra.Command, dir string) error {
	if !slices.Contains([]string{"table", "json", "sarif"}, o.format) {
		return usageError{fmt.Errorf("--format %q is not one of table, json, sarif", o.format)}
	}
	today, err := checkDay(o.today, time.Now())
	if err != nil {
		return err
	}
	folder, places, err := exchange.ReadWithPlaces(dir)
	if err != nil {
		return err
	}
	checked, err := checkup.Folder(folder, today)
	if err != nil {
		return err
	}
	if o.organisation != "" {
		checked = slices.DeleteFunc(checked, func(c check.Checked) bool { return c.Code != o.organisation })
		if len(checked) == 0 {
			return usageError{fmt.Errorf("--organisation %q is not in the folder", o.organisation)}
		}
	}
	if err := writeOut(cmd, o.out, func(w io.Writer) error { return o.write(w, checked, dir, places) }); err != nil {
		return err
	}
	if slices.ContainsFunc(checked, func(c check.Checked) bool { return check.Worst(c.Findings) }) {
		return errFound
	}
	return nil
}

func (o checkOrder) write(w io.Writer, checked []check.Checked, dir string, places exchange.Places) error {
	at := func(organisation, item string) check.Place {
		p := places.Of(organisation, item)
		return check.Place{File: p.File, Line: p.Line}
	}
	switch o.format {
	case "json":
		return check.JSON(w, checked)
	case "sarif":
		return check.SARIF(w, checked, func(organisation, item string) check.Place {
			p := at(organisation, item)
			p.File = fileURI(filepath.Join(dir, p.File))
			return p
		}, version)
	default:
		return check.Table(w, checked, at)
	}
}

// fileURI names a file as SARIF does: below the working directory by its path, else absolutely.
func fileURI(name string) string {
	u := url.URL{Path: filepath.ToSlash(name)}
	if filepath.IsAbs(name) {
		u.Scheme = "file"
	}
	return u.String()
}

func checkDay(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return tenants.CivilDate(now), nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return day, usageError{fmt.Errorf("--today %q is not a date: write it as YYYY-MM-DD", text)}
	}
	return day, nil
}
