package editions

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// Waiting is what the version that was sent last asks of the acting person, or tells them; nil is nothing.
type Waiting struct {
	Asked     *Asking     // they were asked to review it, and have said nothing yet
	Answered  *Answered   // they sent it, and its reviewers have answered
	Withdrawn *Withdrawal // nothing is published, because this was withdrawn
}

// Withdrawal is the edition that was published last, and is no more.
type Withdrawal struct {
	Asking
	At time.Time
}

// Asking is an edition that waits for an answer.
type Asking struct {
	Edition uuid.UUID
	Number  int
}

// Answered is what the reviewers said of an edition: all approved it, or somebody returned it.
type Answered struct {
	Asking
	Verdict Verdict
	By      []string // who said so
}

// WaitingOf reads what waits for the acting person about a strategy. Who sent a version is told of the answer until it is published or
// taken back, or another is sent.
func WaitingOf(ctx context.Context, tx *tenants.Tx, of uuid.UUID) (Waiting, error) {
	last, withdrawn, err := lastSent(ctx, tx, of)
	if err != nil || last == nil {
		return Waiting{}, err
	}
	s, err := Get(ctx, tx, *last)
	if err != nil {
		return Waiting{}, err
	}
	w := s.waitingFor(tx.Actor())
	w.Withdrawn = withdrawn
	return w, nil
}

func (s Summary) waitingFor(person uuid.UUID) (w Waiting) {
	this := Asking{s.ID, s.Number}
	unanswered := func(r Review) bool { return r.Person == person && r.Verdict == Asked }
	if s.State == InReview && slices.ContainsFunc(s.Reviews, unanswered) {
		w.Asked = &this
	}
	if s.Sender != person {
		return w
	}
	switch approved := s.said(Approved); {
	case s.State == InReview && len(s.Awaited()) == 0 && len(approved) > 0:
		w.Answered = &Answered{this, Approved, approved}
	case s.State == Returned && len(s.said(SentBack)) > 0:
		w.Answered = &Answered{this, SentBack, s.said(SentBack)}
	}
	return w
}

// said are the names of those who answered with a verdict.
func (s Summary) said(v Verdict) (names []string) {
	for _, r := range s.Reviews {
		if r.Verdict == v {
			names = append(names, r.Name)
		}
	}
	return names
}
