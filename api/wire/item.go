package wire

import (
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Item is an item of the working copy.
func Item(k strategy.Kept[strategy.Item]) gen.Item {
	return gen.Item{
		ID: k.ID, Strategy: k.Strategy, Version: k.Version, Updated: k.Updated, Kind: gen.ItemKind(k.Item.Kind), Code: k.Item.Code,
		Fields: ItemFields(k.Item),
	}
}

// ItemKinds is the catalogue of what a strategy may say.
func ItemKinds() gen.ItemKindList {
	kinds := each(strategy.Kinds(), func(k strategy.ItemKind) gen.ItemKindDetail {
		return gen.ItemKindDetail{Kind: gen.ItemKind(k), Noun: k.Noun(), Fields: each(strategy.Fields(k), itemField)}
	})
	return gen.ItemKindList{Kinds: kinds, Roles: each(strategy.Roles(), func(r strategy.Role) string { return string(r) })}
}

func itemField(f strategy.Field) gen.ItemField {
	return gen.ItemField{
		Name: f.Name, Label: f.Label, Type: gen.ItemFieldType(f.Type), Words: orEmpty(f.Words), Of: unlessEmpty(gen.ItemKind(f.Of)),
	}
}

// ItemList is a list of them.
func ItemList(list []strategy.Kept[strategy.Item]) gen.ItemList {
	return gen.ItemList{Items: each(list, Item)}
}

// ToFilter reads which items are asked for.
func ToFilter(p gen.ListItemsParams) strategy.Filter {
	return strategy.Filter{Strategy: p.Strategy, Kind: (*strategy.ItemKind)(p.Kind), Retired: valueOr(p.Retired)}
}

// ToItem reads a new item.
func ToItem(n gen.NewItem) (strategy.Item, error) {
	item := strategy.Item{Kind: strategy.ItemKind(n.Kind), Code: valueOr(n.Code)}
	edit, err := EditItem(n.Fields)
	if err == nil {
		edit(&item)
	}
	return item, err
}

// ToCourse reads why an objective is given up.
func ToCourse(c gen.ChangeOfCourse) strategy.Course {
	return strategy.Course{Reason: c.Reason, ReplacedBy: valueOr(c.ReplacedBy)}
}

// ItemFields is what an item says; what it does not say is left out.
func ItemFields(i strategy.Item) gen.ItemFields {
	b := i.Body
	return gen.ItemFields{
		Title: unlessEmpty(i.Title), Description: unlessEmpty(b.Description), Due: unlessEmpty(i.Due.String()),
		Measures: unlessNone(measures(b.Measures)), Provenance: unlessEmpty(b.Provenance),
		Goals: unlessNone(b.Goals), Aims: unlessNone(b.Aims), Needs: unlessNone(b.Needs), Objectives: unlessNone(b.Objectives),
		DependsOn: unlessNone(b.DependsOn), Adopts: unlessEmpty(b.Adopts), ReplacedBy: unlessEmpty(b.ReplacedBy),
		Need: unlessEmpty(b.Need), Excluded: unlessEmpty(b.Excluded), NonDigital: unlessEmpty(b.NonDigital),
		Owner: unlessEmpty(b.Owner), OwnerPlace: unlessEmpty(gen.OwnerPlace(b.OwnerPlace)), Rank: unlessEmpty(b.Rank),
		Themes: unlessNone(each(b.Themes, func(t strategy.Theme) gen.Theme { return gen.Theme(t) })), Changes: unlessNone(each(b.Changes, roleChange)),
		Delivery: unlessEmpty(gen.Delivery(b.Delivery)), Phase: unlessEmpty(gen.Phase(b.Phase)), Milestones: unlessNone(each(b.Milestones, milestone)),
		CheckpointOn: unlessEmpty(b.Checkpoint.On.String()), StopIf: unlessEmpty(b.Checkpoint.StopIf),
		Decision: unlessEmpty(gen.CheckpointDecision(b.Checkpoint.Decision)), DecisionReason: unlessEmpty(b.Checkpoint.Reason),
		LeadClinical: unlessEmpty(b.Leads.Clinical), LeadOperational: unlessEmpty(b.Leads.Operational),
		LeadDigital: unlessEmpty(b.Leads.Digital), LeadEstates: unlessEmpty(b.Leads.Estates),
		Funding: unlessEmpty(gen.Funding(b.Funding)), Dcb0160: unlessEmpty(gen.AssuranceState(b.Assurance.ClinicalSafety)),
		Dpia: unlessEmpty(gen.AssuranceState(b.Assurance.DataProtection)), Cyber: unlessEmpty(gen.AssuranceState(b.Assurance.Cyber)),
		Constraint: unlessEmpty(gen.ConstraintWord(b.Constraint)), AsWritten: unlessEmpty(b.AsWritten),
		Role: unlessEmpty(string(b.Role)), Evidence: unlessEmpty(b.Evidence),
		Users: unlessEmpty(b.Users), Volume: unlessEmpty(b.Volume), TakeUp: unlessEmpty(b.TakeUp), Cost: unlessEmpty(b.Cost),
		Satisfaction: unlessEmpty(b.Satisfaction), FailureDemand: unlessEmpty(b.FailureDemand),
		Effect: unlessEmpty(b.Effect), Mitigation: unlessEmpty(b.Mitigation), Learned: unlessEmpty(b.Learned),
		Marking: unlessEmpty(gen.Marking(b.Marking)), MarkedUntil: unlessEmpty(b.MarkedUntil.String()),
	}
}

// EditItem reads what is said of an item as an edit: what is left out stays.
func EditItem(f gen.ItemFields) (func(*strategy.Item), error) {
	var m months
	due, on, until := m.read("due", f.Due), m.read("checkpoint_on", f.CheckpointOn), m.read("marked_until", f.MarkedUntil)
	milestones, changes := m.milestones(f.Milestones), m.changes(f.Changes)
	return func(i *strategy.Item) {
		b := &i.Body
		set(&i.Title, f.Title)
		set(&b.Description, f.Description)
		setMonth(&i.Due, f.Due, due)
		if f.Measures != nil {
			b.Measures = toMeasures(f.Measures)
		}
		set(&b.Provenance, f.Provenance)
		setWord(&b.Marking, f.Marking)
		setMonth(&b.MarkedUntil, f.MarkedUntil, until)
		setNames(b, f)
		setObjective(b, f)
		set(&b.Changes, changes)
		setInitiative(b, f)
		set(&b.Milestones, milestones)
		setMonth(&b.Checkpoint.On, f.CheckpointOn, on)
		setWord(&b.Constraint, f.Constraint)
		set(&b.AsWritten, f.AsWritten)
		setWord(&b.Role, f.Role)
		set(&b.Evidence, f.Evidence)
		setService(b, f)
		set(&b.Effect, f.Effect)
		set(&b.Mitigation, f.Mitigation)
		set(&b.Learned, f.Learned)
	}, m.err
}

func setNames(b *strategy.Body, f gen.ItemFields) {
	set(&b.Goals, f.Goals)
	set(&b.Aims, f.Aims)
	set(&b.Needs, f.Needs)
	set(&b.Objectives, f.Objectives)
	set(&b.DependsOn, f.DependsOn)
	set(&b.Adopts, f.Adopts)
	set(&b.ReplacedBy, f.ReplacedBy)
}

func setObjective(b *strategy.Body, f gen.ItemFields) {
	set(&b.Need, f.Need)
	set(&b.Excluded, f.Excluded)
	set(&b.NonDigital, f.NonDigital)
	set(&b.Owner, f.Owner)
	setWord(&b.OwnerPlace, f.OwnerPlace)
	set(&b.Rank, f.Rank)
	if f.Themes != nil {
		b.Themes = each(*f.Themes, func(t gen.Theme) strategy.Theme { return strategy.Theme(t) })
	}
}

func setInitiative(b *strategy.Body, f gen.ItemFields) {
	setWord(&b.Delivery, f.Delivery)
	setWord(&b.Phase, f.Phase)
	set(&b.Checkpoint.StopIf, f.StopIf)
	setWord(&b.Checkpoint.Decision, f.Decision)
	set(&b.Checkpoint.Reason, f.DecisionReason)
	set(&b.Leads.Clinical, f.LeadClinical)
	set(&b.Leads.Operational, f.LeadOperational)
	set(&b.Leads.Digital, f.LeadDigital)
	set(&b.Leads.Estates, f.LeadEstates)
	setWord(&b.Funding, f.Funding)
	setWord(&b.Assurance.ClinicalSafety, f.Dcb0160)
	setWord(&b.Assurance.DataProtection, f.Dpia)
	setWord(&b.Assurance.Cyber, f.Cyber)
}

func setService(b *strategy.Body, f gen.ItemFields) {
	set(&b.Users, f.Users)
	set(&b.Volume, f.Volume)
	set(&b.TakeUp, f.TakeUp)
	set(&b.Cost, f.Cost)
	set(&b.Satisfaction, f.Satisfaction)
	set(&b.FailureDemand, f.FailureDemand)
}

func setWord[T, F ~string](into *T, from *F) {
	if from != nil {
		*into = T(*from)
	}
}

func roleChange(c strategy.RoleChange) gen.RoleChange {
	return gen.RoleChange{Role: string(c.Role), What: c.What, When: unlessEmpty(c.When.String())}
}

func milestone(m strategy.Milestone) gen.Milestone {
	return gen.Milestone{Name: m.Name, Due: unlessEmpty(m.Due.String()), Done: unlessEmpty(m.Done)}
}

// months reads the dates of an item and keeps the first that cannot be read.
type months struct{ err error }

func (m *months) read(field string, text *string) strategy.Month {
	month, err := ToMonth(field, text)
	if m.err == nil {
		m.err = err
	}
	return month
}

func (m *months) milestones(list *[]gen.Milestone) *[]strategy.Milestone {
	if list == nil {
		return nil
	}
	read := each(*list, func(g gen.Milestone) strategy.Milestone {
		return strategy.Milestone{Name: g.Name, Due: m.read("milestones", g.Due), Done: valueOr(g.Done)}
	})
	return &read
}

func (m *months) changes(list *[]gen.RoleChange) *[]strategy.RoleChange {
	if list == nil {
		return nil
	}
	read := each(*list, func(g gen.RoleChange) strategy.RoleChange {
		return strategy.RoleChange{Role: strategy.Role(g.Role), What: g.What, When: m.read("changes", g.When)}
	})
	return &read
}
