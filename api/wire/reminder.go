package wire

import (
	"time"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/feedback"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Waits is all that may wait for whoever asks: of their strategy's versions, of its next review, of what people outside say of the
// draft, and of their decisions about links.
type Waits struct {
	Today     time.Time
	Versions  editions.Waiting
	Review    strategy.Month
	Feedback  feedback.Waiting
	Questions []view.Question
}

// Reminders are what waits for whoever asks.
func Reminders(w Waits) gen.Reminders {
	return gen.Reminders{
		Review: reviewReminder(w.Review, w.Today), Asked: reviewAsked(w.Versions.Asked), Answered: reviewAnswered(w.Versions.Answered),
		Withdrawn: withdrawnVersion(w.Versions.Withdrawn), Feedback: feedbackWaiting(w.Feedback),
		Questions: each(w.Questions, func(q view.Question) gen.SystemQuestions {
			return gen.SystemQuestions{System: OrganisationRef(q.System), Decisions: q.Decisions}
		}),
	}
}

func feedbackWaiting(w feedback.Waiting) *gen.FeedbackWaiting {
	if w.Comments == 0 {
		return nil
	}
	return &gen.FeedbackWaiting{Comments: w.Comments, Latest: w.Latest}
}

// reviewReminder says that a review is near or past; nil is neither.
func reviewReminder(by strategy.Month, today time.Time) *gen.ReviewReminder {
	due := strategy.ReviewDue(by, today)
	if due == strategy.NotDue {
		return nil
	}
	return &gen.ReviewReminder{By: date(by.End()), Due: gen.ReviewReminderDue(due)}
}

func withdrawnVersion(w *editions.Withdrawal) *gen.WithdrawnVersion {
	if w == nil {
		return nil
	}
	return &gen.WithdrawnVersion{Edition: w.Edition, Number: w.Number, At: w.At}
}

func reviewAsked(a *editions.Asking) *gen.ReviewAsked {
	if a == nil {
		return nil
	}
	return &gen.ReviewAsked{Edition: a.Edition, Number: a.Number}
}

func reviewAnswered(a *editions.Answered) *gen.ReviewAnswered {
	if a == nil {
		return nil
	}
	return &gen.ReviewAnswered{
		Edition: a.Edition, Number: a.Number, Verdict: gen.ReviewAnsweredVerdict(a.Verdict),
		By: each(a.By, func(name string) string { return name }),
	}
}
