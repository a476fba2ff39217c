package tenants

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
)

// Entry is the door for signing in and out, and for what people without an account say. It acts for nobody: each method
// calls one security function, under a pass for that call alone.
type Entry struct{ db *DB }

// Enter opens the door for signing in and out.
func (db *DB) Enter() Entry { return Entry{db} }

func (e Entry) pass(purpose string, fields ...string) string {
	return pass(e.db.key, purpose, fields...)
}

// Run calls one security function under a pass for it: the pass is the statement's first parameter. It is for store
// files only; lint holds that.
func (e Entry) Run(ctx context.Context, purpose string, fields []string, statement string, args ...any) (pgx.Rows, error) {
	rows, err := e.db.pool.Query(ctx, statement, append([]any{e.pass(purpose, fields...)}, args...)...)
	return rows, translate(err)
}

// Now is the instant by the DB's clock.
func (e Entry) Now() time.Time { return e.db.clock() }

// Option is a way to sign in that may be shown.
type Option struct {
	ID   uuid.UUID
	Name string
}

// Options lists the ways to sign in, by name: those for everybody or, with a code, those of the organisation that has
// it as its handle or ODS code.
func (e Entry) Options(ctx context.Context, code string) ([]Option, error) {
	rows, err := e.db.pool.Query(ctx, "select id, name from sec.options($1)", code)
	if err != nil {
		return nil, translate(err)
	}
	options, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Option])
	return options, translate(err)
}

// Way is a connection as a sign-in needs it.
type Way struct {
	Connection
	OrganisationName string
	State            string   // draft | requested | live | disabled
	Claims           []string // that its rules ask about
}

// States of a connection.
const (
	Draft     = "draft"
	Requested = "requested"
	Live      = "live"
	Disabled  = "disabled"
)

// Way reads a connection, whatever its state.
func (e Entry) Way(ctx context.Context, id uuid.UUID) (Way, error) {
	w := Way{Connection: Connection{ID: id}}
	var sealed []byte
	err := e.db.pool.QueryRow(ctx, `select org_id, org_name, name, issuer, client_id, secret_sealed, required_acr, required_amr,
		hosts, state, claims from sec.connection_of($1, $2)`, e.pass("connection_of", id.String()), id).
		Scan(&w.Organisation, &w.OrganisationName, &w.Name, &w.Issuer, &w.ClientID, &sealed, &w.RequiredACR, &w.RequiredAMR,
			&w.Hosts, &w.State, &w.Claims)
	if errors.Is(err, pgx.ErrNoRows) {
		return w, fault.New(fault.NotFound, "There is no such way to sign in. Go back to the start page.")
	}
	if err != nil || sealed == nil {
		return w, translate(err)
	}
	ring, err := e.db.Secrets()
	if err != nil {
		return w, err
	}
	w.Secret, err = ring.Open(sealed, w.Organisation.String(), id.String(), ClientSecret)
	if err != nil {
		return w, fault.Wrap(err, fault.Unavailable, "This way to sign in cannot be used: its secret cannot be read. Ask the administrator of your organisation to enter it again.")
	}
	return w, nil
}

// Flow is a sign-in that has begun: kept until it is used once or ends.
type Flow struct {
	State      [32]byte // hash of the state parameter
	Browser    [32]byte // hash of the cookie of the browser that began it
	Connection uuid.UUID
	Nonce      string
	Verifier   string
	ReturnTo   string
	Tester     SessionKey // of the administrator who tests the connection; zero for a sign-in
	Hosts      []string   // where a tested connection's endpoints were when the test began
	Ends       time.Time
}

// Tests reports whether the flow tests its connection and signs nobody in.
func (f Flow) Tests() bool { return f.Tester != SessionKey{} }

func (f Flow) purpose() string {
	if f.Tests() {
		return "test"
	}
	return "sign-in"
}

// BeginFlow keeps a sign-in that has begun.
func (e Entry) BeginFlow(ctx context.Context, f Flow) error {
	signed := e.pass("begin_flow", hex.EncodeToString(f.State[:]), hex.EncodeToString(f.Browser[:]), f.Connection.String(), f.purpose())
	var tester []byte
	if f.Tests() {
		tester = f.Tester[:]
	}
	hosts := append([]string{}, f.Hosts...)
	_, err := e.db.pool.Exec(ctx, "select sec.begin_flow($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
		signed, f.State[:], f.Browser[:], f.Connection, f.Nonce, f.Verifier, f.ReturnTo, f.purpose(), tester, hosts, e.db.clock(), f.Ends)
	return translate(err)
}

