package sheet

import (
	"errors"
	"fmt"

	"github.com/throughline-ics/throughline/tenants/exchange/dates"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func looksLikeDate(shown string) bool { return dates.Looks(shown) }

// readMonth reads a date in one of the forms that people write. A whole year, a season or a part of a year is its last month if
// yearEnds says so or the text does, and an error otherwise; the error says what to write.
func readMonth(c Cell, yearEnds bool) (strategy.Month, error) {
	if !c.Day.IsZero() {
		return strategy.MonthOf(c.Day), nil
	}
	if blank(c.Text) {
		return strategy.Month{}, nil
	}
	r, err := dates.Read(c.Text)
	switch {
	case errors.Is(err, dates.ErrNoMonth):
		return r.Month, fmt.Errorf("%q names a day or a month that there is not: write it as 2027-03 or March 2027", c.Text)
	case errors.Is(err, dates.ErrTooFar):
		return r.Month, fmt.Errorf("%q is not between 2000 and 2099: write it as 2027-03 or March 2027", c.Text)
	case err != nil:
		return strategy.Month{}, fmt.Errorf("%q is not a month: write it as 2027-03 or March 2027", c.Text)
	case r.Span == dates.Month:
		return r.Month, nil
	case r.Span == dates.CalendarQuarter:
		return strategy.Month{}, fmt.Errorf("%q may be a quarter of the calendar year or of the financial year: write the month, such as %d-03", c.Text, r.Month.End().Year())
	case yearEnds, r.End:
		return r.Month, nil
	default:
		return strategy.Month{}, fmt.Errorf("%q names no month: write it, such as %s, or choose that a year or a season means its last month", c.Text, r.Month)
	}
}
