package strategy

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

// ParseConstraintKind gives the kind for a writer's word, and the word itself when it is not one of ours.
func ParseConstraintKind(word string) (kind ConstraintKind, asWritten string) {
	switch k := ConstraintKind(word); k {
	case ConstraintFinance, ConstraintDigitalSkills, ConstraintPhysicalInfrastructure, ConstraintDataInfrastructure, ConstraintOther:
		return k, ""
	default:
		return ConstraintOther, word
	}
}
