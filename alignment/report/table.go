package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/throughline-ics/throughline/alignment"
)

// symbols are how a state of coverage is written in the matrix.
var symbols = map[alignment.CoverageState]string{
	alignment.Aligned: "●", alignment.PartlyAligned: "◐", alignment.ClaimedWithoutMeasure: "◌", alignment.NotYetReviewed: "○",
	alignment.NoPublishedObjective: "–", alignment.NotShared: "?", alignment.NotApplicable: "n/a", alignment.Declined: "✕",
}

const legend = "● aligned  ◐ partial  ◌ claimed without a measure  ○ not yet reviewed  – no published objective  ? not shared" +
	"  n/a not applicable  ✕ declined  ◇! to discuss"

// Table writes a report for people in a terminal: what the system is, the matrix of goals and organisations, the
// links by organisation, the levels, the findings.
func Table(w io.Writer, p alignment.Picture, r alignment.Report) error {
	t := newTable(p, r)
	var b strings.Builder
	t.headline(&b)
	for _, part := range []func(io.Writer) error{t.matrix, t.links, t.levels, t.findings, t.notes} {
		if err := part(&b); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// table is a report with what has to be looked up to write it.
type table struct {
	picture       alignment.Picture
	report        alignment.Report
	organisations []alignment.Organisation
	owner         map[string]string // the organisation of an objective or a non-priority
	title         map[string]string // of goals, initiatives and objectives
}

func newTable(p alignment.Picture, r alignment.Report) *table {
	t := &table{picture: p, report: r, owner: map[string]string{}, title: map[string]string{}}
	for _, g := range p.Goals {
		t.title[g.ID] = g.Title
	}
	for _, i := range p.Initiatives {
		t.title[i.ID] = i.Title
	}
	for _, o := range p.Organisations {
		for _, b := range o.Objectives {
			t.owner[b.ID], t.title[b.ID] = o.ID, b.Title
		}
		for _, n := range o.NonPriorities {
			t.owner[n.ID] = o.ID
		}
	}
	t.organisations = slices.Clone(p.Organisations)
	slices.SortStableFunc(t.organisations, func(a, b alignment.Organisation) int { return cmp.Compare(a.ID, b.ID) })
	t.organisations = slices.CompactFunc(t.organisations, func(a, b alignment.Organisation) bool { return a.ID == b.ID })
	return t
}

func (t *table) headline(w io.Writer) {
	shared, served := 0, map[string]bool{}
	for _, o := range t.organisations {
		if o.Shared {
			shared++
		}
	}
	for _, l := range t.report.Links {
		if l.Suggested && l.Kind == alignment.ToGoal {
			served[l.Target] = true
		}
	}
	fmt.Fprintf(w, "%s\n%s shared a strategy. %d of %s at least one objective.\n",
		t.report.System, people(shared, "organisation has", "organisations have"), len(served), people(len(t.picture.Goals), "goal has", "goals have"))
}

// people counts in words: 1 organisation has, 2 organisations have.
func people(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// matrix writes goals and initiatives against organisations: the state with the number of objectives, and a mark
// where there is something to discuss.
func (t *table) matrix(w io.Writer) error {
	cells := map[[2]string]string{}
	for _, c := range t.report.Coverage {
		cells[[2]string{c.Goal, c.Organisation}] = cell(c.Coverage)
	}
	for _, c := range t.report.InitiativeCoverage {
		cells[[2]string{c.Initiative, c.Organisation}] = cell(c.Coverage)
	}
	for _, f := range t.report.Findings {
		if f.Kind == alignment.Conflict && f.Goal != nil {
			at := [2]string{*f.Goal, t.owner[f.Items[0]]}
			cells[at] = strings.Replace(cells[at], symbols[alignment.NoPublishedObjective], "◇", 1) + "!"
		}
	}
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(columns, "\n")
	for _, o := range t.organisations {
		fmt.Fprint(columns, "\t", o.ID)
	}
	for _, target := range t.targets() {
		fmt.Fprintf(columns, "\n%s %s", target, short(t.title[target]))
		for _, o := range t.organisations {
			fmt.Fprint(columns, "\t", cells[[2]string{target, o.ID}])
		}
	}
	fmt.Fprint(columns, "\n\n", legend, "\n")
	return columns.Flush()
}

func cell(c alignment.Coverage) string {
	if len(c.Objectives) == 0 {
		return symbols[c.State]
	}
	return symbols[c.State] + strconv.Itoa(len(c.Objectives))
}

// targets lists the goals and then the initiatives in the order of the report.
func (t *table) targets() []string {
	var list []string
	for _, c := range t.report.Coverage {
		list = append(list, c.Goal)
	}
	for _, c := range t.report.InitiativeCoverage {
		list = append(list, c.Initiative)
	}
	return slices.Compact(list)
}

// links writes what is linked, by organisation.
func (t *table) links(w io.Writer) error {
	for _, o := range t.organisations {
		fmt.Fprintf(w, "\n%s %s\n", o.ID, o.Name)
		columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		none := true
		for _, l := range t.report.Links {
			if l.Suggested && t.owner[l.Objective] == o.ID {
				none = false
				fmt.Fprintf(columns, "  %s %s\t%s %s\t%.2f\t%s\t%s\n",
					l.Objective, short(t.title[l.Objective]), l.Target, short(t.title[l.Target]), l.Score, l.Contribution, words(l.Evidence, 3))
			}
		}
		if none {
			fmt.Fprintln(columns, "  Nothing is linked yet.")
		}
		if err := columns.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// levels counts where objectives may belong, and says which of them are not decided.
func (t *table) levels(w io.Writer) error {
	counts := map[alignment.Level]int{}
	var undecided []alignment.Placement
	for _, p := range t.report.Levels {
		counts[p.Level]++
		if p.Level == alignment.Undecided {
			undecided = append(undecided, p)
		}
	}
	fmt.Fprintf(w, "\nWhere objectives may belong\n  %d central, %d shared, %d local, %d not decided\n",
		counts[alignment.Central], counts[alignment.Shared], counts[alignment.Local], len(undecided))
	for _, p := range undecided {
		fmt.Fprintf(w, "  %s %s: not decided, leans to %s\n", p.Objective, short(t.title[p.Objective]), p.Leaning)
	}
	return nil
}

// kindNames are the headings of the findings, in the words of the pages.
var kindNames = map[alignment.FindingKind]string{
	alignment.Gap: "Goals that nobody serves", alignment.Silence: "No published objective", alignment.Orphan: "Objectives that serve no goal and no shared initiative",
	alignment.Conflict: "Possible differences to discuss", alignment.Duplicate: "Getting the same thing", alignment.Late: "After the goal is due",
}

func (t *table) findings(w io.Writer) error {
	last := alignment.FindingKind("")
	for _, f := range t.report.Findings {
		if f.Kind != last {
			fmt.Fprintf(w, "\n%s\n", kindNames[f.Kind])
			last = f.Kind
		}
		fmt.Fprintf(w, "  %s\n", f.Reason)
		if f.Kind == alignment.Conflict {
			fmt.Fprintf(w, "    %s\n", words(f.Evidence, 3))
		}
		if f.Kind == alignment.Duplicate {
			fmt.Fprintf(w, "    %s\n", strings.Join(f.Items, ", "))
		}
	}
	return nil
}

// longestTitle is how many characters of a title a column shows.
const longestTitle = 40

func short(title string) string {
	runes := []rune(strings.Join(strings.Fields(title), " "))
	if len(runes) <= longestTitle {
		return string(runes)
	}
	return strings.TrimSpace(string(runes[:longestTitle-1])) + "…"
}

// notes writes what the authors of goals and initiatives can mend.
func (t *table) notes(w io.Writer) error {
	for i, n := range t.report.Notes {
		if i == 0 {
			fmt.Fprint(w, "\nAbout the texts\n")
		}
		named := n.Item
		if title := t.title[n.Item]; title != "" {
			named += " " + short(title)
		}
		fmt.Fprintf(w, "  %s. %s\n", named, n.Text)
	}
	return nil
}
