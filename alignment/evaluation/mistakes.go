package evaluation

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/alignment"
)

// Mistake is something on which a report and people differ, with the texts that it is about.
type Mistake struct {
	Kind  string   `json:"kind"`            // one of the kinds below
	Items []string `json:"items"`           // ids: an objective and its target, or the objectives of a pair
	Texts []string `json:"texts"`           // title and description of each
	Score float64  `json:"score,omitempty"` // of a link
	Rank  int      `json:"rank,omitempty"`  // of the target among those of the objective, from 1 on
	Said  string   `json:"said"`            // what the report says
	Asked string   `json:"asked"`           // what people said
	Why   []string `json:"why"`             // the words or sentences on which the report rests
}

// The kinds of mistake, in the order in which they are listed.
var kinds = []string{
	"goal missed", "goal not meant", "initiative missed", "initiative not meant", "level", "conflict missed", "conflict not meant",
	"duplicate missed", "duplicate not meant", "judged pair",
}

// Mistakes is a result with everything that went wrong.
type Mistakes struct {
	Result

	List []Mistake `json:"mistakes"`
}

// ListMistakes evaluates a report and lists what it got wrong, by kind and then by how sure the report was of it.
func ListMistakes(picture alignment.Picture, gold Gold, report alignment.Report) Mistakes {
	m := mistakes{texts: textsOf(picture)}
	m.links(report.Links, alignment.ToGoal, gold.Goals)
	m.links(report.Links, alignment.ToInitiative, gold.Initiatives)
	for _, p := range report.Levels {
		if want, labelled := gold.Levels[p.Objective]; labelled && want != p.Level {
			m.add(Mistake{Kind: "level", Items: []string{p.Objective}, Said: string(p.Level), Asked: string(want), Why: p.Reasons})
		}
	}
	if gold.HasFlags {
		m.conflicts(report.Findings, gold.Conflicts)
		m.duplicates(report.Findings, gold.Duplicates)
	}
	m.judged(report.Links, gold.Judged)
	slices.SortStableFunc(m.list, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), cmp.Compare(b.Score, a.Score), slices.Compare(a.Items, b.Items))
	})
	return Mistakes{Evaluate(gold, report), m.list}
}

type mistakes struct {
	texts map[string]string
	list  []Mistake
}

// textsOf is the text of every item of a picture.
func textsOf(p alignment.Picture) map[string]string {
	texts := map[string]string{}
	of := func(id, title, description string) {
		texts[id] = title
		if description != "" {
			texts[id] += ". " + description
		}
	}
	for _, g := range p.Goals {
		of(g.ID, g.Title, g.Description)
	}
	for _, i := range p.Initiatives {
		of(i.ID, i.Title, i.Description)
	}
	for _, o := range p.Organisations {
		for _, b := range o.Objectives {
			of(b.ID, b.Title, b.Description)
		}
		for _, n := range o.NonPriorities {
			of(n.ID, n.Text, "")
		}
	}
	return texts
}

func (m *mistakes) add(one Mistake) {
	for _, id := range one.Items {
		one.Texts = append(one.Texts, m.texts[id])
	}
	m.list = append(m.list, one)
}

// links compares the links to one kind of target with the pairs that people linked, if they linked any.
func (m *mistakes) links(links []alignment.Link, kind alignment.TargetKind, gold map[Pair]int) {
	if len(gold) == 0 {
		return
	}
	ranks := map[string]int{}
	for _, l := range links {
		if l.Kind != kind {
			continue
		}
		ranks[l.Objective]++
		grade := gold[Pair{l.Objective, l.Target}]
		one := Mistake{Items: []string{l.Objective, l.Target}, Score: l.Score, Rank: ranks[l.Objective], Why: evidenceOf(l.Evidence)}
		switch {
		case l.Suggested && grade == 0:
			one.Kind, one.Said, one.Asked = string(kind)+" not meant", "suggested", "no link"
		case !l.Suggested && grade > 0:
			one.Kind, one.Said, one.Asked = string(kind)+" missed", "not suggested", [...]string{"", "partial", "direct"}[grade]
		default:
			continue
		}
		m.add(one)
	}
}

