package wire

import (
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/feedback"
)

// FeedbackLinks are the links to a draft, with what was said by each.
func FeedbackLinks(links []feedback.Link) gen.FeedbackLinkList {
	return gen.FeedbackLinkList{Links: each(links, FeedbackLink)}
}

// FeedbackLink is a link to a draft, with what was said by it.
func FeedbackLink(l feedback.Link) gen.FeedbackLink {
	return gen.FeedbackLink{
		ID: l.ID, Name: l.Name, State: gen.FeedbackLinkState(l.State), Made: l.Made, MadeBy: l.MadeBy, Ends: l.Ends, Version: l.Version,
		Feedback: each(l.Said, said),
	}
}

func said(s feedback.Said) gen.Feedback {
	g := gen.Feedback{ID: s.ID, Body: s.Body, By: s.By, At: s.At, Settled: instantOrNone(s.Settled), Version: s.Version}
	if s.Item != nil {
		g.Item = &gen.CheckedItem{ID: s.Item.ID, Kind: gen.ItemKind(s.Item.Item.Kind), Code: s.Item.Item.Code, Title: s.Item.Item.Title}
	}
	return g
}

// FeedbackDraft is a draft as a link shows it. No id is in it.
func FeedbackDraft(d feedback.Draft) gen.FeedbackDraft {
	return gen.FeedbackDraft{Publisher: publisher(d.Of), Ends: d.Ends, Text: publicText(d.Shown.Document())}
}

// ToWords reads what somebody says of it.
func ToWords(n gen.NewFeedback) feedback.Words {
	return feedback.Words{Sent: n.Sent, Code: valueOr(n.Item), Body: n.Body, By: valueOr(n.By)}
}