// TakeFlow takes a begun sign-in away and gives it: it can be taken once.
func (e Entry) TakeFlow(ctx context.Context, state [32]byte, connection uuid.UUID) (Flow, error) {
	f := Flow{State: state, Connection: connection}
	var browser, tester []byte
	err := e.db.pool.QueryRow(ctx, "select browser_hash, nonce, verifier, return_to, ends, tester, hosts from sec.take_flow($1, $2, $3)",
		e.pass("take_flow", hex.EncodeToString(state[:]), connection.String()), state[:], connection).
		Scan(&browser, &f.Nonce, &f.Verifier, &f.ReturnTo, &f.Ends, &tester, &f.Hosts)
	if errors.Is(err, pgx.ErrNoRows) {
		return f, fault.New(fault.SignIn, "This sign-in was not begun here, or has been used already. Start again from the start page.")
	}
	if err != nil {
		return f, translate(err)
	}
	copy(f.Browser[:], browser)
	copy(f.Tester[:], tester)
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
	AMR        []string
	Claims     map[string][]string // the values of the claims that were sent, of those the connection's rules ask about
	From       string              // the address that they came from
	Ends       time.Time           // the absolute end of the session
}

// SignIn keeps a new session for the person, whom it makes when they come for the first time, and gives and takes the
// roles that the rules of the connection make of their claims.
func (e Entry) SignIn(ctx context.Context, a Arrival) error {
	if a.Claims == nil {
		a.Claims = map[string][]string{}
	}
	claims, err := json.Marshal(a.Claims)
	if err != nil {
		return err
	}
	signed := e.pass("sign_in", a.Session.String(), a.Connection.String(), a.Subject, string(claims))
	_, err = e.db.pool.Exec(ctx, "select sec.sign_in($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
		signed, a.Session[:], newID(), a.Connection, a.Subject, a.Name, a.Email, a.SID, a.ACR, append([]string{}, a.AMR...), string(claims),
		a.From, e.db.clock(), a.Ends)
	return translate(err)
}

// NoteTest notes that a test sign-in went well, for the administrator whose session began it.
func (e Entry) NoteTest(ctx context.Context, f Flow) error {
	_, err := e.db.pool.Exec(ctx, "select sec.note_test($1, $2, $3, $4, $5)",
		e.pass("note_test", f.Connection.String(), f.Tester.String()), f.Connection, f.Tester[:], append([]string{}, f.Hosts...), e.db.clock())
	return translate(err)
}

// Presence is who a session is and where its person has a role.
type Presence struct {
	Person uuid.UUID
	Name   string
	Ends   time.Time // when it ends if nothing more happens
	Until  time.Time // when it ends whatever happens
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
	rows, err := e.db.pool.Query(ctx, `select person_id, person_name, ends, until, org_id, coalesce(kind, ''), coalesce(sector, ''),
		coalesce(code, ''), coalesce(name, ''), coalesce(roles, '{}') from sec.session_of($1, $2, $3)`,
		e.pass("session_of", session.String()), session[:], e.db.clock())
	if err != nil {
		return p, translate(err)
	}
	var organisation *uuid.UUID
	var place Place
	o := &place.Organisation
	found, err := pgx.ForEachRow(rows, []any{&p.Person, &p.Name, &p.Ends, &p.Until, &organisation, &o.Kind, &o.Sector, &o.Code, &o.Name, &place.Roles}, func() error {
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

// TouchToken notes that an API token was used.
func (e Entry) TouchToken(ctx context.Context, token SessionKey) error {
	_, err := e.db.pool.Exec(ctx, "select sec.touch_token($1, $2, $3)", e.pass("touch_token", token.String()), token[:], e.db.clock())
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

// ProviderLogout is a provider's word that sessions have ended: those of SID when there is one, of Subject otherwise.
type ProviderLogout struct {
	Connection uuid.UUID
	ID         string // each acts once
	SID        string
	Subject    string
	Expires    time.Time
}

// EndByProvider ends sessions at a provider's word and gives how many there were; fresh is false when the word has been
// used before.
func (e Entry) EndByProvider(ctx context.Context, l ProviderLogout) (ended int, fresh bool, err error) {
	var n *int
	err = e.db.pool.QueryRow(ctx, "select sec.end_by_provider($1, $2, $3, $4, $5, $6, $7)",
		e.pass("end_by_provider", l.Connection.String(), l.ID, l.SID, l.Subject), l.Connection, l.ID, l.SID, l.Subject, e.db.clock(), l.Expires).Scan(&n)
	if err != nil || n == nil {
		return 0, false, translate(err)
	}
	return *n, true, nil
}

// Event is something that was refused.
type Event struct {
	Kind         string // sign-in-refused | denied
	Person       uuid.UUID
	Connection   uuid.UUID
	Organisation uuid.UUID
	Failed       string // the check or the permission that refused
	Request      string
	From         string // the address that it came from
}

// Note keeps an event in a transaction of its own.
func (e Entry) Note(ctx context.Context, v Event) error {
	_, err := e.db.pool.Exec(ctx, "select sec.note_event($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		e.pass("note_event", v.Kind, v.Failed, v.Request), e.db.clock(), v.Kind, orNull(v.Person), orNull(v.Connection),
		orNull(v.Organisation), v.Failed, v.Request, v.From)
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
