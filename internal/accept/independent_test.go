package accept_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/providertest"
	"github.com/throughline-ics/throughline/tenants"
)

// home is a connection of an organisation by an independent provider.
type home struct {
	code       string
	issuer     providertest.Issuer
	connection uuid.UUID
}

// newHomes gives A and B a connection each, by providers that others wrote and that know the same people.
func newHomes(t *testing.T) (*house, []home) {
	t.Helper()
	issuers := providertest.Independent(t)
	h := newHouse(t, issuers[0].Exception(), issuers[1].Exception())
	homes := []home{{code: "A", issuer: issuers[0]}, {code: "B", issuer: issuers[1]}}
	for i, at := range homes {
		client := at.issuer.Register(t)
		homes[i].connection = h.connect(t, tenants.Connection{
			Organisation: h.Orgs[at.code], Name: "Staff", Issuer: at.issuer.URL, ClientID: client.ID, Secret: client.Secret,
			Terms: tenants.Terms{SecondFactor: true},
		})
		client.Redirect(t, h.server.URL+"/auth/callback/"+homes[i].connection.String())
	}
	return h, homes
}

// assign gives somebody a role, as a person of a connection.
func (h *house) assign(t *testing.T, connection uuid.UUID, subject, code string, role tenants.Role) {
	t.Helper()
	must(t, h.DB.Load(context.Background(), "test", func(l *tenants.Load) error {
		return l.Assign(context.Background(), connection, subject, h.Orgs[code], role)
	}))
}

// beginAt begins a sign-in and goes through the provider's own pages: it gives the address that the browser is sent back
// to.
func (g guest) beginAt(at home, person string) string {
	g.t.Helper()
	begun := g.get(signIn(at.connection) + "?return_to=/organisations/x/alignment")
	if begun.status != http.StatusSeeOther {
		g.t.Fatalf("%d %s", begun.status, begun.text)
	}
	return at.issuer.SignIn(g.t, g.client, begun.header.Get("Location"), person)
}

// T-17: people sign in at two providers that share no code with ours: one signs with RSA, the other with an elliptic
// curve, both ask on pages of their own. Each is a member of their own organisation and of no other.
func TestT17SigningInAtIndependentProviders(t *testing.T) {
	t.Parallel()
	h, homes := newHomes(t)
	n := 0
	tried(t, "T-17", "I13", func() int { return n })
	for i, at := range homes {
		other := homes[1-i]
		h.assign(t, at.connection, providertest.SaysTrue, at.code, tenants.Editor)
		g := h.guest(t)
		done := g.get(g.beginAt(at, providertest.SaysTrue))
		n++
		if done.status != http.StatusSeeOther || done.header.Get("Location") != "/organisations/x/alignment" || !done.startsSession() {
			t.Fatalf("%s: %d to %q: %s", at.code, done.status, done.header.Get("Location"), done.text)
		}
		places := g.places()
		if len(places) != 1 || !slices.Equal(places[h.Orgs[at.code]], []tenants.Role{tenants.Editor}) {
			t.Errorf("%s: places are %v", at.code, places)
		}
		for path, want := range map[string]int{
			"/api/v1/organisations/{org:" + at.code + "}/items": http.StatusOK, "/api/v1/organisations/{org:" + other.code + "}/items": http.StatusNotFound,
			"/api/v1/organisations/{org:}/items": http.StatusNotFound,
		} {
			n++
			if got := g.get(path); got.status != want {
				t.Errorf("%s: %s answers %d, want %d", at.code, path, got.status, want)
			}
		}
		if h.Count("select count(*) from sec.person where connection_id = $1 and name = 'Grace True' and email = $2", at.connection, providertest.SharedMail) != 1 {
			t.Errorf("%s: who it is did not come from the provider", at.code)
		}
		n += h.swapCodes(t, at, other)
	}
}

