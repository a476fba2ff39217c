package setting

import (
	"bytes"
	"context"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/alignment/ontology"
	"github.com/throughline-ics/throughline/tenants"
)

// contents is a capability as a row keeps it. The code is a column of its own.
type contents struct {
	Code          string           `json:"-"`
	Name          string           `json:"name"`
	Theme         string           `json:"theme"`
	Also          []string         `json:"also,omitempty"`
	WGLL          []int            `json:"wgll,omitempty"`
	Given         string           `json:"given,omitempty"`
	GivenBy       []string         `json:"given_by,omitempty"`
	Phrases       []string         `json:"phrases"`
	Short         []string         `json:"short,omitempty"`
	Products      []string         `json:"products,omitempty"`
	Related       []string         `json:"related,omitempty"`
	Contrasts     []string         `json:"contrasts,omitempty"`
	Frames        []ontology.Frame `json:"frames,omitempty"`
	Common        ontology.Default `json:"common"`
	Standardised  ontology.Default `json:"standardised"`
	Interoperable ontology.Default `json:"interoperable"`
}

// Scan reads contents from a column of JSON.
func (c *contents) Scan(value any) error {
	switch v := value.(type) {
	case string:
		return json.Unmarshal([]byte(v), c)
	case []byte:
		return json.Unmarshal(v, c)
	default:
		return fmt.Errorf("a capability cannot be read from %T", value)
	}
}

// Value writes contents to a column of JSON.
func (c contents) Value() (driver.Value, error) {
	text, err := json.Marshal(c)
	return string(text), err
}

// same reports whether two capabilities are kept as the same.
func same(a, b ontology.Capability) bool {
	x, errX := json.Marshal(contents(a))
	y, errY := json.Marshal(contents(b))
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

type capabilityRow struct {
	tenants.Owned
	Code      string
	Contents  contents
	ChannelID uuid.UUID
	OpenFrom  time.Time
}

// TableName is where GORM finds the rows.
func (*capabilityRow) TableName() string { return "app.capability" }

func (r *capabilityRow) capability() Capability {
	c := ontology.Capability(r.Contents)
	c.Code = r.Code
	return Capability{Capability: c, ID: r.ID, Version: r.Version, Updated: r.UpdatedAt}
}

const capabilitiesQuery = `select id, code, contents, version, updated_at from app.capability where org_id = $1 order by code collate "C"`

// OwnCapabilities reads a system's own capabilities, by code.
func OwnCapabilities(ctx context.Context, tx *tenants.Tx, system uuid.UUID) ([]Capability, error) {
	rows, err := tx.SQL().Query(ctx, capabilitiesQuery, system)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Capability, error) {
		var r capabilityRow
		err := row.Scan(&r.ID, &r.Code, &r.Contents, &r.Version, &r.UpdatedAt)
		return r.capability(), err
	})
}

// lockCapabilities keeps others from changing the acting system's capabilities before this transaction ends.
func lockCapabilities(ctx context.Context, tx *tenants.Tx) error {
	_, err := tx.SQL().Exec(ctx, `select pg_advisory_xact_lock(hashtextextended('app.capability ' || sec.current_org()::text, 0))`)
	return err
}

func insertCapability(ctx context.Context, tx *tenants.Tx, c ontology.Capability) (Capability, error) {
	channel, err := tenants.ChannelOf(ctx, tx, tx.Organisation(), tenants.Members)
	if err != nil {
		return Capability{}, err
	}
	rows := []*capabilityRow{{Code: c.Code, Contents: contents(c), ChannelID: channel.ID, OpenFrom: tx.At()}}
	if err := tenants.Insert(ctx, tx, rows...); err != nil {
		return Capability{}, err
	}
	return rows[0].capability(), nil // what came back from the database stands in the list
}

func rowOf(c Capability) *capabilityRow {
	row := &capabilityRow{Code: c.Code, Contents: contents(c.Capability)}
	row.ID, row.Version = c.ID, c.Version
	return row
}

func updateCapability(ctx context.Context, tx *tenants.Tx, before, after Capability) (Capability, error) {
	row := rowOf(after)
	if err := tenants.Update(ctx, tx, rowOf(before), row, "contents"); err != nil {
		return Capability{}, err
	}
	return row.capability(), nil
}

func removeCapability(ctx context.Context, tx *tenants.Tx, c Capability) error {
	return tenants.Remove(ctx, tx, rowOf(c))
}
