package strategy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/internal/fault"
)

// FieldType is what a field holds, and so how a form asks for it.
type FieldType string

// The types of field. Whatever the type, Text and Put have the value as text: codes and words with commas between them,
// and what has parts of its own one in a line, its parts set apart by bars.
const (
	Line       FieldType = "line"       // one line of text
	Prose      FieldType = "prose"      // paragraphs
	Date       FieldType = "month"      // YYYY-MM
	Number     FieldType = "number"     // a whole number from 1
	Word       FieldType = "word"       // one of Words
	Words      FieldType = "words"      // several of Words
	Code       FieldType = "code"       // of one item of kind Of
	Codes      FieldType = "codes"      // of several items of kind Of
	Measured   FieldType = "measures"   // name | baseline | target | unit
	Milestoned FieldType = "milestones" // name | month | done
	Changed    FieldType = "changes"    // role | what | month
)

// Field is one field that items of some kinds have. The catalogue of fields is the one place that says what there is: what
// is validated, imported, exported, compared and read out follows it.
type Field struct {
	Name  string // as the files and the API call it
	Label string // as people read it
	Type  FieldType
	Kinds []ItemKind
	Words []string // that may be chosen
	Of    ItemKind // whose codes it holds
	// Text gives the value as text; empty is not said.
	Text func(*Item) string
	// Put sets the value from text; its error says in plain English what is wrong.
	Put func(*Item, string) error
	// List gives the texts of a field of Words or Codes one by one; it is nil for other types.
	List func(*Item) []string
	// codes is where a field of codes keeps them.
	codes func(*Item) *[]string
	gone  bool // it may name what has been retired
	check func(*Item) []fault.Field
}

// Fields lists the fields that an item of a kind has, in the order in which they are asked for.
func Fields(kind ItemKind) []Field {
	var list []Field
	for _, f := range catalogue {
		if slices.Contains(f.Kinds, kind) {
			list = append(list, f)
		}
	}
	return list
}

// FieldOf finds a field of a kind by its name.
func FieldOf(kind ItemKind, name string) (Field, bool) {
	for _, f := range catalogue {
		if f.Name == name && slices.Contains(f.Kinds, kind) {
			return f, true
		}
	}
	return Field{}, false
}

var (
	each       = Kinds()
	objectives = []ItemKind{KindObjective}
	works      = []ItemKind{KindInitiative}
	services   = []ItemKind{KindService}
	measurable = []ItemKind{KindGoal, KindObjective, KindInitiative}
)

