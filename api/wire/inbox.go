package wire

import (
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/api/gen"
)

// Inbox is what an organisation has to decide about its links.
func Inbox(b view.Inbox) gen.Inbox {
	return gen.Inbox{
		System: OrganisationRef(b.System), Edition: EditionRef(b.Edition), Reviewed: b.Reviewed(), Likely: b.Likely,
		Objectives: each(b.Objectives, func(o view.InboxObjective) gen.InboxObjective {
			return gen.InboxObjective{
				Objective: objectiveRef(o.Objective), Description: o.Description, Measures: measures(o.Measures),
				Links: each(o.Links, inboxLink), Left: o.Left, Warning: o.Warning,
			}
		}),
	}
}

func inboxLink(l view.InboxLink) gen.InboxLink {
	g := gen.InboxLink{
		Link: Link(l.Link), ObjectiveText: marked(l.ObjectiveText), TargetText: marked(l.TargetText),
		InitiativeTexts: each(l.InitiativeTexts, marked), Read: l.Read, Asked: l.IsAsked(), History: each(l.History, entry),
	}
	if l.Changed != nil {
		g.Changed = &gen.ChangedTexts{Objective: each(l.Changed.Objective, piece), Target: each(l.Changed.Target, piece)}
	}
	if l.Undo != nil {
		g.Undo = &gen.Undoable{Decision: l.Undo.Decision, Left: l.Undo.Left, Alone: l.Undo.Alone}
	}
	return g
}

func piece(p view.Piece) gen.ChangedPiece {
	return gen.ChangedPiece{Text: p.Text, Change: gen.Change(p.Change)}
}

func entry(e view.Entry) gen.LinkEntry {
	g := gen.LinkEntry{
		ID: e.ID, Verdict: gen.EntryVerdict(e.Verdict), Primary: e.Primary, Reason: e.Reason, At: e.At, Undoes: e.Undoes,
		Together: e.Together, Replies: each(e.Replies, Reply),
	}
	if e.Contribution != "" {
		contribution := gen.Contribution(e.Contribution)
		g.Contribution = &contribution
	}
	return g
}

// Reply is what was said to a decision.
func Reply(r view.Reply) gen.Reply {
	return gen.Reply{ID: r.ID, Kind: gen.ReplyKind(r.Kind), Text: r.Text, At: r.At}
}

// DecidedTogether is what one act did to several links.
func DecidedTogether(t desk.Together) gen.DecidedTogether {
	g := gen.DecidedTogether{Count: t.Count, Links: each(t.Links, Link)}
	if t.Decision != uuid.Nil {
		g.Decision = &t.Decision
	}
	return g
}
