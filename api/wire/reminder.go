package wire

import (
	"time"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Reminders are what waits for whoever asks: of their strategy's versions, of its next review, and of their decisions about links.
func Reminders(w editions.Waiting, review strategy.Month, today time.Time, questions []view.Question) gen.Reminders {
	return gen.Reminders{
		Review: reviewReminder(review, today), Asked: reviewAsked(w.Asked), Answered: reviewAnswered(w.Answered),
		Withdrawn: withdrawnVersion(w.Withdrawn),
		Questions: each(questions, func(q view.Question) gen.SystemQuestions {
			return gen.SystemQuestions{System: OrganisationRef(q.System), Decisions: q.Decisions}
		}),
	}
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
