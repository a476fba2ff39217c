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

// EditionItem is an item as an edition froze it. Its ID is the working copy's and the same in every edition.
type EditionItem struct {
	ID uuid.UUID
	Item
	TextHash TextHash
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
	items := make([]EditionItem, len(w.Items))
	for i, k := range w.Items {
		items[i] = EditionItem{ID: k.ID, Item: k.Item, TextHash: hashText(k.Item.Title, k.Item.Body.Description, k.Item.Body.Measures)}
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

// Document is what the edition says, without ids.
func (e Edition) Document() Document {
	d := Document{Header: e.Header}
	for _, i := range e.Items {
		d.Items = append(d.Items, i.Item)
	}
	return d
}
