package strategy_test

import (
	"testing"
	"time"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

func TestAReviewIsCalledToMindTwentyEightDaysBefore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		by, today string
		want      strategy.Due
	}{
		{"2027-03", "2027-03-02", strategy.NotDue},
		{"2027-03", "2027-03-03", strategy.DueSoon},
		{"2027-03", "2027-03-31", strategy.DueSoon},
		{"2027-03", "2027-04-01", strategy.Overdue},
		{"2028-02", "2028-02-01", strategy.DueSoon},
		{"", "2027-04-01", strategy.NotDue},
	} {
		var by strategy.Month
		if err := by.UnmarshalText([]byte(c.by)); err != nil {
			t.Fatal(err)
		}
		today, err := time.Parse(time.DateOnly, c.today)
		if err != nil {
			t.Fatal(err)
		}
		if got := strategy.ReviewDue(by, today); got != c.want {
			t.Errorf("a review by %q is %q on %s, want %q", c.by, got, c.today, c.want)
		}
	}
}
