package connections_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/connections"
)

func TestIssuers(t *testing.T) {
	t.Parallel()
	const tenant = "37c354b2-85b0-47f5-b222-07b48d774ee3"
	long := "https://login.example/" + strings.Repeat("x", 512)
	for issuer, fine := range map[string]bool{
		"https://login.example":                                          true,
		"https://login.example:8443/oidc":                                true,
		"https://am.nhsidentity.spineservices.nhs.uk/openam/oauth2/oidc": true,
		"https://login.microsoftonline.com/" + tenant + "/v2.0":          true,
		"https://login.microsoftonline.us/" + tenant + "/v2.0":           true,
		"": false, "login.example": false, "http://login.example": false, "https:///x": false, "https://user@login.example": false,
		"https://login.example?x=1": false, "https://login.example?": false, "https://login.example/#x": false, long: false,
		"https://login.microsoftonline.com/common/v2.0":                          false,
		"https://login.microsoftonline.com/organizations/v2.0":                   false,
		"https://login.microsoftonline.com/consumers/v2.0":                       false,
		"https://login.microsoftonline.com/" + tenant:                            false,
		"https://login.microsoftonline.com/" + tenant + "/v2.0/":                 false,
		"https://login.microsoftonline.com/" + strings.ToUpper(tenant) + "/v2.0": false,
		"https://login.microsoftonline.com/{tenantid}/v2.0":                      false,
		"https://LOGIN.microsoftonline.com/common/v2.0":                          false,
		"https://login.microsoftonline.com:443/common/v2.0":                      false,
		"https://sts.windows.net/" + tenant + "/":                                false,
		"https://login.windows.net/" + tenant + "/":                              false,
	} {
		if said := connections.IssuerProblem(issuer); (said == "") != fine {
			t.Errorf("%s: %q", issuer, said)
		}
	}
}

// drafted is a connection of Alder's that has been put into a state.
func drafted(t *testing.T, w *worldtest.World, state string) connections.Connection {
	t.Helper()
	var c connections.Connection
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) (err error) {
		c, err = connections.Draft(ctx, tx, connections.Connection{
			Name: "Staff of " + state, Issuer: "https://login.example/" + state, ClientID: "tl", Ceiling: []tenants.Role{tenants.Editor, tenants.CDO},
			Rules: []tenants.ClaimRule{{Claim: "groups", Value: "digital", Role: tenants.Editor}},
		}, "SEKRIT")
		return err
	})
	if _, err := w.Owner.Exec(t.Context(), "update app.connection set state = $2, tested_at = now(), hosts = '{keys.example}' where id = $1", c.ID, state); err != nil {
		t.Fatal(err)
	}
	return read(w, c.ID)
}

func read(w *worldtest.World, id uuid.UUID) (c connections.Connection) {
	w.As("A", func(ctx context.Context, tx *tenants.Tx) (err error) {
		c, err = connections.Get(ctx, tx, id)
		return err
	})
	return c
}

func change(w *worldtest.World, org string, c connections.Connection, edit connections.Edit) error {
	return w.DB.Within(context.Background(), tenants.ForMachine(w.Orgs[org], "test", "").Writing(), func(tx *tenants.Tx) error {
		_, err := connections.Change(context.Background(), tx, c.ID, c.Version, edit)
		return err
	})
}

func apply(f func(c *connections.Connection)) connections.Edit { return connections.Edit{Apply: f} }

var states = []string{tenants.Draft, tenants.Requested, tenants.Live, tenants.Disabled}

// said reports whether a refusal says which field and why: the code's own, and not only the database's.
func said(err error) bool { return fault.Is(err, fault.Invalid) && len(fault.From(err).Fields) > 0 }

