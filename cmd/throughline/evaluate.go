package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/evaluation"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

// mostJudgements and mostSeeds bound a simulation to what somebody would wait for.
const (
	mostJudgements = 10_000
	mostSeeds      = 1000
)

// abbreviations is the stress of texts full of short forms.
const abbreviations = "abbreviations"

func newEvaluate(s settings) *cobra.Command {
	var format, out string
	var asked question
	var sight meaning
	command := &cobra.Command{
		Use:   "evaluate DIR",
		Short: "Compare the engine with links that people have labelled",
		Long: `Lines up a folder as align does and compares the result with the labels in its
gold folder: ranking (MAP, nDCG@3), link precision, recall and F1 at the shipped
threshold for goals and initiatives with 95% intervals, objectives without a goal,
levels, conflicts, duplicates and, where gold/judged.csv is there, accuracy over
judged pairs. Claims carried in the folder are not used.

With --judgements N, what the engine learns: somebody who decides as the labels
say goes through up to N suggestions, objectives in random order and the three
best goals of each, and the links of the pairs that nobody judged are compared
before and after. --seeds repeats this with other orders, from --seed on.

With --errors, everything on which engine and labels differ, with its texts. With
--against FILE, what another version of the engine found in the same folder (align
--all-scores --format json) beside what this one finds.

With --stress abbreviations, what becomes of the figures when organisations write
short forms for what their objectives and the system's goals both say, each
explained once in a list of their own.

With --embeddings, the figures with an endpoint that says what texts mean.`,
		Example: `  throughline evaluate strategies --errors
  throughline evaluate strategies --judgements 50 --seeds 20
  throughline evaluate strategies --against before.json
  throughline evaluate strategies --stress abbreviations`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := errors.Join(asked.check(cmd.Flags().Changed), sight.check(cmd.Flags().Changed)); err != nil {
				return err
			}
			write, err := figuresIn(format)
			if err != nil {
				return err
			}
			picture, gold, err := readLabelled(args[0])
			if err != nil {
				return err
			}
			picture, missed := sight.of(cmd, s, picture)
			if missed != nil {
				return fault.New(fault.Unavailable, "There is nothing to compare: "+missed[0].Text)
			}
			figures, err := asked.answer(cmd.ErrOrStderr(), picture, gold)
			if err != nil {
				return err
			}
			return writeOut(cmd, out, func(w io.Writer) error { return write(figures, w) })
		},
	}
	formatFlag(command, &format, "table or json", "table", "json")
	outFlag(command, &out)
	sight.flags(command)
	asked.flags(command)
	return command
}

// question is what to find out.
type question struct {
	simulated, mistakes bool
	against             string // a file
	stress              string // what the texts are put through
	simulation          simulation
}

func (q *question) flags(command *cobra.Command) {
	command.Flags().BoolVar(&q.mistakes, "errors", false, "list everything on which engine and labels differ, with its texts")
	command.Flags().StringVar(&q.against, "against", "", "compare with this report of another version")
	command.Flags().StringVar(&q.stress, "stress", "", "compare with the same texts in other clothes: "+abbreviations)
	command.Flags().IntVar(&q.simulation.judgements, "judgements", 0, "simulate somebody who judges up to this many suggestions")
	command.Flags().Uint64Var(&q.simulation.first, "seed", 1, "the first order in which suggestions are judged")
	command.Flags().IntVar(&q.simulation.seeds, "seeds", 1, "how many orders to try")
}

// check refuses flags that do not go together, and notes whether judgements are asked for.
func (q *question) check(given func(flag string) bool) error {
	q.simulated = given("judgements")
	if !q.simulated && (given("seed") || given("seeds")) {
		return usageError{errors.New("--seed and --seeds say how judgements are made: say how many with --judgements")}
	}
	asked := 0
	for _, flag := range []string{"judgements", "errors", "against", "stress"} {
		if given(flag) {
			asked++
		}
	}
	if asked > 1 {
		return usageError{errors.New("--judgements, --errors, --against and --stress are asked one at a time")}
	}
	if given("stress") && q.stress != abbreviations {
		return usageError{fmt.Errorf("--stress %q is not %s", q.stress, abbreviations)}
	}
	return nil
}

