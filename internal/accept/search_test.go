package accept_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants"
)

// seeker asks the search of a world as one of its people after the other.
type seeker struct {
	*world
	t *testing.T
	n int
}

// ask gives what somebody finds, and the answer in full.
func (s *seeker) ask(who, words string) (found gen.SearchResults, text string) {
	s.t.Helper()
	s.n++
	got := serve(s.server, s.by(who, http.MethodGet, "/search?q="+url.QueryEscape(words), ""))
	if got.Code != http.StatusOK {
		s.t.Fatalf("%s asks for %q: %d %s", who, words, got.Code, got.Body)
	}
	must(s.t, json.Unmarshal(got.Body.Bytes(), &found))
	return found, got.Body.String()
}

// finds wants the codes that somebody finds for some words, with facets that count those and nothing else, and no canary.
func (s *seeker) finds(when, who, words string, want ...string) {
	s.t.Helper()
	found, text := s.ask(who, words)
	codes, kinds, owners, stages := []string{}, 0, 0, 0
	for _, r := range found.Results {
		codes = append(codes, r.Code)
	}
	for _, k := range found.Kinds {
		kinds += k.Count
	}
	for _, o := range found.Owners {
		owners += o.Count
	}
	for _, k := range found.Stages {
		stages += k.Count
	}
	slices.Sort(codes)
	if !slices.Equal(codes, want) || found.Total != len(want) || kinds != len(want) || owners != len(want) || stages != len(want) {
		s.t.Errorf("%s %s finds %q for %q, not %q: %s", when, who, codes, words, want, text)
	}
	for _, code := range canaries(text) {
		for _, p := range s.people {
			if p.name == who && !slices.Contains(p.reads, code) {
				s.t.Errorf("%s %s is shown what is %s's: %s", when, who, code, text)
			}
		}
	}
}

// nothing wants that somebody is told the same of words as of one that stands nowhere.
func (s *seeker) nothing(when, who string, words ...string) {
	s.t.Helper()
	_, none := s.ask(who, "zeppelin")
	for _, word := range words {
		if _, text := s.ask(who, word); strings.ReplaceAll(text, strings.ToLower(word), "zeppelin") != none {
			s.t.Errorf("%s %s is told of %q: %s", when, who, word, text)
		}
	}
}

// share releases what the system has published to one of those who belong to it, and to nobody else.
func (s *seeker) share(with string) {
	s.t.Helper()
	scope := tenants.ForMachine(s.System, "test", "").Writing()
	must(s.t, s.DB.Within(s.t.Context(), scope, func(tx *tenants.Tx) error {
		_, err := tx.SQL().Exec(s.t.Context(), `insert into app.release (id, org_id, edition_id, channel_id, since)
			select gen_random_uuid(), e.org_id, e.id, c.id, sec.current_at() from app.edition e, app.channel c
			 where e.org_id = sec.current_org() and e.state = 'published' and c.kind = 'pair' and c.ref = $1`, s.Orgs[with])
		return err
	}))
}

func newSeeker(t *testing.T) *seeker {
	t.Helper()
	s := &seeker{world: newWorld(t), t: t}
	s.exec(t, "set session_replication_role = replica") // nobody's change
	// What its marking keeps at the desk.
	s.exec(t, `update app.item set title = 'Quicksilver', body = jsonb_set(body, '{marking}', '"commercial"') where org_id = $1 and code = 'G2'`, s.System)
	s.mustRelease(t, "system_lead of ", `"desk"`)
	return s
}

// T-07: a partner's people find what is shared with them, in any spelling, and are told nothing of anything else: not of what a
// marking keeps back, of what others have published, of what is being written, or of what was shared and is no more.
func TestT07APartnerFindsWhatIsSharedWithIt(t *testing.T) {
	t.Parallel()
	s := newSeeker(t)
	tried(t, "T-07", "I1 I2 I7", func() int { return s.n })
	s.AddPartner("Q", "Northfold Hospice")
	s.add("partner_viewer of Q", "Q", tenants.PartnerViewer, s.SignIn(tenants.PartnerViewer, "Q"))
	secrets := []string{"rostering", "barriers", "quicksilver", "quicksilvr", "G2", "CNRY", "Alder"}
	partners := []string{"partner_viewer of P", "partner_contributor of P"}
	for _, who := range append(partners, "partner_viewer of Q") {
		s.nothing("before anything is shared", who, append(secrets, "record", "I1")...)
	}
	s.share("P")
	for _, who := range partners {
		s.finds("when it is shared", who, "allergies", "G1")
		s.finds("when it is shared", who, "alergies", "G1")
		s.finds("when it is shared", who, "shared viewer", "I1")
		s.finds("when it is shared", who, "alike", "P1")
		s.nothing("when it is shared", who, secrets[:4]...)
	}
	found, _ := s.ask(partners[0], "allergies")
	if r := found.Results[0]; r.Owner.ID != s.System || r.Owner.Kind != gen.OrganisationKindSystem || r.Own || r.Stage != gen.SearchStagePublished {
		t.Errorf("whose it is, and where it stands: %+v", r)
	}
	s.nothing("when it is shared with another", "partner_viewer of Q", append(secrets, "record")...)
	s.exec(t, "update app.membership set until = $2 where org_id = $1", s.Orgs["P"], s.Now)
	s.nothing("having left", partners[0], "record", "rostering")
	s.exec(t, "update app.membership set until = null where org_id = $1", s.Orgs["P"])
	s.finds("having come back", partners[0], "allergies", "G1")
	s.exec(t, "update app.release set until = greatest(since, $2) where org_id = $1", s.System, s.Now)
	s.nothing("when it is shared no more", partners[0], "record", "rostering")
}

