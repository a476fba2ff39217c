package setting

import (
	"testing"
	"time"
)

func TestTheEndOfAWindow(t *testing.T) {
	t.Parallel()
	// Monday 23 November 2026 is the day of the change; ten working days from there are Monday 7 December.
	changed := day("2026-11-23")
	for name, c := range map[string]struct {
		window    Window
		published string
		want      string
	}{
		"never changed":                            {Window{Days: 10}, "2026-11-23", "2026-12-07"},
		"none at all":                              {Window{}, "2026-11-23", "2026-11-23"},
		"published on the day of the change":       {Window{Days: 5, Earlier: []Earlier{{10, changed}}}, "2026-11-23", "2026-11-30"},
		"shorter while it is open":                 {Window{Days: 5, Earlier: []Earlier{{10, changed}}}, "2026-11-20", "2026-11-27"},
		"shorter, and over with the change":        {Window{Days: 0, Earlier: []Earlier{{10, changed}}}, "2026-11-20", "2026-11-23"},
		"longer while it is open":                  {Window{Days: 20, Earlier: []Earlier{{10, changed}}}, "2026-11-20", "2026-12-18"},
		"longer when it has ended":                 {Window{Days: 20, Earlier: []Earlier{{10, changed}}}, "2026-11-02", "2026-11-16"},
		"what ended stays ended after two changes": {Window{Days: 30, Earlier: []Earlier{{5, day("2026-11-16")}, {20, changed}}}, "2026-11-02", "2026-11-09"},
		"published between two changes":            {Window{Days: 30, Earlier: []Earlier{{5, day("2026-11-16")}, {20, changed}}}, "2026-11-17", "2026-12-31"},
	} {
		if got := c.window.End(day(c.published)).Format(time.DateOnly); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestWhatCountedBeforeIsKeptForAsLongAsItMatters(t *testing.T) {
	t.Parallel()
	w := Window{Days: 10}
	for n := range 200 {
		at := day("2026-01-01").AddDate(0, 0, n)
		w = Window{Days: n % 31, Earlier: w.until(at)}
		w = Window{Days: (n + 7) % 31, Earlier: w.until(at)} // a second change of the same day leaves no trace
	}
	if n := len(w.Earlier); n != remembered+1 {
		t.Errorf("%d numbers of days are remembered, want %d", n, remembered+1)
	}
}