func (q *question) answer(progress io.Writer, picture alignment.Picture, gold evaluation.Gold) (evaluation.Figures, error) {
	if q.simulated {
		return q.simulation.run(progress, picture, gold)
	}
	if q.stress == abbreviations {
		return evaluation.StressAbbreviations(picture, gold)
	}
	found := alignment.Assess(picture, alignment.Options{AllScores: true})
	switch {
	case q.mistakes:
		return evaluation.ListMistakes(picture, gold, found), nil
	case q.against != "":
		before, err := readReport(q.against)
		if err != nil {
			return nil, err
		}
		comparison, err := evaluation.Compare(gold, before, found)
		if err != nil {
			return nil, usageError{fmt.Errorf("%s cannot be compared: %w", q.against, err)}
		}
		return comparison, nil
	default:
		return evaluation.Evaluate(gold, found), nil
	}
}

// readReport reads a report that align wrote as JSON.
func readReport(name string) (alignment.Report, error) {
	raw, err := os.ReadFile(filepath.Clean(name))
	if err != nil {
		return alignment.Report{}, usageError{err}
	}
	var r alignment.Report
	if err := json.Unmarshal(raw, &r); err != nil {
		return r, usageError{fmt.Errorf("%s is not a report in JSON, as align --all-scores --format json writes it: %w", name, err)}
	}
	return r, nil
}

func figuresIn(format string) (func(evaluation.Figures, io.Writer) error, error) {
	switch format {
	case "table":
		return evaluation.Figures.Table, nil
	case "json":
		return evaluation.Figures.JSON, nil
	default:
		return nil, usageError{fmt.Errorf("--format %q is not one of table, json", format)}
	}
}

// readLabelled reads a folder without its claims, and the labels in it.
func readLabelled(dir string) (alignment.Picture, evaluation.Gold, error) {
	folder, err := exchange.Read(dir)
	if err != nil {
		return alignment.Picture{}, evaluation.Gold{}, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return alignment.Picture{}, evaluation.Gold{}, err
	}
	defer root.Close()
	gold, err := evaluation.ReadGold(root.FS())
	if err != nil {
		return alignment.Picture{}, evaluation.Gold{}, err
	}
	folder.Claims = nil
	picture, err := desk.DrawFolder(folder)
	return picture, gold, err
}

// simulation is what somebody who judges suggestions is to do, and how often.
type simulation struct {
	judgements, seeds int
	first             uint64
}

func (s simulation) run(progress io.Writer, picture alignment.Picture, gold evaluation.Gold) (evaluation.Figures, error) {
	switch {
	case s.judgements < 1 || s.judgements > mostJudgements:
		return nil, usageError{fmt.Errorf("--judgements %d is not from 1 to %d", s.judgements, mostJudgements)}
	case s.seeds < 1 || s.seeds > mostSeeds:
		return nil, usageError{fmt.Errorf("--seeds %d is not from 1 to %d", s.seeds, mostSeeds)}
	case len(gold.Goals) == 0 && len(gold.Judged) == 0:
		return nil, usageError{errors.New("the folder has neither gold/gold.csv nor gold/judged.csv, so nobody can judge by labels")}
	}
	orders := make([]uint64, s.seeds)
	for i := range orders {
		orders[i] = s.first + uint64(i)
	}
	curve := evaluation.Simulate(picture, gold, s.judgements, orders, func(done int) {
		fmt.Fprintf(progress, "\r%d of %d orders tried", done, s.seeds)
	})
	fmt.Fprintln(progress)
	return curve, nil
}
