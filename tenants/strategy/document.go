package strategy

// Document is one organisation's strategy as a whole, the form in which it is imported, exported, frozen into an
// edition and read by the alignment engine. A system's document has goals, principles and initiatives; a member's
// has objectives, constraints and non-priorities. Codes are the organisation's own short names for its items
// ("G1", "AC-01"), unique within the document.
type Document struct {
	Title         string
	Mission       string // a system's vision, an organisation's mission
	Period        string // as written, such as 2025-2029
	Provenance    string // a note of where the text comes from, kept and not used
	Principles    []Principle
	Goals         []Goal
	Initiatives   []Initiative
	Objectives    []Objective
	Constraints   []Constraint
	NonPriorities []NonPriority
}

// Principle is how a system means to decide.
type Principle struct {
	Code string
	Text string
}

// Goal is something a system wants to be true by a date.
type Goal struct {
	Code        string
	Title       string
	Description string
	Measures    []Measure
	Due         Month
	Provenance  string
}

// Initiative is work that delivers goals; a system's is a shared initiative.
type Initiative struct {
	Code        string
	Title       string
	Description string
	Delivery    Delivery
	Goals       []string // codes of the goals it serves, in the same document
	Measures    []Measure
	Due         Month
	Provenance  string
}

// Objective is something an organisation means to achieve.
type Objective struct {
	Code        string
	Title       string
	Description string
	Measures    []Measure
	Horizon     Month
	Provenance  string
}

// Measure says how anyone will know. Baseline and target are kept as written ("5 of 11", "28%").
type Measure struct {
	Name     string `json:"name"`
	Baseline string `json:"baseline"`
	Target   string `json:"target"`
}

// Constraint is something that holds an organisation back.
type Constraint struct {
	Code string
	Kind ConstraintKind
	// AsWritten is the kind in the writer's word when it is not one of ours; Kind is then ConstraintOther.
	AsWritten string
	Text      string
}

// NonPriority is something an organisation has said it will not do, and until when if it said so.
type NonPriority struct {
	Code  string
	Text  string
	Until Month
}
