package strategy

import (
	"slices"
	"strings"
)

// Document is one organisation's strategy as a whole, the form in which it is imported, exported, frozen into an
// edition, checked and read by the alignment engine.
type Document struct {
	Header
	Items []Item // by kind, then in the writer's order

	Standing string // what a file says that it is, such as the draft of a day; no part of the strategy
}

// Of gives the items of some kinds, in their order.
func (d Document) Of(kinds ...ItemKind) []Item {
	var items []Item
	for _, i := range d.Items {
		if slices.Contains(kinds, i.Kind) {
			items = append(items, i)
		}
	}
	return items
}

// Header is what a strategy says of itself before its items.
type Header struct {
	Title      string
	Mission    string // a system's vision, an organisation's mission
	Period     string // as written, such as 2025-2029
	NextReview Month  // when it will be looked at again
	Provenance string // a note of where the text comes from, kept and not used
}

// Item is one thing that a strategy says. Which fields of the body it may use depends on its kind: see Fields.
type Item struct {
	Kind  ItemKind
	Code  string // the writer's own short name for it ("G1", "AC-01"), unique within the strategy
	Title string // of a principle or constraint: its text
	Due   Month  // a goal's or initiative's due, an objective's horizon, a non-priority's until, what was delivered when
	Body  Body
}

// ItemKind is what an item is.
type ItemKind string

// The kinds of item. Goals are a system's, objectives an organisation's; the rest may be either's.
const (
	KindPrinciple   ItemKind = "principle"
	KindGoal        ItemKind = "goal"
	KindAim         ItemKind = "aim"
	KindNeed        ItemKind = "user_need"
	KindObjective   ItemKind = "objective"
	KindInitiative  ItemKind = "initiative"
	KindConstraint  ItemKind = "constraint"
	KindNonPriority ItemKind = "non_priority"
	KindService     ItemKind = "service"
	KindDelivered   ItemKind = "delivered"
	KindRisk        ItemKind = "risk"
	KindChange      ItemKind = "change_of_course"
)

// kind is what there is to know about one.
type kind struct {
	kind   ItemKind
	one    string // as a person says it: "an objective"
	many   string
	prefix string // of codes that we give
}

// kinds lists them in the order of a document.
var kinds = []kind{
	{KindPrinciple, "a principle", "principles", "P"},
	{KindGoal, "a goal", "goals", "G"},
	{KindAim, "an aim", "aims", "A"},
	{KindNeed, "a user need", "user needs", "U"},
	{KindObjective, "an objective", "objectives", "O"},
	{KindInitiative, "an initiative", "initiatives", "I"},
	{KindConstraint, "a constraint", "constraints", "C"},
	{KindNonPriority, "a non-priority", "non-priorities", "N"},
	{KindService, "a digital service", "digital services", "S"},
	{KindDelivered, "a delivered piece of work", "delivered pieces of work", "D"},
	{KindRisk, "a risk", "risks", "R"},
	{KindChange, "a change of course", "changes of course", "K"},
}

// Kinds lists the kinds of item in the order of a document.
func Kinds() []ItemKind {
	list := make([]ItemKind, len(kinds))
	for i, k := range kinds {
		list[i] = k.kind
	}
	return list
}

// One is one of the kind as a person says it, such as "a user need"; a kind that is none is "an item".
func (k ItemKind) One() string {
	if i := k.place(); i < len(kinds) {
		return kinds[i].one
	}
	return "an item"
}

// Noun is One without its article.
func (k ItemKind) Noun() string {
	_, noun, _ := strings.Cut(k.One(), " ")
	return noun
}

// Many is several of the kind as a person says it, such as "user needs".
func (k ItemKind) Many() string {
	if i := k.place(); i < len(kinds) {
		return kinds[i].many
	}
	return "items"
}

// place is where items of the kind stand in a document.
func (k ItemKind) place() int {
	if i := slices.IndexFunc(kinds, func(other kind) bool { return other.kind == k }); i >= 0 {
		return i
	}
	return len(kinds)
}
