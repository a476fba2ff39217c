package strategy

import "time"

// Due says how near the next review of a strategy is.
type Due string

// How near a review may be.
const (
	NotDue  Due = ""
	DueSoon Due = "soon"
	Overdue Due = "past"
)

// reminded is how many days before its last day a review is called to mind.
const reminded = 28

// ReviewDue says how near a review is on a civil day: it is due by the end of its month. No month is not due.
func ReviewDue(by Month, today time.Time) Due {
	switch last := by.End(); {
	case by.IsZero() || today.AddDate(0, 0, reminded).Before(last):
		return NotDue
	case today.After(last):
		return Overdue
	default:
		return DueSoon
	}
}
