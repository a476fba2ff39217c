package broken

import (
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

var kept *gorm.DB // want `a builder is not kept in a variable of the package`

type store struct {
	builder *gorm.DB
}

func newStore(db *gorm.DB) *store {
	return &store{builder: db.Where(clause.Eq{Column: "org_id", Value: 1})} // want `a builder in a field begins afresh`
}

func (s *store) keep(db *gorm.DB) {
	mine := db.Where(clause.Eq{Column: "org_id", Value: 1})
	s.builder = mine                        // want `a builder in a field begins afresh`
	s.builder = db                          // want `a builder in a field begins afresh`
	s.builder = db.Session(&gorm.Session{}) // want `a builder in a field begins afresh`
}

func twice(db *gorm.DB, a, b *row) {
	mine := db.Where(clause.Eq{Column: "org_id", Value: 1})
	mine.Limit(1).Find(a)
	mine.Find(b) // want `Find runs a statement on a builder that has run one`
}

func repeatedly(db *gorm.DB, rows []row) {
	mine := db.Where(clause.Eq{Column: "org_id", Value: 1})
	for i := range rows {
		mine.Find(&rows[i]) // want `Find runs a statement on a builder that has run one`
	}
}

// build makes a builder whose conditions nobody has seen.
func build() *gorm.DB { return new(gorm.DB) }
