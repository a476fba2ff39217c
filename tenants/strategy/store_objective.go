package strategy

import (
	"github.com/throughline-ics/throughline/internal/fault"
)

type objectiveRow struct {
	ItemRow
	Title       string
	Description string
	Horizon     Month
	Provenance  string
}

// TableName is where GORM finds the rows.
func (*objectiveRow) TableName() string { return "app.objective" }

// Objectives are what an organisation means to achieve.
var Objectives = Items[Objective, objectiveRow, *objectiveRow]{
	noun:    "objective",
	prefix:  "O",
	columns: []string{"title", "description", "horizon", "provenance"},
	fill: func(r *objectiveRow, o Objective) {
		r.Title, r.Description, r.Horizon, r.Provenance = o.Title, o.Description, o.Horizon, o.Provenance
	},
	read: func(r *objectiveRow) Objective {
		return Objective{Title: r.Title, Description: r.Description, Horizon: r.Horizon, Provenance: r.Provenance}
	},
	code:  func(o *Objective) *string { return &o.Code },
	check: func(o Objective) []fault.Field { return titled(o.Title, o.Description, o.Measures) },
	parts: []part[Objective]{measured[Objective]{"objective", func(o *Objective) *[]Measure { return &o.Measures }}.part()},
}
