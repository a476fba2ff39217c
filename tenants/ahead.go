package tenants

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Ahead is Within for work whose first statement only reads: that statement goes to the database together with the opening.
// admit is asked whether the actor may, when the scope is open and before work is given anything that was read; its error is
// the outcome. Work that asks nothing of the database is admitted too, before its outcome counts.
//
// A scope that does not write has this one statement, and its commit travels with it; one that writes goes on as any. Until
// the first statement a transaction knows for which organisation it acts, and when, and not yet who acts.
func (db *DB) Ahead(ctx context.Context, s Scope, admit, work func(tx *Tx) error) error {
	w, err := db.hold(ctx)
	if err != nil {
		return err
	}
	defer w.release(ctx)
	tx := w.tx(s)
	a := &ahead{tx: tx, admit: admit}
	tx.ahead = a
	outcome := work(tx)
	if !a.asked {
		rows, err := a.Query(ctx, "select")
		if err == nil {
			rows.Close()
		}
	}
	switch {
	case a.refused != nil:
		return translate(a.refused)
	case outcome != nil:
		return translate(outcome)
	case s.Writes:
		return w.keep(ctx, tx)
	}
	return translate(a.end)
}

// ahead is the first statement of a scope, which opens it.
type ahead struct {
	tx      *Tx
	admit   func(tx *Tx) error
	asked   bool
	refused error // the scope did not open, or the actor was not admitted
	end     error // what became of the commit of a scope that does not write
}

var (
	errReadsFirst   = errors.New("a scope that reads ahead begins with a query")
	errOneStatement = errors.New("a scope that reads ahead and does not write has one statement")
)

// Query opens the scope and reads. What was read is given only to an actor who was admitted.
func (a *ahead) Query(ctx context.Context, sql string, arguments ...any) (pgx.Rows, error) {
	if a.asked {
		return nil, errOneStatement
	}
	a.asked = true
	writes := a.tx.scope.Writes
	batch := a.tx.opening(a.tx.scope.begin(), withinLife)
	batch.Queue(sql, arguments...)
	if !writes {
		batch.Queue("commit")
	}
	results := a.tx.work.pg.SendBatch(ctx, batch)
	if a.refused = a.opened(results); a.refused != nil {
		_ = results.Close()
		return nil, a.refused
	}
	if writes {
		a.tx.ahead = nil
	}
	rows, err := results.Query()
	if err != nil {
		_ = results.Close()
		return nil, err
	}
	return &rowsAhead{Rows: rows, ahead: a, results: results}, nil
}

// opened reads the answers to the opening.
func (a *ahead) opened(results pgx.BatchResults) error {
	if _, err := results.Exec(); err != nil {
		return err
	}
	if err := a.tx.opened(results.QueryRow()); err != nil {
		return err
	}
	return a.admit(a.tx)
}

// QueryRow is Query for one row.
func (a *ahead) QueryRow(ctx context.Context, sql string, arguments ...any) pgx.Row {
	rows, err := a.Query(ctx, sql, arguments...)
	return firstRow{rows, err}
}

// Exec is refused: what is sent ahead only reads.
func (*ahead) Exec(context.Context, string, ...any) (pgconn.CommandTag, error) {
	return pgconn.CommandTag{}, errReadsFirst
}

// SendBatch is refused like Exec.
func (*ahead) SendBatch(_ context.Context, batch *pgx.Batch) pgx.BatchResults {
	return pgx.FailedBatchResults(batch, errReadsFirst)
}

// rowsAhead are the rows of a statement that travelled with others. When they end, what came after them is read.
type rowsAhead struct {
	pgx.Rows
	ahead   *ahead
	results pgx.BatchResults
	closed  bool
}

// Next goes to the next row.
func (r *rowsAhead) Next() bool {
	if r.Rows.Next() {
		return true
	}
	r.Close()
	return false
}

// Close ends the reading.
func (r *rowsAhead) Close() {
	if r.closed {
		return
	}
	r.closed = true
	r.Rows.Close()
	if r.Err() == nil && !r.ahead.tx.scope.Writes {
		tag, err := r.results.Exec()
		if err == nil {
			err = committed(tag)
		}
		r.ahead.end = err
	}
	_ = r.results.Close()
}

// firstRow is the first of the rows.
type firstRow struct {
	rows pgx.Rows
	err  error
}

// Scan reads it: pgx.ErrNoRows when there is none.
func (r firstRow) Scan(into ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return pgx.ErrNoRows
	}
	if err := r.rows.Scan(into...); err != nil {
		return err
	}
	r.rows.Close()
	return r.rows.Err()
}
