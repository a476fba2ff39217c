package platform

import (
	"context"
	"encoding/base64"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Registered is an organisation as operators see it.
type Registered struct {
	tenants.RegisterEntry
	Administrators int // how many people say who may do what there
}

// Entry is one with what the register holds of it beside.
type Entry struct {
	Registered
	Memberships []NamedMembership
	Successions []NamedSuccession
	Connections []RegisteredConnection
}

// RegisteredConnection is a way to sign in, as operators see it.
type RegisteredConnection struct {
	ID     uuid.UUID
	Name   string
	Issuer string
	State  string // draft | requested | live | disabled
	Listed bool
	Tested *time.Time // nil before the first test
}

// NamedMembership is a membership with the names of both sides.
type NamedMembership struct {
	System           uuid.UUID
	SystemCode       string // by which a declaration names it
	SystemName       string
	Organisation     uuid.UUID
	OrganisationName string
	Code             string
	Kind             tenants.MembershipKind
	Since, Until     time.Time // until is zero when none is set
}

// NamedSuccession is a succession with the names of both sides.
type NamedSuccession struct {
	From     uuid.UUID
	FromName string
	To       uuid.UUID
	ToName   string
	On       time.Time
	State    string
}

// pageSize is how many organisations a page of the register has.
const pageSize = 50

// List reads a page of the register, by name. The cursor is empty for the first page; the one that comes back is
// empty after the last.
func List(ctx context.Context, tx *tenants.Tx, words, cursor string) ([]Registered, string, error) {
	after, err := parseCursor(cursor)
	if err != nil {
		return nil, "", err
	}
	list, err := readRegistered(ctx, tx, words, after, pageSize+1)
	if err != nil || len(list) <= pageSize {
		return list, "", err
	}
	list = list[:pageSize]
	end := list[pageSize-1]
	return list, base64.RawURLEncoding.EncodeToString([]byte(end.ID.String() + end.Name)), nil
}

// last is the last organisation of the page before; of the first page there is none.
type last struct {
	name string
	id   *uuid.UUID
}

func parseCursor(cursor string) (last, error) {
	if cursor == "" {
		return last{}, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	const idLength = 36
	if err == nil && len(raw) >= idLength {
		if parsed, wrong := uuid.Parse(string(raw[:idLength])); wrong == nil {
			return last{string(raw[idLength:]), &parsed}, nil
		}
	}
	return last{}, fault.New(fault.Invalid, "The page cannot be found.", fault.Field{Name: "after", Reason: "Use what the page before gave as next."})
}

// Get reads one organisation with its memberships, successions and connections.
func Get(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Entry, error) {
	var e Entry
	list, err := readRegistered(ctx, tx, id.String(), last{}, 1)
	if err != nil {
		return e, err
	}
	if len(list) == 0 {
		return e, fault.Nothing()
	}
	e.Registered = list[0]
	if e.Memberships, err = readNamedMemberships(ctx, tx.Register(), id); err != nil {
		return e, err
	}
	if e.Successions, err = readNamedSuccessions(ctx, tx.Register(), id); err != nil {
		return e, err
	}
	e.Connections, err = readRegisteredConnections(ctx, tx, id)
	return e, err
}

// Search looks an organisation up in the published directory, by its code or words of its name. Fewer than two letters
// find nothing.
func Search(ctx context.Context, tx *tenants.Tx, words string) ([]Listed, error) {
	words = strings.TrimSpace(words)
	if len(words) < 2 {
		return nil, nil
	}
	return searchDirectory(ctx, tx, words, 20)
}

// LoadDirectory replaces what the directory says of one kind of organisation, and gives how many entries differ.
func LoadDirectory(ctx context.Context, r tenants.Register, file DirectoryFile, entries []DirectoryEntry) (int, error) {
	return putDirectory(ctx, r, file, entries)
}
