package tenants

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
)

// unsent is GORM that writes a statement and does not run it.
func (tx *Tx) unsent(ctx context.Context) *gorm.DB {
	return tx.work.db.gorm.Session(&gorm.Session{NewDB: true, DryRun: true, Context: ctx})
}

// later leaves a written statement, which changes one row, for the next trip to the database: that of the next statement, or the
// one that commits. When it finds no row, it and what comes after it fail, with a stale fault.
func (tx *Tx) later(written *gorm.DB) error {
	switch {
	case written.Error != nil:
		return written.Error
	case tx.ahead != nil:
		return errReadsFirst
	}
	tx.work.left.Queue("with done as ("+written.Statement.SQL.String()+" returning 1) select app.found(count(*)) from done",
		written.Statement.Vars...)
	return nil
}

// sql is what the transaction's statements go through. One that was left for later goes before any other.
func (w *work) sql() Querier {
	if w.left.Len() == 0 {
		return w.pg
	}
	return inOrder{w}
}

// settle sends what was left for later.
func (w *work) settle(ctx context.Context) error {
	if w.left.Len() == 0 {
		return nil
	}
	return w.pg.SendBatch(ctx, w.ending()).Close()
}

// ending is the batch that ends a transaction, or an organisation's part of one: what was left for later comes first in it.
func (w *work) ending() *pgx.Batch {
	left := w.left
	w.left = pgx.Batch{}
	return &left
}

// inOrder sends what was left for later before each statement.
type inOrder struct{ work *work }

// Exec runs a statement.
func (o inOrder) Exec(ctx context.Context, sql string, arguments ...any) (pgconn.CommandTag, error) {
	if err := o.work.settle(ctx); err != nil {
		return pgconn.CommandTag{}, err
	}
	return o.work.pg.Exec(ctx, sql, arguments...)
}

// Query runs a query.
func (o inOrder) Query(ctx context.Context, sql string, arguments ...any) (pgx.Rows, error) {
	if err := o.work.settle(ctx); err != nil {
		return nil, err
	}
	return o.work.pg.Query(ctx, sql, arguments...)
}

// QueryRow runs a query for one row.
func (o inOrder) QueryRow(ctx context.Context, sql string, arguments ...any) pgx.Row {
	rows, err := o.Query(ctx, sql, arguments...)
	return firstRow{rows, err}
}

// SendBatch runs a batch.
func (o inOrder) SendBatch(ctx context.Context, batch *pgx.Batch) pgx.BatchResults {
	if err := o.work.settle(ctx); err != nil {
		return pgx.FailedBatchResults(batch, err)
	}
	return o.work.pg.SendBatch(ctx, batch)
}
