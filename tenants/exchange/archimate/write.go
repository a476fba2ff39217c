package archimate

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

const (
	namespace = "http://www.opengroup.org/xsd/archimate/3.0/"
	schema    = "http://www.opengroup.org/xsd/archimate/3.1/archimate3_Model.xsd"
)

// The types of ArchiMate that are written.
const (
	typeGoal        = "Goal"
	typeOutcome     = "Outcome"
	typePrinciple   = "Principle"
	typeConstraint  = "Constraint"
	typeDriver      = "Driver"
	typeAssessment  = "Assessment"
	typeStakeholder = "Stakeholder"
	typeCapability  = "Capability"
	typeCourse      = "CourseOfAction"

	typeRealization = "Realization"
	typeInfluence   = "Influence"
	typeAssociation = "Association"
)

// typeOf says what an item is in ArchiMate. Its own kind is a property, so that nothing is lost by it.
func typeOf(kind strategy.ItemKind) string {
	switch kind {
	case strategy.KindGoal, strategy.KindAim:
		return typeGoal
	case strategy.KindObjective, strategy.KindDelivered:
		return typeOutcome
	case strategy.KindInitiative:
		return typeCourse
	case strategy.KindService:
		return typeCapability
	case strategy.KindNeed:
		return typeDriver
	case strategy.KindPrinciple:
		return typePrinciple
	case strategy.KindConstraint, strategy.KindNonPriority:
		return typeConstraint
	case strategy.KindRisk, strategy.KindChange:
		return typeAssessment
	default:
		return typeDriver
	}
}

// relationOf says how an item relates to another of its strategy that one of its fields names.
func relationOf(from, to strategy.ItemKind) string {
	switch {
	case typeOf(from) == typeCourse, typeOf(from) == typeOutcome && typeOf(to) == typeGoal:
		return typeRealization
	case typeOf(to) == typeDriver, typeOf(from) == typeAssessment, typeOf(from) == typeOutcome:
		return typeInfluence
	default:
		return typeAssociation
	}
}

// roles are the fields that name a person by role, who is a stakeholder.
var roles = []string{"owner", "role", "lead_clinical", "lead_operational", "lead_digital", "lead_estates"}

// writing is a strategy on its way to a model.
type writing struct {
	elements      []element
	relationships []relation
	definitions   []definition

	kinds map[string]strategy.ItemKind
	roles map[string]bool
	used  map[string]bool // identifiers of relationships and definitions
}

// Write writes a strategy as a model. The same strategy gives the same bytes.
func Write(d strategy.Document) ([]byte, error) {
	w := writing{kinds: map[string]strategy.ItemKind{}, roles: map[string]bool{}, used: map[string]bool{}}
	m := model{
		Namespace: namespace, Instance: "http://www.w3.org/2001/XMLSchema-instance", Location: namespace + " " + schema,
		Identifier: "strategy", Name: said(cmp.Or(d.Title, "Strategy")), Documentation: unlessEmpty(strings.TrimSpace(d.Mission + "\n\n" + d.Standing)),
	}
	for _, i := range d.Items {
		w.kinds[i.Code] = i.Kind
	}
	w.define("kind", "What it is")
	w.define("code", "Code")
	for n := range d.Items {
		w.item(&d.Items[n])
	}
	slices.SortFunc(w.definitions, func(a, b definition) int { return strings.Compare(a.Identifier, b.Identifier) })
	m.Definitions = &definitions{w.definitions}
	if len(w.elements) > 0 {
		m.Elements = &elements{w.elements}
	}
	if len(w.relationships) > 0 {
		m.Relationships = &relations{w.relationships}
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	encoder := xml.NewEncoder(&out)
	encoder.Indent("", "  ")
	if err := encoder.Encode(m); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func (w *writing) define(name, label string) string {
	identifier := propertyPrefix + escape(name)
	if !w.used[identifier] {
		w.used[identifier] = true
		w.definitions = append(w.definitions, definition{identifier, "string", label})
	}
	return identifier
}

func (w *writing) item(i *strategy.Item) {
	has := []property{{w.define("kind", ""), said(string(i.Kind))}, {w.define("code", ""), said(i.Code)}}
	e := element{
		Identifier: Identifier(i.Code), Type: typeOf(i.Kind), Name: said(cmp.Or(oneLine(i.Title), i.Code)),
		Documentation: unlessEmpty(i.Body.Description),
	}
	for _, f := range strategy.Fields(i.Kind) {
		value := f.Text(i)
		switch {
		case value == "" || f.Name == "title" || f.Name == "description":
		case f.Of != "":
			w.relate(i, f, strings.Split(value, ","))
		case slices.Contains(roles, f.Name):
			w.stakeholder(i, f, oneLine(value))
		default:
			has = append(has, property{w.define(f.Name, f.Label), said(value)})
		}
	}
	e.Properties = &properties{has}
	w.elements = append(w.elements, e)
}

// relate writes the relationships to the items that a field names; one that is not in the strategy is left out.
func (w *writing) relate(i *strategy.Item, f strategy.Field, codes []string) {
	for _, code := range codes {
		if to, there := w.kinds[code]; there {
			source, target := Identifier(i.Code), Identifier(code)
			if typeOf(to) == typeDriver { // a need drives what serves it
				source, target = target, source
			}
			w.relation(f, source, target, relationOf(i.Kind, to))
		}
	}
}

// stakeholder writes whoever is named by role, once in the model, and what they have to do with the item.
func (w *writing) stakeholder(i *strategy.Item, f strategy.Field, role string) {
	if role = strings.TrimSpace(role); role == "" {
		return
	}
	identifier := rolePrefix + escape(role)
	if !w.roles[identifier] {
		w.roles[identifier] = true
		w.elements = append(w.elements, element{Identifier: identifier, Type: typeStakeholder, Name: said(role)})
	}
	w.relation(f, identifier, Identifier(i.Code), typeAssociation)
}

func (w *writing) relation(f strategy.Field, source, target, kind string) {
	identifier := relationPrefix + f.Name + divide + source + divide + target
	if w.used[identifier] {
		return
	}
	w.used[identifier] = true
	w.relationships = append(w.relationships, relation{identifier, source, target, kind, said(f.Label)})
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
