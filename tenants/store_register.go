package tenants

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/throughline-ics/throughline/internal/fault"
)

// Register writes who there is: organisations, who belongs to which system, identity connections and who holds a
// role. Each call is for whoever runs the platform, under a pass for that call alone; each changes nothing when what
// it says is so already. What changed goes into the record of the organisation that it is about.
type Register struct {
	work  *work
	place func(organisation uuid.UUID, c change)
}

// Register writes in an operator's transaction. It is for tenants/platform only; lint holds that.
func (tx *Tx) Register() Register { return Register{work: tx.work, place: tx.place} }

func (r Register) pass(purpose string, fields ...string) string {
	return pass(r.work.db.key, purpose, fields...)
}

// Roster gives the organisations that belong to a system today, or will, by the codes that the system knows them by; the
// system itself has the empty code. It is empty when there is no such system.
func (r Register) Roster(ctx context.Context, system string) (map[string]Organisation, error) {
	day := CivilDate(r.work.db.clock()).Format(time.DateOnly)
	rows, err := r.Run(ctx, "roster", []string{system, day}, "select id, kind, code, name from sec.roster($1, $2, $3)", system, day)
	if err != nil {
		return nil, err
	}
	roster := map[string]Organisation{}
	var o Organisation
	_, err = pgx.ForEachRow(rows, []any{&o.ID, &o.Kind, &o.Code, &o.Name}, func() error {
		roster[o.Code] = o
		return nil
	})
	return roster, err
}