func (m *mistakes) conflicts(findings []alignment.Finding, gold map[Opposition]bool) {
	met := map[Opposition]bool{}
	for _, f := range findings {
		if f.Kind != alignment.Conflict || f.Goal == nil {
			continue
		}
		o := Opposition{f.Items[0], *f.Goal}
		met[o] = true
		if !gold[o] {
			m.add(Mistake{Kind: "conflict not meant", Items: []string{o.Item, o.Goal}, Said: f.Reason, Asked: "no conflict", Why: evidenceOf(f.Evidence)})
		}
	}
	for o := range gold {
		if !met[o] {
			m.add(Mistake{Kind: "conflict missed", Items: []string{o.Item, o.Goal}, Said: "no conflict", Asked: "conflict"})
		}
	}
}

func (m *mistakes) duplicates(findings []alignment.Finding, gold map[string][]string) {
	paired, expected := pairsFound(findings), map[[2]string]bool{}
	for _, group := range gold {
		addPairs(expected, group)
	}
	for p := range paired {
		if !expected[p] {
			m.add(Mistake{Kind: "duplicate not meant", Items: p[:], Said: "duplicate", Asked: "two things"})
		}
	}
	for p := range expected {
		if !paired[p] {
			m.add(Mistake{Kind: "duplicate missed", Items: p[:], Said: "two things", Asked: "duplicate"})
		}
	}
}

func (m *mistakes) judged(links []alignment.Link, judged map[Pair]bool) {
	said := map[bool]string{true: "link", false: "no link"}
	for _, l := range links {
		if yes, labelled := judged[Pair{l.Objective, l.Target}]; labelled && l.Kind == alignment.ToGoal && yes != l.Suggested {
			m.add(Mistake{Kind: "judged pair", Items: []string{l.Objective, l.Target}, Score: l.Score, Said: said[l.Suggested], Asked: said[yes], Why: evidenceOf(l.Evidence)})
		}
	}
}

func evidenceOf(evidence []alignment.Evidence) []string {
	list := make([]string, 0, len(evidence))
	for _, e := range evidence {
		words := strings.Join(strings.Fields(e.Text), " ")
		if e.Target != "" && !strings.EqualFold(e.Text, e.Target) {
			words += " ~ " + strings.Join(strings.Fields(e.Target), " ")
		}
		list = append(list, fmt.Sprintf("%s (%s, %.2f)", words, e.Kind, e.Weight))
	}
	return list
}

// JSON writes a result and its mistakes with two spaces of indent and a line break at its end.
func (m Mistakes) JSON(w io.Writer) error { return indented(w, m) }

// Table writes a result for people in a terminal, and under it each mistake with its texts.
func (m Mistakes) Table(w io.Writer) error {
	if err := m.Result.Table(w); err != nil {
		return err
	}
	for at, one := range m.List {
		if at == 0 || one.Kind != m.List[at-1].Kind {
			same := func(other Mistake) bool { return other.Kind == one.Kind }
			n := len(m.List) - len(slices.DeleteFunc(slices.Clone(m.List), same))
			fmt.Fprintf(w, "\n%s%s: %d\n", strings.ToUpper(one.Kind[:1]), one.Kind[1:], n)
		}
		if err := one.table(w); err != nil {
			return err
		}
	}
	return nil
}

func (m Mistake) table(w io.Writer) error {
	lines := []string{"", "  said: " + m.Said + "; asked: " + m.Asked}
	if m.Rank > 0 {
		lines[1] += fmt.Sprintf("; score %.3f, place %d", m.Score, m.Rank)
	}
	for i, id := range m.Items {
		lines = append(lines, "  "+id+"  "+strings.Join(strings.Fields(m.Texts[i]), " "))
	}
	if len(m.Why) > 0 {
		lines = append(lines, "  because: "+strings.Join(m.Why, "; "))
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}
