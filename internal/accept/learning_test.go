package accept_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// T-07: a joint strategy speaks for another in the system's picture from the consent to it until that is withdrawn, and what is
// consented to is what was offered, as it was read.
func TestT07AJointStrategySpeaksByConsent(t *testing.T) {
	t.Parallel()
	c := newCovering(t)
	tried(t, "T-07", "I7", func() int { return c.n })
	path := "/joint-strategies/" + c.offer
	speaks := func(when string, want bool) {
		t.Helper()
		c.Reassess()
		if n := c.Count("select count(*) from app.cell where org_id = $1 and source_id = $2", c.Orgs["A"], c.Orgs["B"]); (n > 0) != want {
			t.Errorf("%s: %d cells of A are what B says", when, n)
		}
	}
	answer := func(with string, version, status int) {
		t.Helper()
		c.version = version
		c.tell("cdo of A", http.MethodPatch, path, with, status)
	}
	speaks("asked", false)
	for what, edition := range map[string]any{"its own": c.published(t, "A"), "another's": c.published(t, "C"), "none": uuid.New()} {
		c.n++
		err := c.DB.Within(t.Context(), tenants.ForMachine(c.Orgs["A"], "test", "").Writing(), func(tx *tenants.Tx) error {
			_, err := tx.SQL().Exec(t.Context(), `insert into app.consent (id, org_id, owner_id, offer_id, verdict, edition_id)
				values (gen_random_uuid(), sec.current_org(), $1, $2, 'consented', $3)`, c.Orgs["B"], c.offer, edition)
			return err
		})
		if err == nil {
			t.Errorf("A consents to %s version", what)
		}
	}
	answer(consenting, 2, http.StatusPreconditionFailed)
	speaks("answered as it never was", false)
	answer(consenting, 1, http.StatusOK)
	speaks("consented to", true)
	answer(withdrawing, 1, http.StatusPreconditionFailed)
	speaks("withdrawn as it was before", true)
	answer(withdrawing, 2, http.StatusOK)
	speaks("withdrawn", false)
}

// published is the id of the edition that an organisation has published.
func (w *world) published(t *testing.T, code string) (id uuid.UUID) {
	t.Helper()
	must(t, w.Owner.QueryRow(t.Context(), "select id from app.edition where org_id = $1 and state = 'published'", w.Orgs[code]).Scan(&id))
	return id
}

// T-07: what seems to serve a goal in what a member has newly published is read by the member at once, and by its system when the
// member has had its working days.
func TestT07AMemberLooksBeforeItsSystem(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-07", "I7")
	body := fmt.Sprintf(`{"kind":"objective","code":"A-9","strategy":%q,"fields":{"title":"Open the shared care record in every clinic",
		"description":"Clinicians will open the shared care record, with medicines and allergies, from our own system."}}`, a.strategy(t, "A"))
	a.tell("cdo of A", http.MethodPost, "/items", body, http.StatusCreated)
	a.mustRelease(t, "cdo of A", `"desk","members"`)
	a.Reassess()
	objective := a.item(t, "A-9")
	reads := func(when, code string, want bool) {
		t.Helper()
		a.n++
		found := 0
		must(t, a.DB.Within(t.Context(), tenants.ForMachine(a.Orgs[code], "test", ""), func(tx *tenants.Tx) error {
			return tx.SQL().QueryRow(t.Context(), "select count(*) from app.suggestion where objective_id = $1", objective).Scan(&found)
		}))
		if (found > 0) != want {
			t.Errorf("%s, %q reads %d suggestions", when, code, found)
		}
	}
	reads("at once", "A", true)
	reads("at once", "", false)
	a.Now = a.Now.AddDate(0, 0, 10) // eight working days
	reads("after eight working days", "", false)
	a.Now = a.Now.AddDate(0, 0, 5)
	reads("after ten working days", "", true)
}

// T-07: what a member decided moves what is suggested to another when both have chosen that it may, and is forgotten when one has
// not any more.
func TestT07WhatIsDecidedTeachesByChoice(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-07", "I7")
	f := worldtest.Northfold()
	for i, code := range []string{"A", "B"} {
		for _, what := range []string{"wards", "theatres", "clinics"} {
			item := strategy.Item{Kind: strategy.KindObjective, Code: code + "-" + what, Title: "Brontide for " + what}
			item.Body.Description = "Brontide and quillonax reach all " + what + "."
			f.Members[i].Strategy.Items = append(f.Members[i].Strategy.Items, item)
		}
	}
	for _, what := range []string{"wards", "theatres", "clinics"} {
		f.Claims = append(f.Claims, exchange.Claim{Objective: "A-" + what, Target: "G2", Verdict: "confirmed", Contribution: "direct"})
	}
	a.Import(f, tenants.CivilDate(a.Now))
	objective, goal := a.item(t, "B-wards"), a.item(t, "G2")
	score := func() (s float64) {
		a.Now = a.Now.Add(time.Millisecond)
		a.Reassess()
		must(t, a.Owner.QueryRow(t.Context(), "select coalesce(max(score), 0) from app.suggestion where objective_id = $1 and target_item_id = $2", objective, goal).Scan(&s))
		return s
	}
	chooses := func(who string, version int, shares bool) {
		t.Helper()
		a.seen(version).tell(who, http.MethodPatch, "/settings/sharing", fmt.Sprintf(`{"shares":%v}`, shares), http.StatusOK)
	}
	alone := score()
	chooses("cdo of A", 0, true)
	if got := score(); got != alone {
		t.Errorf("B has not chosen to learn, and what is suggested to it went from %v to %v", alone, got)
	}
	chooses("cdo of B", 0, true)
	if got := score(); got <= alone {
		t.Errorf("both have chosen so, and what is suggested to B went from %v to %v", alone, got)
	}
	chooses("cdo of A", 1, false)
	if got := score(); got != alone {
		t.Errorf("A has chosen otherwise, and what is suggested to B is %v and not %v", got, alone)
	}
}
