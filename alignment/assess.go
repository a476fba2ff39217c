package alignment

import (
	"math"
	"runtime"
	"slices"
	"time"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
	"github.com/throughline-ics/throughline/alignment/internal/parallel"
)

// Options says how an assessment is made, and how much of it is told. They never change what it finds.
type Options struct {
	AllScores bool   // give every objective-target pair, and not the best of each objective only
	Only      string // give the links of this objective alone; empty is all
	Threads   int    // how many may work at once; 0 is one for each CPU
}

// Assess says what fits what in a picture. It is pure: the same picture gives the same report, byte for byte,
// whatever the order of its items and the number of threads.
func Assess(p Picture, o Options) Report {
	r, _ := assess(p, o)
	return r
}

// Survey is Assess, and what its members may know of the assessment to have their drafts assessed by; nil where fewer
// than three organisations have written anything.
func Survey(p Picture, o Options) (Report, *Statement) {
	r, a := assess(p, o)
	return r, a.statement(r.Model)
}

func assess(p Picture, o Options) (Report, *assessment) {
	threads := o.Threads
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	p = ordered(p)
	p.Vectors = counted(p)
	a := begin(p, threads)
	a.findDifferences()
	a.findDuplicates()
	a.settle(&a.goals)
	a.settle(&a.initiatives)
	r := Report{
		System:             p.System,
		Links:              a.links(o),
		Levels:             a.levels(),
		Coverage:           a.goalCoverage(),
		InitiativeCoverage: a.initiativeCoverage(),
		Findings:           a.findings(),
		Model:              fingerprint(a.picture),
	}
	r.Notes = Notes(a.picture, r.Links)
	r.Sort()
	return r, a
}

// assessment is the work of one call of Assess.
type assessment struct {
	corpus

	counted     *lexical.Corpus
	picture     Picture // ordered
	threads     int
	items       []item // every objective, by id
	goals       side
	initiatives side
	wants       []wants // by goal
	differences []difference
	groups      [][]int     // objectives that get the same kind of thing; most have one
	buyers      []int       // by group: the organisations in it
	groupOf     map[int]int // the group of an objective that gets something
}

// item is an objective with the place of its organisation in the picture.
type item struct {
	Objective

	organisation int
}

// side is one kind of target with what is known of every pair of an objective and a target.
type side struct {
	kind        TargetKind
	ids         []string
	documents   []lexical.Document
	fit         *lexical.Fit
	siblings    [][]int   // by target: the others that share an initiative with it
	probability []float64 // row by target: objectives, then whatever else was looked at
	opposed     map[pair]bool
	verdicts    map[pair]Judgement
	rows        [][]int // by target: the objectives that are linked to it, in their order
	serving     []int   // by target: the organisations that have one
	glossaries  []*glossary
}

// pair is an objective (or another row) and a target by their places.
type pair struct{ row, target int }

func begin(p Picture, threads int) *assessment {
	a := &assessment{picture: p, threads: threads}
	for i, o := range p.Organisations {
		for _, b := range o.Objectives {
			a.items = append(a.items, item{b, i})
		}
	}
	slices.SortStableFunc(a.items, func(x, y item) int { return compareObjectives(x.Objective, y.Objective) })
	a.corpus = readPicture(p, a.items, threads)
	owners := make([]int, len(a.items))
	for row, o := range a.items {
		owners[row] = o.organisation
	}
	counted := lexical.Count(lexical.Texts{
		Objectives: a.objectives, Owners: owners, Others: slices.Concat(a.nonPriorities, a.asides),
		Targets: [][]lexical.Document{a.corpus.goals, a.corpus.initiatives}, Meaning: meaning(p, a.items, len(a.asides)),
	}, p.Statement.before(p))
	a.counted = counted
	a.goals = side{kind: ToGoal, documents: a.corpus.goals}
	for _, g := range p.Goals {
		a.goals.ids = append(a.goals.ids, g.ID)
	}
	a.initiatives = side{kind: ToInitiative, documents: a.corpus.initiatives}
	for _, i := range p.Initiatives {
		a.initiatives.ids = append(a.initiatives.ids, i.ID)
	}
	a.judge()
	learners := a.learners()
	a.goals.decide(counted.Against(0, threads), siblings(p), learners, threads)
	a.initiatives.decide(counted.Against(1, threads), make([][]int, len(p.Initiatives)), learners, threads)
	return a
}