// catalogue is all there is, in the order in which it is asked for.
var catalogue = []Field{
	word("constraint", "Kind of constraint", []ItemKind{KindConstraint}, ConstraintKinds(), func(i *Item) *ConstraintKind { return &i.Body.Constraint }),
	line("as_written", "Kind in your own word", []ItemKind{KindConstraint}, func(i *Item) *string { return &i.Body.AsWritten }),
	line("title", "Title", []ItemKind{KindGoal, KindAim, KindObjective, KindInitiative, KindService, KindDelivered, KindChange}, title),
	prose("title", "Text", []ItemKind{KindPrinciple, KindConstraint}, title),
	prose("title", "What you will not do", []ItemKind{KindNonPriority}, title),
	prose("title", "The problem or need", []ItemKind{KindNeed}, title),
	prose("title", "What could go wrong", []ItemKind{KindRisk}, title),
	line("role", "Whose need it is", []ItemKind{KindNeed}, func(i *Item) *string { return (*string)(&i.Body.Role) }),
	prose("description", "Description", []ItemKind{KindGoal, KindAim, KindObjective, KindInitiative, KindService, KindDelivered}, description),
	prose("description", "Why", []ItemKind{KindNonPriority, KindPrinciple, KindChange}, description),
	prose("description", "More about it", []ItemKind{KindNeed, KindConstraint, KindRisk}, description),
	prose("need", "User need it serves", objectives, func(i *Item) *string { return &i.Body.Need }),
	codes("needs", "User needs it serves", objectives, KindNeed, func(i *Item) *[]string { return &i.Body.Needs }),
	prose("excluded", "Who could be excluded", objectives, func(i *Item) *string { return &i.Body.Excluded }),
	prose("non_digital", "The way without digital", objectives, func(i *Item) *string { return &i.Body.NonDigital }),
	line("owner", "Accountable owner", []ItemKind{KindObjective, KindRisk}, func(i *Item) *string { return &i.Body.Owner }),
	word("owner_place", "Where the owner sits", objectives, OwnerPlaces(), func(i *Item) *OwnerPlace { return &i.Body.OwnerPlace }),
	word("delivery", "How it is run", works, Deliveries(), func(i *Item) *Delivery { return &i.Body.Delivery }),
	codes("goals", "Goals it serves", works, KindGoal, func(i *Item) *[]string { return &i.Body.Goals }),
	measured(),
	due("Horizon", KindObjective),
	due("Due", KindGoal, KindInitiative),
	due("Until", KindNonPriority),
	due("When", KindDelivered, KindChange),
	rank(),
	codes("aims", "Aims it serves", objectives, KindAim, func(i *Item) *[]string { return &i.Body.Aims }),
	words("themes", "Themes", objectives, Themes(), func(i *Item) *[]Theme { return &i.Body.Themes }),
	changed(),
	codes("objectives", "Objectives it serves", []ItemKind{KindInitiative, KindDelivered}, KindObjective, served),
	codes("objectives", "Objectives it threatens", []ItemKind{KindRisk}, KindObjective, served),
	mayBeGone(codes("objectives", "Objectives given up", []ItemKind{KindChange}, KindObjective, served)),
	word("phase", "Phase", works, Phases(), func(i *Item) *Phase { return &i.Body.Phase }),
	milestoned(),
	month("checkpoint_on", "Checkpoint", works, func(i *Item) *Month { return &i.Body.Checkpoint.On }),
	prose("stop_if", "We would stop if", works, func(i *Item) *string { return &i.Body.Checkpoint.StopIf }),
	word("decision", "Decision at the checkpoint", works, Decisions(), func(i *Item) *Decision { return &i.Body.Checkpoint.Decision }),
	prose("decision_reason", "Reason for the decision", works, func(i *Item) *string { return &i.Body.Checkpoint.Reason }),
	line("lead_clinical", "Clinical lead", works, func(i *Item) *string { return &i.Body.Leads.Clinical }),
	line("lead_operational", "Operational lead", works, func(i *Item) *string { return &i.Body.Leads.Operational }),
	line("lead_digital", "Digital lead", works, func(i *Item) *string { return &i.Body.Leads.Digital }),
	line("lead_estates", "Estates lead", works, func(i *Item) *string { return &i.Body.Leads.Estates }),
	word("funding", "Funding", works, Fundings(), func(i *Item) *Funding { return &i.Body.Funding }),
	word("dcb0160", "Clinical safety (DCB0160)", works, AssuranceStates(), func(i *Item) *AssuranceState { return &i.Body.Assurance.ClinicalSafety }),
	word("dpia", "Data protection (DPIA)", works, AssuranceStates(), func(i *Item) *AssuranceState { return &i.Body.Assurance.DataProtection }),
	word("cyber", "Cyber security", works, AssuranceStates(), func(i *Item) *AssuranceState { return &i.Body.Assurance.Cyber }),
	line("adopts", "System principle it takes on", []ItemKind{KindPrinciple}, func(i *Item) *string { return &i.Body.Adopts }),
	prose("evidence", "Evidence", []ItemKind{KindNeed}, func(i *Item) *string { return &i.Body.Evidence }),
	line("users", "Users", services, func(i *Item) *string { return &i.Body.Users }),
	line("volume", "Volume", services, func(i *Item) *string { return &i.Body.Volume }),
	line("take_up", "Digital take-up", services, func(i *Item) *string { return &i.Body.TakeUp }),
	line("cost", "Cost for each transaction", services, func(i *Item) *string { return &i.Body.Cost }),
	line("satisfaction", "User satisfaction", services, func(i *Item) *string { return &i.Body.Satisfaction }),
	line("failure_demand", "Failure demand", services, func(i *Item) *string { return &i.Body.FailureDemand }),
	codes("depends_on", "Depends on", services, KindService, func(i *Item) *[]string { return &i.Body.DependsOn }),
	prose("effect", "What it changed", []ItemKind{KindDelivered}, func(i *Item) *string { return &i.Body.Effect }),
	prose("mitigation", "What is done about it", []ItemKind{KindRisk}, func(i *Item) *string { return &i.Body.Mitigation }),
	prose("learned", "What was learned", []ItemKind{KindRisk, KindDelivered}, func(i *Item) *string { return &i.Body.Learned }),
	code("replaced_by", "What came instead", []ItemKind{KindChange}, KindObjective, func(i *Item) *string { return &i.Body.ReplacedBy }),
	word("marking", "Marking", each, Markings(), func(i *Item) *Marking { return &i.Body.Marking }),
	month("marked_until", "Marked until", each, func(i *Item) *Month { return &i.Body.MarkedUntil }),
	prose("provenance", "Where it comes from", each, func(i *Item) *string { return &i.Body.Provenance }),
}

func title(i *Item) *string       { return &i.Title }
func description(i *Item) *string { return &i.Body.Description }
func served(i *Item) *[]string    { return &i.Body.Objectives }

func mayBeGone(f Field) Field {
	f.gone = true
	return f
}

