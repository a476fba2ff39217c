// Package broken breaks each rule once.
package broken

import (
	"context"
	"database/sql"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

type row struct {
	ID    string
	OrgID string
	Name  string
}

func writes(r *row, m map[string]any, any_ any) {
	build().Save(r)                                 // want `Save is not used here: it inserts what it does not find`
	build().Create(m)                               // want `Create takes a row: a map writes`
	build().CreateInBatches([]map[string]any{m}, 1) // want `CreateInBatches takes a row: a map writes`
	build().Model(r).Updates(m)                     // want `Updates takes a row: a map writes`
	build().Model(r).Updates(&m)                    // want `Updates takes a row: a map writes`
	build().Model(r).Updates(any_)                  // want `Updates takes a row: a map writes`
	build().Model(r).UpdateColumns(r)               // want `UpdateColumns is not used here: nothing here needs it`
	build().Unscoped().Delete(r)                    // want `Unscoped is not used here: it drops conditions`
	build().FirstOrCreate(r)                        // want `FirstOrCreate is not used here: its conditions are structs and maps`
	build().FirstOrInit(r)                          // want `FirstOrInit is not used here`
}

func reads(r *row, input string) {
	build().First(r, input)                                                                                  // want `First takes no conditions`
	build().Find(r, "name = ?", input)                                                                       // want `Find takes no conditions`
	build().Delete(r, input)                                                                                 // want `Delete takes no conditions`
	build().Take(r, map[string]any{})                                                                        // want `Take takes no conditions`
	build().Last(r, row{Name: input})                                                                        // want `Last takes no conditions`
	build().Where("name = 'a'").Find(r)                                                                      // want `Where takes clauses only`
	build().Where(&row{Name: input}).Find(r)                                                                 // want `Where takes clauses only`
	build().Where(row{}).Find(r)                                                                             // want `Where takes clauses only`
	build().Where(map[string]any{"name": input}).Find(r)                                                     // want `Where takes clauses only`
	build().Where(build().Limit(1)).Find(r)                                                                  // want `Where takes clauses only`
	build().Not("name = ?", input).Find(r)                                                                   // want `Not takes clauses only` `Not takes clauses only`
	build().Group("name").Having("true").Find(r)                                                             // want `Having takes clauses only`
	build().Where(clause.Eq{Column: "name", Value: input}).Or(clause.Eq{Column: "name", Value: "x"}).Find(r) // want `Or is not used here: it joins what stands before it`
	build().Joins("join other on true").Find(r)                                                              // want `Joins is not used here: a join is SQL`
	build().InnerJoins("Other").Find(r)                                                                      // want `InnerJoins is not used here: a join is SQL`
	build().Preload("Parts").Find(r)                                                                         // want `Preload is not used here: associations are read`
	build().Scopes().Find(r)                                                                                 // want `Scopes is not used here: conditions are written`
	_ = build().Model(r).Association("Parts")                                                                // want `Association is not used here: associations are read`
	_, _ = gorm.G[row](build()).First(context.Background())                                                  // want `gorm.G is not used here: it is a second way` `First is not used here: GORM's inner parts`
}

func texts(r *row, rows []row) {
	for _, name := range input() {
		build().Order(name).Find(&rows)                  // want `Order takes a constant here`
		build().Order("name " + name).Find(&rows)        // want `Order takes a constant here`
		build().Select(name).Find(&rows)                 // want `Select takes a constant here`
		build().Select("id", name).Find(&rows)           // want `Select takes a constant here`
		build().Select([]string{"id", name}).Find(&rows) // want `Select takes a constant here`
		build().Omit(name).Create(r)                     // want `Omit takes a constant here`
		build().Distinct(name).Find(&rows)               // want `Distinct takes a constant here`
		build().Group(name).Find(&rows)                  // want `Group takes a constant here`
		build().Model(r).Pluck(name, &rows)              // want `Pluck takes a constant here`
		build().Table(name).Find(&rows)                  // want `Table takes a constant here`
		build().Model(r).Update(name, 1)                 // want `Update takes a constant here`
		build().Raw(name).Scan(&rows)                    // want `Raw takes a constant here`
		build().Exec(name)                               // want `Exec takes a constant here`
	}
}

func input() []string { return nil }

func use([]any) {}

func control(r *row) {
	_ = build().AutoMigrate(r)                  // want `AutoMigrate is not used here: the schema changes by a numbered migration`
	_ = build().Migrator()                      // want `Migrator is not used here: the schema changes by a numbered migration`
	build().Begin(&sql.TxOptions{})             // want `Begin is not used here: the door begins`
	_ = build().Transaction(nil)                // want `Transaction is not used here: the door begins`
	_ = build().Connection(nil)                 // want `Connection is not used here: it takes another connection`
	_ = build().Callback()                      // want `Callback is not used here: nothing here needs it`
	build().Statement.AddClause(clause.Where{}) // want `AddClause is not used here: GORM's inner parts`
	build().Statement.SQL.WriteString("true")   // want `SQL is not used here: GORM's inner parts`
	build().Statement.Vars[0] = r               // want `Vars is not used here: GORM's inner parts`
	build().Statement.Vars = []any{r}           // want `Vars is not used here: GORM's inner parts`
	use(build().Statement.Vars)                 // want `Vars is not used here: GORM's inner parts`
	find := build().Find                        // want `call Find where it stands`
	find(r)
}
