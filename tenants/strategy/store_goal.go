package strategy

import (
	"github.com/throughline-ics/throughline/internal/fault"
)

type goalRow struct {
	ItemRow
	Title       string
	Description string
	Due         Month
	Provenance  string
}

// TableName is where GORM finds the rows.
func (*goalRow) TableName() string { return "app.goal" }

// Goals are what a system wants to be true by a date.
var Goals = Items[Goal, goalRow, *goalRow]{
	noun:    "goal",
	prefix:  "G",
	columns: []string{"title", "description", "due", "provenance"},
	fill: func(r *goalRow, g Goal) {
		r.Title, r.Description, r.Due, r.Provenance = g.Title, g.Description, g.Due, g.Provenance
	},
	read: func(r *goalRow) Goal {
		return Goal{Title: r.Title, Description: r.Description, Due: r.Due, Provenance: r.Provenance}
	},
	code:  func(g *Goal) *string { return &g.Code },
	check: func(g Goal) []fault.Field { return titled(g.Title, g.Description, g.Measures) },
	parts: []part[Goal]{measured[Goal]{"goal", func(g *Goal) *[]Measure { return &g.Measures }}.part()},
}
