package accept_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// shelf is the model of who reads what: each organisation's latest edition, to whom it was released, and who belongs to
// the system today. The system's own code is empty.
type shelf struct {
	kind    map[string]tenants.MembershipKind
	since   map[string]time.Time
	edition map[string]edition
	text    map[string]string // what the working copy is called
	sent    map[string]string // and the edition that was sent for review last
	known   map[string]bool   // every title and every edition that there ever was
}

type edition struct {
	id, title     string
	desk, members bool
	public        bool
}

// sees is what an organisation reads: titles, and ids of editions whose title it does not read.
func (s shelf) sees(reader string) map[string]bool {
	seen := map[string]bool{}
	mine := s.kind[reader]
	for owner, e := range s.edition {
		title, id := false, false
		switch {
		case reader == anybody:
			title = e.public
		case !e.desk && !e.members: // whoever has an account reads it where everybody does
		case owner == "":
			title = reader == "" || mine == tenants.Member && e.members
		case reader == "":
			title, id = s.kind[owner] == tenants.Member, s.kind[owner] != ""
		case reader == owner: // a partner has no strategy in the system, whatever it had as a member
			title, id = mine == tenants.Member, mine == tenants.Member
		default:
			id = mine == tenants.Member && s.kind[owner] == tenants.Member && e.members
		}
		if title {
			seen[e.title] = true
		}
		if id {
			seen[e.id] = true
		}
	}
	return seen
}

// anybody is a reader without an account.
const anybody = "anybody"

var readers = map[string]tenants.Role{"": tenants.SystemLead, "A": tenants.CDO, "B": tenants.CDO, "C": tenants.CDO, "P": tenants.PartnerViewer}

// by is a new session of whoever speaks for an organisation.
func (h *house) by(t *testing.T, code string) guest {
	t.Helper()
	return h.guest(t, h.Session(string(readers[code])+" of "+code))
}

// read gives what of the known an organisation finds, wherever it looks.
func (s shelf) read(t *testing.T, h *house, reader string) map[string]bool {
	t.Helper()
	seen := map[string]bool{}
	if reader == anybody {
		for _, code := range slices.Sorted(maps.Keys(readers)) {
			got := h.guest(t).get("/api/v1/public/{org:" + code + "}")
			for what := range s.known {
				if strings.Contains(got.text, what) {
					seen[what] = true
				}
			}
		}
		return seen
	}
	g := h.by(t, reader)
	places := []string{"members", "published/targets", "alignment/matrix", "alignment/report", "search?q=MK"}
	for _, code := range slices.Sorted(maps.Keys(readers)) {
		places = append(places, "published/organisations/{org:"+code+"}")
	}
	for _, place := range places {
		got := g.get("/api/v1/organisations/{org:" + reader + "}/" + place)
		if !slices.Contains([]int{http.StatusOK, http.StatusForbidden, http.StatusNotFound}, got.status) {
			t.Errorf("%q reads %s: %d %s", reader, place, got.status, got.text)
		}
		for what := range s.known {
			// A finding names the system's own goals as they were at the last assessment.
			own := s.edition[""]
			ownBefore := reader == "" && strings.HasPrefix(what, "MK--") && (what != own.title || !own.desk && !own.members)
			if !ownBefore && strings.Contains(got.text, what) {
				seen[what] = true
			}
		}
	}
	return seen
}

// first is the id and the version of the first of a list.
func first(t *testing.T, got reply, list string) (id string, version int) {
	t.Helper()
	var said map[string][]struct {
		ID      string
		Version int
	}
	if err := json.Unmarshal([]byte(got.text), &said); err != nil || len(said[list]) == 0 {
		t.Fatalf("%d %s", got.status, got.text)
	}
	return said[list][0].ID, said[list][0].Version
}

// write gives a working copy another name: a member's is its title, the system's that of a goal.
func (s shelf) write(t *testing.T, h *house, code, title string) {
	t.Helper()
	g, list, which := h.by(t, code), "strategies", ""
	if code == "" {
		list, which = "items", "?kind=goal"
	}
	path := "/api/v1/organisations/{org:" + code + "}/" + list
	id, version := first(t, g.get(path+which), list)
	if got := g.do(http.MethodPatch, path+"/"+id, `{"title":"`+title+`"}`, "If-Match", fmt.Sprintf(`"%d"`, version)); got.status != http.StatusOK {
		t.Fatalf("%q writes: %d %s", code, got.status, got.text)
	}
	s.text[code], s.known[title] = title, true
}

