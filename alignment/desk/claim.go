package desk

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Claim is what an organisation decided about a link of one of its objectives. Claims are appended; the latest
// about a pair counts.
type Claim struct {
	ID            uuid.UUID
	Act           uuid.UUID // what is decided by one act is undone by one act
	Organisation  uuid.UUID
	Objective     uuid.UUID
	TargetEdition uuid.UUID
	Target        uuid.UUID
	TargetKind    alignment.TargetKind
	Verdict       alignment.Verdict
	Contribution  alignment.Contribution // empty when rejected
	Primary       bool
	Reason        string
	ObjectiveHash strategy.TextHash // of the texts that were read when deciding
	TargetHash    strategy.TextHash
	At            time.Time

	undoes bool      // it puts back what was decided before
	read   []wording // the texts behind the hashes, where they are not kept yet
}

// withdrawn is the verdict of a claim that undoes the first one about a pair: nothing has been decided.
const withdrawn alignment.Verdict = "withdrawn"

// wording is a text as it was read when deciding.
type wording struct {
	hash               strategy.TextHash
	title, description string
	measures           []string
}

func wordingOf(title, description string, measures []strategy.Measure, hash strategy.TextHash) wording {
	w := wording{hash: hash, title: title, description: description, measures: []string{}}
	for _, m := range measures {
		w.measures = append(w.measures, m.Name)
	}
	return w
}

func readOf(items ...strategy.EditionItem) []wording {
	var list []wording
	for _, i := range items {
		list = append(list, wordingOf(i.Title, i.Body.Description, i.Body.Measures, i.TextHash))
	}
	return list
}

// Decision is a person's answer to a link.
type Decision struct {
	Objective    uuid.UUID
	Target       uuid.UUID
	Verdict      alignment.Verdict
	Contribution alignment.Contribution
	Primary      bool
	Reason       string
	Read         string // the mark of the two texts as they were read; empty when it is not known
}

const longestReason = 2000

func (d *Decision) check() []fault.Field {
	var broken []fault.Field
	switch d.Verdict {
	case alignment.Confirmed:
		if d.Contribution == "" {
			d.Contribution = alignment.Direct
		}
	case alignment.Rejected:
		if d.Contribution != "" || d.Primary {
			broken = append(broken, fault.Field{Name: "contribution", Reason: "A rejected link has no contribution and is not the main one."})
		}
	default:
		broken = append(broken, fault.Field{Name: "verdict", Reason: "Choose confirmed or rejected."})
	}
	if len([]rune(d.Reason)) > longestReason {
		broken = append(broken, fault.Field{Name: "reason", Reason: "Use at most 2,000 characters."})
	}
	return broken
}

// Decide appends a claim about one of the acting organisation's released objectives and brings its cell up to date at once.
// What the decision teaches about other pairs follows when the system has been lined up again.
func Decide(ctx context.Context, tx *tenants.Tx, d Decision) (view.Link, error) {
	if broken := d.check(); len(broken) > 0 {
		return view.Link{}, fault.New(fault.Invalid, "The decision cannot be kept as it is.", broken...)
	}
	if err := inTurn(ctx, tx); err != nil {
		return view.Link{}, err
	}
	target, err := view.FindTarget(ctx, tx, d.Target)
	if fault.Is(err, fault.NotFound) {
		return view.Link{}, errTargetGone
	}
	if err != nil {
		return view.Link{}, err
	}
	s, err := gather(ctx, tx, target.System)
	if err != nil {
		return view.Link{}, err
	}
	objective, ok := s.ownObjective(tx.Organisation(), d.Objective)
	if !ok {
		return view.Link{}, errObjectiveGone
	}
	if d.Read != "" && d.Read != view.ReadMark(objective.TextHash, target.TextHash) {
		return view.Link{}, fault.New(fault.Conflict, "One of the two texts has changed since you read it. Read it again before you decide.")
	}
	claim := Claim{
		Organisation: tx.Organisation(), Objective: d.Objective, TargetEdition: target.Edition.ID, Target: d.Target,
		TargetKind: target.Kind, Verdict: d.Verdict, Contribution: d.Contribution,
		Primary: d.Primary, Reason: d.Reason, ObjectiveHash: objective.TextHash, TargetHash: target.TextHash,
		read: append(readOf(objective), wordingOf(target.Title, target.Description, target.Measures, target.TextHash)),
	}
	if err := appendClaims(ctx, tx, s, append(s.demoted(claim), claim)); err != nil {
		return view.Link{}, err
	}
	if err := tx.Reassess(ctx, target.System.ID); err != nil {
		return view.Link{}, err
	}
	links, err := view.Links(ctx, tx, view.LinkFilter{System: &target.System.ID, Objective: &d.Objective, Target: &d.Target})
	if err != nil {
		return view.Link{}, err
	}
	if len(links) != 1 {
		return view.Link{}, fault.New(fault.NotFound, "That link is not there any more.")
	}
	return links[0], nil
}

