package strategy

// The controlled lists. Each is a type of its own with the words a writer may choose; the empty word is "not said".

// Delivery says how a system means to run an initiative.
type Delivery string

// The ways to run an initiative.
const (
	DeliveryUnstated Delivery = ""
	DeliveryCentral  Delivery = "central"
	DeliveryShared   Delivery = "shared"
	DeliveryLocal    Delivery = "local"
)

// Deliveries lists what a writer may choose.
func Deliveries() []Delivery { return []Delivery{DeliveryCentral, DeliveryShared, DeliveryLocal} }

// ConstraintKind says what sort of thing holds an organisation back.
// Source: the four constraints that trust strategies name (see CONTEXT.md), and other.
type ConstraintKind string

// The kinds of constraint.
const (
	ConstraintFinance                ConstraintKind = "finance"
	ConstraintDigitalSkills          ConstraintKind = "digital_skills"
	ConstraintPhysicalInfrastructure ConstraintKind = "physical_infrastructure"
	ConstraintDataInfrastructure     ConstraintKind = "data_infrastructure"
	ConstraintOther                  ConstraintKind = "other"
)

// ConstraintKinds lists what a writer may choose.
func ConstraintKinds() []ConstraintKind {
	return []ConstraintKind{
		ConstraintFinance, ConstraintDigitalSkills, ConstraintPhysicalInfrastructure, ConstraintDataInfrastructure, ConstraintOther,
	}
}

// ParseConstraintKind gives the kind for a writer's word, and the word itself when it is not one of ours.
func ParseConstraintKind(word string) (kind ConstraintKind, asWritten string) {
	for _, k := range ConstraintKinds() {
		if string(k) == word {
			return k, ""
		}
	}
	return ConstraintOther, word
}

// OwnerPlace says whether the accountable owner sits in the digital team or outside it.
type OwnerPlace string

// Where an owner may sit.
const (
	OwnerInIT      OwnerPlace = "in_it"
	OwnerOutsideIT OwnerPlace = "outside_it"
)

// OwnerPlaces lists what a writer may choose.
func OwnerPlaces() []OwnerPlace { return []OwnerPlace{OwnerInIT, OwnerOutsideIT} }

// Phase says how far an initiative has come.
type Phase string

// The phases of an initiative.
const (
	PhaseDiscovery Phase = "discovery"
	PhasePilot     Phase = "pilot"
	PhaseScaling   Phase = "scaling"
)

// Phases lists what a writer may choose.
func Phases() []Phase { return []Phase{PhaseDiscovery, PhasePilot, PhaseScaling} }

// Funding says whether the money is there.
type Funding string

// The states of funding.
const (
	FundingNone     Funding = "unfunded"
	FundingBid      Funding = "bid_made"
	FundingPart     Funding = "part_funded"
	FundingApproved Funding = "funded"
)

// Fundings lists what a writer may choose.
func Fundings() []Funding {
	return []Funding{FundingNone, FundingBid, FundingPart, FundingApproved}
}

// AssuranceState says where a piece of assurance stands.
type AssuranceState string

// The states of assurance.
const (
	AssuranceNotStarted AssuranceState = "not_started"
	AssuranceInProgress AssuranceState = "in_progress"
	AssuranceComplete   AssuranceState = "complete"
	AssuranceNotNeeded  AssuranceState = "not_needed"
)

// AssuranceStates lists what a writer may choose.
func AssuranceStates() []AssuranceState {
	return []AssuranceState{AssuranceNotStarted, AssuranceInProgress, AssuranceComplete, AssuranceNotNeeded}
}

// Decision is the answer at a checkpoint.
type Decision string

// The answers at a checkpoint.
const (
	DecisionContinue Decision = "continue"
	DecisionChange   Decision = "change"
	DecisionStop     Decision = "stop"
)

// Decisions lists what a writer may choose.
func Decisions() []Decision { return []Decision{DecisionContinue, DecisionChange, DecisionStop} }

// Marking says who may be told of an item. Source: the parts of a public board's papers; what is commercial or not yet due
// for publication is kept from the public part.
type Marking string

// The markings of an item; the empty one is open.
const (
	MarkingOpen       Marking = "open"
	MarkingCommercial Marking = "commercial"
	MarkingFuture     Marking = "future_publication"
)

// Markings lists what a writer may choose.
func Markings() []Marking { return []Marking{MarkingOpen, MarkingCommercial, MarkingFuture} }

// Theme ties an objective to a national framework.
type Theme string

// Themes lists what a writer may choose. Sources: What Good Looks Like, the seven success measures (NHS England, 2021); the
// three shifts of the 10 Year Health Plan (2025); the four aims of an integrated care system; the eight principles of
// digital strategy (NHS Providers and Public Digital).
func Themes() []Theme {
	return []Theme{
		"wgll:well_led", "wgll:smart_foundations", "wgll:safe_practice", "wgll:support_people", "wgll:empower_citizens",
		"wgll:improve_care", "wgll:healthy_populations",
		"shift:hospital_to_community", "shift:analogue_to_digital", "shift:sickness_to_prevention",
		"aim:outcomes", "aim:inequalities", "aim:productivity", "aim:social_and_economic",
		"principle:needs", "principle:realistic_goals", "principle:test_and_learn", "principle:long_and_short_term",
		"principle:in_house_team", "principle:suppliers", "principle:trust", "principle:change_course",
	}
}
