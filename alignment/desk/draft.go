package desk

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Draft is a working copy of the acting organisation beside what one of its systems has released, as it is at this
// moment: nothing of it is kept, so nothing of it grows old. The links are those that the engine looks at, with what has been
// decided about the very texts; the findings are about the draft alone.
type Draft struct {
	System    tenants.Organisation
	Released  strategy.Document // what the system has released to its members
	Model     string            // the hash of all that it hangs on
	Statement string            // the hash of the system's own assessment, or empty when it makes no statement
	Links     []view.Link
	Findings  []alignment.Finding // by the codes of the items
}

// ReadDraft assesses a working copy in its owner's scope: by its own words and decisions, the system's released goals and
// initiatives, and the statement that the system makes of everybody's strategies. It is what will be found of the
// same words once they are published. With an objective, of that one alone.
func ReadDraft(ctx context.Context, tx *tenants.Tx, id uuid.UUID, system, objective *uuid.UUID) (Draft, error) {
	at, err := tenants.SystemAtHand(ctx, tx, system)
	if err != nil {
		return Draft{}, err
	}
	working, err := strategy.Read(ctx, tx, id)
	if err != nil {
		return Draft{}, err
	}
	s, err := alone(ctx, tx, at, working)
	if err != nil {
		return Draft{}, err
	}
	picture, x := s.picture()
	if picture.Statement, err = readStatement(ctx, tx, at.ID); err != nil {
		return Draft{}, err
	}
	options := alignment.Options{}
	if objective != nil {
		options.Only = x.names[*objective]
		if x.items[options.Only].Kind != strategy.KindObjective {
			return Draft{}, fault.New(fault.NotFound, "That objective is not in this strategy.")
		}
	}
	report := alignment.Assess(picture, options)
	d := Draft{System: at, Released: s.edition.Document(), Model: report.Model, Findings: report.Findings}
	if picture.Statement != nil {
		d.Statement = picture.Statement.Model
	}
	decided := s.decided()
	for _, link := range report.Links {
		d.Links = append(d.Links, drafted(link, x, decided))
	}
	if objective != nil {
		d.Findings = slices.DeleteFunc(d.Findings, func(f alignment.Finding) bool { return !slices.Contains(f.Items, options.Only) })
	}
	return d, nil
}

// alone is the scene that an organisation sees by itself: the system, and its own working copy as though it were released.
func alone(ctx context.Context, tx *tenants.Tx, system tenants.Organisation, w strategy.Working) (scene, error) {
	s := scene{system: system}
	self, err := tenants.Self(ctx, tx)
	if err != nil {
		return s, err
	}
	draft := w.Edition()
	draft.ID, draft.Owner = w.Header.ID, self.ID
	s.members = []released{{tenants.Membership{Organisation: self}, draft}}
	if s.channels, err = tenants.ChannelsOf(ctx, tx, system.ID); err != nil {
		return s, err
	}
	if s.edition, err = s.toMembers(ctx, tx); err != nil {
		return s, err
	}
	if s.capabilities, err = setting.InEngine(ctx, tx, system.ID); err != nil {
		return s, err
	}
	s.claims, err = latestClaims(ctx, tx, system.ID)
	return s, err
}

// about is an objective and a target.
type about struct{ objective, target uuid.UUID }

func (s scene) decided() map[about]Claim {
	decided := map[about]Claim{}
	for _, c := range s.claims {
		decided[about{c.Objective, c.Target}] = c
	}
	return decided
}

// drafted is a link of a draft with what was decided about it.
func drafted(link alignment.Link, x index, decided map[about]Claim) view.Link {
	o, t := x.items[link.Objective], x.items[link.Target]
	l := view.Link{
		Objective: view.ObjectiveRef{ID: o.ID, Organisation: o.owner, Code: o.Code, Title: o.Title, Horizon: o.Due},
		Target:    view.TargetRef{ID: t.ID, Kind: link.Kind, Code: t.Code, Title: t.Title, Due: t.Due},
		State:     view.Candidate, Contribution: link.Contribution, Score: link.Score, Evidence: link.Evidence, Balance: link.Balance,
		Measured: len(o.Body.Measures) > 0, Suggested: link.Suggested,
	}
	if link.Suggested {
		l.State = view.Suggested
	}
	if c, ok := decided[about{o.ID, t.ID}]; ok {
		l.Primary, l.Reason, l.DecidedAt = c.Primary, c.Reason, c.At
		l.State = view.LinkState(c.Verdict)
		l.Rejected = l.State == view.LinkRejected
		if c.ObjectiveHash != o.TextHash || c.TargetHash != t.TextHash {
			l.State = view.Stale
		}
	}
	return l
}
