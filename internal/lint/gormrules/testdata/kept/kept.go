// Package kept uses GORM within the rules.
package kept

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

type row struct {
	ID    string `gorm:"primaryKey"`
	OrgID string
	Name  string `gorm:"->"`
}

type tx struct{ root *gorm.DB }

func open(dialector gorm.Dialector) (*tx, error) {
	root, err := gorm.Open(dialector, &gorm.Config{})
	if err != nil {
		return nil, err
	}
	return &tx{root: root}, nil
}

func (t *tx) builder(ctx context.Context) *gorm.DB {
	g := t.root.Session(&gorm.Session{NewDB: true, Context: ctx})
	g.Find(&row{})
	g.Find(&row{})
	return g
}

var orders = map[string]string{"name": "name desc", "id": "id"}

const query = "select id from app.row where org_id = ?"

func (t *tx) read(ctx context.Context, by string, values map[string]any) ([]row, error) {
	var rows []row
	t.builder(ctx).Raw(query, by).Scan(&rows)
	t.builder(ctx).Order(orders[by]).Find(&rows)
	t.builder(ctx).Order(clause.OrderByColumn{Column: clause.Column{Name: by}}).Find(&rows)
	t.builder(ctx).Where(clause.Eq{Column: "name", Value: by}, clause.Neq{Column: "id", Value: by}).Select("id", "name").Find(&rows)
	var conditions []clause.Expression
	for name, value := range values {
		conditions = append(conditions, clause.Eq{Column: clause.Column{Name: name}, Value: value})
	}
	chain := t.builder(ctx).Model(&row{}).Clauses(clause.Where{Exprs: conditions})
	for range values {
		chain = chain.Clauses(clause.Limit{})
	}
	return rows, chain.Find(&rows).Error
}

func create[R any](ctx context.Context, t *tx, rows []R, one R) {
	t.builder(ctx).Clauses(clause.Returning{}, clause.OnConflict{Columns: []clause.Column{{Name: "org_id"}, {Name: "id"}}, DoNothing: true}).
		CreateInBatches(&rows, 500)
	t.builder(ctx).Model(one).Clauses(clause.Locking{Strength: "UPDATE"}).Updates(one)
}

func written(ctx context.Context, t *tx, one *row, later func(sql string, values ...any)) {
	done := t.root.Session(&gorm.Session{NewDB: true, DryRun: true, Context: ctx}).Model(one).Updates(one)
	later(done.Statement.SQL.String(), done.Statement.Vars...)
}
