package strategy

// Body is what an item says besides its title and its date. It is kept as JSON, in the working copy and in editions, and an
// item uses the fields of its kind and no others.
type Body struct {
	Description string    `json:"description,omitempty"`
	Measures    []Measure `json:"measures,omitempty"`
	Provenance  string    `json:"provenance,omitempty"`
	Marking     Marking   `json:"marking,omitempty"`
	MarkedUntil Month     `json:"marked_until,omitzero"` // when an item for future publication becomes open

	// What it belongs to, by codes of the same strategy.
	Goals      []string `json:"goals,omitempty"`
	Aims       []string `json:"aims,omitempty"`
	Needs      []string `json:"needs,omitempty"`
	Objectives []string `json:"objectives,omitempty"`
	DependsOn  []string `json:"depends_on,omitempty"`
	// Adopts is the code of the system's principle that an organisation's principle takes on.
	Adopts string `json:"adopts,omitempty"`

	// Of an objective.
	Need       string       `json:"need,omitempty"`        // whose need it serves, in words
	Excluded   string       `json:"excluded,omitempty"`    // who could be left out
	NonDigital string       `json:"non_digital,omitempty"` // the way for those who cannot or will not use it
	Owner      string       `json:"owner,omitempty"`       // the accountable owner, by role
	OwnerPlace OwnerPlace   `json:"owner_place,omitempty"`
	Rank       int          `json:"rank,omitempty"` // 1 is first; 0 is not ranked
	Themes     []Theme      `json:"themes,omitempty"`
	Changes    []RoleChange `json:"changes,omitempty"`

	// Of an initiative.
	Delivery   Delivery    `json:"delivery,omitempty"`
	Phase      Phase       `json:"phase,omitempty"`
	Milestones []Milestone `json:"milestones,omitempty"`
	Checkpoint Checkpoint  `json:"checkpoint,omitzero"`
	Leads      Leads       `json:"leads,omitzero"`
	Funding    Funding     `json:"funding,omitempty"`
	Assurance  Assurance   `json:"assurance,omitzero"`

	// Of a constraint.
	Constraint ConstraintKind `json:"constraint,omitempty"`
	AsWritten  string         `json:"as_written,omitempty"` // the writer's word when the kind is none of ours

	// Of a user need.
	Role     Role   `json:"role,omitempty"`
	Evidence string `json:"evidence,omitempty"`

	// Of a digital service. Figures are kept as written ("12,000 a month", "£3.40").
	Users         string `json:"users,omitempty"`
	Volume        string `json:"volume,omitempty"`
	TakeUp        string `json:"take_up,omitempty"`
	Cost          string `json:"cost,omitempty"` // per transaction
	Satisfaction  string `json:"satisfaction,omitempty"`
	FailureDemand string `json:"failure_demand,omitempty"`

	Effect     string `json:"effect,omitempty"`      // of something delivered: what it changed
	Mitigation string `json:"mitigation,omitempty"`  // of a risk: what is done about it
	Learned    string `json:"learned,omitempty"`     // of a risk or something delivered
	ReplacedBy string `json:"replaced_by,omitempty"` // of a change of course: the code of what came instead
}

// Measure says how anyone will know. Baseline and target are kept as written ("5 of 11", "28%").
type Measure struct {
	Name     string `json:"name"`
	Baseline string `json:"baseline"`
	Target   string `json:"target"`
	Unit     string `json:"unit,omitempty"`
}

// RoleChange is what an objective changes for people in a role.
type RoleChange struct {
	Role Role   `json:"role"`
	What string `json:"what"`
	When Month  `json:"when,omitzero"`
}

// Milestone is a step of an initiative.
type Milestone struct {
	Name string `json:"name"`
	Due  Month  `json:"due,omitzero"`
	Done bool   `json:"done,omitempty"`
}

// Checkpoint is when an initiative is looked at again, what would stop it, and what was decided.
type Checkpoint struct {
	On       Month    `json:"on,omitzero"`
	StopIf   string   `json:"stop_if,omitempty"`
	Decision Decision `json:"decision,omitempty"`
	Reason   string   `json:"reason,omitempty"`
}

// Leads are who leads an initiative, by role, from each side.
type Leads struct {
	Clinical    string `json:"clinical,omitempty"`
	Operational string `json:"operational,omitempty"`
	Digital     string `json:"digital,omitempty"`
	Estates     string `json:"estates,omitempty"`
}

// Assurance is where an initiative stands with what must be assured: clinical safety (DCB0160), data protection (DPIA)
// and cyber security.
type Assurance struct {
	ClinicalSafety AssuranceState `json:"clinical_safety,omitempty"`
	DataProtection AssuranceState `json:"data_protection,omitempty"`
	Cyber          AssuranceState `json:"cyber,omitempty"`
}
