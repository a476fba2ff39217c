package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/evaluation"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

// mostJudgements and mostSeeds bound a simulation to what somebody would wait for.
const (
	mostJudgements = 10_000
	mostSeeds      = 1000
)

func newEvaluate() *cobra.Command {
	var format, out string
	var asked simulation
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
before and after. --seeds repeats this with other orders, from --seed on.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			simulated := cmd.Flags().Changed("judgements")
			if !simulated && (cmd.Flags().Changed("seed") || cmd.Flags().Changed("seeds")) {
				return usageError{errors.New("--seed and --seeds say how judgements are made: say how many with --judgements")}
			}
			write, err := figuresIn(format)
			if err != nil {
				return err
			}
			picture, gold, err := readLabelled(args[0])
			if err != nil {
				return err
			}
			var figures evaluation.Figures
			if simulated {
				if figures, err = asked.run(cmd.ErrOrStderr(), picture, gold); err != nil {
					return err
				}
			} else {
				figures = evaluation.Evaluate(gold, alignment.Assess(picture, alignment.Options{AllScores: true}))
			}
			return writeOut(cmd, out, func(w io.Writer) error { return write(figures, w) })
		},
	}
	formatFlag(command, &format, "table or json", "table", "json")
	outFlag(command, &out)
	command.Flags().IntVar(&asked.judgements, "judgements", 0, "simulate somebody who judges up to this many suggestions")
	command.Flags().Uint64Var(&asked.first, "seed", 1, "the first order in which suggestions are judged")
	command.Flags().IntVar(&asked.seeds, "seeds", 1, "how many orders to try")
	return command
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
	return desk.DrawFolder(folder), gold, nil
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
