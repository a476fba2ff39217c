package connections_test

import (
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/connections"
)

// What everybody reads on the start page was read by an operator first: an organisation does not give its connection the
// name of another's while it stands there.
func TestTheNameOnTheStartPageIsTheOneThatWasApproved(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AddPlatform()
	renamed := apply(func(c *connections.Connection) { c.Name = "NHS.net single sign-on" })
	for _, state := range states {
		for _, listed := range []bool{true, false} {
			c := drafted(t, w, state)
			if _, err := w.Owner.Exec(t.Context(), "update app.connection set listed = $2 where id = $1", c.ID, listed); err != nil {
				t.Fatal(err)
			}
			c = read(w, c.ID)
			shown := listed && state == tenants.Live
			if err := statement(w, "A", "update app.connection set name = 'NHS.net' where id = $1", c.ID); (err != nil) != shown {
				t.Errorf("the database, %s, listed %t: %v", state, listed, err)
			}
			c = read(w, c.ID)
			if err := change(w, "A", c, renamed); (err != nil) != shown || err != nil && !said(err) {
				t.Errorf("%s, listed %t: %v", state, listed, err)
			}
			if options, err := w.DB.Enter().Options(t.Context(), ""); err != nil || shown && (len(options) != 1 || options[0].Name != c.Name || c.Name == "NHS.net") {
				t.Errorf("%s: the start page offers %v, %v", state, options, err)
			}
			remove(t, w, c.ID)
		}
	}
}

func TestWhatAConnectionMayBeCalled(t *testing.T) {
	t.Parallel()
	for field, c := range map[string]connections.Connection{
		"name":      {Name: "NHS\u202ex", ClientID: "tl"},
		"client_id": {Name: "NHS", ClientID: "t\u2066l"},
		"":          {Name: "NHS", ClientID: "tl"},
	} {
		c.Issuer = "https://idp.example"
		wrong := connections.Problems(c, tenants.KindTrust)
		if field == "" && len(wrong) != 0 || field != "" && (len(wrong) != 1 || wrong[0].Name != field) {
			t.Errorf("%q: %+v", field, wrong)
		}
	}
}

// Taking a connection out of use is for emergencies: nothing that is wrong with it stands in the way.
func TestAConnectionThatIsWrongCanBeTakenOutOfUse(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	for name, broken := range map[string]string{
		"a name of before the rule": "update app.connection set name = E'NHS\u202ex', listed = true where id = $1",
		"a rule above its ceiling":  "update app.connection set ceiling = '{}' where id = $1",
	} {
		c := drafted(t, w, tenants.Live)
		if _, err := w.Owner.Exec(t.Context(), broken, c.ID); err != nil {
			t.Fatal(err)
		}
		c = read(w, c.ID)
		stop := apply(func(c *connections.Connection) { c.State = tenants.Disabled })
		also := apply(func(c *connections.Connection) { c.State, c.Rules = tenants.Disabled, append(c.Rules, c.Rules...) })
		if err := change(w, "A", c, also); !said(err) {
			t.Errorf("%s, with a change of something else: %v", name, err)
		}
		if err := change(w, "A", c, stop); err != nil || read(w, c.ID).State != tenants.Disabled {
			t.Errorf("%s: %v", name, err)
		}
		remove(t, w, c.ID)
	}
}
