package broken

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

func conflicts(r *row) {
	build().Clauses(clause.OnConflict{DoNothing: true}).Create(r)                                         // want `name org_id among the columns`
	build().Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true}).Create(r) // want `name org_id among the columns`
	columns := []clause.Column{{Name: "org_id"}}
	build().Clauses(clause.OnConflict{Columns: columns}).Create(r) // want `name org_id among the columns`
	var later clause.OnConflict                                    // want `write clause.OnConflict with its columns where it is used`
	later.DoNothing = true                                         // want `write DoNothing of clause.OnConflict where the conflict is written`
	build().Clauses(later).Create(r)
}

func expressions(r *row) {
	from := input()[0]
	build().Where(clause.Expr{SQL: "true"}).Find(r)                                           // want `clause.Expr is not used here: an expression of one's own is SQL`
	build().Where(clause.NamedExpr{SQL: "true"}).Find(r)                                      // want `clause.NamedExpr is not used here: an expression of one's own is SQL`
	build().Model(r).Update("name", gorm.Expr("name"))                                        // want `gorm.Expr is not used here: an expression of one's own is SQL`
	build().Clauses(clause.Set(clause.Assignments(map[string]any{}))).Updates(r)              // want `clause.Assignments is not used here: values by map`
	build().Clauses(clause.From{}).Find(r)                                                    // want `clause.From is not used here: nothing here needs it`
	build().Order(clause.OrderByColumn{Column: clause.Column{Name: from, Raw: true}}).Find(r) // want `a raw name is not quoted`
	build().Clauses(clause.Locking{Strength: from}).Find(r)                                   // want `Strength of a lock is a constant here`
	build().Clauses(clause.Locking{Strength: "UPDATE", Options: from}).Find(r)                // want `Options of a lock is a constant here`
}

type parent struct {
	ID    string
	Parts []row `gorm:"foreignKey:OrgID"` // want `foreignKey makes an association`
}

func (*parent) BeforeCreate(*gorm.DB) error { return nil } // want `BeforeCreate would be called by GORM behind every statement`
