package tenants

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/throughline-ics/throughline/internal/pg"
)

// QueueSchema is the schema of the queue's tables.
const QueueSchema = pg.QueueSchema

// Reassess is the job of lining a system up again after something that it rests on changed. It holds ids only; the worker
// opens its own scopes and asks for its rights again.
type Reassess struct {
	System uuid.UUID `json:"system"`
}

// Kind names the job in the queue.
func (Reassess) Kind() string { return "reassess_system" }

// Reassess asks, in this transaction, for a system to be lined up again: the job is there if and only if the
// transaction commits. A job that waits is enough for all who ask before it begins, and does not begin before they have
// committed; one that is running may have read the system before this change.
func (tx *Tx) Reassess(ctx context.Context, system uuid.UUID) error {
	return tx.work.reassess(ctx, system)
}

// waitingJob finds a job that waits and keeps it waiting until this transaction has ended: who takes jobs passes over locked
// rows.
var waitingJob = "select id from " + QueueSchema + `.river_job
 where kind = $1 and args = $2 and state = 'available' limit 1 for share skip locked`

func (w *work) reassess(ctx context.Context, system uuid.UUID) error {
	job := Reassess{System: system}
	var waiting int64
	err := w.sql().QueryRow(ctx, waitingJob, job.Kind(), job).Scan(&waiting)
	if !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	_, err = w.db.queue.InsertTx(ctx, savepoints{conn: w.pg}, job, nil)
	return err
}

// How often whoever waits for its turn asks for it.
const turnTime = 50 * time.Millisecond

const (
	takeTurn  = "select pg_try_advisory_lock(hashtextextended($1, 0))"
	leaveTurn = "select pg_advisory_unlock(hashtextextended($1, 0))"
)

// Alone runs work while nobody else, here or in another process, does work of the same name: others wait until it has ended. It
// holds a connection beside those that the work takes, and no transaction.
func (db *DB) Alone(ctx context.Context, name string, work func() error) error {
	w, err := db.hold(ctx)
	if err != nil {
		return err
	}
	defer w.release(ctx)
	for taken := false; ; {
		if err := w.pg.QueryRow(ctx, takeTurn, name).Scan(&taken); err != nil {
			return translate(err)
		}
		if taken {
			break
		}
		select {
		case <-ctx.Done():
			return translate(ctx.Err())
		case <-time.After(turnTime):
		}
	}
	defer func() {
		if _, err := w.pg.Exec(context.WithoutCancel(ctx), leaveTurn, name); err != nil {
			_ = w.pg.Close(context.WithoutCancel(ctx)) // with which the turn ends too
		}
	}()
	return work()
}

// ReassessAll asks for every system to be lined up again: after a start, for the engine may be another than the one
// that lined them up last, and when a day begins, for members come and go and markings end on one. Those that nothing has
// changed for cost a look.
func (db *DB) ReassessAll(ctx context.Context) error {
	rows, err := db.pool.Query(ctx, "select sec.systems($1)", pass(db.key, "systems"))
	if err != nil {
		return translate(err)
	}
	systems, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil {
		return translate(err)
	}
	for _, id := range systems {
		err := db.Within(ctx, ForMachine(id, "reassessSystem", "all").Writing(), func(tx *Tx) error { return tx.Reassess(ctx, id) })
		if err != nil {
			return err
		}
	}
	return nil
}

// savepoints lets the queue's library use our transaction as one of its own kind: what it calls beginning is a
// savepoint here, and ending the transaction itself is refused.
type savepoints struct {
	conn  *pgx.Conn
	depth int
}

var _ pgx.Tx = savepoints{}

// Begin sets a savepoint.
func (s savepoints) Begin(ctx context.Context) (pgx.Tx, error) {
	inner := savepoints{s.conn, s.depth + 1}
	_, err := s.conn.Exec(ctx, "savepoint "+inner.name())
	return inner, err
}

// Commit releases the savepoint.
func (s savepoints) Commit(ctx context.Context) error { return s.end(ctx, "release savepoint ") }

// Rollback goes back to the savepoint.
func (s savepoints) Rollback(ctx context.Context) error { return s.end(ctx, "rollback to savepoint ") }

func (s savepoints) name() string { return fmt.Sprintf("nested_%d", s.depth) }

func (s savepoints) end(ctx context.Context, how string) error {
	if s.depth == 0 {
		return errDoorDecides
	}
	_, err := s.conn.Exec(ctx, how+s.name())
	return err
}

// CopyFrom is refused by PostgreSQL on walled tables; the queue's own are not walled.
func (s savepoints) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, source pgx.CopyFromSource) (int64, error) {
	return s.conn.CopyFrom(ctx, table, columns, source)
}

// SendBatch runs a batch.
func (s savepoints) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return s.conn.SendBatch(ctx, b)
}

// LargeObjects completes the interface; nothing uses them.
func (s savepoints) LargeObjects() pgx.LargeObjects { return pgx.LargeObjects{} }

// Prepare prepares a statement.
func (s savepoints) Prepare(ctx context.Context, name, sql string) (*pgconn.StatementDescription, error) {
	return s.conn.Prepare(ctx, name, sql)
}

// Exec runs a statement.
func (s savepoints) Exec(ctx context.Context, sql string, arguments ...any) (pgconn.CommandTag, error) {
	return s.conn.Exec(ctx, sql, arguments...)
}

// Query runs a query.
func (s savepoints) Query(ctx context.Context, sql string, arguments ...any) (pgx.Rows, error) {
	return s.conn.Query(ctx, sql, arguments...)
}

// QueryRow runs a query for one row.
func (s savepoints) QueryRow(ctx context.Context, sql string, arguments ...any) pgx.Row {
	return s.conn.QueryRow(ctx, sql, arguments...)
}

// Conn gives the connection.
func (s savepoints) Conn() *pgx.Conn { return s.conn }