// What sign-ins rest on changes in a draft alone, and a draft that has changed has to be tested again. The rest may
// change at any time.
func TestWhatMayChangeWhen(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	rests := map[string]connections.Edit{
		"the client id":     apply(func(c *connections.Connection) { c.ClientID = "other" }),
		"the required acr":  apply(func(c *connections.Connection) { c.RequiredACR = []string{"high"} }),
		"the required amr":  apply(func(c *connections.Connection) { c.RequiredAMR = []string{"mfa"} }),
		"the second factor": apply(func(c *connections.Connection) { c.SecondFactor = true }),
		"the ceiling":       apply(func(c *connections.Connection) { c.Ceiling = []tenants.Role{tenants.Editor} }),
	}
	secret := "another"
	at := map[string]connections.Edit{
		"the name":   apply(func(c *connections.Connection) { c.Name = "Everybody of " + c.State }),
		"the secret": {Apply: func(*connections.Connection) {}, Secret: &secret},
		"the rules":  apply(func(c *connections.Connection) { c.Rules = nil }),
	}
	for _, state := range states {
		for name, edit := range rests {
			c := drafted(t, w, state)
			if err := change(w, "A", c, edit); (err == nil) != (state == tenants.Draft) || err != nil && !said(err) {
				t.Errorf("%s, %s: %v", state, name, err)
			}
			if after := read(w, c.ID); state == tenants.Draft && (!after.Tested.IsZero() || len(after.Hosts) > 0) {
				t.Errorf("%s has changed and counts as tested", name)
			}
			remove(t, w, c.ID)
		}
		for name, edit := range at {
			c := drafted(t, w, state)
			if err := change(w, "A", c, edit); err != nil {
				t.Errorf("%s, %s: %v", state, name, err)
			}
			if after := read(w, c.ID); after.State != state || after.Tested.IsZero() || after.Version == c.Version {
				t.Errorf("%s, %s: %+v", state, name, after)
			}
			remove(t, w, c.ID)
		}
		c := drafted(t, w, state)
		if err := change(w, "A", c, apply(func(c *connections.Connection) { c.Issuer = "https://elsewhere.example" })); !said(err) {
			t.Errorf("%s, another issuer: %v", state, err)
		}
		remove(t, w, c.ID)
	}
}

func remove(t *testing.T, w *worldtest.World, id uuid.UUID) {
	t.Helper()
	for _, table := range []string{"app.claim_rule where connection_id", "app.connection where id"} {
		if _, err := w.Owner.Exec(t.Context(), "delete from "+table+" = $1", id); err != nil {
			t.Fatal(err)
		}
	}
}

// statement runs a statement as an organisation and gives what the database said to it.
func statement(w *worldtest.World, org, sql string, args ...any) (said error) {
	_ = w.DB.Within(context.Background(), tenants.ForMachine(w.Orgs[org], "test", "").Writing(), func(tx *tenants.Tx) error {
		_, said = tx.SQL().Exec(context.Background(), sql, args...)
		return said
	})
	return said
}

// An administrator asks for a tested draft to be used, takes that back, ends its use and begins again. The database
// says the same, whatever the code before it lets through.
func TestTheStatesThatAnAdministratorGoesThrough(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	may := map[[2]string]bool{
		{tenants.Draft, tenants.Requested}: true, {tenants.Draft, tenants.Disabled}: true, {tenants.Requested, tenants.Draft}: true,
		{tenants.Requested, tenants.Disabled}: true, {tenants.Live, tenants.Disabled}: true, {tenants.Disabled, tenants.Draft}: true,
	}
	for _, from := range states {
		for _, to := range states {
			c := drafted(t, w, from)
			err := change(w, "A", c, apply(func(c *connections.Connection) { c.State = to }))
			if want := from == to || may[[2]string{from, to}]; (err == nil) != want || !want && !said(err) {
				t.Errorf("from %s to %s: %v", from, to, err)
			}
			remove(t, w, c.ID)
			c = drafted(t, w, from)
			err = statement(w, "A", "update app.connection set state = $2 where id = $1", c.ID, to)
			if want := from == to || may[[2]string{from, to}]; (err == nil) != want {
				t.Errorf("the database, from %s to %s: %v", from, to, err)
			}
			remove(t, w, c.ID)
		}
	}
	c := drafted(t, w, tenants.Draft)
	if _, err := w.Owner.Exec(t.Context(), "update app.connection set tested_at = null where id = $1", c.ID); err != nil {
		t.Fatal(err)
	}
	if err := change(w, "A", read(w, c.ID), apply(func(c *connections.Connection) { c.State = tenants.Requested })); !said(err) {
		t.Errorf("asked to be used without a test: %v", err)
	}
}

