package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"github.com/throughline-ics/throughline/tenants"
)

// lookingAgain is the daily job of looking at every system again: members come and go and markings end on a day, and nobody
// does anything then that would ask for it.
type lookingAgain struct{}

// Kind names the job in the queue.
func (lookingAgain) Kind() string { return "reassess_systems" }

type lookAgain struct {
	river.WorkerDefaults[lookingAgain]
	db *tenants.DB
}

// Work does one job.
func (w *lookAgain) Work(ctx context.Context, _ *river.Job[lookingAgain]) error {
	return w.db.ReassessAll(ctx)
}

// How long a day has been when it is acted on: two machines' clocks are not quite the same.
const dayTime = time.Minute

// newDay comes shortly after every midnight of the zone in which dates are kept.
type newDay struct{}

// Next is when it comes next.
func (newDay) Next(now time.Time) time.Time {
	next := tenants.Instant(tenants.CivilDate(now)).Add(dayTime)
	if !next.After(now) {
		next = tenants.Instant(tenants.CivilDate(now).AddDate(0, 0, 1)).Add(dayTime)
	}
	return next
}
