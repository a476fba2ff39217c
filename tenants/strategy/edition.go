package strategy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// Edition is a numbered, immutable copy of a strategy.
type Edition struct {
	ID          uuid.UUID
	Owner       uuid.UUID
	Strategy    uuid.UUID
	Number      int
	PublishedOn time.Time // civil date
	Header      Header
	Items       []EditionItem // by kind, then in the writer's order
	contentHash []byte
}

// ItemKind is what an item of an edition is.
type ItemKind string

// The kinds of item.
const (
	KindPrinciple   ItemKind = "principle"
	KindGoal        ItemKind = "goal"
	KindInitiative  ItemKind = "initiative"
	KindObjective   ItemKind = "objective"
	KindConstraint  ItemKind = "constraint"
	KindNonPriority ItemKind = "non_priority"
)

// EditionItem is an item as an edition froze it. Its ID is the working copy's and the same in every edition.
type EditionItem struct {
	ID       uuid.UUID
	Kind     ItemKind
	Code     string
	Title    string // of a principle, constraint or non-priority: its text
	Due      Month  // a goal's or initiative's due, an objective's horizon, a non-priority's until
	Body     Body
	TextHash TextHash
}

// Body is the rest of a frozen item; which fields are used depends on its kind.
type Body struct {
	Description string         `json:"description,omitempty"`
	Measures    []Measure      `json:"measures,omitempty"`
	Delivery    Delivery       `json:"delivery,omitempty"`
	Goals       []string       `json:"goals,omitempty"`
	Constraint  ConstraintKind `json:"constraint,omitempty"`
	AsWritten   string         `json:"as_written,omitempty"`
	Provenance  string         `json:"provenance,omitempty"`
}

// TextHash is the hash of the words that a link rests on: when it changes, decisions about the item are stale.
type TextHash [sha256.Size]byte

func hashText(title, description string, measures []Measure) TextHash {
	h := sha256.New()
	write := func(text string) { _, _ = fmt.Fprintf(h, "%d:%s", len(text), text) }
	write(title)
	write(description)
	for _, m := range measures {
		write(m.Name)
	}
	return TextHash(h.Sum(nil))
}

// Release says to whom an edition is released.
type Release struct {
	On       time.Time // civil date from which it counts as published
	Channels []tenants.Channel
}

// freeze makes the items of an edition from a working copy.
func freeze(w Working) []EditionItem {
	var items []EditionItem
	add := func(item EditionItem) {
		item.TextHash = hashText(item.Title, item.Body.Description, item.Body.Measures)
		items = append(items, item)
	}
	for _, k := range w.Principles {
		add(EditionItem{ID: k.ID, Kind: KindPrinciple, Code: k.Item.Code, Title: k.Item.Text})
	}
	for _, k := range w.Goals {
		g := k.Item
		add(EditionItem{
			ID: k.ID, Kind: KindGoal, Code: g.Code, Title: g.Title, Due: g.Due,
			Body: Body{Description: g.Description, Measures: g.Measures, Provenance: g.Provenance},
		})
	}
	for _, k := range w.Initiatives {
		i := k.Item
		add(EditionItem{
			ID: k.ID, Kind: KindInitiative, Code: i.Code, Title: i.Title, Due: i.Due,
			Body: Body{Description: i.Description, Measures: i.Measures, Delivery: i.Delivery, Goals: i.Goals, Provenance: i.Provenance},
		})
	}
	for _, k := range w.Objectives {
		o := k.Item
		add(EditionItem{
			ID: k.ID, Kind: KindObjective, Code: o.Code, Title: o.Title, Due: o.Horizon,
			Body: Body{Description: o.Description, Measures: o.Measures, Provenance: o.Provenance},
		})
	}
	for _, k := range w.Constraints {
		add(EditionItem{
			ID: k.ID, Kind: KindConstraint, Code: k.Item.Code, Title: k.Item.Text,
			Body: Body{Constraint: k.Item.Kind, AsWritten: k.Item.AsWritten},
		})
	}
	for _, k := range w.NonPriorities {
		add(EditionItem{ID: k.ID, Kind: KindNonPriority, Code: k.Item.Code, Title: k.Item.Text, Due: k.Item.Until})
	}
	return items
}

// contentHash is the hash of all that an edition says, to tell whether the working copy says something else.
func contentHash(h Header, items []EditionItem) ([]byte, error) {
	text, err := json.Marshal(struct {
		Header Header
		Items  []EditionItem
	}{h, items})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	return sum[:], nil
}

// MarshalText writes the hash in hex.
func (h TextHash) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h[:])), nil }

// MarshalText writes the month as YYYY-MM.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// Document is what the edition says, without ids.
func (e Edition) Document() Document {
	doc := Document{Title: e.Header.Title, Mission: e.Header.Mission, Period: e.Header.Period, Provenance: e.Header.Provenance}
	for _, i := range e.Items {
		b := i.Body
		switch i.Kind {
		case KindPrinciple:
			doc.Principles = append(doc.Principles, Principle{i.Code, i.Title})
		case KindGoal:
			doc.Goals = append(doc.Goals, Goal{i.Code, i.Title, b.Description, b.Measures, i.Due, b.Provenance})
		case KindInitiative:
			doc.Initiatives = append(doc.Initiatives, Initiative{i.Code, i.Title, b.Description, b.Delivery, b.Goals, b.Measures, i.Due, b.Provenance})
		case KindObjective:
			doc.Objectives = append(doc.Objectives, Objective{i.Code, i.Title, b.Description, b.Measures, i.Due, b.Provenance})
		case KindConstraint:
			doc.Constraints = append(doc.Constraints, Constraint{i.Code, b.Constraint, b.AsWritten, i.Title})
		case KindNonPriority:
			doc.NonPriorities = append(doc.NonPriorities, NonPriority{i.Code, i.Title, i.Due})
		}
	}
	return doc
}
