package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

type reminders struct {
	Review          struct{ Due string }
	Asked, Answered *struct {
		Number  int
		Verdict string
		By      []string
	}
	Withdrawn *struct {
		Number int
		At     time.Time
	}
	Feedback *struct {
		Comments int
		Latest   time.Time
	}
	Questions []struct {
		System    struct{ ID string }
		Decisions int
	}
}

const remindersOfA = "/api/v1/organisations/{org:A}/reminders"

func TestAReviewThatIsNearOrPastIsSaid(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	first, _ := firstObjective(t, w, server, cdo)
	path := "/api/v1/organisations/{org:A}/strategies/" + first.Strategy
	today := w.Now.UTC()
	for version, c := range []struct {
		by   time.Time
		want string
	}{
		{today, "soon"}, {today.AddDate(0, -2, 0), "past"}, {today.AddDate(0, 3, 0), ""},
	} {
		body := fmt.Sprintf(`{"next_review":%q}`, c.by.Format("2006-01"))
		changed := ask{as: cdo, method: "PATCH", path: path, headers: matching(fmt.Sprintf(`"%d"`, version+1)), body: body}.of(t, w, server)
		var said reminders
		ask{as: cdo, path: remindersOfA}.of(t, w, server).into(t, &said)
		if changed.StatusCode != 200 || said.Review.Due != c.want {
			t.Errorf("a review by %s is %q on %s, want %q: %d %s", c.by.Format("2006-01"), said.Review.Due, today.Format(time.DateOnly), c.want, changed.StatusCode, changed.text)
		}
	}
}

// What was asked, of a reviewer or of the organisation by its system, is told to them where they begin, and the answer to who asked.
func TestWhatWaitsForSomebodyIsSaid(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo, board, lead := w.SignIn(tenants.CDO, "A"), w.SignIn(tenants.Viewer, "A"), w.SignIn(tenants.SystemLead, "")
	of := "/api/v1/organisations/{org:A}"
	first, _ := firstObjective(t, w, server, cdo)
	var self struct{ Person struct{ ID string } }
	ask{as: board, path: "/api/v1/session"}.of(t, w, server).into(t, &self)
	ask{as: cdo, method: "PATCH", path: of + "/items/" + first.ID, headers: matching(`"1"`), body: `{"title":"Another"}`}.of(t, w, server)
	var sent struct{ ID string }
	made := ask{
		as: cdo, method: "POST", path: of + "/strategies/" + first.Strategy + "/editions", headers: keyed("send-00001"),
		body: fmt.Sprintf(`{"reviewers":[%q]}`, self.Person.ID),
	}.of(t, w, server)
	if made.StatusCode != 201 {
		t.Fatalf("%d %s", made.StatusCode, made.text)
	}
	made.into(t, &sent)
	var theirs reminders
	ask{as: board, path: remindersOfA}.of(t, w, server).into(t, &theirs)
	if theirs.Asked == nil || theirs.Asked.Number != 2 || theirs.Answered != nil {
		t.Errorf("the reviewer is told %+v", theirs)
	}
	ask{as: board, method: "POST", path: of + "/editions/" + sent.ID + "/answer", headers: keyed("answer-0001"), body: `{"verdict":"approved"}`}.of(t, w, server)
	var links struct {
		Links []struct{ Decision, State string }
	}
	ask{as: cdo, path: of + "/links"}.of(t, w, server).into(t, &links)
	links.Links = slices.DeleteFunc(links.Links, func(l struct{ Decision, State string }) bool { return l.State != "confirmed" })
	challenged := ask{
		as: lead, method: "POST", path: "/api/v1/organisations/{system}/links/decisions/" + links.Links[0].Decision + "/replies",
		headers: keyed("reply-00001"), body: `{"kind":"challenge","text":"How?"}`,
	}.of(t, w, server)
	var said reminders
	ask{as: cdo, path: remindersOfA}.of(t, w, server).into(t, &said)
	if said.Asked != nil || said.Answered == nil || said.Answered.Number != 2 || said.Answered.Verdict != "approved" || len(said.Answered.By) != 1 {
		t.Errorf("the sender is told %+v", said)
	}
	if len(said.Questions) != 1 || said.Questions[0].Decisions != 1 || said.Questions[0].System.ID != w.System.String() {
		t.Errorf("the system asks %+v: %d %s", said.Questions, challenged.StatusCode, challenged.text)
	}
}

