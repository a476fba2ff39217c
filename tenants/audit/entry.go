package audit

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Change is the kind of an entry of the chain; the other kinds are those of events (denied, sign-in-refused ...).
const Change = "change"

// Entry is something that was done, refused or signed in to.
type Entry struct {
	At         time.Time
	Kind       string
	Number     int64 // its place in the chain; an event's own number
	Person     uuid.UUID
	Name       string // of the person, as far as the acting organisation may know it
	Connection string
	Command    string // what was done or, of a refusal, the check or permission that refused
	Request    string
	From       string // the address that it came from
	Token      bool   // by an API token
	Changes    []Changed
	Prev, Hash []byte // of an entry of the chain
	Canonical  string // what the hash covers
}

// InChain reports whether the entry is one of the chain.
func (e Entry) InChain() bool { return e.Kind == Change }

// Changed is a row that was changed, with its values as JSON.
type Changed struct {
	Table  string          `json:"table"`
	ID     *uuid.UUID      `json:"id"`
	Rows   int             `json:"rows"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// Filter says which entries; what is zero is no condition.
type Filter struct {
	Kind    string
	Person  uuid.UUID
	Command string
	Since   time.Time // a civil date
	Until   time.Time // a civil date, the last one of those wanted
}

// page is how many entries are read at once.
const page = 50

// List reads a page of the acting organisation's entries and events, newest first. The cursor is empty for the first
// page; the one that comes back is empty after the last.
func List(ctx context.Context, tx *tenants.Tx, f Filter, cursor string) ([]Entry, string, error) {
	if err := f.check(); err != nil {
		return nil, "", err
	}
	after, err := parsePlace(cursor)
	if err != nil {
		return nil, "", err
	}
	list, err := read(ctx, tx, f, after, page+1)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(list) > page {
		list = list[:page]
		next = placeOf(list[page-1]).String()
	}
	return list, next, named(ctx, tx, list)
}

// kinds are those that a filter may name.
var kinds = []string{"", Change, "denied", "sign-in-refused", "signed-in", "signed-out"}

func (f Filter) check() error {
	if !slices.Contains(kinds, f.Kind) {
		return fault.New(fault.Invalid, "There are no entries of this kind.", fault.Field{Name: "kind", Reason: "Choose change, denied, sign-in-refused, signed-in or signed-out."})
	}
	if !f.Since.IsZero() && !f.Until.IsZero() && f.Until.Before(f.Since) {
		return fault.New(fault.Invalid, "The dates cannot be used.", fault.Field{Name: "until", Reason: "Give a date that is not before the first."})
	}
	return nil
}

// instants are the dates of a filter as instants, the second one exclusive; nil is no condition.
func (f Filter) instants() (since, until *time.Time) {
	if !f.Since.IsZero() {
		at := tenants.Instant(f.Since)
		since = &at
	}
	if !f.Until.IsZero() {
		at := tenants.Instant(f.Until.AddDate(0, 0, 1))
		until = &at
	}
	return since, until
}

// unfold reads what an entry of the chain says.
func (e *Entry) unfold() error {
	var said struct {
		Request string    `json:"request"`
		From    string    `json:"from"`
		Token   bool      `json:"token"`
		Changes []Changed `json:"changes"`
	}
	if err := json.Unmarshal([]byte(e.Canonical), &said); err != nil {
		return fmt.Errorf("entry %d: %w", e.Number, err)
	}
	e.Request, e.From, e.Token, e.Changes = said.Request, said.From, said.Token, said.Changes
	return nil
}

func named(ctx context.Context, tx *tenants.Tx, list []Entry) error {
	ids := make([]uuid.UUID, 0, len(list))
	for _, e := range list {
		if e.Person != uuid.Nil {
			ids = append(ids, e.Person)
		}
	}
	names, err := tenants.Names(ctx, tx, ids...)
	for i := range list {
		list[i].Name = names[list[i].Person]
	}
	return err
}

// place is where an entry stands in the list: by instant, then changes before events, then number. The list goes from
// the latest to the earliest.
type place struct {
	micros int64
	event  bool
	number int64
}

func placeOf(e Entry) place { return place{e.At.UnixMicro(), !e.InChain(), e.Number} }

// String is the place as a cursor.
func (p place) String() string {
	text := fmt.Sprintf("%d %t %d", p.micros, p.event, p.number)
	return base64.RawURLEncoding.EncodeToString([]byte(text))
}

// parsePlace reads a cursor; an empty one is nil.
func parsePlace(cursor string) (*place, error) {
	if cursor == "" {
		return nil, nil
	}
	wrong := fault.New(fault.Invalid, "The page cannot be found.", fault.Field{Name: "before", Reason: "Use what the page before gave as next."})
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	parts := strings.Split(string(raw), " ")
	if err != nil || len(parts) != 3 {
		return nil, wrong
	}
	micros, err1 := strconv.ParseInt(parts[0], 10, 64)
	event, err2 := strconv.ParseBool(parts[1])
	number, err3 := strconv.ParseInt(parts[2], 10, 64)
	const farthest = 253402300799 * 1000000 // the end of the year 9999
	if err1 != nil || err2 != nil || err3 != nil || micros < 0 || micros > farthest {
		return nil, wrong
	}
	return &place{micros, event, number}, nil
}
