package desk

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Together is what one act did to several links.
type Together struct {
	Decision uuid.UUID // one of the claims, by which all of them are undone; none when there was nothing to do
	Links    []view.Link
}

// Undo puts back what was decided before about every pair of the act that a claim was made in. It appends: what is
// undone stays in the history. What has been decided again since is not undone.
func Undo(ctx context.Context, tx *tenants.Tx, claim uuid.UUID) (Together, error) {
	made, err := decidedTogether(ctx, tx, claim)
	if err != nil {
		return Together{}, err
	}
	before, err := made.before()
	if err != nil {
		return Together{}, err
	}
	at, err := tenants.SystemAtHand(ctx, tx, &made.system)
	if err != nil {
		return Together{}, err
	}
	s, err := gather(ctx, tx, at)
	if err != nil {
		return Together{}, err
	}
	claims := make([]Claim, 0, len(before))
	for _, c := range before {
		c, ok := s.again(c)
		if !ok {
			return Together{}, fault.New(fault.Conflict, "The goal or shared initiative has been withdrawn since. The decision stays in the history and counts no more.")
		}
		c.undoes = true
		claims = append(claims, c)
	}
	return s.decideTogether(ctx, tx, claims)
}

// before gives, for each pair of an act, what stood before it; nothing is the withdrawn verdict.
func (a act) before() ([]Claim, error) {
	stacks := map[about][]Claim{}
	var order []about
	for _, c := range a.history {
		pair := about{c.Objective, c.Target}
		stack := stacks[pair]
		if stack == nil {
			order = append(order, pair)
		}
		if c.undoes && len(stack) > 0 {
			stacks[pair] = stack[:len(stack)-1]
			continue
		}
		stacks[pair] = append(stack, c)
	}
	var before []Claim
	for _, pair := range order {
		stack := stacks[pair]
		if len(stack) == 0 || stack[len(stack)-1].Act != a.id {
			return nil, fault.New(fault.Conflict, "That has been decided again since, or undone already. Look at the history to see what counts.")
		}
		c := stack[len(stack)-1]
		if len(stack) > 1 {
			c = stack[len(stack)-2]
		} else {
			c.Verdict, c.Contribution, c.Primary, c.Reason = withdrawn, "", false, ""
		}
		before = append(before, c)
	}
	return before, nil
}

// ConfirmLikely confirms everything that is suggested as likely and not yet decided about, as one act: all of it or
// nothing. With a number that was expected, it is refused when it would be another.
func ConfirmLikely(ctx context.Context, tx *tenants.Tx, system *uuid.UUID, expected *int) (Together, error) {
	at, err := tenants.SystemAtHand(ctx, tx, system)
	if err != nil {
		return Together{}, err
	}
	s, err := gather(ctx, tx, at)
	if err != nil {
		return Together{}, err
	}
	own := tx.Organisation()
	links, err := view.Links(ctx, tx, view.LinkFilter{System: &at.ID, Organisation: &own})
	if err != nil {
		return Together{}, err
	}
	targets := map[uuid.UUID]strategy.EditionItem{}
	for _, i := range s.edition.Items {
		targets[i.ID] = i
	}
	var claims []Claim
	for _, l := range links {
		objective, ok := s.ownObjective(own, l.Objective.ID)
		target, there := targets[l.Target.ID]
		if !ok || !there || l.State != view.Suggested || l.Band() != alignment.Likely {
			continue
		}
		claims = append(claims, Claim{
			Organisation: own, Objective: objective.ID, TargetEdition: s.edition.ID, Target: target.ID, TargetKind: l.Target.Kind,
			Verdict: alignment.Confirmed, Contribution: l.Contribution,
			ObjectiveHash: objective.TextHash, TargetHash: target.TextHash, read: readOf(objective, target),
		})
	}
	if expected != nil && *expected != len(claims) {
		return Together{}, fault.New(fault.Conflict,
			fmt.Sprintf("There are now %d likely suggestions to confirm, not %d. Nothing was confirmed. Look at them again first.", len(claims), *expected))
	}
	return s.decideTogether(ctx, tx, claims)
}

// decideTogether appends claims as one act and reads the links that they are about.
func (s scene) decideTogether(ctx context.Context, tx *tenants.Tx, claims []Claim) (Together, error) {
	if len(claims) == 0 {
		return Together{}, nil
	}
	if err := appendClaims(ctx, tx, s, claims); err != nil {
		return Together{}, err
	}
	if err := tx.Reassess(ctx, s.system.ID); err != nil {
		return Together{}, err
	}
	own := tx.Organisation()
	links, err := view.Links(ctx, tx, view.LinkFilter{System: &s.system.ID, Organisation: &own})
	if err != nil {
		return Together{}, err
	}
	touched := map[about]bool{}
	for _, c := range claims {
		touched[about{c.Objective, c.Target}] = true
	}
	done := Together{Decision: claims[0].ID}
	for _, l := range links {
		if touched[about{l.Objective.ID, l.Target.ID}] {
			done.Links = append(done.Links, l)
		}
	}
	return done, nil
}
