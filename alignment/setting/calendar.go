package setting

import (
	"slices"
	"time"
)

// addWorkingDays gives the day that is n of England's working days after a civil date.
func addWorkingDays(day time.Time, n int) time.Time {
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		if isWorkingDay(day) {
			n--
		}
	}
	return day
}

func isWorkingDay(day time.Time) bool {
	switch day.Weekday() {
	case time.Saturday, time.Sunday:
		return false
	case time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday:
		return !isBankHoliday(day)
	default:
		return true
	}
}

// isBankHoliday follows the Banking and Financial Dealings Act 1971 and the practice for England and Wales: eight
// days a year, those that fall on a weekend moved to the next working day. Days proclaimed once, for a coronation or
// the like, are not foreseen.
func isBankHoliday(day time.Time) bool {
	year := day.Year()
	at := func(month time.Month, date int) time.Time { return time.Date(year, month, date, 0, 0, 0, 0, time.UTC) }
	easter := easterSunday(year)
	christmas, boxing := at(time.December, 25), at(time.December, 26)
	switch christmas.Weekday() {
	case time.Friday: // Boxing Day is a Saturday
		boxing = at(time.December, 28)
	case time.Saturday: // both fall on the weekend
		christmas, boxing = at(time.December, 27), at(time.December, 28)
	case time.Sunday: // Boxing Day is the Monday, Christmas Day moves past it
		christmas = at(time.December, 27)
	case time.Monday, time.Tuesday, time.Wednesday, time.Thursday:
	}
	return slices.ContainsFunc([]time.Time{
		onOrAfterWeekend(at(time.January, 1)),
		easter.AddDate(0, 0, -2), easter.AddDate(0, 0, 1),
		mondayFrom(at(time.May, 1)), mondayFrom(at(time.May, 25)), mondayFrom(at(time.August, 25)),
		christmas, boxing,
	}, day.Equal)
}

func onOrAfterWeekend(day time.Time) time.Time {
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// mondayFrom gives the first Monday on or after a day: the last Monday of a month of 31 days begins at its 25th.
func mondayFrom(day time.Time) time.Time {
	for day.Weekday() != time.Monday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// easterSunday is the Gregorian Easter by the Meeus/Jones/Butcher algorithm (Meeus, Astronomical Algorithms, 1991).
func easterSunday(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month, day := (h+l-7*m+114)/31, (h+l-7*m+114)%31+1
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}