// T-07: who reads in a member what is published, and not what it is writing, finds that: no draft of their own organisation's, and
// not what another asked it to be covered by. Its strategists find both.
func TestT07WhoReadsNoStrategySearchesNone(t *testing.T) {
	t.Parallel()
	c := newCovering(t)
	s := &seeker{world: c.world, t: t}
	tried(t, "T-07", "I1 I2 I7", func() int { return s.n })
	for _, code := range []string{"A", "B"} {
		s.add("partner_viewer of "+code, code, tenants.PartnerViewer, s.SignIn(tenants.PartnerViewer, code))
	}
	s.exec(t, "set session_replication_role = replica") // nobody's change
	s.exec(t, "update app.item set title = 'Quicksilver on wards' where org_id = $1 and code = 'A-3'", s.Orgs["A"])
	const reader, strategist = "partner_viewer of A", "cdo of A"
	s.finds("as it is published", reader, "rostering", "A-3")
	s.finds("as it is published, and as it is written", strategist, "rostering", "A-3", "A-3")
	s.finds("as it is written", strategist, "quicksilver", "A-3")
	s.nothing("as it is written", reader, "quicksilver", "quicksilvr", "barriers")
	s.nothing("as it is written", "partner_viewer of B", "quicksilver", "CNRY", "barriers")
	s.finds("of an offer", strategist, "community", "B-2")
	s.nothing("of an offer", reader, "community")
	s.Now = s.Now.Add(time.Minute)
	s.mustRelease(t, "system_lead of ", `"desk","members"`)
	for _, who := range []string{reader, strategist} {
		s.finds("of its system", who, "allergies", "A-1", "G1")
	}
	s.Now = s.Now.Add(time.Minute)
	s.mustRelease(t, "system_lead of ", `"desk"`)
	s.finds("of its system, no more", reader, "allergies", "A-1")
}

// T-07: what a member has published to its fellows they find, and the system does, with whose it is. From the day on which it is no
// member any more its fellows, who do not know of it then, are told nothing of it.
func TestT07FellowsFindWhatIsPublishedToThem(t *testing.T) {
	t.Parallel()
	s := newSeeker(t)
	tried(t, "T-07", "I1 I2 I7", func() int { return s.n })
	s.add("cdo of C", "C", tenants.CDO, s.SignIn(tenants.CDO, "C"))
	for _, who := range []string{"cdo of A", "viewer of A"} {
		s.nothing("before it is published to them", who, "barriers", "bariers")
	}
	s.Now = s.Now.Add(time.Minute)
	s.mustRelease(t, "cdo of C", `"desk","members"`)
	for _, who := range []string{"cdo of A", "viewer of A", "system_lead of ", "system_analyst of "} {
		s.finds("when it is published to them", who, "bariers", "C-2")
		s.finds("when it is published to them", who, "rostering", "A-3", "C-1")
	}
	found, _ := s.ask("cdo of A", "barriers")
	if owner := found.Results[0].Owner; owner.ID != s.Orgs["C"] || owner.Name != "Carr Mental Health NHS Trust" || found.Results[0].Own {
		t.Errorf("whose it is: %+v", found.Results[0])
	}
	s.nothing("when it is published to members", "partner_viewer of P", "barriers", "rostering")
	s.exec(t, "update app.membership set kind = 'partner' where org_id = $1", s.Orgs["C"])
	s.nothing("when it is no member", "cdo of A", "barriers", "bariers")
	s.finds("when it is no member", "cdo of A", "rostering", "A-3")
}
