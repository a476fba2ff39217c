package tenants

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"
)

// change is one row that a transaction has changed, as the audit lists it.
type change struct {
	Table  string     `json:"table"`
	ID     *uuid.UUID `json:"id,omitempty"`
	Rows   int        `json:"rows,omitempty"`   // how many, where rows are derived and not listed one by one
	Before any        `json:"before,omitempty"` // absent for a new row
	After  any        `json:"after,omitempty"`  // absent for a removed row
}

// Changed notes a row that the transaction has made, changed or removed. Tx.Insert, Update and Remove note for
// themselves; a store that runs its own SQL calls this. Before is nil for a new row, after nil for a removed one.
func (tx *Tx) Changed(table string, id uuid.UUID, before, after any) {
	tx.changes = append(tx.changes, change{Table: table, ID: &id, Before: before, After: after})
}

// Derived notes rows that were computed from others and can be computed again: how many, and not each.
func (tx *Tx) Derived(table string, rows int) {
	if rows > 0 {
		tx.changes = append(tx.changes, change{Table: table, Rows: rows})
	}
}

// HasChanged reports whether the transaction has changed anything so far.
func (tx *Tx) HasChanged() bool { return len(tx.changes) > 0 }

// record appends the transaction's one audit entry, when it has changed something.
func (tx *Tx) record(ctx context.Context) error {
	if len(tx.changes) == 0 {
		return nil
	}
	canonical, err := json.Marshal(struct {
		Request string   `json:"request,omitempty"`
		Changes []change `json:"changes"`
	}{tx.scope.Request, tx.changes})
	if err != nil {
		return fmt.Errorf("write audit entry: %w", err)
	}
	tx.changes = nil
	_, err = tx.work.pg.Exec(ctx, "select sec.append_audit($1, $2)", tx.scope.Command, string(canonical))
	return err
}
