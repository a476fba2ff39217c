package tenants

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/throughline-ics/throughline/internal/pg"
)

// How long a context may be used after it was opened: the longest that each door's work may take.
const (
	withinLife = time.Minute
	publicLife = 10 * time.Second
	loadLife   = 15 * time.Minute
)

// Within opens a transaction for one organisation and one actor, runs work in it, and commits when work returns
// nil. Opening takes one round trip: it checks the session, reads the roles held now and signs the context that
// every policy asks for. A scope that writes leaves one audit entry for what changed.
//
// Errors are faults: sign-in when the session or token has ended, forbidden when the role asks for a second factor, not-found when the actor has no role in the organisation,
// what work returned, and unavailable when the database cannot answer.
func (db *DB) Within(ctx context.Context, s Scope, work func(tx *Tx) error) error {
	w, err := db.hold(ctx)
	if err != nil {
		return err
	}
	defer w.release(ctx)
	tx, err := w.open(ctx, s.begin(), s, withinLife)
	if err != nil {
		return err
	}
	if err := work(tx); err != nil {
		return translate(err)
	}
	return w.keep(ctx, tx)
}

// Load opens one transaction in which several organisations are written, each as its own machine actor: all of it
// is kept, or none. It is for the command line of whoever runs the server.
func (db *DB) Load(ctx context.Context, command string, work func(l *Load) error) error {
	w, err := db.hold(ctx)
	if err != nil {
		return err
	}
	defer w.release(ctx)
	batch := &pgx.Batch{}
	batch.Queue("begin")
	batch.Queue(fmt.Sprintf("set local statement_timeout = %d", loadLife.Milliseconds()))
	batch.Queue(fmt.Sprintf("set local idle_in_transaction_session_timeout = %d", loadLife.Milliseconds()))
	if err := w.pg.SendBatch(ctx, batch).Close(); err != nil {
		return translate(err)
	}
	l := &Load{work: w, command: command}
	l.Register = Register{work: w, place: l.put}
	if err := work(l); err != nil {
		return translate(err)
	}
	if err := l.leave(ctx); err != nil {
		return translate(err)
	}
	return translate(w.commit(ctx, &pgx.Batch{}))
}

// Publisher is an organisation as anybody may know it who reads what it has released to the public.
type Publisher struct {
	Name      string
	Kind      Kind
	ODS       string // its ODS code; empty for a body without one
	Fictional bool
}

const openPublic = `select channel, name, kind, ods_code, fictional from sec.open_public($1, $2, $3, $4)`

// Public opens a transaction for somebody without an account, at the address of an organisation: its id, its ODS code or its
// handle. It acts for nobody, changes nothing, and sees what the organisation has released to the public and nothing else. An
// organisation that there is not and one that has released nothing are the same not-found fault.
func (db *DB) Public(ctx context.Context, address string, work func(tx *Tx, of Publisher) error) error {
	w, err := db.hold(ctx)
	if err != nil {
		return err
	}
	defer w.release(ctx)
	instant, seconds := db.clock().UnixMicro(), int(publicLife.Seconds())
	signed := pass(db.key, "open_public", address, strconv.FormatInt(instant, 10), strconv.Itoa(seconds))
	tx := &Tx{work: w, at: time.UnixMicro(instant).UTC()}
	var of Publisher
	batch := &pgx.Batch{}
	batch.Queue("begin read only")
	batch.Queue(openPublic, signed, address, instant, seconds).QueryRow(func(row pgx.Row) error {
		return row.Scan(&tx.scope.Organisation, &of.Name, &of.Kind, &of.ODS, &of.Fictional)
	})
	if err := w.pg.SendBatch(ctx, batch).Close(); err != nil {
		return translate(err)
	}
	return translate(work(tx, of))
}

// work is one connection held for one transaction.
type work struct {
	db   *DB
	conn *sql.Conn
	pg   *pgx.Conn
	left pgx.Batch // statements that go with the next ones, or with the end
}

