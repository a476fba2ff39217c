package accept_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// inbox is what an organisation has to decide, as far as is asked about.
type inbox struct {
	Likely     int
	Objectives []struct {
		Objective struct{ ID string }
		Links     []struct {
			Read string
			Link struct {
				State, Band string
				Target      struct{ ID string }
			}
		}
	}
}

// together is what one act did.
type together struct {
	Decision string
	Count    int
	Links    []struct {
		State             string
		Decision          string
		Objective, Target struct{ ID string }
	}
}

// decide has somebody decide about an objective and a goal.
func (a *asking) decide(who string, pair [2]string, verdict, read string, status int) {
	a.t.Helper()
	a.Now = a.Now.Add(time.Millisecond) // one decision is after another
	body := fmt.Sprintf(`{"objective":%q,"target":%q,"verdict":%q%s}`, pair[0], pair[1], verdict, read)
	a.tell(who, http.MethodPost, "/links/decisions", body, status)
}

// decisions counts what an organisation has decided, all that was ever decided about a pair.
func (a *asking) decisions(code string) int {
	return a.Count("select count(*) from app.claim where org_id = $1", a.Orgs[code])
}

// T-31: a decision is about the two texts that were read; when one of them has changed it is not taken.
func TestT31ADecisionIsAboutWhatWasRead(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-31", "I23")
	objective, goal := a.item(t, "A-1"), a.item(t, "G1")
	mark := func() string {
		for _, o := range into[inbox](t, a.read("cdo of A", "/inbox")).Objectives {
			for _, l := range o.Links {
				if o.Objective.ID == objective && l.Link.Target.ID == goal {
					return fmt.Sprintf(`,"read":%q`, l.Read)
				}
			}
		}
		t.Fatal("the link is not in the inbox")
		return ""
	}
	read := mark()
	a.decide("cdo of A", [2]string{objective, goal}, "confirmed", read, http.StatusCreated)
	before := a.decisions("A")
	a.reword("system_lead of ", "G1", "description", "Every clinician writes into one shared care record.")
	a.mustRelease(t, "system_lead of ", `"desk","members"`)
	a.decide("cdo of A", [2]string{objective, goal}, "confirmed", read, http.StatusConflict)
	if now := a.decisions("A"); now != before {
		t.Errorf("%d decisions, not %d: one was taken about a text that is not there any more", now, before)
	}
	a.Reassess()
	a.decide("cdo of A", [2]string{objective, goal}, "confirmed", mark(), http.StatusCreated)
}

// T-05: an organisation decides about objectives of its own that it has released, and goals that are there, and nothing else.
func TestT05ADecisionIsAboutWhatIsReleased(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-05", "I3")
	a.mustRelease(t, "cdo of B", `"desk","members"`)
	a.retire("system_lead of ", "G3")
	a.retire("cdo of A", "A-3")
	gone, given := a.item(t, "G3"), a.item(t, "A-3")
	a.mustRelease(t, "system_lead of ", `"desk","members"`)
	a.mustRelease(t, "cdo of A", `"desk","members"`)
	before := a.decisions("A")
	for what, pair := range map[string][2]string{
		"somebody else's objective": {a.item(t, "B-1"), a.item(t, "G1")}, "an objective that was given up": {given, a.item(t, "G1")},
		"a goal that was withdrawn": {a.item(t, "A-1"), gone}, "a goal that is none": {a.item(t, "A-1"), a.item(t, "A-2")},
		"nothing": {uuid.NewString(), uuid.NewString()},
	} {
		a.decide("cdo of A", pair, "confirmed", "", http.StatusNotFound)
		if now := a.decisions("A"); now != before {
			t.Errorf("%s: %d decisions, not %d", what, now, before)
		}
	}
}

// retire takes an item out of what somebody's organisation is writing.
func (a *asking) retire(who, code string) {
	a.t.Helper()
	a.tell(who, http.MethodDelete, "/items/"+a.item(a.t, code), "", http.StatusNoContent)
}

