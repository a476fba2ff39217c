package connections

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Connection is an identity provider as an organisation uses it. Its secret is written and never read here.
type Connection struct {
	ID           uuid.UUID           `json:"-"`
	Name         string              `json:"name"`
	Issuer       string              `json:"issuer"`
	ClientID     string              `json:"client_id"`
	HasSecret    bool                `json:"has_secret"`
	RequiredACR  []string            `json:"acr"`
	RequiredAMR  []string            `json:"amr"`
	Hosts        []string            `json:"hosts"` // beside the issuer's own, where its endpoints were when it was tested
	SecondFactor bool                `json:"second_factor"`
	Ceiling      []tenants.Role      `json:"ceiling"`
	Rules        []tenants.ClaimRule `json:"rules"`
	Listed       bool                `json:"listed"`
	State        string              `json:"state"`
	Tested       time.Time           `json:"tested,omitzero"`
	Version      int                 `json:"version"`
}

// Edit changes what a connection says, before it is checked. The secret is nil when it stays as it is.
type Edit struct {
	Apply  func(c *Connection)
	Secret *string
}

// List reads the acting organisation's connections, by name.
func List(ctx context.Context, tx *tenants.Tx) ([]Connection, error) { return read(ctx, tx, nil) }

// Get reads one of the acting organisation's connections.
func Get(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Connection, error) {
	list, err := read(ctx, tx, &id)
	if err != nil {
		return Connection{}, err
	}
	if len(list) == 0 {
		return Connection{}, fault.Nothing()
	}
	return list[0], nil
}

// Draft makes a connection. It is a draft until it has been tested, asked to be used, and approved by an operator.
func Draft(ctx context.Context, tx *tenants.Tx, c Connection, secret string) (Connection, error) {
	c.ID, c.State, c.Version, c.Listed, c.Hosts, c.Tested = uuid.Must(uuid.NewV7()), tenants.Draft, 1, false, nil, time.Time{}
	c.HasSecret = secret != ""
	if err := check(ctx, tx, &c, Problems); err != nil {
		return c, err
	}
	sealed, err := tx.Seal(c.ID, tenants.ClientSecret, secret)
	if err != nil {
		return c, err
	}
	if err := insert(ctx, tx, c, sealed); err != nil {
		return c, err
	}
	tx.Changed("app.connection", c.ID, nil, c)
	if len(c.Rules) == 0 {
		return c, nil
	}
	tx.Changed("app.claim_rule", c.ID, nil, c.Rules)
	return c, replaceRules(ctx, tx, c)
}

// Change changes a connection that is still at a version. Its secret and rules may change at any time, and so may its name
// unless everybody is offered it by that; what its sign-ins rest on, in a draft only.
func Change(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int, edit Edit) (Connection, error) {
	before, err := Get(ctx, tx, id)
	if err != nil {
		return before, err
	}
	if before.Version != version {
		return before, fault.Outdated()
	}
	after := before
	edit.Apply(&after)
	if err := judge(ctx, tx, before, &after, edit); err != nil {
		return before, err
	}
	var sealed []byte
	if edit.Secret != nil {
		if sealed, err = tx.Seal(id, tenants.ClientSecret, *edit.Secret); err != nil {
			return before, err
		}
	}
	if done, err := update(ctx, tx, after, sealed); err != nil || !done {
		if err == nil {
			err = fault.Outdated()
		}
		return before, err
	}
	if !slices.Equal(before.Rules, after.Rules) {
		if err := changeRules(ctx, tx, before, after); err != nil {
			return before, err
		}
	}
	kept, err := Get(ctx, tx, id)
	if err == nil {
		tx.Changed("app.connection", id, before, kept)
	}
	return kept, err
}

// changeRules puts other rules in place. Roles that no rule gives any more end with it, and the tokens that fall with them.
func changeRules(ctx context.Context, tx *tenants.Tx, before, after Connection) error {
	if err := replaceRules(ctx, tx, after); err != nil {
		return err
	}
	tx.Changed("app.claim_rule", after.ID, before.Rules, after.Rules)
	gone, err := followRules(ctx, tx, after.ID)
	for _, one := range gone {
		tx.Changed(one.Table, one.ID, one.Before, one.After)
	}
	return err
}

// judge refuses a change that makes a connection wrong or that its life does not let be.
func judge(ctx context.Context, tx *tenants.Tx, before Connection, after *Connection, edit Edit) error {
	if !stops(before, *after, edit) {
		if err := check(ctx, tx, after, problemsOfTerms); err != nil {
			return err
		}
	}
	return checkLife(before, *after)
}

// stops reports whether a change takes a connection out of use and does nothing else: that is for emergencies, and nothing
// that is wrong with the connection stands in its way.
func stops(before, after Connection, edit Edit) bool {
	before.State = after.State
	return after.State == tenants.Disabled && edit.Secret == nil && reflect.DeepEqual(before, after)
}

// restsOn is what the sign-ins of a connection rest on.
func (c Connection) restsOn() string {
	parts := []string{c.ClientID, strings.Join(c.RequiredACR, "\n"), strings.Join(c.RequiredAMR, "\n")}
	for _, role := range c.Ceiling {
		parts = append(parts, string(role))
	}
	if c.SecondFactor {
		parts = append(parts, "second factor")
	}
	return strings.Join(parts, "\r")
}

// checkLife says in plain words what the database would refuse.
func checkLife(before, after Connection) error {
	field := func(reason string) error {
		return fault.New(fault.Invalid, "The connection cannot be changed like this.", fault.Field{Name: "state", Reason: reason})
	}
	moves := map[string][]string{
		tenants.Draft:     {tenants.Draft, tenants.Requested, tenants.Disabled},
		tenants.Requested: {tenants.Requested, tenants.Draft, tenants.Disabled},
		tenants.Live:      {tenants.Live, tenants.Disabled},
		tenants.Disabled:  {tenants.Disabled, tenants.Draft},
	}
	switch {
	case before.Issuer != after.Issuer:
		return fault.New(fault.Invalid, "Another issuer is another connection.", fault.Field{Name: "issuer", Reason: "Make a new connection for it."})
	case before.restsOn() != after.restsOn() && (before.State != tenants.Draft || after.State != tenants.Draft):
		return field("Its client id, what it requires and its ceiling change while it is a draft. Make a new connection, and take this one out of use when the new one works.")
	case before.Name != after.Name && before.Listed && before.State == tenants.Live:
		return fault.New(fault.Invalid, "The connection cannot be changed like this.", fault.Field{
			Name: "name", Reason: "Everybody is offered it on the start page by this name, as an operator approved it. Take it out of use to rename it.",
		})
	case !slices.Contains(moves[before.State], after.State):
		return field("A connection that is " + before.State + " cannot become " + after.State + ".")
	case after.State == tenants.Requested && before.Tested.IsZero():
		return field("Test it first: it can be asked to be used after a test sign-in that went well.")
	default:
		return nil
	}
}