// The same is said of what was never there as of what has been taken back: a caller learns nothing of others.
var (
	errTargetGone = fault.New(fault.NotFound,
		"That goal or shared initiative is not there. The system may have withdrawn it. Nothing was decided.")
	errObjectiveGone = fault.New(fault.NotFound,
		"That objective is not in a strategy that your organisation has released to this system. It may have been withdrawn. Nothing was decided.")
)

// demoted are the claims by which the other link of an objective that was its main one is so no longer, when a claim
// makes another so. One about something that has been withdrawn stays as it is.
func (s scene) demoted(by Claim) []Claim {
	var claims []Claim
	for _, c := range s.claims {
		if !by.Primary || !c.Primary || c.Organisation != by.Organisation || c.Objective != by.Objective || c.Target == by.Target {
			continue
		}
		if c, ok := s.again(c); ok {
			c.Primary = false
			claims = append(claims, c)
		}
	}
	return claims
}

// again is a claim made once more, about the edition as it is released now; not when its target is not in there.
func (s scene) again(c Claim) (Claim, bool) {
	ok := slices.ContainsFunc(s.edition.Items, func(i strategy.EditionItem) bool { return i.ID == c.Target })
	c.TargetEdition, c.Act, c.undoes = s.edition.ID, uuid.Nil, false
	return c, ok
}

// OwnLinks reads the links of the acting organisation's objectives: suggestions, and what it decided.
func OwnLinks(ctx context.Context, tx *tenants.Tx, objective *uuid.UUID) ([]view.Link, error) {
	own := tx.Organisation()
	links, err := view.Links(ctx, tx, view.LinkFilter{Organisation: &own, Objective: objective})
	return slices.DeleteFunc(links, func(l view.Link) bool { return l.State == view.Candidate }), err
}

func (s scene) ownObjective(organisation, id uuid.UUID) (strategy.EditionItem, bool) {
	for _, m := range s.members {
		if m.Organisation.ID != organisation {
			continue
		}
		i := slices.IndexFunc(m.edition.Items, func(item strategy.EditionItem) bool {
			return item.ID == id && item.Kind == strategy.KindObjective
		})
		if i >= 0 {
			return m.edition.Items[i], true
		}
	}
	return strategy.EditionItem{}, false
}

// appendClaims keeps claims of the acting organisation, as one act, and brings the cells that they touch up to date, by
// the engine's own rule.
func appendClaims(ctx context.Context, tx *tenants.Tx, s scene, claims []Claim) error {
	if len(claims) == 0 {
		return nil
	}
	act := uuid.Must(uuid.NewV7())
	for i := range claims {
		claims[i].Act = act
	}
	if err := insertClaims(ctx, tx, s.system.ID, s.channel(tenants.Desk), claims); err != nil {
		return err
	}
	return refreshCells(ctx, tx, s)
}

// Carry keeps the claims that a folder of files carries, in the scopes of the organisations that made them. Claims
// that say what the latest one says already are left out, so the same folder twice adds none. It returns how many
// it added.
func Carry(ctx context.Context, l *tenants.Load, system uuid.UUID, claims []exchange.Claim) (int, error) {
	if len(claims) == 0 {
		return 0, nil
	}
	tx, err := l.As(ctx, system)
	if err != nil {
		return 0, err
	}
	self, err := tenants.Self(ctx, tx)
	if err != nil {
		return 0, err
	}
	s, err := gather(ctx, tx, self)
	if err != nil {
		return 0, err
	}
	byOwner, err := s.fresh(claims)
	if err != nil {
		return 0, err
	}
	added := 0
	for _, m := range s.members {
		own := byOwner[m.Organisation.ID]
		if len(own) == 0 {
			continue
		}
		tx, err := l.As(ctx, m.Organisation.ID)
		if err != nil {
			return added, err
		}
		if err := insertClaims(ctx, tx, s.system.ID, s.channel(tenants.Desk), own); err != nil {
			return added, err
		}
		added += len(own)
	}
	return added, nil
}

