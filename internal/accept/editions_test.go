package accept_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/tenants"
)

const toAll = `{"channels":["desk","members"]}`

// version is an edition as whoever sent it was told of it.
type version struct{ ID string }

// sent sends what A is writing to somebody of A for review.
func (a *asking) sent(reviewers ...string) (v version) {
	a.t.Helper()
	var ids []string
	for _, name := range reviewers {
		ids = append(ids, fmt.Sprintf("%q", a.personID(name)))
	}
	body := `{"reviewers":[` + strings.Join(ids, ",") + `]}`
	return into[version](a.t, a.tell("cdo of A", http.MethodPost, "/strategies/"+a.strategy(a.t, "A")+"/editions", body, http.StatusCreated))
}

// at is the version of the row of an edition.
func (a *asking) at(v version) int {
	return a.Count("select version from app.edition where id = $1", v.ID)
}

func (a *asking) releases(who string, v version, status int) {
	a.t.Helper()
	a.seen(a.at(v)).tell(who, http.MethodPost, "/editions/"+v.ID+"/release", toAll, status)
}

// T-11: a version is released by whoever may, once all who were asked have approved it; nobody approves for another, nor what
// they sent themselves, and what was returned, or is not the latest any more, is not released.
func TestT11AVersionWaitsForWhomItWasSentTo(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-11", "I9")
	approves := func(who string, v version, status int) {
		t.Helper()
		a.tell(who, http.MethodPost, "/editions/"+v.ID+"/answer", `{"verdict":"approved"}`, status)
	}
	before := version{ID: a.published(t, "A").String()}
	a.reword("cdo of A", "A-1", "title", "Open the record everywhere")
	alone := fmt.Sprintf(`{"reviewers":[%q]}`, a.personID("cdo of A"))
	a.tell("cdo of A", http.MethodPost, "/strategies/"+a.strategy(t, "A")+"/editions", alone, http.StatusUnprocessableEntity)
	v := a.sent("editor of A")
	for _, who := range []string{"viewer of A", "cdo of A"} {
		approves(who, v, http.StatusConflict)
	}
	a.releases("cdo of A", v, http.StatusConflict)
	a.tell("editor of A", http.MethodPost, "/editions/"+v.ID+"/answer", `{"verdict":"returned","note":"Say which wards."}`, http.StatusOK)
	a.releases("cdo of A", v, http.StatusConflict)
	approves("editor of A", v, http.StatusConflict)
	a.reword("cdo of A", "A-1", "title", "Open the record on all wards")
	v = a.sent("editor of A", "viewer of A")
	approves("editor of A", v, http.StatusOK)
	a.releases("cdo of A", v, http.StatusConflict)
	approves("viewer of A", v, http.StatusOK)
	a.releases("editor of A", v, http.StatusForbidden)
	a.releases("cdo of A", v, http.StatusOK)
	a.releases("cdo of A", before, http.StatusConflict)
}

// T-31: a version is released, and taken back, as it was when somebody looked at it.
func TestT31AVersionIsReleasedAsItWasSeen(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-31", "I23")
	a.reword("cdo of A", "A-1", "title", "Open the record everywhere")
	v := a.sent()
	seen := a.at(v)
	a.seen(seen).tell("cdo of A", http.MethodPost, "/editions/"+v.ID+"/release", `{"channels":["desk"]}`, http.StatusOK)
	a.seen(seen).tell("cdo of A", http.MethodPost, "/editions/"+v.ID+"/release", toAll, http.StatusPreconditionFailed)
	a.seen(seen).tell("cdo of A", http.MethodPost, "/editions/"+v.ID+"/withdrawal", "", http.StatusPreconditionFailed)
	if n := a.Count("select count(*) from app.release where edition_id = $1 and until is null", v.ID); n != 1 {
		t.Errorf("it is released to %d channels by a change to a version that was gone", n)
	}
}

// T-07: what others read of a version is what was released: nobody writes over it, and the working copy goes on beside it.
func TestT07AVersionStaysAsItWasReleased(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-07", "I7")
	a.reword("cdo of A", "A-1", "title", "Something else")
	for _, statement := range []string{
		"update app.edition_item set title = 'Something else' where org_id = sec.current_org()",
		"update app.edition_item set body = '{}' where org_id = sec.current_org()",
		"delete from app.edition_item where org_id = sec.current_org()",
		"update app.edition set title = 'Something else' where org_id = sec.current_org()",
		"update app.edition set mission = 'Something else' where org_id = sec.current_org()",
		"update app.edition set content_hash = sha256('else') where org_id = sec.current_org()",
		"delete from app.edition where org_id = sec.current_org()",
	} {
		a.n++
		err := a.DB.Within(t.Context(), tenants.ForMachine(a.Orgs["A"], "test", "").Writing(), func(tx *tenants.Tx) error {
			_, err := tx.SQL().Exec(t.Context(), statement)
			return err
		})
		if err == nil {
			t.Errorf("the database takes: %s", statement)
		}
	}
	if text := a.read("system_lead of ", "/published/organisations/"+a.Orgs["A"].String()); !strings.Contains(text, "Open the shared care record on every ward") || strings.Contains(text, "Something else") {
		t.Errorf("others read what was not released: %s", text)
	}
}

