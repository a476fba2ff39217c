package strategy

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Scan reads a month from a date column: null is no date.
func (m *Month) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*m = Month{}
	case time.Time:
		*m = MonthOf(v)
	default:
		return fmt.Errorf("a month cannot be read from %T", value)
	}
	return nil
}

// Value writes a month to a date column as its last day, and no date as null.
func (m Month) Value() (driver.Value, error) {
	if m.IsZero() {
		return nil, nil
	}
	return m.End(), nil
}
