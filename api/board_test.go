package api_test

import (
	"net/http"
	"slices"
	"strconv"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

type boardAnswer struct {
	Number     int
	Answer, By string
	Facts      []string
}

type boardQuestion struct {
	ID       string
	Facts    []boardFact
	Findings []checkFinding
	Answer   *boardAnswer

	Dismissed int
}

type boardFact struct {
	ID, Says, Standing string
	Are                []struct{ Code string }
}

type boardPublished struct {
	Edition struct{ Number int }
	Same    bool
	Kinds   []struct {
		Kind             string
		Draft, Published int
	}
}

type boardSeen struct {
	Strategy   string
	Counted    string
	Published  *boardPublished
	Questions  []boardQuestion
	Dismissed  []checkFinding
	Dimensions []struct {
		ID, Name string
		Levels   []struct{ Level, Means string }
	}
	Assessments []struct {
		Number int
		Levels []struct{ Dimension, Level string }
	}
}

func (b boardSeen) question(id string) boardQuestion {
	return b.Questions[slices.IndexFunc(b.Questions, func(q boardQuestion) bool { return q.ID == id })]
}

// A board member answers and assesses; who writes the strategy reads what was answered and does not answer.
func TestABoardMemberAnswersTheBoardQuestions(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	member, editor, cdo := w.SignIn(tenants.Viewer, "A"), w.SignIn(tenants.Editor, "A"), w.SignIn(tenants.CDO, "A")
	board, answers := "/api/v1/organisations/{org:A}/board", "/api/v1/organisations/{org:A}/board/questions/mission/answers"
	seen := func() (b boardSeen) {
		(ask{as: editor, path: board}).of(t, w, server).into(t, &b)
		return b
	}
	b := seen()
	if len(b.Questions) != 10 || len(b.Dimensions) != 7 || len(b.Dimensions[0].Levels) != 3 || b.Strategy != "Alder digital strategy" {
		t.Fatalf("%+v", b)
	}
	if p := b.Published; p == nil || p.Edition.Number != 1 || !p.Same || len(p.Kinds) != 0 || b.Counted != w.Now.Format("2006-01-02") {
		t.Errorf("published beside it: %+v, counted on %s", p, b.Counted)
	}
	first, _ := firstObjective(t, w, server, cdo)
	ask{as: cdo, method: "DELETE", path: "/api/v1/organisations/{org:A}/items/" + first.ID, headers: matching(`"1"`)}.of(t, w, server)
	if p := seen().Published; p.Same || len(p.Kinds) != 1 || p.Kinds[0].Kind != "objective" || p.Kinds[0].Draft != 2 || p.Kinds[0].Published != 3 {
		t.Errorf("after an objective was deleted from the draft: %+v", p)
	}
	working := b.question("working")
	if f := working.Facts[0]; f.Says != "2 of 3 objectives have a measure with a baseline and a target." || f.Standing != "in_part" || len(f.Are) != 2 || len(working.Findings) == 0 {
		t.Errorf("%+v", working)
	}
	for n, c := range []struct {
		name   string
		as     *http.Cookie
		path   string
		body   string
		status int
	}{
		{"an editor answers", editor, answers, `{"answer":"Yes."}`, http.StatusForbidden},
		{"an editor assesses", editor, board + "/assessments", `{"levels":[{"dimension":"well-led","level":"absent"}]}`, http.StatusForbidden},
		{"a board member answers", member, answers, `{"answer":"Nearly.","read":0}`, http.StatusCreated},
		{"a digital officer who has not read that", cdo, answers, `{"answer":"Yes.","read":0}`, http.StatusPreconditionFailed},
		{"a digital officer who has", cdo, answers, `{"answer":"Yes.","read":1}`, http.StatusCreated},
		{"nothing is answered", member, answers, `{"answer":" "}`, http.StatusUnprocessableEntity},
		{"a question that is nowhere", member, board + "/questions/nowhere/answers", `{"answer":"Yes."}`, http.StatusNotFound},
		{"a board member assesses", member, board + "/assessments", `{"levels":[{"dimension":"well-led","level":"absent"}],"note":"In March."}`, http.StatusCreated},
		{"a level that is none", member, board + "/assessments", `{"levels":[{"dimension":"well-led","level":"good"}]}`, http.StatusUnprocessableEntity},
	} {
		if got := (ask{as: c.as, method: http.MethodPost, path: c.path, body: c.body, headers: keyed("board-key-" + strconv.Itoa(n))}).of(t, w, server); got.StatusCode != c.status {
			t.Errorf("%s: %d %s, want %d", c.name, got.StatusCode, got.text, c.status)
		}
	}
	b = seen()
	mission := b.question("mission")
	if mission.Answer == nil || mission.Answer.Answer != "Yes." || mission.Answer.Number != 2 || mission.Answer.By == "" {
		t.Errorf("%+v", mission)
	}
	if len(b.Assessments) != 1 || b.Assessments[0].Levels[0].Dimension != "well-led" || b.Assessments[0].Levels[0].Level != "absent" {
		t.Errorf("%+v", b.Assessments)
	}
	var all struct{ Answers []boardAnswer }
	(ask{as: editor, path: answers}).of(t, w, server).into(t, &all)
	if len(all.Answers) != 2 || all.Answers[1].Answer != "Nearly." || all.Answers[1].Facts[0] != "“Safe and quick.” Words: 3." {
		t.Errorf("%+v", all)
	}
}

// What is dismissed leaves its question and stays in sight of the board, with who, when and why, for as long as it is dismissed.
func TestABoardIsToldWhatWasDismissed(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	member, cdo := w.SignIn(tenants.Viewer, "A"), w.SignIn(tenants.CDO, "A")
	first, _ := firstObjective(t, w, server, cdo)
	check := "/api/v1/organisations/{org:A}/strategies/" + first.Strategy + "/check"
	seen := func() (b boardSeen) {
		(ask{as: member, path: "/api/v1/organisations/{org:A}/board"}).of(t, w, server).into(t, &b)
		return b
	}
	before := seen()
	asked := before.question("working")
	if len(before.Dismissed) != 0 || asked.Dismissed != 0 || len(asked.Findings) == 0 {
		t.Fatalf("%+v", before)
	}
	body := `{"finding":"` + asked.Findings[0].Hash + `","reason":"It is measured in the roster programme."}`
	(ask{as: cdo, method: http.MethodPost, path: check + "/dismissals", headers: keyed("board-dismisses"), body: body}).of(t, w, server)
	after := seen()
	if q := after.question("working"); q.Dismissed != 1 || len(q.Findings) != len(asked.Findings)-1 || len(after.Dismissed) != 1 || after.Dismissed[0].Hash != asked.Findings[0].Hash {
		t.Fatalf("%+v", after)
	}
	d := after.Dismissed[0].Dismissed
	if d == nil || d.Reason != "It is measured in the roster programme." || d.By == "" || d.At == "" {
		t.Fatalf("%+v", d)
	}
	(ask{as: cdo, method: http.MethodDelete, path: check + "/dismissals/" + d.ID, headers: matching(`"1"`)}).of(t, w, server)
	if again := seen(); len(again.Dismissed) != 0 || again.question("working").Dismissed != 0 || len(again.question("working").Findings) != len(asked.Findings) {
		t.Errorf("reopened: %+v", again)
	}
}
