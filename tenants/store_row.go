package tenants

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"github.com/throughline-ics/throughline/internal/fault"
)

// Stamp is what the database writes on every versioned row by itself.
type Stamp struct {
	Version   int       `gorm:"->" json:"version"`
	CreatedBy uuid.UUID `gorm:"->" json:"created_by"`
	CreatedAt time.Time `gorm:"->" json:"created_at"`
	UpdatedBy uuid.UUID `gorm:"->" json:"updated_by"`
	UpdatedAt time.Time `gorm:"->" json:"updated_at"`
}

// Row is a versioned row of a tenant table. Its columns are its fields; it embeds Owned.
type Row interface {
	TableName() string // schema and table, as GORM asks for it
	Head() *Owned
}

// Owned is the key, the owner and the stamp that every versioned row has.
type Owned struct {
	ID    uuid.UUID `gorm:"primaryKey"`
	OrgID uuid.UUID
	Stamp
}

// Head is what the row has of it.
func (o *Owned) Head() *Owned { return o }

// At fails with a stale fault when the row is not at the version that somebody wants to change.
func (o *Owned) At(version int) error {
	if o.Version != version {
		return fault.Outdated()
	}
	return nil
}

// How many rows go in one INSERT: PostgreSQL takes 65,535 parameters and the widest row has about twenty.
const insertBatch = 500

// stamped is what the database writes on a new row. Naming the columns has GORM fill them into the rows that it was given; for
// all columns it would make new ones.
var stamped = clause.Returning{Columns: []clause.Column{
	{Name: "version"}, {Name: "created_by"}, {Name: "created_at"}, {Name: "updated_by"}, {Name: "updated_at"},
}}

// Insert adds rows of one table, owned by the organisation that acts. It gives them ids where they have none, fills
// in what the database wrote, and notes each for the audit.
func Insert[R Row](ctx context.Context, tx *Tx, rows ...R) error {
	if len(rows) == 0 {
		return nil
	}
	for _, row := range rows {
		o := row.Head()
		o.OrgID = tx.Organisation()
		if o.ID == uuid.Nil {
			o.ID = newID()
		}
	}
	if err := tx.Builder(ctx).Clauses(stamped).CreateInBatches(&rows, insertBatch).Error; err != nil {
		return err
	}
	for _, row := range rows {
		tx.Changed(row.TableName(), row.Head().ID, nil, row)
	}
	return nil
}

// Update changes the named columns of one row to what after holds, if the row is still at after's version. Before is the row as
// it was, for the audit. The row comes back with its new stamp, and the change goes to the database with the next statement or
// with the commit, which fails with a stale fault when the row is at that version no more.
func Update[R Row](ctx context.Context, tx *Tx, before, after R, columns ...string) error {
	o := after.Head()
	written := tx.unsent(ctx).Model(after).Clauses(mine(tx, o.ID), version(o.Version)).Select(columns).Updates(after)
	if err := tx.later(written); err != nil {
		return err
	}
	o.Version, o.UpdatedBy, o.UpdatedAt = o.Version+1, tx.actor, tx.at // as app.stamp writes them
	tx.Changed(after.TableName(), o.ID, before, after)
	return nil
}

// Remove deletes one row of a table whose rows may go, if it is still at the row's version. It fails with a stale fault when it
// is at that version no more, or not there.
func Remove[R Row](ctx context.Context, tx *Tx, row R) error {
	o := row.Head()
	gone := tx.Builder(ctx).Clauses(mine(tx, o.ID), version(o.Version)).Delete(row)
	if gone.Error != nil {
		return gone.Error
	}
	if gone.RowsAffected == 0 {
		return fault.Outdated()
	}
	tx.Changed(row.TableName(), o.ID, row, nil)
	return nil
}

// Get reads one row of the organisation that acts. Not there is a not-found fault.
func Get[R any, P interface {
	*R
	Row
}](ctx context.Context, tx *Tx, id uuid.UUID) (P, error) {
	row := P(new(R))
	found := tx.Builder(ctx).Clauses(mine(tx, id)).Limit(1).Find(row)
	if found.Error != nil {
		return nil, found.Error
	}
	if found.RowsAffected == 0 {
		return nil, fault.Nothing()
	}
	return row, nil
}

// List reads the rows of the organisation that acts which have the given values in the given columns, in order.
func List[R any, P interface {
	*R
	Row
}](ctx context.Context, tx *Tx, order []string, values map[string]any) ([]R, error) {
	conditions := []clause.Expression{clause.Eq{Column: clause.Column{Name: "org_id"}, Value: tx.Organisation()}}
	for _, name := range sortedKeys(values) {
		conditions = append(conditions, clause.Eq{Column: clause.Column{Name: name}, Value: values[name]})
	}
	query := tx.Builder(ctx).Model(P(new(R))).Clauses(clause.Where{Exprs: conditions})
	for _, name := range order {
		query = query.Clauses(clause.OrderBy{Columns: []clause.OrderByColumn{{Column: clause.Column{Name: name}}}})
	}
	var rows []R
	if err := query.Find(&rows).Error; err != nil {
		return nil, err
	}
	return rows, nil
}

func sortedKeys(values map[string]any) []string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func mine(tx *Tx, id uuid.UUID) clause.Where {
	return clause.Where{Exprs: []clause.Expression{
		clause.Eq{Column: clause.Column{Name: "org_id"}, Value: tx.Organisation()},
		clause.Eq{Column: clause.Column{Name: "id"}, Value: id},
	}}
}

func version(v int) clause.Where {
	return clause.Where{Exprs: []clause.Expression{clause.Eq{Column: clause.Column{Name: "version"}, Value: v}}}
}