// That a strategy was withdrawn is said until a version is published again.
func TestThatAStrategyWasWithdrawnIsSaid(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	of := "/api/v1/organisations/{org:A}"
	first, _ := firstObjective(t, w, server, cdo)
	var list struct{ Editions []struct{ ID string } }
	told := func() (said reminders) {
		t.Helper()
		ask{as: cdo, path: remindersOfA}.of(t, w, server).into(t, &said)
		return said
	}
	ask{as: cdo, path: of + "/strategies/" + first.Strategy + "/editions"}.of(t, w, server).into(t, &list)
	if said := told(); len(list.Editions) != 1 || said.Withdrawn != nil {
		t.Fatalf("while it is published: %+v, %+v", list, said)
	}
	act := func(what, tag, body string) {
		t.Helper()
		headers := matching(tag)
		headers["Idempotency-Key"] = "act-" + what + "-001"
		if got := (ask{as: cdo, method: "POST", path: of + "/editions/" + list.Editions[0].ID + "/" + what, headers: headers, body: body}).of(t, w, server); got.StatusCode != 200 {
			t.Fatalf("%s: %d %s", what, got.StatusCode, got.text)
		}
	}
	var edition struct{ Summary struct{ Version int } }
	tag := func() string {
		ask{as: cdo, path: of + "/editions/" + list.Editions[0].ID}.of(t, w, server).into(t, &edition)
		return fmt.Sprintf(`"%d"`, edition.Summary.Version)
	}
	act("withdrawal", tag(), "")
	if said := told(); said.Withdrawn == nil || said.Withdrawn.Number != 1 || !said.Withdrawn.At.Equal(w.Now) {
		t.Errorf("afterwards: %+v", said.Withdrawn)
	}
	act("release", tag(), `{"channels":["desk"]}`)
	if said := told(); said.Withdrawn != nil {
		t.Errorf("once it is published again: %+v", said.Withdrawn)
	}
}

// What people outside say of the draft is told where its authors begin, until it has been dealt with.
func TestWhatPeopleOutsideSayIsTold(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	of := "/api/v1/organisations/{org:A}"
	first, _ := firstObjective(t, w, server, cdo)
	links := of + "/strategies/" + first.Strategy + "/feedback-links"
	var made struct{ Address string }
	ask{as: cdo, method: "POST", path: links, headers: keyed("link-00001"), body: `{"name":"The patient panel"}`}.of(t, w, server).into(t, &made)
	told := func() (said reminders) {
		t.Helper()
		ask{as: cdo, path: remindersOfA}.of(t, w, server).into(t, &said)
		return said
	}
	if said := told(); said.Feedback != nil {
		t.Fatalf("before anything was said: %+v", said.Feedback)
	}
	_, secret, _ := strings.Cut(made.Address, "#")
	sent := ask{method: "POST", path: "/api/v1/feedback", body: fmt.Sprintf(`{"secret":%q,"sent":"sent-0001","body":"Who rings us?"}`, secret)}.of(t, w, server)
	if said := told(); said.Feedback == nil || said.Feedback.Comments != 1 || !said.Feedback.Latest.Equal(w.Now) {
		t.Fatalf("afterwards: %+v; %d %s", said.Feedback, sent.StatusCode, sent.text)
	}
	var list struct {
		Links []struct{ Feedback []struct{ ID string } }
	}
	ask{as: cdo, path: links}.of(t, w, server).into(t, &list)
	settled := ask{as: cdo, method: "PATCH", path: of + "/feedback/" + list.Links[0].Feedback[0].ID, headers: matching(`"1"`), body: `{"settled":true}`}.of(t, w, server)
	if said := told(); said.Feedback != nil {
		t.Errorf("once it is dealt with: %+v; %d %s", said.Feedback, settled.StatusCode, settled.text)
	}
}
