package people

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Token lets another program act as one organisation, with its owner's rights there as they are when it is used, and
// within its scopes.
type Token struct {
	ID      uuid.UUID `json:"-"`
	Name    string    `json:"name"`
	Owner   string    `json:"-"`
	Mine    bool      `json:"-"`
	Scopes  []string  `json:"scopes"` // read, write
	Created time.Time `json:"-"`
	Ends    time.Time `json:"ends"`
	Seen    time.Time `json:"-"`                // zero when it has not been used
	Revoked time.Time `json:"revoked,omitzero"` // zero when nobody revoked it
	Stopped bool      `json:"-"`                // its owner's connection has been out of use since it was made
	Version int       `json:"version"`
}

const (
	mostTokenDays = 90
	longTokenName = 100
)

// Tokens lists API tokens, newest first: one's own or, to an administrator, all of the acting organisation.
func Tokens(ctx context.Context, tx *tenants.Tx) ([]Token, error) { return readTokens(ctx, tx) }

// NewToken keeps a token of the acting person. The caller makes its id and secret; here is the secret's hash.
func NewToken(ctx context.Context, tx *tenants.Tx, t Token, days int, secret tenants.SessionKey) (Token, error) {
	t.Name = strings.TrimSpace(t.Name)
	slices.Sort(t.Scopes)
	var wrong []fault.Field
	if !tenants.IsName(t.Name, longTokenName) {
		wrong = append(wrong, fault.Field{Name: "name", Reason: fmt.Sprintf("Say what the token is for, on one line of at most %d characters.", longTokenName)})
	}
	if len(t.Scopes) == 0 || len(slices.Compact(slices.Clone(t.Scopes))) != len(t.Scopes) ||
		slices.ContainsFunc(t.Scopes, func(s string) bool { return s != "read" && s != "write" }) {
		wrong = append(wrong, fault.Field{Name: "scopes", Reason: "Choose what it may do: read, write, or both."})
	}
	if days < 1 || days > mostTokenDays {
		wrong = append(wrong, fault.Field{Name: "days", Reason: fmt.Sprintf("A token works for 1 to %d days.", mostTokenDays)})
	}
	if len(wrong) > 0 {
		return t, fault.New(fault.Invalid, "The token cannot be made like this.", wrong...)
	}
	t.Created, t.Ends, t.Mine, t.Version = tx.At(), tx.At().AddDate(0, 0, days), true, 1
	if err := insertToken(ctx, tx, t, secret); err != nil {
		return t, err
	}
	tx.Changed("app.token", t.ID, nil, t)
	names, err := tenants.Names(ctx, tx, tx.Actor())
	t.Owner = names[tx.Actor()]
	return t, err
}

// Revoke makes a token one that does not work: its owner's or, by an administrator, anybody's.
func Revoke(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) error {
	list, err := readTokens(ctx, tx)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(list, func(t Token) bool { return t.ID == id })
	if n < 0 {
		return fault.Nothing()
	}
	done, err := revokeToken(ctx, tx, id, version)
	if err != nil {
		return err
	}
	if !done {
		return fault.Outdated()
	}
	tx.Changed("app.token", id, map[string]any{"name": list[n].Name}, map[string]any{"revoked": tx.At()})
	return nil
}
