package setting

import (
	"testing"
	"time"
)

func day(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

// The dates are those that gov.uk/bank-holidays gives for England and Wales.
func TestBankHolidays(t *testing.T) {
	t.Parallel()
	for year, want := range map[int][]string{
		2025: {"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26"},
		2026: {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"},
		2027: {"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"},
		2028: {"2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26"},
	} {
		var got []string
		for d := day("2000-01-01").AddDate(year-2000, 0, 0); d.Year() == year; d = d.AddDate(0, 0, 1) {
			if isBankHoliday(d) {
				got = append(got, d.Format(time.DateOnly))
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d: %v, want %v", year, got, want)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%d: %v, want %v", year, got, want)
				break
			}
		}
	}
}

func TestWorkingDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from string
		days int
		want string
	}{
		{"2026-11-23", 10, "2026-12-07"},
		{"2026-11-20", 1, "2026-11-23"},
		{"2026-11-21", 1, "2026-11-23"},
		{"2026-12-24", 1, "2026-12-29"},
		{"2026-11-23", 0, "2026-11-23"},
	} {
		if got := addWorkingDays(day(c.from), c.days).Format(time.DateOnly); got != c.want {
			t.Errorf("%d working days after %s: %s, want %s", c.days, c.from, got, c.want)
		}
	}
}
