package view

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Inbox is what an organisation has to decide about its links to a system: objective by objective, first what has gone
// stale, then what is most likely, and last what has been decided.
type Inbox struct {
	System     tenants.Organisation
	Edition    strategy.Edition // the organisation's own; zero when it has released nothing
	Objectives []InboxObjective
	Likely     int // how many likely suggestions are undecided
}

// InboxObjective is an objective with what it may serve.
type InboxObjective struct {
	Objective   ObjectiveRef
	Description string
	Measures    []strategy.Measure
	Links       []InboxLink
	Left        int    // how many links are stale or undecided
	Warning     string // a sentence, when it is linked to too much to mean anything
}

// InboxLink is a link with its texts, what has changed in them since it was decided, and what was said about it.
type InboxLink struct {
	LinkDetail
	Read    string
	Changed *Changed // of a stale link
	Undo    *Undo    // where something is decided
}

// Changed is what has changed in the two texts of a link since it was decided; a text that has not changed is nothing,
// and so is one of which the words were not kept.
type Changed struct {
	Objective, Target []Piece
}

// ReadInbox reads what the acting organisation has to decide, in a number of queries that does not grow.
func ReadInbox(ctx context.Context, tx *tenants.Tx, system *uuid.UUID) (Inbox, error) {
	at, err := tenants.SystemAtHand(ctx, tx, system)
	if err != nil {
		return Inbox{}, err
	}
	st, err := ownStage(ctx, tx, at)
	if err != nil {
		return Inbox{}, err
	}
	if st.entries, err = history(ctx, tx, at.ID, tx.Organisation()); err != nil {
		return Inbox{}, err
	}
	before, err := wordings(ctx, tx, st.readBefore())
	if err != nil {
		return Inbox{}, err
	}
	undo := st.undo()
	inbox := Inbox{System: at, Edition: st.theirs}
	for _, item := range st.theirs.Items {
		if item.Kind != strategy.KindObjective {
			continue
		}
		o := st.inboxObjective(item, before)
		for i, l := range o.Links {
			o.Links[i].Undo = undo[pair{l.Link.Objective.ID, l.Link.Target.ID}]
			if l.Link.State == Suggested && l.Link.Band() == alignment.Likely {
				inbox.Likely++
			}
		}
		inbox.Objectives = append(inbox.Objectives, o)
	}
	slices.SortStableFunc(inbox.Objectives, func(a, b InboxObjective) int { return compareUrgency(a.urgency(), b.urgency()) })
	return inbox, nil
}

// ownStage is the stage of the acting organisation itself.
func ownStage(ctx context.Context, tx *tenants.Tx, system tenants.Organisation) (stage, error) {
	st, own := stage{system: system}, tx.Organisation()
	channels, err := tenants.ChannelsOf(ctx, tx, system.ID)
	if err != nil {
		return st, err
	}
	editions, err := strategy.Released(ctx, tx, []uuid.UUID{system.ID, own}, channels)
	if err != nil {
		return st, err
	}
	st.theirs, st.edition = editions[own], editions[system.ID]
	st.links, err = Links(ctx, tx, LinkFilter{System: &system.ID, Organisation: &own})
	return st, err
}

// readBefore are the hashes of the texts that stale decisions rest on.
func (st stage) readBefore() []strategy.TextHash {
	hashes := []strategy.TextHash{}
	for _, l := range st.links {
		if l.State == Stale {
			hashes = append(hashes, l.read[0], l.read[1])
		}
	}
	return hashes
}

func (st stage) inboxObjective(item strategy.EditionItem, before map[strategy.TextHash]string) InboxObjective {
	o := InboxObjective{
		Objective: objectiveRef(item, st.theirs.Owner), Description: item.Body.Description, Measures: item.Body.Measures,
	}
	goals := 0
	for _, l := range st.links {
		if l.Objective.ID != item.ID || l.State == Candidate {
			continue
		}
		link := InboxLink{LinkDetail: st.detail(l), Read: ReadMark(l.now[0], l.now[1])}
		switch l.State {
		case Stale:
			o.Left++
			link.Changed = st.changed(l, item, before)
		case Suggested:
			o.Left++
		case LinkConfirmed:
			if l.Target.Kind == alignment.ToGoal {
				goals++
			}
		case LinkRejected, Candidate:
		}
		o.Links = append(o.Links, link)
	}
	slices.SortStableFunc(o.Links, func(a, b InboxLink) int { return compareUrgency(a.urgency(), b.urgency()) })
	if goals > mostGoals {
		o.Warning = fmt.Sprintf("This objective is linked to %d goals. An objective that serves more than %d says little about any of them: keep those that it is for.", goals, mostGoals)
	}
	return o
}

// mostGoals is how many goals an objective may serve before that says little.
const mostGoals = 3

// changed compares the texts that were read with those there are.
func (st stage) changed(l Link, objective strategy.EditionItem, before map[strategy.TextHash]string) *Changed {
	var c Changed
	if text, kept := before[l.read[0]]; kept && l.read[0] != l.now[0] {
		c.Objective = Changes(text, inOne(objective.Title, objective.Body.Description, names(objective.Body.Measures)))
	}
	i := slices.IndexFunc(st.edition.Items, func(item strategy.EditionItem) bool { return item.ID == l.Target.ID })
	if text, kept := before[l.read[1]]; kept && l.read[1] != l.now[1] && i >= 0 {
		target := st.edition.Items[i]
		c.Target = Changes(text, inOne(target.Title, target.Body.Description, names(target.Body.Measures)))
	}
	return &c
}

// inOne is all of the words that a link rests on, one under the other.
func inOne(title, description string, measures []string) string {
	return strings.Join(append([]string{title, description}, measures...), "\n")
}

func names(measures []strategy.Measure) (list []string) {
	for _, m := range measures {
		list = append(list, m.Name)
	}
	return list
}

// urgency says how soon something should be looked at: lower ranks first, then higher scores.
type urgency struct {
	rank  int
	score float64
}

func compareUrgency(a, b urgency) int {
	return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.score, a.score))
}

// How soon: somebody waits for an answer, a decision counts no more, nothing has been decided yet, and so on.
const (
	asked = iota
	stale
	suggested
	confirmed
	rejected
	nothingLeft
)

func (l InboxLink) urgency() urgency {
	rank := rejected
	switch {
	case l.IsAsked():
		rank = asked
	case l.Link.State == Stale:
		rank = stale
	case l.Link.State == Suggested:
		rank = suggested
	case l.Link.State == LinkConfirmed:
		rank = confirmed
	}
	return urgency{rank, l.Link.Score}
}

// IsAsked reports whether the system has asked about the decision that counts and waits for an answer. Questions counts the same.
func (l InboxLink) IsAsked() bool {
	if len(l.History) == 0 || len(l.History[0].Replies) == 0 {
		return false
	}
	replies := l.History[0].Replies
	return replies[len(replies)-1].Kind == Challenge
}

// urgency is that of the most urgent link, which is the first; what has been decided stands in the writer's order.
func (o InboxObjective) urgency() urgency {
	if o.Left == 0 && (len(o.Links) == 0 || !o.Links[0].IsAsked()) {
		return urgency{rank: nothingLeft}
	}
	return o.Links[0].urgency()
}

// Reviewed is how many objectives there is nothing left to decide about.
func (b Inbox) Reviewed() (n int) {
	for _, o := range b.Objectives {
		if o.Left == 0 {
			n++
		}
	}
	return n
}