// T-31: what is confirmed together is what somebody saw, and no decision of before; undone together is what still stands as it was
// decided then, and undone alone is one.
func TestT31WhatIsDecidedTogetherIsUndoneAsItStands(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-31", "I23")
	states := func() map[string]string {
		found := map[string]string{}
		for _, o := range into[inbox](t, a.read("cdo of B", "/inbox")).Objectives {
			for _, l := range o.Links {
				found[o.Objective.ID+" "+l.Link.Target.ID] = l.Link.State
			}
		}
		return found
	}
	confirm := func(expected, status int) together {
		a.Now = a.Now.Add(time.Millisecond)
		text := a.tell("cdo of B", http.MethodPost, "/links/decisions/together", fmt.Sprintf(`{"band":"likely","expected":%d}`, expected), status)
		return into[together](t, text)
	}
	undo := func(decision, how string, status, count int) {
		t.Helper()
		a.Now = a.Now.Add(time.Millisecond)
		text := a.tell("cdo of B", http.MethodPost, "/links/decisions/"+decision+"/undo"+how, "", status)
		if got := into[together](t, text).Count; got != count {
			t.Errorf("an undo%s takes %d, not %d: %s", how, got, count, text)
		}
	}
	likely := a.likely("cdo of B")
	confirm(len(likely)+1, http.StatusConflict)
	if n := a.decisions("B"); n != 0 || len(likely) != 3 {
		t.Fatalf("of %d likely ones %d were confirmed by somebody who saw another number", len(likely), n)
	}
	done := confirm(3, http.StatusCreated)
	undo(done.Links[0].Decision, "?alone=true", http.StatusCreated, 1)
	undo(done.Links[0].Decision, "?alone=true", http.StatusConflict, 0)
	undo(done.Links[1].Decision, "", http.StatusCreated, 2)
	objective, goal, _ := strings.Cut(likely[0], " ")
	a.decide("cdo of B", [2]string{objective, goal}, "rejected", "", http.StatusCreated)
	done = confirm(2, http.StatusCreated)
	since := done.Links[1]
	a.decide("cdo of B", [2]string{since.Objective.ID, since.Target.ID}, "rejected", "", http.StatusCreated)
	undo(done.Links[0].Decision, "", http.StatusCreated, 1)
	undo(done.Links[0].Decision, "", http.StatusConflict, 0)
	if got := states(); got[likely[0]] != "rejected" || got[since.Objective.ID+" "+since.Target.ID] != "rejected" {
		t.Errorf("what was decided before, or since, was taken too: %v", got)
	}
}

// likely are the pairs that are suggested as likely to somebody's organisation.
func (a *asking) likely(who string) (pairs []string) {
	a.t.Helper()
	for _, o := range into[inbox](a.t, a.read(who, "/inbox")).Objectives {
		for _, l := range o.Links {
			if l.Link.State == "suggested" && l.Link.Band == "likely" {
				pairs = append(pairs, o.Objective.ID+" "+l.Link.Target.ID)
			}
		}
	}
	return pairs
}

// T-04: what a system says to a decision, and what the member answers, is between the two; it is said of the decision that counts, and
// answered when something has been said.
func TestT04WhatIsSaidOfADecisionStaysBetweenTheTwo(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-04", "I1 I2 I5")
	objective, goal := a.item(t, "A-1"), a.item(t, "G1")
	decision := func() (id string) {
		must(t, a.Owner.QueryRow(t.Context(), `select id from app.claim where objective_id = $1 and target_item_id = $2 order by seq desc limit 1`, objective, goal).Scan(&id))
		return "/links/decisions/" + id + "/replies"
	}
	old := decision()
	const challenge, answer = `{"kind":"challenge","text":"MURMUR which wards?"}`, `{"kind":"answer","text":"MURMUR all of them."}`
	a.tell("cdo of A", http.MethodPost, old, answer, http.StatusConflict)
	for _, who := range []string{"cdo of B", "system_lead of S", "cdo of M"} {
		a.tell(who, http.MethodPost, old, challenge, http.StatusNotFound)
	}
	a.tell("system_lead of ", http.MethodPost, old, challenge, http.StatusCreated)
	a.tell("cdo of A", http.MethodPost, old, answer, http.StatusCreated)
	for code, want := range map[string]int{"A": 2, "": 2, "B": 0, "C": 0, "P": 0, "S": 0, "M": 0} {
		a.n++
		found := 0
		must(t, a.DB.Within(t.Context(), tenants.ForMachine(a.Orgs[code], "test", ""), func(tx *tenants.Tx) error {
			return tx.SQL().QueryRow(t.Context(), "select count(*) from app.reply where text like 'MURMUR%'").Scan(&found)
		}))
		if found != want {
			t.Errorf("%q reads %d of what is said, not %d", code, found, want)
		}
	}
	a.decide("cdo of A", [2]string{objective, goal}, "rejected", "", http.StatusCreated)
	for who, said := range map[string]string{"system_lead of ": challenge, "cdo of A": answer} {
		a.tell(who, http.MethodPost, old, said, http.StatusConflict)
	}
	a.tell("system_lead of ", http.MethodPost, decision(), challenge, http.StatusCreated)
}