func due(label string, kinds ...ItemKind) Field {
	return month("due", label, kinds, func(i *Item) *Month { return &i.Due })
}

func texted(f Field, most int, at func(*Item) *string) Field {
	f.Text = func(i *Item) string { return *at(i) }
	f.Put = func(i *Item, text string) error { *at(i) = text; return nil }
	f.check = func(i *Item) []fault.Field { return Fits(f.Name, *at(i), most) }
	return f
}

func line(name, label string, kinds []ItemKind, at func(*Item) *string) Field {
	return texted(Field{Name: name, Label: label, Type: Line, Kinds: kinds}, longestTitle, at)
}

func prose(name, label string, kinds []ItemKind, at func(*Item) *string) Field {
	return texted(Field{Name: name, Label: label, Type: Prose, Kinds: kinds}, longestText, at)
}

func code(name, label string, kinds []ItemKind, of ItemKind, at func(*Item) *string) Field {
	return texted(Field{Name: name, Label: label, Type: Code, Kinds: kinds, Of: of}, longestTitle, at)
}

func month(name, label string, kinds []ItemKind, at func(*Item) *Month) Field {
	return Field{
		Name: name, Label: label, Type: Date, Kinds: kinds,
		Text: func(i *Item) string { return at(i).String() },
		Put:  func(i *Item, text string) error { return at(i).UnmarshalText([]byte(text)) },
	}
}

func word[T ~string](name, label string, kinds []ItemKind, choices []T, at func(*Item) *T) Field {
	f := Field{Name: name, Label: label, Type: Word, Kinds: kinds, Words: plainWords(choices)}
	f.Text = func(i *Item) string { return string(*at(i)) }
	f.Put = func(i *Item, text string) error { *at(i) = T(text); return nil }
	f.check = func(i *Item) []fault.Field {
		if text := f.Text(i); text != "" && !slices.Contains(f.Words, text) {
			return []fault.Field{{Name: name, Reason: fmt.Sprintf("Choose one of %s, or leave it out.", strings.Join(f.Words, ", "))}}
		}
		return nil
	}
	return f
}

// listed is a field that holds several texts.
func listed[T ~string](f Field, at func(*Item) *[]T) Field {
	f.List = func(i *Item) []string { return plainWords(*at(i)) }
	f.Text = func(i *Item) string { return strings.Join(f.List(i), ", ") }
	f.Put = func(i *Item, text string) error {
		*at(i) = nil
		for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
			if part = strings.TrimSpace(part); part != "" {
				*at(i) = append(*at(i), T(part))
			}
		}
		return nil
	}
	f.check = func(i *Item) []fault.Field {
		for n, one := range *at(i) {
			switch {
			case len(f.Words) > 0 && !slices.Contains(f.Words, string(one)):
				return []fault.Field{{Name: f.Name, Reason: fmt.Sprintf("%q cannot be chosen here. Choose from %s.", one, strings.Join(f.Words, ", "))}}
			case slices.Contains((*at(i))[:n], one):
				return []fault.Field{{Name: f.Name, Reason: fmt.Sprintf("%s is there twice.", one)}}
			case n == mostListed:
				return []fault.Field{{Name: f.Name, Reason: fmt.Sprintf("Give at most %d.", mostListed)}}
			}
		}
		return nil
	}
	return f
}

func words[T ~string](name, label string, kinds []ItemKind, choices []T, at func(*Item) *[]T) Field {
	return listed(Field{Name: name, Label: label, Type: Words, Kinds: kinds, Words: plainWords(choices)}, at)
}

func codes(name, label string, kinds []ItemKind, of ItemKind, at func(*Item) *[]string) Field {
	return listed(Field{Name: name, Label: label, Type: Codes, Kinds: kinds, Of: of, codes: at}, at)
}

func rank() Field {
	return Field{
		Name: "rank", Label: "Rank", Type: Number, Kinds: objectives,
		Text: func(i *Item) string {
			if i.Body.Rank == 0 {
				return ""
			}
			return strconv.Itoa(i.Body.Rank)
		},
		Put: func(i *Item, text string) (err error) {
			if i.Body.Rank = 0; text == "" {
				return nil
			}
			if i.Body.Rank, err = strconv.Atoi(text); err != nil {
				return fmt.Errorf("%q is not a rank: write a whole number, 1 for the first", text)
			}
			return nil
		},
		check: func(i *Item) []fault.Field {
			if i.Body.Rank < 0 || i.Body.Rank > 1000 {
				return []fault.Field{{Name: "rank", Reason: "Give a whole number from 1, or leave it out."}}
			}
			return nil
		},
	}
}

func plainWords[T ~string](list []T) []string {
	plain := make([]string, len(list))
	for i, one := range list {
		plain[i] = string(one)
	}
	return plain
}
