package alignment

import "github.com/throughline-ics/throughline/alignment/internal/lexical"

// Report is what an assessment found. Its JSON form is read by other programs: fields and values may be added,
// none may change. Every list is in a fixed order, so that the same picture gives the same bytes.
type Report struct {
	System   string         `json:"system"`
	Links    []Link         `json:"links"`
	Levels   []Placement    `json:"levels"`
	Coverage []GoalCoverage `json:"coverage"`
	// InitiativeCoverage is coverage of the shared initiatives, in the same terms as that of the goals.
	InitiativeCoverage []InitiativeCoverage `json:"initiative_coverage"`
	Findings           []Finding            `json:"findings"`
	// Notes say what about the texts keeps the engine from doing better, and what is linked to too many goals; goals first.
	Notes []Note `json:"notes"`
	// Model is the hash of every input and of the engine's own constants: equal hashes, equal reports.
	Model string `json:"model"`
}

// TargetKind says what an objective is linked to.
type TargetKind string

// The kinds of target.
const (
	ToGoal       TargetKind = "goal"
	ToInitiative TargetKind = "initiative"
)

// Contribution says how much of the target an objective delivers.
type Contribution string

// The contributions: direct delivers part of the stated outcome, partial removes a prerequisite or meets a side of it.
const (
	Direct  Contribution = "direct"
	Partial Contribution = "partial"
)

// Link is an objective beside a target, with how well they fit and why.
type Link struct {
	Objective string     `json:"objective"`
	Target    string     `json:"target"`
	Kind      TargetKind `json:"kind"`
	Score     float64    `json:"score"`     // 0 to 1, rounded to 1e-6
	Suggested bool       `json:"suggested"` // at or over the shipped threshold and not opposed, or confirmed by a person
	// Contribution is given for every link, suggested or not.
	Contribution Contribution `json:"contribution"`
	Evidence     []Evidence   `json:"evidence"`
	// Balance is what else makes the score. Its points and those of the evidence add up to ln(score/(1-score)).
	Balance []Weighed `json:"balance"`
}

// Weighed is something that makes a score and is no word of the two texts.
type Weighed struct {
	Kind   WeighedKind `json:"kind"`
	Target string      `json:"target,omitempty"` // the other goal or initiative that it speaks of
	Points float64     `json:"points"`           // log odds
}

// WeighedKind says what is weighed.
type WeighedKind string

// The kinds of what is weighed.
const (
	Usual        WeighedKind = "usual"       // how objectives fit this target before any of their words is looked at
	OtherWords   WeighedKind = "other_words" // all words that are not in the evidence
	RunnerUp     WeighedKind = "runner_up"   // the target that the objective fits best beside this one
	SharedAim    WeighedKind = "shared_aim"  // a target that shares an initiative with this one, and is fitted better
	DecidedSoFar WeighedKind = "decided"     // how those whose objective it is have decided so far
)

// Band says in a word how sure a link is.
type Band string

// The bands.
const (
	Likely   Band = "likely"
	Possible Band = "possible"
	Unlikely Band = "unlikely"
)

// likelyFrom is the score from which on a link is likely. It is possible from the threshold on.
const likelyFrom = 0.6

// BandOf gives the band of a score.
func BandOf(score float64) Band {
	switch {
	case score >= likelyFrom:
		return Likely
	case score >= lexical.Threshold:
		return Possible
	default:
		return Unlikely
	}
}

// EvidenceKind says where a piece of evidence comes from.
type EvidenceKind string

// The kinds of evidence.
const (
	SharedWord     EvidenceKind = "shared_word"     // the same word, in any inflection, in both texts
	Abbreviation   EvidenceKind = "abbreviation"    // an abbreviation in one text, its long form in the other
	FromInitiative EvidenceKind = "initiative_word" // in the text of an initiative that serves the goal
	Associated     EvidenceKind = "associated"      // a word that goes with the goal's words in this system's texts
	SameTheme      EvidenceKind = "same_theme"      // other words for what the goal is about
	PartialWord    EvidenceKind = "partial_word"    // words that share a part, such as prescribing and ePrescribing
	SimilarMeaning EvidenceKind = "similar_meaning" // both texts as a whole, as an embeddings model sees them; it shows no words
	Learned        EvidenceKind = "learned"         // a word of objectives that people confirmed for this target, or rejected
	Judged         EvidenceKind = "judged"          // a person confirmed it
	Opposition     EvidenceKind = "opposition"      // words that say no, not yet, or our own
	Dates          EvidenceKind = "dates"           // a date set against another
)

