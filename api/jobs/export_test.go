package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"
)

// StartWithDays is Start for days that are as long as told.
func StartWithDays(ctx context.Context, c Config, day time.Duration) (*Workers, error) {
	return start(ctx, c, river.PeriodicInterval(day))
}

// NextDay is when the day after an instant is acted on.
func NextDay(now time.Time) time.Time { return newDay{}.Next(now) }
