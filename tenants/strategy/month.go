package strategy

import (
	"fmt"
	"time"
)

// Month is a calendar month, the precision in which strategies state dates. The zero Month is no date.
type Month struct {
	year  int
	month time.Month
}

// ParseMonth reads YYYY-MM, years 2000 to 2099.
func ParseMonth(text string) (Month, error) {
	t, err := time.Parse("2006-01", text)
	if err != nil || t.Year() < 2000 || t.Year() > 2099 {
		return Month{}, fmt.Errorf("%q is not a month: write it as YYYY-MM, such as 2027-03", text)
	}
	return Month{t.Year(), t.Month()}, nil
}

// MonthOf gives the month in which a day falls. The zero time gives no month.
func MonthOf(day time.Time) Month {
	if day.IsZero() {
		return Month{}
	}
	return Month{day.Year(), day.Month()}
}

// IsZero reports whether there is no date.
func (m Month) IsZero() bool { return m == Month{} }

// End is the last day of the month, at midnight UTC: something due in a month is due by its end. The zero Month
// gives the zero time.
func (m Month) End() time.Time {
	if m.IsZero() {
		return time.Time{}
	}
	return time.Date(m.year, m.month+1, 0, 0, 0, 0, 0, time.UTC)
}

// String writes YYYY-MM, or nothing for no date.
func (m Month) String() string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.year, m.month)
}

// MarshalText writes the month as YYYY-MM.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads YYYY-MM, and nothing as no date.
func (m *Month) UnmarshalText(text []byte) (err error) {
	*m = Month{}
	if len(text) > 0 {
		*m, err = ParseMonth(string(text))
	}
	return err
}

// Before reports whether m ends before other begins; no date is before nothing.
func (m Month) Before(other Month) bool {
	return !m.IsZero() && !other.IsZero() && m.End().Before(other.End())
}