// The database keeps what a connection rests on, its secret and its organisation from whoever serves.
func TestTheDatabaseKeepsAConnectionFromTheServer(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	live := drafted(t, w, tenants.Live)
	for name, c := range map[string]struct{ statement, code string }{
		"reads the secret":            {"select secret_sealed from app.connection where id = $1", "42501"},
		"puts it into use":            {"update app.connection set tested_at = now() where id = $1", "42501"},
		"offers it to everybody":      {"update app.connection set listed = true where id = $1", "42501"},
		"moves its hosts":             {"update app.connection set hosts = '{evil.example}' where id = $1", "42501"},
		"changes the issuer":          {"update app.connection set issuer = 'https://evil.example' where id = $1", "42501"},
		"changes what it rests on":    {"update app.connection set second_factor = true where id = $1", "23514"},
		"lets it make administrators": {"update app.connection set state = 'draft', ceiling = '{administrator}' where id = $1", "23514"},
		"asks about addresses":        {"insert into app.claim_rule values (sec.current_org(), $1, 'email', 'x@nhs.net', 'editor')", "23514"},
		"makes administrators":        {"insert into app.claim_rule values (sec.current_org(), $1, 'groups', 'x', 'administrator')", "23514"},
		"removes it":                  {"delete from app.connection where id = $1", "42501"},
	} {
		err := statement(w, "A", c.statement, live.ID)
		refused, ok := errors.AsType[*pgconn.PgError](err)
		if !ok || refused.Code != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestConnectionsOfOthersAreNotThere(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	c := drafted(t, w, tenants.Draft)
	w.As("B", func(ctx context.Context, tx *tenants.Tx) error {
		list, err := connections.List(ctx, tx)
		if err != nil || slices.ContainsFunc(list, func(x connections.Connection) bool { return x.ID == c.ID }) {
			t.Errorf("%v, %v", list, err)
		}
		for _, id := range []uuid.UUID{c.ID, uuid.New()} {
			if _, err := connections.Get(ctx, tx, id); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v", err)
			}
		}
		return nil
	})
	err := w.DB.Within(t.Context(), tenants.ForMachine(w.Orgs["B"], "test", ""), func(tx *tenants.Tx) error {
		_, err := connections.Requests(context.Background(), tx)
		return err
	})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("an operator's list: %v", err)
	}
	if err := change(w, "B", c, apply(func(c *connections.Connection) { c.Name = "mine" })); !fault.Is(err, fault.NotFound) {
		t.Errorf("changed by another: %v", err)
	}
}

func TestOneOfManyChangesIsKept(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	c := drafted(t, w, tenants.Live)
	start, results := make(chan struct{}), make([]error, 8)
	var done sync.WaitGroup
	for i := range results {
		done.Go(func() {
			<-start
			results[i] = change(w, "A", c, apply(func(c *connections.Connection) { c.Name = fmt.Sprint("Staff ", i) }))
		})
	}
	close(start)
	done.Wait()
	kept := 0
	for _, err := range results {
		switch {
		case err == nil:
			kept++
		case !fault.Is(err, fault.Stale):
			t.Errorf("%v", err)
		}
	}
	if kept != 1 {
		t.Errorf("%d changes of one version were kept", kept)
	}
}

// People of many organisations come by a connection of the platform: it yields nothing by itself.
func TestASharedConnectionYieldsNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]connections.Connection{
		"a ceiling": {Ceiling: []tenants.Role{tenants.Viewer}},
		"a rule":    {Rules: []tenants.ClaimRule{{Claim: "groups", Value: "x", Role: tenants.Operator}}},
	} {
		c.Name, c.Issuer, c.ClientID = "NHS.net", "https://login.example", "tl"
		if wrong := connections.Problems(c, tenants.KindPlatform); len(wrong) != 1 || wrong[0].Name != "rules" {
			t.Errorf("%s: %+v", name, wrong)
		}
	}
}

func TestWhatAnOperatorDecides(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AddPlatform()
	may := map[[2]string]bool{
		{tenants.Requested, tenants.Live}: true, {tenants.Requested, tenants.Draft}: true, {tenants.Requested, tenants.Disabled}: true,
		{tenants.Live, tenants.Disabled}: true,
	}
	listed := true
	for _, from := range states {
		for _, to := range []string{tenants.Live, tenants.Disabled, tenants.Draft} {
			c := drafted(t, w, from)
			decide := func(version int) error {
				return w.DB.Within(context.Background(), tenants.ForMachine(w.Orgs[worldtest.Platform], "decideConnection", "").Writing(), func(tx *tenants.Tx) error {
					_, err := connections.Decide(context.Background(), tx, c.ID, version, connections.Verdict{State: to, Listed: &listed})
					return err
				})
			}
			want := may[[2]string{from, to}]
			if err := decide(c.Version + 1); want && !fault.Is(err, fault.Stale) {
				t.Errorf("from %s to %s at another version: %v", from, to, err)
			}
			if err := decide(c.Version); (err == nil) != want || !want && !fault.Is(err, fault.Conflict) && from != tenants.Draft {
				t.Errorf("from %s to %s: %v", from, to, err)
			}
			after := read(w, c.ID)
			if want && (after.State != to || !after.Listed || after.Version != c.Version+1) || !want && after.State != from {
				t.Errorf("from %s to %s: %+v", from, to, after)
			}
			remove(t, w, c.ID)
			c = drafted(t, w, from)
			err := statement(w, worldtest.Platform, "select sec.decide_connection($1, $2, $3, true)", c.ID, c.Version, to)
			if (err == nil) != want {
				t.Errorf("the database, from %s to %s: %v", from, to, err)
			}
			remove(t, w, c.ID)
		}
	}
}