// fresh gives, by organisation, the claims of files that say something new.
func (s scene) fresh(claims []exchange.Claim) (map[uuid.UUID][]Claim, error) {
	_, x := s.picture()
	byOwner := map[uuid.UUID][]Claim{}
	for _, c := range claims {
		claim, fresh, err := s.carried(x, c)
		if err != nil {
			return nil, err
		}
		if fresh {
			byOwner[claim.Organisation] = append(byOwner[claim.Organisation], claim)
		}
	}
	return byOwner, nil
}

// carried makes a claim of a file's; fresh is false when the latest about the pair says the same.
func (s scene) carried(x index, c exchange.Claim) (claim Claim, fresh bool, err error) {
	objective, ok := x.items[c.Objective]
	target, found := x.items[c.Target]
	if !ok || !found {
		return Claim{}, false, fault.New(fault.Invalid, "A claim is about something that has not been released.",
			fault.Field{Name: "claims.yaml", Reason: c.Objective + " and " + c.Target + " must both be in the released strategies."})
	}
	claim = Claim{
		Organisation: objective.owner, Objective: objective.ID, TargetEdition: target.edition, Target: target.ID,
		TargetKind: alignment.TargetKind(target.Kind), Verdict: alignment.Verdict(c.Verdict),
		Contribution: alignment.Contribution(c.Contribution), Reason: c.Reason,
		ObjectiveHash: objective.TextHash, TargetHash: target.TextHash,
		read: readOf(objective.EditionItem, target.EditionItem),
	}
	same := slices.ContainsFunc(s.claims, func(old Claim) bool {
		return old.Objective == claim.Objective && old.Target == claim.Target && old.Verdict == claim.Verdict &&
			old.Contribution == claim.Contribution && old.Reason == claim.Reason &&
			old.ObjectiveHash == claim.ObjectiveHash && old.TargetHash == claim.TargetHash
	})
	return claim, !same, nil
}

// refreshCells brings the acting organisation's cells up to date with its claims, by the engine's rule of coverage.
func refreshCells(ctx context.Context, tx *tenants.Tx, s scene) error {
	own := tx.Organisation()
	links, err := view.Links(ctx, tx, view.LinkFilter{System: &s.system.ID, Organisation: &own})
	if err != nil {
		return err
	}
	before, err := view.Cells(ctx, tx, view.CellFilter{System: s.system.ID, Organisation: &own})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(s.members, func(m released) bool { return m.Organisation.ID == own })
	if i < 0 {
		return fault.New(fault.NotFound, "Your organisation is not a member of this system.")
	}
	_, x := s.picture()
	spoken := map[uuid.UUID]bool{}
	for _, c := range before {
		spoken[c.Target] = c.Source != nil
	}
	var cells []cell
	var stay []uuid.UUID
	for _, item := range s.edition.Items {
		if !view.IsTarget(item) {
			continue
		}
		state, ids := alignment.Cover(s.members[i].shared(), serving(links, item.ID, x))
		if silent(state) && spoken[item.ID] {
			stay = append(stay, item.ID)
			continue
		}
		a := assessment{x: x}
		cells = append(cells, a.cell(x.names[item.ID], alignment.Coverage{State: state, Objectives: ids}, s.windowEnd(s.members[i].edition), tx.At()))
	}
	return writeCells(ctx, tx, s, cells, stay...)
}

// serving are the links to a target as the rule of coverage takes them. A decision that has gone stale counts as
// none.
func serving(links []view.Link, target uuid.UUID, x index) []alignment.Serving {
	var list []alignment.Serving
	for _, l := range links {
		if l.Target.ID != target || !l.Suggested && l.State != view.LinkConfirmed || l.State == view.LinkRejected {
			continue
		}
		list = append(list, alignment.Serving{
			Objective: x.names[l.Objective.ID], Confirmed: l.State == view.LinkConfirmed, Contribution: l.Contribution, Measured: l.Measured,
		})
	}
	return list
}
