package accept_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// covering is a world in which B has asked A whether its strategy may cover it.
type covering struct {
	*world
	t       *testing.T
	n       int
	offer   string
	version int // of the offer, as it was read
}

func newCovering(t *testing.T) *covering {
	t.Helper()
	c := &covering{world: newWorld(t), t: t, version: 1}
	c.add("cdo of C", "C", tenants.CDO, c.SignIn(tenants.CDO, "C"))
	c.ask()
	return c
}

func (c *covering) ask() {
	c.t.Helper()
	made := c.tell("cdo of B", http.MethodPost, "/strategies/"+c.strategy(c.t, "B")+"/joint-offers/"+c.Orgs["A"].String(), "", http.StatusCreated)
	var said struct{ ID string }
	must(c.t, json.Unmarshal([]byte(made), &said))
	c.offer = said.ID
}

// tell sends a request of one of the cast and gives the text of the answer, which is to have a status.
func (c *covering) tell(who, method, path, body string, status int) string {
	c.t.Helper()
	c.n++
	r := c.by(who, method, path, body)
	r.Header.Set("If-Match", fmt.Sprintf(`"%d"`, c.version))
	got := serve(c.server, r)
	if got.Code != status {
		c.t.Errorf("%s %s as %s: %d %s, want %d", method, path, who, got.Code, got.Body, status)
	}
	return got.Body.String()
}

const consenting, declining, withdrawing = `{"answer":"consented"}`, `{"answer":"declined"}`, `{"answer":"withdrawn"}`

// Nobody but the owner and the one asked learns of an offer, and nobody answers for another.
func TestT04AJointStrategyIsBetweenTheTwo(t *testing.T) {
	t.Parallel()
	c := newCovering(t)
	tried(t, "T-04", "I1 I2 I3 I5", func() int { return c.n })
	path := "/joint-strategies/" + c.offer
	for _, who := range []string{"cdo of B", "cdo of C", "system_lead of ", "cdo of M"} {
		c.tell(who, http.MethodGet, path, "", http.StatusNotFound)
		if list := c.tell(who, http.MethodGet, "/joint-strategies", "", http.StatusOK); strings.Contains(list, c.offer) {
			t.Errorf("%s is told of the offer: %s", who, list)
		}
		c.tell(who, http.MethodPatch, path, consenting, http.StatusNotFound)
		if who != "cdo of B" {
			c.tell(who, http.MethodDelete, "/joint-offers/"+c.offer, "", http.StatusNotFound)
		}
	}
	c.tell("viewer of A", http.MethodGet, path, "", http.StatusOK)
	for _, who := range []string{"viewer of A", "editor of A"} {
		c.tell(who, http.MethodPatch, path, consenting, http.StatusForbidden)
	}
	c.tell("cdo of A", http.MethodDelete, "/joint-offers/"+c.offer, "", http.StatusNotFound)
	// Behind the guard too: the database takes no consent from anybody else, nor to what cannot be read.
	for code, owner := range map[string]uuid.UUID{"C": c.Orgs["B"], "A": c.Orgs["C"]} {
		err := c.DB.Within(t.Context(), tenants.ForMachine(c.Orgs[code], "test", "").Writing(), func(tx *tenants.Tx) error {
			_, err := tx.SQL().Exec(t.Context(), `insert into app.consent (id, org_id, owner_id, offer_id, verdict)
				values (gen_random_uuid(), sec.current_org(), $1, $2, 'declined')`, owner, c.offer)
			return err
		})
		if err == nil {
			t.Errorf("%s answered what it was not asked", code)
		}
		c.n++
	}
	c.tell("cdo of A", http.MethodPatch, path, consenting, http.StatusOK)
}

