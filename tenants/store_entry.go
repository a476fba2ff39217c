package tenants

import (
	"context"
	"encoding/hex"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
)

// Entry is the door for signing in and out. It acts for nobody: each method calls one security function, under a
// pass for that call alone.
type Entry struct{ db *DB }

// Enter opens the door for signing in and out.
func (db *DB) Enter() Entry { return Entry{db} }

func (e Entry) pass(purpose string, fields ...string) string {
	return pass(e.db.key, purpose, fields...)
}

// Options lists the connections that are offered on the start page, by name.
func (e Entry) Options(ctx context.Context) ([]Connection, error) {
	rows, err := e.db.pool.Query(ctx, "select id, name from sec.options()")
	if err != nil {
		return nil, translate(err)
	}
	options, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Connection, error) {
		c := Connection{Listed: true}
		return c, row.Scan(&c.ID, &c.Name)
	})
	return options, translate(err)
}

// Connection reads an approved connection.
func (e Entry) Connection(ctx context.Context, id uuid.UUID) (Connection, error) {
	c := Connection{ID: id}
	var organisation *uuid.UUID
	err := e.db.pool.QueryRow(ctx, "select org_id, name, issuer, client_id, required_acr from sec.connection_of($1, $2)",
		e.pass("connection_of", id.String()), id).Scan(&organisation, &c.Name, &c.Issuer, &c.ClientID, &c.RequiredACR)
	if errors.Is(err, pgx.ErrNoRows) {
		return c, fault.New(fault.NotFound, "There is no such way to sign in. Go back to the start page.")
	}
	if organisation != nil {
		c.Organisation = *organisation
	}
	return c, translate(err)
}

// Flow is a sign-in that has begun: kept until it is used once or ends.
type Flow struct {
	State      [32]byte // hash of the state parameter
	Browser    [32]byte // hash of the cookie of the browser that began it
	Connection uuid.UUID
	Nonce      string
	Verifier   string
	ReturnTo   string
	Ends       time.Time
}

