package tenants

import (
	"time"
	_ "time/tzdata" // dates are London's also where the machine has no zone files
)

var london = func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // the zone is in the program
	}
	return zone
}()

// CivilDate is the date in London at an instant, at midnight UTC: the form in which all dates are kept.
func CivilDate(instant time.Time) time.Time {
	year, month, day := instant.In(london).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Instant is the beginning of a civil date in London.
func Instant(date time.Time) time.Time {
	year, month, day := date.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, london)
}
