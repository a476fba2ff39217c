package checkup

import (
	"context"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/check"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Checkup is what the check finds in a working copy as it is at this moment. Nothing of it is kept but what was dismissed.
type Checkup struct {
	Working  strategy.Working
	Findings []Finding // in the order of the check
}

// Finding is a finding with what its authors have said about it.
type Finding struct {
	check.Finding

	Dismissed *Dismissal // about this very text
	Lapsed    *Dismissal // about a text that has changed since: it does not speak for this one
}

// Read checks a working copy of the acting organisation in its own scope, beside what its systems have released to it and what
// other members of them have released as far as it may read that. With an item, only what is about that one.
func Read(ctx context.Context, tx *tenants.Tx, id uuid.UUID, item *uuid.UUID) (Checkup, error) {
	working, err := strategy.Read(ctx, tx, id)
	if err != nil {
		return Checkup{}, err
	}
	only := ""
	if item != nil {
		if only, err = codeOf(working, *item); err != nil {
			return Checkup{}, err
		}
	}
	subject, err := subjectOf(ctx, tx, working)
	if err != nil {
		return Checkup{}, err
	}
	found := check.Check(subject)
	if item != nil {
		found = check.About(found, only)
	}
	dismissed, err := inForce(ctx, tx, id)
	if err != nil {
		return Checkup{}, err
	}
	c := Checkup{Working: working}
	for _, f := range found {
		c.Findings = append(c.Findings, beside(f, dismissed))
	}
	return c, nil
}

// beside puts a finding beside what was dismissed.
func beside(f check.Finding, dismissed map[about]Dismissal) Finding {
	d, ok := dismissed[aboutOf(f)]
	switch {
	case !ok:
		return Finding{Finding: f}
	case d.restsOn == f.Hash:
		return Finding{Finding: f, Dismissed: &d}
	default:
		return Finding{Finding: f, Lapsed: &d}
	}
}

func codeOf(w strategy.Working, item uuid.UUID) (string, error) {
	for _, k := range w.Items {
		if k.ID == item {
			return k.Item.Code, nil
		}
	}
	return "", fault.New(fault.NotFound, "That item is not in this strategy.")
}

// subjectOf gathers what the check needs to know beside the strategy's own words.
func subjectOf(ctx context.Context, tx *tenants.Tx, w strategy.Working) (check.Subject, error) {
	s := check.Subject{Strategy: w.Document(), Today: tx.Today()}
	self, err := tenants.Self(ctx, tx)
	if err != nil {
		return s, err
	}
	systems := []uuid.UUID{self.ID}
	if s.System = self.Kind == tenants.KindSystem; !s.System {
		if systems, err = systemsOf(ctx, tx); err != nil {
			return s, err
		}
		for _, system := range systems {
			if err := lineUp(ctx, tx, &s, w, system); err != nil {
				return s, err
			}
		}
	}
	s.Others, err = published(ctx, tx, systems)
	return s, err
}

// systemsOf lists the systems that the acting organisation is a member of.
func systemsOf(ctx context.Context, tx *tenants.Tx) ([]uuid.UUID, error) {
	own := tx.Organisation()
	memberships, err := tenants.Memberships(ctx, tx, nil, &own)
	var systems []uuid.UUID
	for _, m := range memberships {
		if m.Kind == tenants.Member {
			systems = append(systems, m.System.ID)
		}
	}
	return systems, err
}

// lineUp adds a system's goals and which of them the working copy serves. While a system has released no goals nothing is
// known of what serves them.
func lineUp(ctx context.Context, tx *tenants.Tx, s *check.Subject, w strategy.Working, system uuid.UUID) error {
	draft, err := desk.ReadDraft(ctx, tx, w.Header.ID, &system, nil)
	if err != nil {
		return err
	}
	served := map[string]bool{}
	var linked []string
	for _, l := range draft.Links {
		if serves(l) {
			served[l.Target.Code] = true
			linked = append(linked, l.Objective.Code)
		}
	}
	goals := goalsOf(draft.Released, served)
	if len(goals) == 0 {
		return nil
	}
	s.Goals = append(s.Goals, goals...)
	if s.Linked == nil {
		s.Linked = map[string]bool{}
	}
	for _, objective := range linked {
		s.Linked[objective] = true
	}
	return nil
}

// serves reports whether a link counts: confirmed, or suggested and not rejected about these very texts.
func serves(l view.Link) bool {
	return l.State == view.LinkConfirmed || l.State == view.Suggested || l.State == view.Stale && l.Suggested
}

// published reads what other members of systems have released, as far as the acting organisation may read it.
func published(ctx context.Context, tx *tenants.Tx, systems []uuid.UUID) ([]check.Published, error) {
	channels, err := tenants.ChannelsOf(ctx, tx, systems...)
	if err != nil {
		return nil, err
	}
	var owners []uuid.UUID
	names := map[uuid.UUID]string{}
	for _, system := range systems {
		memberships, err := tenants.Memberships(ctx, tx, &system, nil)
		if err != nil {
			return nil, err
		}
		for _, m := range memberships {
			if o := m.Organisation; o.ID != tx.Organisation() && m.Kind == tenants.Member && names[o.ID] == "" {
				owners, names[o.ID] = append(owners, o.ID), o.Name
			}
		}
	}
	editions, err := strategy.Released(ctx, tx, owners, channels)
	var others []check.Published
	for _, owner := range owners {
		if e := editions[owner]; len(e.Items) > 0 {
			others = append(others, check.Published{Organisation: names[owner], Items: e.Document().Items})
		}
	}
	return others, err
}
