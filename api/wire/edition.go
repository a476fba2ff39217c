package wire

import (
	"time"

	"github.com/google/uuid"
	openapi "github.com/oapi-codegen/runtime/types"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// EditionList is the versions of a strategy, with who may be asked to review one and the hold there is.
func EditionList(list []editions.Summary, people []editions.Colleague, hold *editions.Hold, reader uuid.UUID) gen.EditionList {
	l := gen.EditionList{
		Editions: each(list, func(s editions.Summary) gen.EditionSummary { return EditionSummary(s, reader) }),
		Colleagues: each(people, func(c editions.Colleague) gen.Colleague {
			return gen.Colleague{ID: c.ID, Name: c.Name, Subject: c.Subject, Roles: each(c.Roles, func(r string) gen.Role { return gen.Role(r) })}
		}),
	}
	if hold != nil {
		h := Hold(*hold)
		l.Hold = &h
	}
	return l
}

// EditionSummary is a version without what it says.
func EditionSummary(s editions.Summary, reader uuid.UUID) gen.EditionSummary {
	return gen.EditionSummary{
		ID: s.ID, Strategy: s.Strategy, Number: s.Number, State: gen.EditionState(s.State), Note: s.Note, Sent: s.Sent, SentBy: s.SentBy,
		Published: dateOrNone(s.PublishedOn), OpenComments: s.Open, Version: s.Version,
		Channels: each(s.Channels, func(k tenants.ChannelKind) gen.ChannelKind { return gen.ChannelKind(k) }),
		Reviews: each(s.Reviews, func(r editions.Review) gen.Review {
			return gen.Review{
				Person: r.Person, Name: r.Name, Verdict: gen.ReviewVerdict(r.Verdict), Note: r.Note, Answered: instantOrNone(r.Answered),
				Left: r.Left, Mine: r.Person == reader,
			}
		}),
	}
}

// EditionDetail is a version in full.
func EditionDetail(s editions.Summary, e strategy.Edition, comments []editions.Comment, counts []editions.PulseCount, reader uuid.UUID) gen.EditionDetail {
	return gen.EditionDetail{
		Summary: EditionSummary(s, reader), Text: editionText(e), Pulse: pulse(counts),
		Comments: each(comments, func(c editions.Comment) gen.EditionComment {
			return gen.EditionComment{
				ID: c.ID, Item: c.Item, Field: c.Field, Body: c.Body, By: c.By, At: c.At, Settled: instantOrNone(c.Settled),
			}
		}),
	}
}

func editionText(e strategy.Edition) gen.EditionText {
	return gen.EditionText{
		Title: e.Header.Title, Mission: e.Header.Mission, Period: e.Header.Period, NextReview: month(e.Header.NextReview),
		Items: each(e.Items, editionItem),
	}
}

func editionItem(i strategy.EditionItem) gen.EditionItem {
	return gen.EditionItem{ID: i.ID, Kind: gen.ItemKind(i.Kind), Code: i.Code, Fields: ItemFields(i.Item)}
}

// Preview is a version as others would read it.
func Preview(p editions.Preview) gen.Preview {
	return gen.Preview{Text: editionText(p.Edition), Kept: each(p.Kept, editionItem)}
}

// Comparison is how two versions differ.
func Comparison(c editions.Comparison) gen.Comparison {
	return gen.Comparison{
		Header: each(c.Header, func(h editions.HeaderChange) gen.HeaderDifference {
			return gen.HeaderDifference{Field: fieldDifference(h.FieldChange), Before: h.Before, After: h.After}
		}),
		Items: each(c.Items, itemDifference),
	}
}

func itemDifference(d editions.Difference) gen.ItemDifference {
	g := gen.ItemDifference{
		ID: d.Item.ID, Kind: gen.ItemKind(d.Item.Kind), Code: d.Item.Code, Title: d.Item.Title,
		Sorts: each(d.Sorts, func(s editions.Sort) gen.ChangeSort { return gen.ChangeSort(s) }), Fields: each(d.Fields, fieldDifference),
	}
	if len(d.Fields) > 0 {
		g.Before, g.After = ItemFields(d.Before), ItemFields(d.Item.Item)
	}
	return g
}

func fieldDifference(f editions.FieldChange) gen.FieldDifference {
	return gen.FieldDifference{Name: f.Name, Label: f.Label, Type: gen.ItemFieldType(f.Type), Sort: gen.ChangeSort(f.Sort)}
}

// Restoration says what a restored version changed in the draft.
func Restoration(r editions.Restored) gen.Restoration {
	return gen.Restoration{Added: r.Added, Changed: r.Changed, Retired: r.Retired, Kept: r.Kept}
}

// Hold is a time in which nothing is published.
func Hold(h editions.Hold) gen.Hold {
	return gen.Hold{Begins: date(h.Begins), Ends: date(h.Ends), Reason: h.Reason, Version: h.Version}
}

// ToHold reads one.
func ToHold(n gen.NewHold) editions.Hold {
	return editions.Hold{Begins: n.Begins.Time, Ends: n.Ends.Time, Reason: n.Reason}
}

// ToReviewers reads who is asked to review.
func ToReviewers(r gen.ReviewRequest) []uuid.UUID { return valueOr(r.Reviewers) }

// ToComment reads a new comment.
func ToComment(n gen.NewComment) editions.Comment {
	return editions.Comment{Item: n.Item, Field: valueOr(n.Field), Body: n.Body}
}

func dateOrNone(day time.Time) *openapi.Date {
	if day.IsZero() {
		return nil
	}
	d := date(day)
	return &d
}

func instantOrNone(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