func (s *side) decide(fit *lexical.Fit, siblings [][]int, learners []int, threads int) {
	s.fit, s.siblings = fit, siblings
	lessons := s.lessons()
	fit.Learn(lessons, learners, threads)
	fit.Calibrate(lessons, siblings)
	s.probability = fit.Decide(siblings, threads)
	s.opposed = map[pair]bool{}
	s.glossaries = make([]*glossary, len(s.ids))
	parallel.Do(len(s.ids), threads, func(j int) { s.glossaries[j] = newGlossary(s.documents[j]) })
}

// learners is who learns of each row that is looked at: of an objective all who share their decisions together, or its
// organisation alone; of what only looks on, those who share, or nobody.
func (a *assessment) learners() []int {
	together := len(a.picture.Organisations)
	shares := func(organisation int) bool { return a.picture.Organisations[organisation].SharesDecisions }
	var list []int
	for _, o := range a.items {
		who := o.organisation
		if shares(who) {
			who = together
		}
		list = append(list, who)
	}
	lookOn := func(organisation int) int {
		if shares(organisation) {
			return together
		}
		return lexical.Nobody
	}
	for i, o := range a.picture.Organisations {
		list = append(list, slices.Repeat([]int{lookOn(i)}, len(o.NonPriorities))...)
	}
	asides := make([]int, len(a.asides))
	for objective, aside := range a.asideOf {
		asides[aside] = lookOn(a.items[objective].organisation)
	}
	return append(list, asides...)
}

// siblings lists for every goal the others that share an initiative with it.
func siblings(p Picture) [][]int {
	lists := make([][]int, len(p.Goals))
	for j, g := range p.Goals {
		for k, other := range p.Goals {
			share := slices.ContainsFunc(p.Initiatives, func(i Initiative) bool {
				return slices.Contains(i.Goals, g.ID) && slices.Contains(i.Goals, other.ID)
			})
			if j != k && share {
				lists[j] = append(lists[j], k)
			}
		}
	}
	return lists
}

// judge looks up what people have decided. What is not in the picture is passed over.
func (a *assessment) judge() {
	row := map[string]int{}
	for i, o := range a.items {
		row[o.ID] = i
	}
	for _, s := range []*side{&a.goals, &a.initiatives} {
		s.verdicts = map[pair]Judgement{}
		target := map[string]int{}
		for j, id := range s.ids {
			target[id] = j
		}
		for _, j := range a.picture.Judgements {
			i, known := row[j.Objective]
			t, aimed := target[j.Target]
			if known && aimed {
				s.verdicts[pair{i, t}] = j
			}
		}
	}
}

// lessons is what people's decisions teach.
func (s *side) lessons() []lexical.Lesson {
	lessons := make([]lexical.Lesson, 0, len(s.verdicts))
	for at, j := range s.verdicts {
		lessons = append(lessons, lexical.Lesson{Row: at.row, Target: at.target, Confirmed: j.Verdict == Confirmed})
	}
	return lessons
}

// chance is how likely it is that a row serves a target, 0 to 1, to those whose row it is: by the engine's score, and by
// how they have decided where they have.
func (s *side) chance(row, target int) float64 {
	return round(s.fit.Chance(row, s.probability[row*len(s.ids)+target]))
}

// score is how likely the engine holds it that a row serves a target, 0 to 1. It draws the lines.
func (s *side) score(row, target int) float64 {
	return round(s.probability[row*len(s.ids)+target])
}

// linked reports whether an objective is suggested to serve a target, or confirmed.
func (s *side) linked(row, target int) bool {
	switch s.verdicts[pair{row, target}].Verdict {
	case Confirmed:
		return true
	case Rejected:
		return false
	}
	return !s.opposed[pair{row, target}] && s.score(row, target) >= lexical.Threshold
}

// settle lists what is linked, once everything that bears on it is known.
func (a *assessment) settle(s *side) {
	s.rows = make([][]int, len(s.ids))
	s.serving = make([]int, len(s.ids))
	parallel.Do(len(s.ids), a.threads, func(j int) {
		for row := range a.items {
			if s.linked(row, j) {
				s.rows[j] = append(s.rows[j], row)
			}
		}
		s.serving[j] = a.organisationsIn(s.rows[j])
	})
}

// directFrom is the score from which on an objective is taken to deliver part of the outcome itself.
const directFrom = 0.4

func (s *side) contribution(row, target int) Contribution {
	if said := s.verdicts[pair{row, target}]; said.Verdict == Confirmed && said.Contribution != "" {
		return said.Contribution
	}
	if s.score(row, target) >= directFrom {
		return Direct
	}
	return Partial
}

// round keeps six places, so that a score reads the same everywhere.
func round(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// monthOf writes a date as people gave it, or "no date".
func monthOf(day time.Time) string {
	if day.IsZero() {
		return "no date"
	}
	return day.Format("2006-01")
}