// swapCodes puts the code of one sign-in into another: the providers hold every code to the browser that asked for it.
// It gives how many it tried.
func (h *house) swapCodes(t *testing.T, at, other home) int {
	t.Helper()
	codes := map[string]string{}
	victim, used := h.guest(t), h.guest(t)
	codes["one that another browser was given"] = codeOf(t, victim.beginAt(at, providertest.SaysTrue))
	back := used.beginAt(at, providertest.SaysTrue)
	used.get(back)
	codes["one that was used"] = codeOf(t, back)
	codes["the other provider's"] = codeOf(t, h.guest(t).beginAt(other, providertest.SaysTrue))
	for name, code := range codes {
		thief := h.guest(t)
		before := h.refusals(at.connection, "code")
		got := thief.get(set(t, thief.beginAt(at, providertest.SaysFalse), "code", code))
		if got.status != http.StatusBadRequest || got.startsSession() || thief.lives(h.server) || h.refusals(at.connection, "code") != before+1 {
			t.Errorf("%s, the code %s: %d %s", at.code, name, got.status, got.text)
		}
	}
	return len(codes)
}

// set changes a parameter of an address; an empty value takes it away.
func set(t *testing.T, address, name, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	must(t, err)
	query := u.Query()
	query.Set(name, value)
	if value == "" {
		query.Del(name)
	}
	u.RawQuery = query.Encode()
	return u.String()
}

func codeOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	must(t, err)
	return u.Query().Get("code")
}

// T-20: one e-mail address at two providers, vouched for in every way that a provider may, is as many people as there
// are subjects and connections. None of them gets what another of that address holds.
func TestT20OneAddressIsManyPeople(t *testing.T) {
	t.Parallel()
	h, homes := newHomes(t)
	n := 0
	tried(t, "T-20", "I14", func() int { return n })
	h.assign(t, homes[0].connection, providertest.SaysTrue, "A", tenants.CDO)
	for round := range 2 { // the second time, everybody is known
		for i, at := range homes {
			for _, person := range []string{providertest.SaysFalse, providertest.SaysText, providertest.SaysNothing, providertest.SaysTrue} {
				n++
				h.Now = h.Now.Add(time.Second)
				g := h.guest(t)
				if done := g.get(g.beginAt(at, person)); !done.startsSession() {
					t.Fatalf("%s of %s: %d %s", person, at.code, done.status, done.text)
				}
				places := g.places()
				if entitled := i == 0 && person == providertest.SaysTrue; len(places) > 0 != entitled {
					t.Errorf("%s of %s, round %d: places are %v", person, at.code, round, places)
				}
			}
		}
		if got := h.Count("select count(*) from sec.person where email = $1", providertest.SharedMail); got != 8 {
			t.Errorf("round %d: %d people have the address, want 8", round, got)
		}
		if got := h.Count("select count(*) from app.assignment a join sec.person p on p.id = a.person_id where p.email = $1", providertest.SharedMail); got != 1 {
			t.Errorf("round %d: %d roles among them, want the one that was given", round, got)
		}
	}
	h.changeAddress(t)
	n += 3
}

// changeAddress holds a person to their subject: with another address they are who they were, and whoever has their
// address by another subject is somebody else.
func (h *house) changeAddress(t *testing.T) {
	t.Helper()
	connection := h.connect(t, tenants.Connection{Organisation: h.Orgs["P"], Name: "Staff"})
	h.assign(t, connection, "grace", "P", tenants.PartnerViewer)
	for _, c := range []struct {
		subject, email string
		people, places int
	}{{"grace", "grace@borough.example", 1, 1}, {"grace", "grace@married.example", 1, 1}, {"henry", "grace@borough.example", 2, 0}} {
		h.provider.Say(map[string]any{"sub": c.subject, "email": c.email})
		g := h.guest(t)
		g.through(signIn(connection))
		if got := h.Count("select count(*) from sec.person where connection_id = $1", connection); got != c.people || len(g.places()) != c.places {
			t.Errorf("%v: %d people, places %v", c, got, g.places())
		}
	}
}