func (db *DB) hold(ctx context.Context) (*work, error) {
	conn, err := db.std.Conn(ctx)
	if err != nil {
		return nil, translate(err)
	}
	w := &work{db: db, conn: conn}
	err = conn.Raw(func(driver any) error {
		w.pg = driver.(*stdlib.Conn).Conn() //nolint:forcetypeassert // db.std was made by stdlib
		return nil
	})
	if err != nil {
		_ = conn.Close()
		return nil, translate(err)
	}
	return w, nil
}

// release rolls back whatever has not been committed, also after a panic or when the caller has gone, and gives the
// connection back. A connection that cannot be rolled back is closed, so that no context outlives its transaction.
func (w *work) release(ctx context.Context) {
	if !w.pg.IsClosed() && w.pg.PgConn().TxStatus() != 'I' {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		if _, err := w.pg.Exec(ctx, "rollback"); err != nil {
			_ = w.pg.Close(ctx)
		}
	}
	_ = w.conn.Close()
}

// keep records what a scope changed, and commits.
func (w *work) keep(ctx context.Context, tx *Tx) error {
	end := w.ending()
	if err := tx.record(end); err != nil {
		return err
	}
	return translate(w.commit(ctx, end))
}

// commit commits after the last statements, with which it goes to the database: an organisation's record is locked from its
// entry to the commit, and others of the organisation wait for it that long. When one of them fails nothing is committed.
func (w *work) commit(ctx context.Context, last *pgx.Batch) error {
	last.Queue("commit").Exec(committed)
	return w.pg.SendBatch(ctx, last).Close()
}

// committed reads what became of a commit.
func committed(tag pgconn.CommandTag) error {
	if tag.String() == "ROLLBACK" {
		return pgx.ErrTxCommitRollback
	}
	return nil
}

// How a scope is opened: one that writes locks what it rests on.
const (
	openReading = `select actor, name, roles, seen, scopes from sec.open_reading($1)`
	openWriting = `select actor, name, roles, seen, scopes from sec.open_writing($1)`
)

// tx is a transaction of a scope that is not open yet.
func (w *work) tx(s Scope) *Tx {
	return &Tx{work: w, scope: s, at: time.UnixMicro(w.db.clock().UnixMicro()).UTC()}
}

// open opens a scope: the statements of begin and the opening itself go to the database together. An empty begin
// opens another scope in the transaction that is under way.
func (w *work) open(ctx context.Context, begin string, s Scope, life time.Duration) (*Tx, error) {
	tx := w.tx(s)
	batch := tx.opening(begin, life)
	batch.QueuedQueries[batch.Len()-1].QueryRow(tx.opened)
	if err := w.pg.SendBatch(ctx, batch).Close(); err != nil {
		return nil, translate(err)
	}
	return tx, nil
}

// opening is the statements that open the scope. The last one answers with who acts.
func (tx *Tx) opening(begin string, life time.Duration) *pgx.Batch {
	s := tx.scope
	request := tx.work.db.key.Sign("open", time.Now().Add(passLife), s.subject(), s.Organisation.String(),
		strconv.FormatInt(tx.at.UnixMicro(), 10), strconv.FormatBool(s.Writes), strconv.Itoa(int(life.Seconds())))
	batch := &pgx.Batch{}
	if begin != "" {
		batch.Queue(begin)
	}
	if s.Writes {
		batch.Queue(openWriting, request)
	} else {
		batch.Queue(openReading, request)
	}
	return batch
}

// opened reads who acts.
func (tx *Tx) opened(row pgx.Row) error {
	return row.Scan(&tx.actor, &tx.actorName, &tx.roles, &tx.seen, &tx.scopes)
}

// newID makes an id. Its beginning is the time, so that rows made together lie together.
func newID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// How long a pass may be used after it was signed. It travels one round trip.
const passLife = time.Minute

// pass signs one call of one security function: kid.expiry.mac, as sec.check_pass reads it. Its life is measured by
// the real clock and not by the DB's, for the database measures it by its own.
func pass(key pg.Key, purpose string, fields ...string) string {
	expiry := strconv.FormatInt(time.Now().Add(passLife).UnixMicro(), 10)
	parts := append([]string{"pass", key.ID(), expiry, purpose}, fields...)
	return key.ID() + "." + expiry + "." + key.MAC(parts...)
}
