package tenants

import (
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

// ChangedElsewhere notes what was done to another organisation: in its record, and in that of the one that acts.
func (tx *Tx) ChangedElsewhere(organisation uuid.UUID, table string, id uuid.UUID, before, after any) {
	tx.place(organisation, change{Table: table, ID: &id, Before: before, After: after})
}

func (tx *Tx) place(organisation uuid.UUID, c change) {
	tx.changes = append(tx.changes, c)
	if organisation == tx.scope.Organisation {
		return
	}
	if tx.placed == nil {
		tx.placed = map[uuid.UUID][]change{}
	}
	tx.placed[organisation] = append(tx.placed[organisation], c)
}

// entry is what an audit entry says, in the exact bytes that its hash covers.
func (s Scope) entry(changes []change) (string, error) {
	canonical, err := json.Marshal(struct {
		Request string   `json:"request,omitempty"`
		From    string   `json:"from,omitempty"`
		Token   bool     `json:"token,omitempty"` // by an API token
		Changes []change `json:"changes"`
	}{s.Request, s.From, s.Token, changes})
	if err != nil {
		return "", fmt.Errorf("write audit entry: %w", err)
	}
	return string(canonical), nil
}
