package evaluation

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
)

// Figures can be written for programs and for people.
type Figures interface {
	JSON(w io.Writer) error
	Table(w io.Writer) error
}

// JSON writes a result with two spaces of indent and a line break at its end.
func (r Result) JSON(w io.Writer) error { return indented(w, r) }

// JSON writes a curve with two spaces of indent and a line break at its end.
func (c Curve) JSON(w io.Writer) error { return indented(w, c) }

func indented(w io.Writer, figures any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(figures)
}

// Table writes a curve for people in a terminal.
func (c Curve) Table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "Links nobody judged, means of %d orders\n", c.Seeds)
	fmt.Fprintln(t, "Judgements\tF1 before\tF1 after\tGain\t95% interval\tAgreement\tCalibration error")
	for _, p := range c.Points {
		fmt.Fprintf(t, "%d\t%.3f\t%.3f\t%+.3f\t%+.3f to %+.3f\t%.3f\t%.3f\n",
			p.Judgements, p.Before, p.After, p.Gain.Value, p.Gain.Low, p.Gain.High, p.Agreement, p.Calibration)
	}
	return t.Flush()
}

// Table writes a result for people in a terminal. What was not labelled is left out.
func (r Result) Table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "Compared with people's labels\t%d objectives\n", r.Objectives)
	if r.Goals != nil {
		r.Goals.table(t, "Goals")
	}
	if r.Initiatives != nil {
		r.Initiatives.table(t, "Initiatives")
	}
	if r.NoGoal != nil {
		r.NoGoal.table(t, "Objectives that serve no goal")
	}
	if r.Levels != nil {
		fmt.Fprintf(t, "Levels\taccuracy %.3f\tmacro F1 %.3f\t%.3f of those decided, %d undecided\n",
			r.Levels.Accuracy, r.Levels.MacroF1, r.Levels.Decided, r.Levels.Undecided)
	}
	if r.Conflicts != nil {
		r.Conflicts.table(t, "Conflicts, item and goal")
		r.ConflictItems.table(t, "Conflicts, item only")
		r.Duplicates.table(t, "Duplicates, pairs")
	}
	if r.Judged != nil {
		fmt.Fprintf(t, "Judged pairs\taccuracy %.3f\n", *r.Judged)
	}
	return t.Flush()
}

func (l *Links) table(w io.Writer, name string) {
	fmt.Fprintf(w, "%s, ranking\tMAP %.3f\tnDCG@3 %.3f\n", name, l.MAP, l.NDCG3)
	fmt.Fprintf(w, "%s, 95%% intervals\tMAP %.3f to %.3f\tF1 %.3f to %.3f\n",
		name, l.MAPInterval.Low, l.MAPInterval.High, l.F1Interval.Low, l.F1Interval.High)
	l.Suggested.table(w, name+", suggested")
}

func (c *Counts) table(w io.Writer, name string) {
	fmt.Fprintf(w, "%s\tF1 %.3f\tprecision %.3f\trecall %.3f\t%d right of %d found, %d expected\n",
		name, c.F1, c.Precise, c.Recall, c.Right, c.Found, c.Expected)
}