// T-07: while publication is held nothing is told outside, the last day of the hold among them; it is lifted as it was seen.
func TestT07NothingIsPublishedInAHold(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-07", "I7")
	a.reword("cdo of A", "A-1", "title", "Open the record everywhere")
	v := a.sent()
	link := "/strategies/" + a.strategy(t, "A") + "/feedback-links"
	held := func(who string) {
		t.Helper()
		a.releases(who, v, http.StatusConflict)
		a.tell(who, http.MethodPost, link, `{"name":"The patient panel"}`, http.StatusConflict)
	}
	a.tell("cdo of A", http.MethodPost, "/hold", `{"begins":"2026-11-20","ends":"2026-11-23","reason":"Elections."}`, http.StatusCreated)
	held("cdo of A")
	a.seen(7).tell("cdo of A", http.MethodDelete, "/hold", "", http.StatusPreconditionFailed)
	held("cdo of A")
	seen := into[struct{ Hold struct{ Version int } }](t, a.read("cdo of A", "/strategies/"+a.strategy(t, "A")+"/editions")).Hold.Version
	a.tell("cdo of A", http.MethodPost, "/hold", `{"begins":"2026-11-19","ends":"2026-11-23","reason":"More elections."}`, http.StatusCreated)
	a.seen(seen).tell("cdo of A", http.MethodDelete, "/hold", "", http.StatusPreconditionFailed) // it is another's
	held("cdo of A")
	a.Now = a.Now.Add(24 * time.Hour)
	who := a.late(tenants.CDO, "A")
	a.tell(who, http.MethodPost, link, `{"name":"The patient panel"}`, http.StatusCreated)
	a.releases(who, v, http.StatusOK)
}

// T-07: what is commercial, or for later publication, is read by the system's desk and by no fellow member; what was for later is
// read by them from its month on.
func TestT07AMarkingKeepsFromFellows(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-07", "I7")
	a.exec(t, "set session_replication_role = replica")
	for code, body := range map[string]string{
		"A-1": `{"marking":"future_publication","marked_until":"2026-12"}`, "A-2": `{"marking":"commercial"}`,
	} {
		a.exec(t, "update app.item set body = $3 where org_id = $1 and code = $2", a.Orgs["A"], code, body)
	}
	a.mustRelease(t, "cdo of A", `"desk","members"`)
	const later, never, open = "ward", "archive", "rostering"
	codes := map[string]string{later: "A-1", never: "A-2", open: "A-3"}
	reads := func(who string, want ...string) {
		t.Helper()
		for word, code := range codes {
			text := a.read(who, "/search?q="+word)
			if got := strings.Contains(text, `"`+code+`"`); got != slices.Contains(want, word) {
				t.Errorf("%s finds %s: %v\n%.600s", who, code, got, text)
			}
		}
	}
	reads("system_lead of ", later, never, open)
	reads("cdo of B", open)
	a.Now = time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	reads(a.late(tenants.CDO, "B"), later, open)
}

// T-07: a version that is withdrawn is read by nobody else any more, in the database either.
func TestT07AWithdrawnVersionIsReadNoMore(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-07", "I7")
	v := version{ID: a.published(t, "A").String()}
	reads := func(want bool) {
		t.Helper()
		a.n++
		found := 0
		must(t, a.DB.Within(t.Context(), tenants.ForMachine(a.System, "test", ""), func(tx *tenants.Tx) error {
			return tx.SQL().QueryRow(t.Context(), "select count(*) from app.edition_item where org_id = $1", a.Orgs["A"]).Scan(&found)
		}))
		if told := strings.Contains(a.read("system_lead of ", "/search?q=ward"), `"A-1"`); told != want || (found > 0) != want {
			t.Errorf("the system finds it: %v, and reads %d items", told, found)
		}
	}
	reads(true)
	a.seen(a.at(v)).tell("cdo of A", http.MethodPost, "/editions/"+v.ID+"/withdrawal", "", http.StatusOK)
	reads(false)
}

// T-31: a version that is restored takes the place of the draft, and what the draft said is not lost.
func TestT31ARestoredVersionKeepsTheDraft(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-31", "I23")
	a.reword("cdo of A", "A-1", "title", "Only in the draft")
	a.tell("editor of A", http.MethodPost, "/editions/"+a.published(t, "A").String()+"/restoration", "", http.StatusOK)
	if now := a.read("cdo of A", "/items"); strings.Contains(now, "Only in the draft") || !strings.Contains(now, "Open the shared care record on every ward") {
		t.Errorf("the draft does not say what the version said: %.300s", now)
	}
	if n := a.Count("select count(*) from app.edition_item i join app.edition e on e.id = i.edition_id where e.org_id = $1 and e.state = 'kept' and i.title = 'Only in the draft'", a.Orgs["A"]); n != 1 {
		t.Errorf("%d versions keep what the draft said", n)
	}
}
