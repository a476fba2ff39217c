package alignment

import (
	"time"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

// Picture is everything that one assessment sees: a system's goals and shared initiatives, and what each of its
// organisations has published. Ids are the caller's and unique within the picture; references between items have
// been checked by whoever made it.
type Picture struct {
	System        string
	Goals         []Goal
	Initiatives   []Initiative
	Organisations []Organisation
	// Judgements are facts: a confirmed pair is a link and a rejected one is not, whatever the score.
	Judgements []Judgement
	// Capabilities are the system's own, added to those that everybody has or in place of them. Whoever makes the
	// picture has checked them with ontology.With: where they do not pass, none counts.
	Capabilities []ontology.Capability
	// Statement is given where the picture is an organisation's own draft beside its system's published goals: what the
	// system's assessment lets its members know of all strategies, in their place.
	Statement *Statement `json:",omitempty"`
	// Vectors say what the picture's wordings mean, by the key of each, as one model sees them. Whoever makes the picture
	// has checked them with CheckVectors: where they do not pass, none counts. To a draft beside a Statement none counts.
	Vectors map[string][]float32 `json:"-"`
}

// Goal is something a system wants to be true by a date.
type Goal struct {
	ID          string
	Title       string
	Description string
	Measures    []string  // names of what is measured
	Due         time.Time // the last day of the month it is due; zero when it has no date
}

// Initiative is a system's shared work that delivers goals.
type Initiative struct {
	ID          string
	Title       string
	Description string
	Delivery    string   // how the system means to run it: central, shared, local or empty
	Goals       []string // ids of the goals it serves
	Due         time.Time
}

// Organisation is a member of the system with what it has published.
type Organisation struct {
	ID     string
	Name   string
	Shared bool // false: nothing of its strategy has been released to this system
	// SharesDecisions lets what it decided teach the engine about the objectives of all who share theirs, and theirs about
	// its own. Without it its decisions move the scores of its own objectives alone, and nobody else can tell what they were.
	SharesDecisions bool
	Objectives      []Objective
	NonPriorities   []NonPriority
}

// Objective is something an organisation means to achieve.
type Objective struct {
	ID          string
	Title       string
	Description string
	Measures    []string
	Horizon     time.Time // the last day of the month it is to be done by; zero when it has no date
}

// NonPriority is something an organisation has said it will not do.
type NonPriority struct {
	ID   string
	Text string
}

// Verdict is what a person decided about a pair.
type Verdict string

// The verdicts.
const (
	Confirmed Verdict = "confirmed"
	Rejected  Verdict = "rejected"
)

// Judgement is a person's decision about one objective and one goal or initiative.
type Judgement struct {
	Objective    string
	Target       string
	Verdict      Verdict
	Contribution Contribution // what the person said of a confirmed pair; empty leaves it to the engine
}
