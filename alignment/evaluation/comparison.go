package evaluation

import (
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"text/tabwriter"

	"github.com/throughline-ics/throughline/alignment"
)

// Comparison is two reports about the same texts beside each other: of another version of the engine, and of this one.
type Comparison struct {
	Models [2]string `json:"models"` // the hashes in the reports
	Before Result    `json:"before"`
	After  Result    `json:"after"`
	// How much MAP and link F1 grow, with 95 % intervals over objectives drawn in pairs; nil where nothing was labelled.
	GoalMAP       *Interval `json:"goal_map,omitempty"`
	GoalF1        *Interval `json:"goal_f1,omitempty"`
	InitiativeMAP *Interval `json:"initiative_map,omitempty"`
	InitiativeF1  *Interval `json:"initiative_f1,omitempty"`
	// Changed lists the pairs that one report suggests and the other does not.
	Changed []Change `json:"changed"`
}

// Change is a pair that only one of two reports suggests.
type Change struct {
	Pair

	Now   bool `json:"suggested_now"`
	Right bool `json:"right_now"` // whether people agree with how it is now
}

// Compare evaluates two reports about the same objectives, both made with AllScores.
func Compare(gold Gold, before, after alignment.Report) (Comparison, error) {
	c := Comparison{Models: [2]string{before.Model, after.Model}, Before: Evaluate(gold, before), After: Evaluate(gold, after), Changed: []Change{}}
	for _, side := range []struct {
		kind        alignment.TargetKind
		gold        map[Pair]int
		onMAP, onF1 **Interval
	}{
		{alignment.ToGoal, gold.Goals, &c.GoalMAP, &c.GoalF1},
		{alignment.ToInitiative, gold.Initiatives, &c.InitiativeMAP, &c.InitiativeF1},
	} {
		old, now := rankingOf(before, side.kind), rankingOf(after, side.kind)
		if err := samePairs(old, now); err != nil {
			return c, err
		}
		c.Changed = append(c.Changed, changes(old, now, side.gold)...)
		if len(side.gold) > 0 {
			byMAP, byF1 := gains(old.tallies(side.gold), now.tallies(side.gold))
			*side.onMAP, *side.onF1 = &byMAP, &byF1
		}
	}
	return c, nil
}

func rankingOf(r alignment.Report, kind alignment.TargetKind) *ranking {
	one := newRanking()
	for _, l := range r.Links {
		if l.Kind == kind {
			one.add(l)
		}
	}
	return one
}

// samePairs refuses reports that are not about the same pairs.
func samePairs(a, b *ranking) error {
	if !slices.Equal(slices.Sorted(maps.Keys(a.targets)), slices.Sorted(maps.Keys(b.targets))) {
		return fmt.Errorf("the reports are not about the same objectives: one has %d, the other %d", len(a.targets), len(b.targets))
	}
	for o, targets := range a.targets {
		if !slices.Equal(slices.Sorted(slices.Values(targets)), slices.Sorted(slices.Values(b.targets[o]))) {
			return fmt.Errorf("the reports do not score the same targets for %s: write both with --all-scores", o)
		}
	}
	return nil
}

func changes(before, after *ranking, gold map[Pair]int) []Change {
	var list []Change
	for _, o := range after.objectives {
		for _, t := range after.targets[o] {
			p := Pair{o, t}
			if now := after.suggested[p]; now != before.suggested[p] {
				list = append(list, Change{Pair: p, Now: now, Right: now == (gold[p] > 0)})
			}
		}
	}
	return list
}

// gains draws objectives anew, the same ones for both, and gives how much MAP and link F1 grow: the paired bootstrap,
// percentile method (Efron, 1979). The draws are the same every time.
func gains(before, after map[string]tally) (byMAP, byF1 Interval) {
	objectives := slices.Sorted(maps.Keys(before))
	gain := func(drawn func(int) string) (float64, float64) {
		var sums [2]sum
		for i := range objectives {
			o := drawn(i)
			sums[0].add(before[o])
			sums[1].add(after[o])
		}
		return sums[1].precision() - sums[0].precision(), sums[1].f1() - sums[0].f1()
	}
	byMAP.Value, byF1.Value = gain(func(i int) string { return objectives[i] })
	random := rand.New(rand.NewPCG(1, 0)) //nolint:gosec // draws that can be repeated
	precisions, f1s := make([]float64, draws), make([]float64, draws)
	for d := range draws {
		precisions[d], f1s[d] = gain(func(int) string { return objectives[random.IntN(len(objectives))] })
	}
	byMAP.Low, byMAP.High = middle(precisions)
	byF1.Low, byF1.High = middle(f1s)
	return byMAP, byF1
}

// JSON writes a comparison with two spaces of indent and a line break at its end.
func (c Comparison) JSON(w io.Writer) error { return indented(w, c) }

// Table writes a comparison for people in a terminal.
func (c Comparison) Table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\tBefore\tAfter\tGain\t95% interval")
	row := func(name string, before, after float64, gain *Interval) {
		fmt.Fprintf(t, "%s\t%.3f\t%.3f\t%+.3f", name, before, after, after-before)
		if gain != nil {
			fmt.Fprintf(t, "\t%+.3f to %+.3f", gain.Low, gain.High)
		}
		fmt.Fprintln(t)
	}
	b, a := c.Before, c.After
	if a.Goals != nil {
		row("Goals, MAP", b.Goals.MAP, a.Goals.MAP, c.GoalMAP)
		row("Goals, F1", b.Goals.Suggested.F1, a.Goals.Suggested.F1, c.GoalF1)
		row("Objectives that serve no goal, F1", b.NoGoal.F1, a.NoGoal.F1, nil)
	}
	if a.Initiatives != nil {
		row("Initiatives, MAP", b.Initiatives.MAP, a.Initiatives.MAP, c.InitiativeMAP)
		row("Initiatives, F1", b.Initiatives.Suggested.F1, a.Initiatives.Suggested.F1, c.InitiativeF1)
	}
	if a.Levels != nil {
		row("Levels, accuracy", b.Levels.Accuracy, a.Levels.Accuracy, nil)
	}
	if a.Conflicts != nil {
		row("Conflicts, F1", b.Conflicts.F1, a.Conflicts.F1, nil)
		row("Duplicates, F1", b.Duplicates.F1, a.Duplicates.F1, nil)
	}
	if a.Judged != nil {
		row("Judged pairs, accuracy", *b.Judged, *a.Judged, nil)
	}
	right := 0
	for _, one := range c.Changed {
		if one.Right {
			right++
		}
	}
	fmt.Fprintf(t, "Links that changed\t%d\t%d to the better\n", len(c.Changed), right)
	return t.Flush()
}