// BeginFlow keeps a sign-in that has begun.
func (e Entry) BeginFlow(ctx context.Context, f Flow) error {
	signed := e.pass("begin_flow", hex.EncodeToString(f.State[:]), hex.EncodeToString(f.Browser[:]), f.Connection.String())
	_, err := e.db.pool.Exec(ctx, "select sec.begin_flow($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		signed, f.State[:], f.Browser[:], f.Connection, f.Nonce, f.Verifier, f.ReturnTo, e.db.clock(), f.Ends)
	return translate(err)
}

// TakeFlow takes a begun sign-in away and gives it: it can be taken once.
func (e Entry) TakeFlow(ctx context.Context, state [32]byte, connection uuid.UUID) (Flow, error) {
	f := Flow{State: state, Connection: connection}
	var browser []byte
	err := e.db.pool.QueryRow(ctx, "select browser_hash, nonce, verifier, return_to, ends from sec.take_flow($1, $2, $3)",
		e.pass("take_flow", hex.EncodeToString(state[:]), connection.String()), state[:], connection).
		Scan(&browser, &f.Nonce, &f.Verifier, &f.ReturnTo, &f.Ends)
	if errors.Is(err, pgx.ErrNoRows) {
		return f, fault.New(fault.SignIn, "This sign-in was not begun here, or has been used already. Start again from the start page.")
	}
	if err != nil {
		return f, translate(err)
	}
	copy(f.Browser[:], browser)
	return f, nil
}

// Arrival is a person whom a provider has vouched for.
type Arrival struct {
	Session    SessionKey
	Connection uuid.UUID
	Subject    string
	Name       string
	Email      string
	SID        string
	ACR        string
	Ends       time.Time // the absolute end of the session
}

// SignIn keeps a new session for the person, whom it makes when they come for the first time.
func (e Entry) SignIn(ctx context.Context, a Arrival) error {
	signed := e.pass("sign_in", a.Session.String(), a.Connection.String(), a.Subject)
	_, err := e.db.pool.Exec(ctx, "select sec.sign_in($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		signed, a.Session[:], newID(), a.Connection, a.Subject, a.Name, a.Email, a.SID, a.ACR, e.db.clock(), a.Ends)
	return translate(err)
}

// Presence is who a session is and where its person has a role.
type Presence struct {
	Person uuid.UUID
	Name   string
	Ends   time.Time // when it ends if nothing more happens
	Places []Place
}

// Place is an organisation in which a person has roles.
type Place struct {
	Organisation Organisation
	Roles        []Role
}

// Presence reads a session. One that has ended is a sign-in fault.
func (e Entry) Presence(ctx context.Context, session SessionKey) (Presence, error) {
	var p Presence
	rows, err := e.db.pool.Query(ctx, `select person_id, person_name, ends, org_id, coalesce(kind, ''), coalesce(sector, ''),
		coalesce(code, ''), coalesce(name, ''), coalesce(roles, '{}') from sec.session_of($1, $2, $3)`,
		e.pass("session_of", session.String()), session[:], e.db.clock())
	if err != nil {
		return p, translate(err)
	}
	var organisation *uuid.UUID
	var place Place
	o := &place.Organisation
	found, err := pgx.ForEachRow(rows, []any{&p.Person, &p.Name, &p.Ends, &organisation, &o.Kind, &o.Sector, &o.Code, &o.Name, &place.Roles}, func() error {
		if organisation != nil {
			o.ID = *organisation
			p.Places = append(p.Places, place)
		}
		place.Roles = nil
		return nil
	})
	if err == nil && found.RowsAffected() == 0 {
		return p, fault.New(fault.SignIn, "You are not signed in, or your session has ended.")
	}
	return p, translate(err)
}

// Touch notes that a session is active.
func (e Entry) Touch(ctx context.Context, session SessionKey) error {
	_, err := e.db.pool.Exec(ctx, "select sec.touch($1, $2, $3)", e.pass("touch", session.String()), session[:], e.db.clock())
	return translate(err)
}

// EndSession ends a session and gives the connection that it came by; the zero id when it had ended already.
func (e Entry) EndSession(ctx context.Context, session SessionKey) (uuid.UUID, error) {
	var connection uuid.UUID
	err := e.db.pool.QueryRow(ctx, "select connection_id from sec.end_session($1, $2, $3)",
		e.pass("end_session", session.String()), session[:], e.db.clock()).Scan(&connection)
	if errors.Is(err, pgx.ErrNoRows) {
		return uuid.Nil, nil
	}
	return connection, translate(err)
}

// Event is something that was refused.
type Event struct {
	Kind         string // sign-in-refused | denied
	Person       uuid.UUID
	Connection   uuid.UUID
	Organisation uuid.UUID
	Failed       string // the check or the permission that refused
	Request      string
}

// Note keeps an event in a transaction of its own.
func (e Entry) Note(ctx context.Context, v Event) error {
	_, err := e.db.pool.Exec(ctx, "select sec.note_event($1, $2, $3, $4, $5, $6, $7, $8)",
		e.pass("note_event", v.Kind, v.Failed, v.Request), e.db.clock(), v.Kind, orNull(v.Person), orNull(v.Connection),
		orNull(v.Organisation), v.Failed, v.Request)
	return translate(err)
}

func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

// RequireKey refuses a server whose key the database does not know, or whose clock is not the database's.
func (db *DB) RequireKey(ctx context.Context) error {
	var skew float64
	if err := db.pool.QueryRow(ctx, "select extract(epoch from clock_timestamp())").Scan(&skew); err != nil {
		return translate(err)
	}
	if behind := time.Since(time.UnixMicro(int64(skew * 1e6))); behind.Abs() > passLife/2 {
		return fault.New(fault.Unavailable, "The clocks of the server and the database differ by "+behind.Round(time.Second).String()+". Set both by a time service.")
	}
	if _, err := db.Enter().Presence(ctx, SessionKey{}); !fault.Is(err, fault.SignIn) {
		return fault.New(fault.Unavailable, "The database does not know the server's signing key. Run `throughline migrate` with the same THROUGHLINE_CONTEXT_KEY.")
	}
	return nil
}
