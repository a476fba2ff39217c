package tenants

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"github.com/throughline-ics/throughline/internal/fault"
)

// Tx is a transaction that acts for one organisation. Only a door makes one.
type Tx struct {
	work      *work
	scope     Scope
	ahead     *ahead // set until a scope that reads ahead is open
	actor     uuid.UUID
	actorName string
	roles     []Role
	scopes    []string
	seen      time.Time
	at        time.Time
	changes   []change
	placed    map[uuid.UUID][]change // what was done to other organisations, for their records
}

// Organisation is who the transaction acts as.
func (tx *Tx) Organisation() uuid.UUID { return tx.scope.Organisation }

// Actor is the person, or the organisation's machine, who acts.
func (tx *Tx) Actor() uuid.UUID { return tx.actor }

// Roles are what the actor is in the organisation now.
func (tx *Tx) Roles() []Role { return slices.Clone(tx.roles) }

// Scopes are what the actor's API token is limited to: read, write. A session has none and is not limited.
func (tx *Tx) Scopes() []string { return slices.Clone(tx.scopes) }

// ByToken reports whether an API token acts, and not a person's session.
func (tx *Tx) ByToken() bool { return tx.scope.Token }

// Seal seals a secret of the acting organisation to its row and field; an empty one stays none.
func (tx *Tx) Seal(row uuid.UUID, field, secret string) ([]byte, error) {
	if secret == "" {
		return nil, nil
	}
	ring, err := tx.work.db.Secrets()
	if err != nil {
		return nil, err
	}
	return ring.Seal(secret, tx.Organisation().String(), row.String(), field), nil
}

// Unseal opens what was sealed to the acting organisation's row and field.
func (tx *Tx) Unseal(row uuid.UUID, field string, sealed []byte) (string, error) {
	ring, err := tx.work.db.Secrets()
	if err != nil {
		return "", err
	}
	return ring.Open(sealed, tx.Organisation().String(), row.String(), field)
}

// Seen is when the actor's session was last noted as active.
func (tx *Tx) Seen() time.Time { return tx.seen }

// At is the instant that the transaction acts at, by the injected clock.
func (tx *Tx) At() time.Time { return tx.at }

// Today is the civil date in London at that instant, at midnight UTC.
func (tx *Tx) Today() time.Time { return CivilDate(tx.at) }

// SQL runs statements in the transaction. It is for store files only; lint holds that.
func (tx *Tx) SQL() Querier {
	if tx.ahead != nil {
		return tx.ahead
	}
	return tx.work.sql()
}

// Builder is GORM on the same transaction. It is for store files only; lint holds that.
func (tx *Tx) Builder(ctx context.Context) *gorm.DB {
	g := tx.work.db.gorm.Session(&gorm.Session{NewDB: true, Context: ctx})
	g.Statement.ConnPool = joined{tx.work.conn}
	if tx.ahead != nil {
		_ = g.AddError(errReadsFirst)
	} else if err := tx.work.settle(ctx); err != nil {
		_ = g.AddError(err)
	}
	return g
}

// Querier is what a store may do with a transaction: no beginning, no ending, no copying round the policies.
type Querier interface {
	Exec(ctx context.Context, sql string, arguments ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, arguments ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, arguments ...any) pgx.Row
	SendBatch(ctx context.Context, batch *pgx.Batch) pgx.BatchResults
}

// joined shows GORM a connection on which a transaction is under way. It hides the connection's own BeginTx, or GORM
// would begin another inside; the door commits.
type joined struct{ conn *sql.Conn }

var errDoorDecides = errors.New("the door commits or rolls back, nobody else")

func (j joined) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return j.conn.PrepareContext(ctx, query)
}

func (j joined) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return j.conn.ExecContext(ctx, query, args...)
}

func (j joined) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return j.conn.QueryContext(ctx, query, args...)
}

func (j joined) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return j.conn.QueryRowContext(ctx, query, args...)
}

// Commit tells GORM that a transaction is under way (it looks for the method) and refuses to end it.
func (j joined) Commit() error { return errDoorDecides }

// Rollback refuses like Commit.
func (j joined) Rollback() error { return errDoorDecides }

// Fault turns an error of a security function that a store called by an Entry into what a caller can act on. Within
// and Load do so by themselves.
func Fault(err error) error { return translate(err) }

// translate turns the SQLSTATEs that a caller can act on into faults. What it does not know stays as it is and is
// shown as a defect of ours.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if _, known := errors.AsType[*fault.Error](err); known || errors.Is(err, context.Canceled) {
		return err
	}
	refused, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return translateTransport(err)
	}
	switch refused.Code {
	case "TL401":
		return fault.New(fault.SignIn, "Your session has ended. Sign in again.")
	case "TL403":
		return fault.New(fault.Forbidden, "Your role does not let you do this, or asks for a sign-in with a second factor. Sign in again with one, or ask an administrator of your organisation.")
	case "TL409":
		return fault.New(fault.Conflict, "An organisation keeps at least one administrator. Make somebody else an administrator first.")
	case "TL404":
		return fault.Nothing()
	case "TL412":
		return fault.Outdated()
	case "TL422":
		return fault.New(fault.Invalid, "This role asks for a sign-in with a second factor, and the way by which this person signs in brings none.",
			fault.Field{Name: "role", Reason: "Choose another role, or let the person come by a way that asks for a second factor."})
	case "23505":
		return fault.Wrap(err, fault.Conflict, "There is one like it already.")
	case "23P01":
		return fault.Wrap(err, fault.Conflict, "There is one already for some of these days.")
	case "42501":
		return fault.Wrap(err, fault.NotFound, "It refers to something that does not exist, or that you may not see.")
	case "23503":
		return fault.Wrap(err, fault.Invalid, "It refers to something that does not exist.")
	case "23514", "22001", "22003", "22008", "22021", "22P05": // out of range, too long, no such number or date, not UTF-8, NUL in JSON
		return fault.Wrap(err, fault.Invalid, "A value is outside what is allowed.")
	case "40001", "40P01", "55P03":
		return fault.Wrap(err, fault.Conflict, "Somebody else is changing this. Try again in a moment.")
	case "57014":
		return fault.Wrap(err, fault.Unavailable, "This took too long and was stopped. Try again.")
	case "25006", "57P01", "57P02", "57P03", "53300":
		return fault.Wrap(err, fault.Unavailable, "The database is not available. Try again in a moment.")
	default:
		return err
	}
}

// translateTransport recognises a database that has gone away: it was not there, or the connection broke under what was
// being said.
func translateTransport(err error) error {
	_, unreached := errors.AsType[*pgconn.ConnectError](err)
	_, broken := errors.AsType[net.Error](err)
	for _, end := range []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, driver.ErrBadConn, sql.ErrConnDone, context.DeadlineExceeded} {
		broken = broken || errors.Is(err, end)
	}
	if unreached || broken || pgconn.SafeToRetry(err) {
		return fault.Wrap(err, fault.Unavailable, "The database is not available. Try again in a moment.")
	}
	return err
}
