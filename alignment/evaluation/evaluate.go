package evaluation

import (
	"slices"

	"github.com/throughline-ics/throughline/alignment"
)

// Counts compares what was found with what should have been.
type Counts struct {
	Found    int     `json:"found"`
	Expected int     `json:"expected"`
	Right    int     `json:"right"`
	Precise  float64 `json:"precision"` // Right / Found
	Recall   float64 `json:"recall"`    // Right / Expected
	F1       float64 `json:"f1"`        // their harmonic mean, 2 Right / (Found + Expected); van Rijsbergen, 1979
}

// Links is how good the links to one kind of target are.
type Links struct {
	// MAP is mean average precision: the precision at the rank of every right target, averaged over the targets of
	// an objective and then over the objectives that have any. Manning, Raghavan and Schütze, Introduction to
	// Information Retrieval, 2008, chapter 8.
	MAP float64 `json:"map"`
	// NDCG3 is the normalised discounted cumulative gain of the first three targets, with gain 2^grade - 1 and
	// discount log2(rank + 1), over the same objectives. Järvelin and Kekäläinen, 2002.
	NDCG3 float64 `json:"ndcg_at_3"`
	// Suggested compares the pairs suggested at the shipped threshold with the pairs of grade 1 or 2.
	Suggested Counts `json:"suggested"`
	// MAPInterval and F1Interval are MAP and the F1 of Suggested with how far they would move with other objectives of
	// the same kind.
	MAPInterval Interval `json:"map_interval"`
	F1Interval  Interval `json:"f1_interval"`
}

// Levels is how good the recommended levels are.
type Levels struct {
	Accuracy float64 `json:"accuracy"` // an undecided level is a wrong one
	MacroF1  float64 `json:"macro_f1"` // the mean of the three levels' F1; a level that nobody gave counts as 1 where none was expected
	// Undecided counts the objectives for which no level was given; Decided is the accuracy of all others.
	Undecided int     `json:"undecided"`
	Decided   float64 `json:"decided"`
}

// Result is how well a report agrees with gold. A part that was not labelled is nil.
type Result struct {
	Objectives    int      `json:"objectives"`
	Goals         *Links   `json:"goals"`
	Initiatives   *Links   `json:"initiatives"`
	NoGoal        *Counts  `json:"no_goal"` // objectives that serve no goal
	Levels        *Levels  `json:"levels"`
	Conflicts     *Counts  `json:"conflicts"`      // pairs of item and goal
	ConflictItems *Counts  `json:"conflict_items"` // items, whatever the goal
	Duplicates    *Counts  `json:"duplicates"`     // pairs of objectives in one group
	Judged        *float64 `json:"judged"`         // share of the judged pairs on which report and people agree
}

// Evaluate compares a report with gold. The report must have been made with AllScores, or the ranks are not known.
func Evaluate(gold Gold, report alignment.Report) Result {
	goals, initiatives := newRanking(), newRanking()
	for _, l := range report.Links {
		if l.Kind == alignment.ToGoal {
			goals.add(l)
		} else {
			initiatives.add(l)
		}
	}
	r := Result{Objectives: len(report.Levels)}
	if len(gold.Goals) > 0 {
		r.Goals = goals.compare(gold.Goals)
		r.NoGoal = noGoal(goals, gold.Goals)
	}
	if len(gold.Initiatives) > 0 {
		r.Initiatives = initiatives.compare(gold.Initiatives)
	}
	if len(gold.Levels) > 0 {
		r.Levels = compareLevels(report.Levels, gold.Levels)
	}
	if gold.HasFlags {
		r.Conflicts, r.ConflictItems = compareConflicts(report.Findings, gold.Conflicts)
		r.Duplicates = compareDuplicates(report.Findings, gold.Duplicates)
	}
	if len(gold.Judged) > 0 {
		r.Judged = agreement(goals, gold.Judged)
	}
	return r
}

// compareSets counts two sets.
func compareSets[K comparable](found, expected map[K]bool) *Counts {
	c := &Counts{Found: len(found), Expected: len(expected)}
	for k := range found {
		if expected[k] {
			c.Right++
		}
	}
	c.Precise = ratio(c.Right, c.Found)
	c.Recall = ratio(c.Right, c.Expected)
	c.F1 = ratio(2*c.Right, c.Found+c.Expected)
	return c
}

// ratio is a share of a whole; of nothing it is 1, for nothing is wrong about it.
func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

func noGoal(goals *ranking, gold map[Pair]int) *Counts {
	found, expected := map[string]bool{}, map[string]bool{}
	for _, o := range goals.objectives {
		found[o], expected[o] = true, true
	}
	for p := range goals.suggested {
		delete(found, p.Objective)
	}
	for p := range gold {
		delete(expected, p.Objective)
	}
	return compareSets(found, expected)
}

func compareLevels(placements []alignment.Placement, gold map[string]alignment.Level) *Levels {
	right, undecided, labelled := 0, 0, 0
	given := map[alignment.Level]map[string]bool{alignment.Central: {}, alignment.Shared: {}, alignment.Local: {}, alignment.Undecided: {}}
	wanted := map[alignment.Level]map[string]bool{alignment.Central: {}, alignment.Shared: {}, alignment.Local: {}}
	for _, p := range placements {
		want, ok := gold[p.Objective]
		if !ok {
			continue
		}
		labelled++
		given[p.Level][p.Objective] = true
		wanted[want][p.Objective] = true
		if p.Level == want {
			right++
		}
		if p.Level == alignment.Undecided {
			undecided++
		}
	}
	macro := 0.0
	for _, level := range []alignment.Level{alignment.Central, alignment.Shared, alignment.Local} {
		macro += compareSets(given[level], wanted[level]).F1 / 3
	}
	return &Levels{Accuracy: ratio(right, labelled), MacroF1: macro, Undecided: undecided, Decided: ratio(right, labelled-undecided)}
}

func compareConflicts(findings []alignment.Finding, gold map[Opposition]bool) (pairs, items *Counts) {
	found, foundItems, goldItems := map[Opposition]bool{}, map[string]bool{}, map[string]bool{}
	for _, f := range findings {
		if f.Kind == alignment.Conflict && f.Goal != nil {
			found[Opposition{f.Items[0], *f.Goal}] = true
			foundItems[f.Items[0]] = true
		}
	}
	for o := range gold {
		goldItems[o.Item] = true
	}
	return compareSets(found, gold), compareSets(foundItems, goldItems)
}

// compareDuplicates counts every two objectives of one group once.
func compareDuplicates(findings []alignment.Finding, gold map[string][]string) *Counts {
	expected := map[[2]string]bool{}
	for _, group := range gold {
		addPairs(expected, group)
	}
	return compareSets(pairsFound(findings), expected)
}

func pairsFound(findings []alignment.Finding) map[[2]string]bool {
	found := map[[2]string]bool{}
	for _, f := range findings {
		if f.Kind == alignment.Duplicate {
			addPairs(found, f.Items)
		}
	}
	return found
}

func addPairs(into map[[2]string]bool, group []string) {
	group = slices.Sorted(slices.Values(group))
	for i, a := range group {
		for _, b := range group[i+1:] {
			into[[2]string{a, b}] = true
		}
	}
}

func agreement(goals *ranking, judged map[Pair]bool) *float64 {
	right := 0
	for p, yes := range judged {
		if goals.suggested[p] == yes {
			right++
		}
	}
	share := ratio(right, len(judged))
	return &share
}