// Evidence is one reason, in the words of the texts.
type Evidence struct {
	Kind   EvidenceKind `json:"kind"`
	Text   string       `json:"text"`             // the words as the objective (or non-priority) has them; of meaning none
	Target string       `json:"target,omitempty"` // the words as the other text has them, where there are any
	Weight float64      `json:"weight"`           // share of all that speaks for the score and against it; below 0 speaks against
	Points float64      `json:"points,omitempty"` // of a link: what the words add to its log odds; below 0 speaks against
}

// Level says where a capability belongs.
type Level string

// The levels.
const (
	Central Level = "central"
	Shared  Level = "shared"
	Local   Level = "local"
)

// Undecided is said where the evidence is too thin for a level. It is no level to run anything at.
const Undecided Level = "undecided"

// Criteria are the three tests of where a capability belongs, each 0 to 1.
type Criteria struct {
	Common        float64 `json:"common"`        // do most organisations need the same thing
	Standardised  float64 `json:"standardised"`  // can it run one way everywhere
	Interoperable float64 `json:"interoperable"` // does the benefit cross an organisational boundary
}

// Placement is the recommended level of what an objective needs.
type Placement struct {
	Objective string   `json:"objective"`
	Level     Level    `json:"level"`
	Leaning   Level    `json:"leaning,omitempty"` // the level that it would be if the evidence were enough; only of undecided
	Criteria  Criteria `json:"criteria"`
	Reasons   []string `json:"reasons"` // plain sentences
}

// CoverageState is what an organisation does about a goal or a shared initiative, or why nothing is known.
type CoverageState string

// The states of coverage.
const (
	Aligned               CoverageState = "aligned"
	PartlyAligned         CoverageState = "partial"
	ClaimedWithoutMeasure CoverageState = "claimed_without_measure"
	NotYetReviewed        CoverageState = "not_yet_reviewed"
	NoPublishedObjective  CoverageState = "no_published_objective"
	NotShared             CoverageState = "not_shared"
	NotApplicable         CoverageState = "not_applicable"
	Declined              CoverageState = "declined"
)

// Coverage is one organisation's part in one target.
type Coverage struct {
	Organisation string        `json:"organisation"`
	State        CoverageState `json:"state"`
	Objectives   []string      `json:"objectives"` // ids of the objectives that make the state
}

// GoalCoverage is one organisation's part in one goal.
type GoalCoverage struct {
	Goal string `json:"goal"`
	Coverage
}

// InitiativeCoverage is one organisation's part in one shared initiative.
type InitiativeCoverage struct {
	Initiative string `json:"initiative"`
	Coverage
}

// FindingKind says what was found.
type FindingKind string

// The kinds of finding.
const (
	Gap       FindingKind = "gap"       // a goal that no organisation serves
	Silence   FindingKind = "silence"   // an organisation with nothing where most others have something
	Orphan    FindingKind = "orphan"    // an objective that serves no goal and no shared initiative
	Conflict  FindingKind = "conflict"  // an objective or a non-priority that works against a goal
	Duplicate FindingKind = "duplicate" // two or more organisations buying or building the same thing
	Late      FindingKind = "late"      // an objective that serves a goal and lands after the goal is due
)

// Difference says in what way a conflict works against its goal.
type Difference string

// The ways to differ.
const (
	Opposes   Difference = "opposes"   // does the opposite
	OptsOut   Difference = "opts_out"  // declines to take part
	Postpones Difference = "postpones" // takes part, but only after the goal is due
)

// Finding is something for people to look at. It is a proposal: nobody is told off by it.
type Finding struct {
	Kind       FindingKind `json:"kind"`
	Difference Difference  `json:"difference,omitempty"` // conflicts only
	Items      []string    `json:"items"`                // ids of goals, objectives, non-priorities or organisations
	Goal       *string     `json:"goal"`
	Reason     string      `json:"reason"` // one plain sentence
	Evidence   []Evidence  `json:"evidence"`
}

// Note is something about a goal, an initiative or an objective that its authors can mend.
type Note struct {
	Item string `json:"item"`
	Text string `json:"text"` // plain sentences
}