// Whoever is covered reads what is published and no word of what is being written, whatever they have answered, and nothing
// any more when they have declined, withdrawn, or the offer was taken back.
func TestT07TheCoveredReadNoDraft(t *testing.T) {
	t.Parallel()
	c := newCovering(t)
	tried(t, "T-07", "I7", func() int { return c.n })
	reads := func(when string, want bool) {
		t.Helper()
		text := c.tell("cdo of A", http.MethodGet, "/joint-strategies/"+c.offer, "", http.StatusOK)
		if got := strings.Contains(text, c.publishedTitle(t)); got != want {
			t.Errorf("%s A reads what B has published: %v\n%s", when, got, text)
		}
		for _, place := range []string{"/joint-strategies/" + c.offer, "/joint-strategies", "/search?q=shared", "/search?q=CNRY", "/members", "/alignment/matrix", "/alignment/report", "/strategies"} {
			if text := c.tell("cdo of A", http.MethodGet, place, "", http.StatusOK); strings.Contains(text, canary+"B") {
				t.Errorf("%s A reads in %s what B is still writing:\n%.400s", when, place, text)
			}
		}
	}
	answer := func(body string, version int) {
		t.Helper()
		c.version = version
		c.tell("cdo of A", http.MethodPatch, "/joint-strategies/"+c.offer, body, http.StatusOK)
		c.Reassess()
	}
	reads("asked,", true)
	answer(consenting, 1)
	reads("having consented,", true)
	answer(withdrawing, 2)
	reads("having withdrawn,", false)
	c.ask()
	answer(declining, 1)
	reads("having declined,", false)
	c.ask()
	reads("asked again,", true)
	c.version = 1
	c.tell("cdo of B", http.MethodDelete, "/joint-offers/"+c.offer, "", http.StatusNoContent)
	c.tell("cdo of A", http.MethodGet, "/joint-strategies/"+c.offer, "", http.StatusNotFound)
	if n := c.Count("select count(*) from app.cell where source_id is not null"); n != 0 {
		t.Errorf("%d cells are left", n)
	}
}

// publishedTitle is the title of an objective that B has published.
func (c *covering) publishedTitle(t *testing.T) (title string) {
	t.Helper()
	must(t, c.Owner.QueryRow(t.Context(), `select i.title from app.edition_item i join app.edition e on e.id = i.edition_id
		where e.org_id = $1 and e.state = 'published' and i.kind = 'objective' limit 1`, c.Orgs["B"]).Scan(&title))
	return title
}

// A strategy covers members of a system that its owner is a member of, and nobody else.
func TestT05OnlyFellowMembersAreAsked(t *testing.T) {
	t.Parallel()
	c := newCovering(t)
	tried(t, "T-05", "I3", func() int { return c.n })
	path := "/strategies/" + c.strategy(t, "B") + "/joint-offers/"
	answers := map[string]bool{}
	for _, id := range []uuid.UUID{c.Orgs["M"], c.Orgs["S"], c.Orgs["P"], c.System, c.Orgs["B"], uuid.New()} {
		text := c.tell("cdo of B", http.MethodPost, path+id.String(), "", http.StatusUnprocessableEntity)
		answers[(answer{text: text}).alike()] = true
		err := c.DB.Within(t.Context(), tenants.ForMachine(c.Orgs["B"], "test", "").Writing(), func(tx *tenants.Tx) error {
			_, err := tx.SQL().Exec(t.Context(), `insert into app.joint_offer (id, org_id, strategy_id, system_id, member_id)
				values (gen_random_uuid(), sec.current_org(), $1, $2, $3)`, c.strategy(t, "B"), c.System, id)
			return err
		})
		if err == nil {
			t.Errorf("the database lets B ask %s", id)
		}
	}
	if len(answers) != 1 {
		t.Errorf("a stranger is told from nobody: %v", answers)
	}
	c.tell("cdo of B", http.MethodPost, path+c.Orgs["A"].String(), "", http.StatusConflict)
	c.tell("editor of B", http.MethodPost, path+c.Orgs["C"].String(), "", http.StatusForbidden)
}
