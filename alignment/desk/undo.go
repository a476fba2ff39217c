package desk

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Together is what one act did to several links.
type Together struct {
	Decision uuid.UUID // one of the claims, by which all of them, or it alone, can be undone; none when there was nothing to do
	Count    int
	Links    []view.Link // as they are now; what is not suggested any more is none when it is undone
}

var (
	errUndone          = fault.New(fault.Conflict, "That has been decided again since, or undone already. Look at the history to see what counts.")
	errTargetWithdrawn = fault.New(fault.Conflict,
		"The goal or shared initiative has been withdrawn since. The decision stays in the history and counts no more.")
)

// Undo puts back what was decided before about every pair of the act that a claim was made in, or about the claim's pair
// alone. It appends: what is undone stays in the history. What has been decided again since, or undone, is not undone;
// nor is what the system has withdrawn since.
func Undo(ctx context.Context, tx *tenants.Tx, claim uuid.UUID, alone bool) (Together, error) {
	if err := inTurn(ctx, tx); err != nil {
		return Together{}, err
	}
	made, err := decidedTogether(ctx, tx, claim)
	if err != nil {
		return Together{}, err
	}
	if !alone || made.movesMain() {
		claim = uuid.Nil
	}
	before := made.before(claim)
	if len(before) == 0 {
		return Together{}, errUndone
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
			continue
		}
		c.undoes = true
		c.Primary = c.Primary && !s.mainBeside(c, before)
		claims = append(claims, c)
	}
	if len(claims) == 0 {
		return Together{}, errTargetWithdrawn
	}
	return s.decideTogether(ctx, tx, claims)
}

// movesMain reports whether an act made a link the main one of its objective. That another is so no longer is part of
// the same decision.
func (a act) movesMain() bool {
	return slices.ContainsFunc(a.history, func(c Claim) bool { return c.Act == a.id && c.Primary })
}

// before gives, for each pair that still stands as an act decided it, what stood before; nothing is the withdrawn
// verdict. With a claim, it is that of the claim's pair alone.
func (a act) before(only uuid.UUID) (before []Claim) {
	histories := map[about][]Claim{}
	var order []about
	for _, c := range a.history {
		pair := about{c.Objective, c.Target}
		if histories[pair] == nil {
			order = append(order, pair)
		}
		histories[pair] = append(histories[pair], c)
	}
	for _, pair := range order {
		stand := view.Standing(histories[pair], func(c Claim) bool { return c.undoes })
		if len(stand) == 0 || stand[0].Act != a.id || only != uuid.Nil && stand[0].ID != only {
			continue
		}
		c := stand[0]
		if len(stand) > 1 {
			c = stand[1]
		} else {
			c.Verdict, c.Contribution, c.Primary, c.Reason = withdrawn, "", false, ""
		}
		before = append(before, c)
	}
	return before
}

// mainBeside reports whether the objective of a claim has its main link elsewhere, by a decision that stays.
func (s scene) mainBeside(by Claim, undone []Claim) bool {
	return slices.ContainsFunc(s.claims, func(c Claim) bool {
		return c.Primary && c.Organisation == by.Organisation && c.Objective == by.Objective && c.Target != by.Target &&
			!slices.ContainsFunc(undone, func(u Claim) bool { return u.Objective == c.Objective && u.Target == c.Target })
	})
}

// ConfirmLikely confirms everything that is suggested as likely and not yet decided about, as one act: all of it or
// nothing. With a number that was expected, it is refused when it would be another.
func ConfirmLikely(ctx context.Context, tx *tenants.Tx, system *uuid.UUID, expected *int) (Together, error) {
	if err := inTurn(ctx, tx); err != nil {
		return Together{}, err
	}
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
	done := Together{Decision: claims[0].ID, Count: len(claims)}
	for _, l := range links {
		if touched[about{l.Objective.ID, l.Target.ID}] {
			done.Links = append(done.Links, l)
		}
	}
	return done, nil
}