// publish releases the working copy to channels, in the place of what was released before.
func (s shelf) publish(t *testing.T, h *house, code string, channels []string) {
	t.Helper()
	g := h.by(t, code)
	path := "/api/v1/organisations/{org:" + code + "}/strategies"
	id, _ := first(t, g.get(path), "strategies")
	body, err := json.Marshal(map[string]any{"channels": channels})
	must(t, err)
	switch sent := g.do(http.MethodPost, path+"/"+id+"/editions", "{}", "Idempotency-Key", uuid.NewString()); {
	case sent.status < 400:
		s.sent[code] = s.text[code]
	case sent.status != http.StatusConflict: // one is in review, or nothing has changed since: it is the one that is released
		t.Fatalf("%q sends for review: %d %s", code, sent.status, sent.text)
	}
	var sent uuid.UUID
	var version int
	must(t, h.Owner.QueryRow(t.Context(), `select id, version from app.edition where org_id = $1 and state in ('in_review', 'published')
		order by n desc limit 1`, h.Orgs[code]).Scan(&sent, &version))
	got := g.do(http.MethodPost, "/api/v1/organisations/{org:"+code+"}/editions/"+sent.String()+"/release", string(body),
		"Idempotency-Key", uuid.NewString(), "If-Match", fmt.Sprintf(`"%d"`, version))
	if code != "" && s.kind[code] != tenants.Member && !slices.Equal(channels, []string{"public"}) {
		if got.status != http.StatusConflict {
			t.Errorf("%s, which is no member, publishes: %d %s", code, got.status, got.text)
		}
		return
	}
	var made struct{ ID string }
	if err := json.Unmarshal([]byte(got.text), &made); err != nil || got.status != http.StatusOK {
		t.Fatalf("%q publishes: %d %s", code, got.status, got.text)
	}
	s.known[made.ID] = true
	s.edition[code] = edition{made.ID, s.sent[code], slices.Contains(channels, "desk"), slices.Contains(channels, "members"), slices.Contains(channels, "public")}
}

// belong begins, changes or ends a membership.
func (s shelf) belong(t *testing.T, h *house, code string, kind tenants.MembershipKind) {
	t.Helper()
	h.Now = h.Now.Add(24 * time.Hour)
	today := h.Now.UTC().Truncate(24 * time.Hour)
	m := tenants.Membership{
		System: tenants.Organisation{ID: h.System}, Organisation: tenants.Organisation{ID: h.Orgs[code], Code: code}, Kind: kind, Since: s.since[code],
	}
	switch {
	case kind == "" && s.kind[code] == "":
		return
	case kind == "":
		m.Kind, m.Until = s.kind[code], today
	case s.kind[code] == "":
		m.Since, s.since[code] = today, today
	}
	must(t, h.DB.Load(context.Background(), "test", func(l *tenants.Load) error { return l.Join(context.Background(), m) }))
	s.kind[code] = kind
}

// T-07: organisations write, publish to one channel or another, and come and go, at random. After each step everybody
// reads exactly what is released to them, and nothing that was withdrawn or is still being written.
func TestT07WhatIsReleasedToWhom(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	steps, seed := rounds(25, 250), rand.Uint64()
	n := 0
	tried(t, "T-07", "I7", func() int { return n })
	dice := rand.New(rand.NewPCG(seed, 0))
	s := shelf{map[string]tenants.MembershipKind{}, map[string]time.Time{}, map[string]edition{}, map[string]string{}, map[string]string{}, map[string]bool{}}
	var done []string
	writers := []string{"", "A", "B", "C"}
	for code, role := range readers {
		h.SignIn(role, code)
	}
	for _, code := range []string{"A", "B", "C", "P"} {
		s.kind[code], s.since[code] = tenants.Member, h.since(t, code)
	}
	s.kind["P"] = tenants.Partner
	for _, code := range writers {
		s.write(t, h, code, "MK-"+code+"-000")
		s.publish(t, h, code, []string{"desk"})
	}
	for step := 1; step <= steps && !t.Failed(); step++ {
		h.Now = h.Now.Add(time.Minute)
		code := writers[dice.IntN(len(writers))]
		switch dice.IntN(6) {
		case 0, 1:
			done = append(done, "write "+code)
			s.write(t, h, code, fmt.Sprintf("MK-%s-%03d", code, step))
		case 2, 3:
			channels := [][]string{{"desk"}, {"members"}, {"desk", "members"}, {"public"}, {"desk", "public"}}[dice.IntN(5)]
			done = append(done, fmt.Sprint("publish ", code, channels))
			s.publish(t, h, code, channels)
		case 4:
			code = []string{"A", "B", "C", "P"}[dice.IntN(4)]
			kind := []tenants.MembershipKind{"", tenants.Member, tenants.Partner}[dice.IntN(3)]
			done = append(done, fmt.Sprintf("%s becomes %q", code, kind))
			s.belong(t, h, code, kind)
		default:
			done = append(done, "line up")
			h.Reassess()
		}
		for _, reader := range append(slices.Sorted(maps.Keys(readers)), anybody) {
			n++
			if got, want := s.read(t, h, reader), s.sees(reader); !maps.Equal(got, want) {
				t.Errorf("seed %d, after %q: %q reads %v, not %v", seed, done, reader, got, want)
			}
		}
	}
}

// since is the day on which an organisation's membership began.
func (h *house) since(t *testing.T, code string) (since time.Time) {
	t.Helper()
	must(t, h.Owner.QueryRow(context.Background(), "select since from app.membership where org_id = $1 and system_id = $2", h.Orgs[code], h.System).Scan(&since))
	return since
}
