// Package caller calls what makes SQL of a text in another package.
package caller

import (
	"gorm.io/gorm"

	"github.com/throughline-ics/throughline/internal/lint/gormrules/testdata/wrapper"
)

type row struct{ Name, Place string }

var columns = []string{"name", "place"}

var items = wrapper.New[row]("name")

func change(db *gorm.DB, r *row, input []string) { // want change:`texts \[2\]`
	wrapper.Update(db, r, "name")
	wrapper.Update(db, r, columns...)
	wrapper.Update(db, r, input...)
	items.Change(db, r)
}

func fromOutside(db *gorm.DB, r *row, read func() []string) {
	wrapper.Update(db, r, read()...)         // want `Update takes a constant here`
	wrapper.Update(db, r, "name", read()[0]) // want `Update takes a constant here`
	change(db, r, read())                    // want `change takes a constant here`
	_ = wrapper.New[row](read()...)          // want `New takes a constant here`
}