// Platform is the platform's own organisation; the zero id when there is none yet.
func (r Register) Platform(ctx context.Context) (uuid.UUID, error) {
	rows, err := r.Run(ctx, "organisations", nil, "select id from sec.organisations($1) where kind = 'platform'")
	if err != nil {
		return uuid.Nil, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil || len(ids) == 0 {
		return uuid.Nil, err
	}
	return ids[0], nil
}

// RegisterEntry is an organisation as the register holds it.
type RegisterEntry struct {
	Organisation
	Handle string    // its code on this platform; empty leaves what there is. A system's is its Code
	ODS    string    // empty leaves what there is
	Host   uuid.UUID // a system's host organisation; zero leaves what there is
}

// PutOrganisation makes an organisation, or changes the name and sector of one that is there. A new one gets its
// machine actor, and a system its desk and its members' channel. It returns the id.
func (r Register) PutOrganisation(ctx context.Context, o Organisation) (uuid.UUID, error) {
	return r.PutEntry(ctx, RegisterEntry{Organisation: o})
}

// PutEntry is PutOrganisation with all that the register holds.
func (r Register) PutEntry(ctx context.Context, e RegisterEntry) (uuid.UUID, error) {
	fresh := e.ID == uuid.Nil
	if fresh {
		e.ID = newID()
	}
	if e.Kind == KindSystem && e.Handle == "" {
		e.Handle = e.Code
	}
	code, ods, host := orNone(e.Handle), orNone(e.ODS), orNull(e.Host)
	hosted := ""
	if host != nil {
		hosted = host.String()
	}
	signed := r.pass("put_organisation", e.ID.String(), string(e.Kind), e.Sector, e.Handle, e.ODS, e.Name, strconv.FormatBool(e.Fictional), hosted)
	var changed bool
	err := r.work.sql().QueryRow(ctx, "select sec.put_organisation($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		signed, e.ID, e.Kind, e.Sector, code, ods, e.Name, e.Fictional, host, newID(), r.work.db.clock()).Scan(&changed)
	if err != nil {
		return uuid.Nil, err
	}
	if changed {
		r.place(e.ID, change{Table: "app.organisation", ID: &e.ID, After: e})
	}
	if fresh {
		r.place(e.ID, change{Table: "app.assignment", After: map[string]any{"role": Machine}})
	}
	if fresh && e.Kind == KindSystem {
		r.place(e.ID, change{Table: "app.channel", After: []ChannelKind{Desk, Members}})
	}
	return e.ID, nil
}

// Join makes an organisation belong to a system from a date, or changes what the system calls it. A date until which
// it belongs is set, never taken away.
func (r Register) Join(ctx context.Context, m Membership) error {
	since, until := m.Since.Format(time.DateOnly), ""
	if !m.Until.IsZero() {
		until = m.Until.Format(time.DateOnly)
	}
	signed := r.pass("put_membership", m.System.ID.String(), m.Organisation.ID.String(), m.Organisation.Code, string(m.Kind), since, until)
	var changed bool
	err := r.work.sql().QueryRow(ctx, "select sec.put_membership($1, $2, $3, $4, $5, $6, $7)",
		signed, m.System.ID, m.Organisation.ID, m.Organisation.Code, m.Kind, since, orNone(until)).Scan(&changed)
	if clash, ok := errors.AsType[*pgconn.PgError](err); ok && clash.ConstraintName == codeOnce {
		return fault.Wrap(err, fault.Conflict, fmt.Sprintf("The system calls another organisation %q on some of these days.", m.Organisation.Code))
	}
	if err != nil || !changed {
		return err
	}
	said := map[string]any{"organisation": m.Organisation.ID, "system": m.System.ID, "code": m.Organisation.Code, "kind": m.Kind, "since": since}
	if until != "" {
		said["until"] = until
	}
	for _, side := range []uuid.UUID{m.System.ID, m.Organisation.ID} {
		r.place(side, change{Table: "app.membership", After: said})
	}
	r.place(m.System.ID, change{Table: "app.channel", After: map[string]any{"kind": Pair, "ref": m.Organisation.ID}})
	return r.work.reassess(ctx, m.System.ID) // what is found among its members is to be found with this one or without
}

// codeOnce is the constraint by which a system calls no two organisations the same on one day.
const codeOnce = "membership_code_once"

// Together lets codes change places: that a system calls no two organisations the same is asked when the transaction ends.
func (r Register) Together(ctx context.Context) error {
	_, err := r.work.sql().Exec(ctx, "set constraints app."+codeOnce+" deferred")
	return err
}

// Succession is an organisation that follows another: a merger has several predecessors, a split several successors.
// Nothing is re-parented by it.
type Succession struct {
	From, To uuid.UUID
	On       time.Time
	State    string // rehearsed | confirmed | done
}

// Succeed records a succession, or changes its date and state.
func (r Register) Succeed(ctx context.Context, s Succession) error {
	on := s.On.Format(time.DateOnly)
	signed := r.pass("put_succession", s.From.String(), s.To.String(), on, s.State)
	var changed bool
	err := r.work.sql().QueryRow(ctx, "select sec.put_succession($1, $2, $3, $4, $5)", signed, s.From, s.To, on, s.State).Scan(&changed)
	if err != nil || !changed {
		return err
	}
	for _, side := range []uuid.UUID{s.From, s.To} {
		r.place(side, change{Table: "app.succession", After: map[string]any{"from": s.From, "to": s.To, "on": on, "state": s.State}})
	}
	return nil
}

// Connection is an identity provider as an organisation uses it.
type Connection struct {
	ID           uuid.UUID
	Organisation uuid.UUID // whose people come by it; the platform's own when several share it
	Name         string
	Issuer       string
	ClientID     string
	Secret       string `json:"-"` // empty leaves what there is
	Terms
	Live bool // in use; false leaves what there is
}

// Terms are what sign-ins by a connection rest on.
type Terms struct {
	RequiredACR  []string `json:"acr"`
	RequiredAMR  []string `json:"amr"`
	Hosts        []string `json:"hosts"`         // beside the issuer's own, where its endpoints may be
	SecondFactor bool     `json:"second_factor"` // its organisation attests that it always asks for one
	Ceiling      []Role   `json:"ceiling"`       // the roles that its claims may yield at most
	Listed       bool     `json:"listed"`        // offered to everybody on the start page
}

// PutConnection makes or changes an identity connection.
func (r Register) PutConnection(ctx context.Context, c Connection) error {
	sealed, err := r.sealed(c)
	if err != nil {
		return err
	}
	c.Terms = c.Filled()
	terms, err := json.Marshal(c.Terms)
	if err != nil {
		return err
	}
	signed := r.pass("put_connection", c.ID.String(), c.Organisation.String(), c.Name, c.Issuer, c.ClientID, strconv.FormatBool(c.Live))
	var changed bool
	err = r.work.sql().QueryRow(ctx, "select sec.put_connection($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		signed, c.ID, c.Organisation, c.Name, c.Issuer, c.ClientID, sealed, terms, c.Live).Scan(&changed)
	if err == nil && changed {
		r.place(c.Organisation, change{Table: "app.connection", ID: &c.ID, After: c})
	}
	return err
}

// Filled is the terms as the register keeps them: each list in order, with nothing twice, and empty where there is none, for
// the database tells null from empty.
func (t Terms) Filled() Terms {
	t.RequiredACR, t.RequiredAMR, t.Hosts, t.Ceiling = canonical(t.RequiredACR), canonical(t.RequiredAMR), canonical(t.Hosts), canonical(t.Ceiling)
	return t
}

// canonical gives a list of its own.
func canonical[T cmp.Ordered](list []T) []T {
	own := append([]T{}, list...)
	slices.Sort(own)
	return slices.Compact(own)
}

func (r Register) sealed(c Connection) ([]byte, error) {
	if c.Secret == "" {
		return nil, nil
	}
	ring, err := r.work.db.Secrets()
	if err != nil {
		return nil, err
	}
	return ring.Seal(c.Secret, c.Organisation.String(), c.ID.String(), ClientSecret), nil
}

// Unseal opens the secret of a connection.
func (r Register) Unseal(sealed []byte, organisation, connection uuid.UUID) (string, error) {
	ring, err := r.work.db.Secrets()
	if err != nil {
		return "", err
	}
	return ring.Open(sealed, organisation.String(), connection.String(), ClientSecret)
}

// ClaimRule gives a role to whoever comes with a value in a claim.
type ClaimRule struct {
	Claim string `json:"claim"`
	Value string `json:"value"`
	Role  Role   `json:"role"`
}

// PutRules replaces the rules of a connection. Roles that no rule gives any more end, and the tokens that fall with them.
func (r Register) PutRules(ctx context.Context, organisation, connection uuid.UUID, rules []ClaimRule) error {
	if rules == nil {
		rules = []ClaimRule{}
	}
	said, err := json.Marshal(rules)
	if err != nil {
		return err
	}
	var ended []byte
	err = r.work.sql().QueryRow(ctx, "select sec.put_rules($1, $2, $3, $4)",
		r.pass("put_rules", connection.String()), connection, said, r.work.db.clock()).Scan(&ended)
	if err != nil || ended == nil {
		return err
	}
	var gone []change
	if err := json.Unmarshal(ended, &gone); err != nil {
		return err
	}
	r.place(organisation, change{Table: "app.claim_rule", ID: &connection, After: rules})
	for _, c := range gone {
		r.place(organisation, c)
	}
	return nil
}

// Assign gives the person whom a connection knows by a subject a role in an organisation.
func (r Register) Assign(ctx context.Context, connection uuid.UUID, subject string, organisation uuid.UUID, role Role) error {
	signed := r.pass("put_assignment", connection.String(), subject, organisation.String(), string(role))
	var changed bool
	err := r.work.sql().QueryRow(ctx, "select sec.put_assignment($1, $2, $3, $4, $5, $6, $7)",
		signed, newID(), connection, subject, organisation, role, r.work.db.clock()).Scan(&changed)
	if err == nil && changed {
		r.place(organisation, change{Table: "app.assignment", After: map[string]any{"subject": subject, "role": role}})
	}
	return err
}

// Run calls one security function under a pass for it: the pass is the statement's first parameter. It is for the
// store files of tenants/platform; lint holds that.
func (r Register) Run(ctx context.Context, purpose string, fields []string, statement string, args ...any) (pgx.Rows, error) {
	return r.work.sql().Query(ctx, statement, append([]any{r.pass(purpose, fields...)}, args...)...)
}

func orNone(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
