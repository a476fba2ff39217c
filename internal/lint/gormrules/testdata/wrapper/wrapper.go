// Package wrapper makes SQL of what its callers give it.
package wrapper

import "gorm.io/gorm"

// Update changes the named columns.
func Update[R any](db *gorm.DB, row *R, columns ...string) { // want Update:`texts \[2\]`
	db.Select(columns).Updates(row)
}

// Items are rows of one table.
type Items[R any] struct{ columns []string }

// New makes items whose changes change these columns.
func New[R any](columns ...string) Items[R] { // want New:`texts \[0\]`
	return Items[R]{columns: columns}
}

// Change changes a row.
func (i Items[R]) Change(db *gorm.DB, row *R) {
	columns := append([]string{"position"}, i.columns...)
	Update(db, row, columns...)
}
