package strategy

import (
	"slices"

	"github.com/throughline-ics/throughline/internal/fault"
)

type principleRow struct {
	ItemRow
	Text string
}

// TableName is where GORM finds the rows.
func (*principleRow) TableName() string { return "app.principle" }

// Principles are how a system means to decide.
var Principles = Items[Principle, principleRow, *principleRow]{
	noun:    "principle",
	prefix:  "P",
	columns: []string{"text"},
	fill:    func(r *principleRow, p Principle) { r.Text = p.Text },
	read:    func(r *principleRow) Principle { return Principle{Text: r.Text} },
	code:    func(p *Principle) *string { return &p.Code },
	check:   func(p Principle) []fault.Field { return worded("text", p.Text) },
}

type constraintRow struct {
	ItemRow
	Kind      ConstraintKind
	AsWritten string
	Text      string
}

// TableName is where GORM finds the rows; SQL keeps the word constraint for itself.
func (*constraintRow) TableName() string { return "app.holdback" }

// Constraints are what holds an organisation back.
var Constraints = Items[Constraint, constraintRow, *constraintRow]{
	noun:    "constraint",
	prefix:  "C",
	columns: []string{"kind", "as_written", "text"},
	fill:    func(r *constraintRow, c Constraint) { r.Kind, r.AsWritten, r.Text = c.Kind, c.AsWritten, c.Text },
	read: func(r *constraintRow) Constraint {
		return Constraint{Kind: r.Kind, AsWritten: r.AsWritten, Text: r.Text}
	},
	code: func(c *Constraint) *string { return &c.Code },
	check: func(c Constraint) []fault.Field {
		broken := worded("text", c.Text)
		kinds := []ConstraintKind{
			ConstraintFinance, ConstraintDigitalSkills, ConstraintPhysicalInfrastructure,
			ConstraintDataInfrastructure, ConstraintOther,
		}
		if !slices.Contains(kinds, c.Kind) {
			broken = append(broken, fault.Field{Name: "kind", Reason: "Choose finance, digital skills, physical infrastructure, data infrastructure or other."})
		}
		return broken
	},
}

type nonPriorityRow struct {
	ItemRow
	Text  string
	Until Month
}

// TableName is where GORM finds the rows.
func (*nonPriorityRow) TableName() string { return "app.non_priority" }

// NonPriorities are what an organisation has said it will not do.
var NonPriorities = Items[NonPriority, nonPriorityRow, *nonPriorityRow]{
	noun:    "non-priority",
	prefix:  "N",
	columns: []string{"text", "until"},
	fill:    func(r *nonPriorityRow, n NonPriority) { r.Text, r.Until = n.Text, n.Until },
	read:    func(r *nonPriorityRow) NonPriority { return NonPriority{Text: r.Text, Until: r.Until} },
	code:    func(n *NonPriority) *string { return &n.Code },
	check:   func(n NonPriority) []fault.Field { return worded("text", n.Text) },
}
