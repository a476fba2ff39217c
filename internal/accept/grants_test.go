package accept_test

import (
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

// office is the model of who may do what: the roles that each person holds in each organisation, what has been offered
// and by whom, and the tokens that work.
type office struct {
	*house
	t       *testing.T
	dice    *rand.Rand
	persons []string
	ids     map[string]uuid.UUID
	as      map[string]guest
	held    map[string]map[tenants.Role]bool // by person and organisation, as in key
	offers  []offer
	tokens  []apiToken
	done    []string
}

type offer struct {
	id, secret, by, place string
	role                  tenants.Role
	open                  bool
}

type apiToken struct{ id, secret, owner, place string }

func key(person, place string) string { return person + "@" + place }

func (o *office) holds(person, place string, role tenants.Role) bool {
	return o.held[key(person, place)][role]
}

// rules reports whether a person says who may do what there.
func (o *office) rules(person, place string) bool {
	return o.holds(person, place, tenants.Administrator) || o.holds(person, place, tenants.SystemAdministrator)
}

func (o *office) rulers(place string) (n int) {
	for _, p := range o.persons {
		if o.rules(p, place) {
			n++
		}
	}
	return n
}

func (o *office) give(person, place string, role tenants.Role) {
	if o.held[key(person, place)] == nil {
		o.held[key(person, place)] = map[tenants.Role]bool{}
	}
	o.held[key(person, place)][role] = true
}

func pick[T any](dice *rand.Rand, of []T) T { return of[dice.IntN(len(of))] }

var someRoles = []tenants.Role{
	tenants.Administrator, tenants.CDO, tenants.Editor, tenants.Viewer, tenants.SystemLead, tenants.SystemAdministrator, tenants.Operator, tenants.PartnerViewer,
}

func (o *office) fits(place string, role tenants.Role) bool {
	kind := tenants.KindTrust
	if place == "" {
		kind = tenants.KindSystem
	}
	return slices.Contains(tenants.RolesOf(kind), role)
}

// succeeded says whether a step was taken, and refuses one that the model says nobody may take.
func (o *office) succeeded(got reply, allowed bool, step string) bool {
	o.t.Helper()
	o.done = append(o.done, fmt.Sprint(step, " ", got.status))
	if got.status >= http.StatusInternalServerError || got.status < 300 && !allowed {
		o.t.Errorf("%s: %d %s", step, got.status, got.text)
	}
	return got.status < 300
}

func (o *office) path(place, rest string) string {
	return "/api/v1/organisations/{org:" + place + "}/" + rest
}

func (o *office) post(by, place, rest, body string) reply {
	return o.as[by].do(http.MethodPost, o.path(place, rest), body, "Idempotency-Key", uuid.NewString())
}

func (o *office) grant(by, place string) {
	to, role := pick(o.dice, o.persons), pick(o.dice, someRoles)
	got := o.post(by, place, "people/"+o.ids[to].String()+"/roles", fmt.Sprintf(`{"role":%q}`, role))
	if o.succeeded(got, o.rules(by, place) && to != by && o.fits(place, role), fmt.Sprintf("%s gives %s %s of %q", by, to, role, place)) {
		o.give(to, place, role)
	}
}

func (o *office) invite(by, place string) {
	role := pick(o.dice, someRoles)
	got := o.post(by, place, "invitations", fmt.Sprintf(`{"role":%q,"name":"Somebody"}`, role))
	if !o.succeeded(got, o.rules(by, place) && o.fits(place, role), fmt.Sprintf("%s invites %s of %q", by, role, place)) {
		return
	}
	var made struct {
		Invitation struct{ ID string }
		Link       string
	}
	must(o.t, json.Unmarshal([]byte(got.text), &made))
	_, secret, _ := strings.Cut(made.Link, "#")
	o.offers = append(o.offers, offer{made.Invitation.ID, secret, by, place, role, true})
}

func (o *office) accept(by string) {
	if len(o.offers) == 0 {
		return
	}
	one := &o.offers[o.dice.IntN(len(o.offers))]
	got := o.as[by].do(http.MethodPost, "/api/v1/invitations/acceptance", fmt.Sprintf(`{"secret":%q}`, one.secret))
	if o.succeeded(got, one.open && one.by != by, fmt.Sprintf("%s accepts %s of %q by %s", by, one.role, one.place, one.by)) {
		one.open = false
		o.give(by, one.place, one.role)
	}
}

func (o *office) withdraw(by string) {
	if len(o.offers) == 0 {
		return
	}
	one := &o.offers[o.dice.IntN(len(o.offers))]
	got := o.as[by].do(http.MethodDelete, o.path(one.place, "invitations/"+one.id), "", "If-Match", `"1"`)
	if o.succeeded(got, one.open && o.rules(by, one.place), fmt.Sprintf("%s withdraws %s of %q", by, one.role, one.place)) {
		one.open = false
	}
}

func (o *office) end(by, place string) {
	var id uuid.UUID
	var whose string
	var role tenants.Role
	err := o.Owner.QueryRow(o.t.Context(), `select a.id, p.sub, a.role from app.assignment a join sec.person p on p.id = a.person_id
		where a.org_id = $1 and p.sub = any ($2) and a.until is null order by a.since, a.id offset $3 limit 1`, o.Orgs[place], o.persons, o.dice.IntN(4)).Scan(&id, &whose, &role)
	if err != nil { // there are fewer
		return
	}
	last := (role == tenants.Administrator || role == tenants.SystemAdministrator) && o.rulers(place) == 1
	got := o.as[by].do(http.MethodDelete, o.path(place, "roles/"+id.String()), "", "If-Match", `"1"`)
	if o.succeeded(got, (whose == by || o.rules(by, place)) && !last, fmt.Sprintf("%s ends %s's %s of %q", by, whose, role, place)) {
		delete(o.held[key(whose, place)], role)
		if len(o.held[key(whose, place)]) == 0 { // tokens go with the last role
			o.tokens = slices.DeleteFunc(o.tokens, func(a apiToken) bool { return a.owner == whose && a.place == place })
		}
	}
}

func (o *office) tokenise(by, place string) {
	got := o.post(by, place, "tokens", `{"name":"Reports","scopes":["read","write"],"days":9}`)
	if o.succeeded(got, len(o.held[key(by, place)]) > 0, fmt.Sprintf("%s makes a token of %q", by, place)) {
		var made struct {
			Token  struct{ ID string }
			Secret string
		}
		must(o.t, json.Unmarshal([]byte(got.text), &made))
		o.tokens = append(o.tokens, apiToken{made.Token.ID, made.Secret, by, place})
	}
}

// use tries a token on what its owner may, and on what no token may.
func (o *office) use() {
	if len(o.tokens) == 0 {
		return
	}
	one := pick(o.dice, o.tokens)
	by := []string{"Authorization", "Bearer " + one.secret, "Idempotency-Key", uuid.NewString()}
	nobody := o.guest(o.t)
	writes := o.holds(one.owner, one.place, tenants.CDO) || o.holds(one.owner, one.place, tenants.Editor) || o.holds(one.owner, one.place, tenants.SystemLead)
	o.succeeded(nobody.do(http.MethodPost, o.path(one.place, "items"), fmt.Sprintf(`{"strategy":%q,"kind":"goal","fields":{"title":"By a token"}}`, o.strategy(one.place)), by...), writes, "a token of "+one.owner+" writes")
	for _, place := range []string{"", "A", "B"} {
		rest := "invitations"
		if place != one.place {
			rest = "items"
		}
		o.succeeded(nobody.do(http.MethodGet, o.path(place, rest), "", by[:2]...), false, "a token of "+one.owner+" reads "+rest)
	}
	o.succeeded(nobody.do(http.MethodPost, o.path(one.place, "invitations"), `{"role":"viewer","name":"X"}`, by...), false, "a token invites")
}

func (o *office) strategy(place string) (id string) {
	must(o.t, o.Owner.QueryRow(o.t.Context(), "select id::text from app.strategy where org_id = $1 and current", o.Orgs[place]).Scan(&id))
	return id
}

// compare holds what the database and every session say against the model.
func (o *office) compare() {
	o.t.Helper()
	for _, person := range o.persons {
		places := o.as[person].places()
		for _, place := range []string{"", "A", "B"} {
			got := map[tenants.Role]bool{}
			for _, role := range places[o.Orgs[place]] {
				got[role] = true
			}
			if !maps.Equal(got, o.held[key(person, place)]) {
				o.t.Errorf("%s in %q holds %v, not %v", person, place, got, o.held[key(person, place)])
			}
			delete(places, o.Orgs[place])
		}
		if len(places) > 0 {
			o.t.Errorf("%s has come to %v", person, places)
		}
	}
	for _, place := range []string{"", "A", "B"} {
		if n := o.Count("select count(*) from app.assignment where org_id = $1 and role in ('administrator', 'system_administrator') and until is null", o.Orgs[place]); n < 1 {
			o.t.Errorf("%q has no administrator", place)
		}
	}
}

// T-15: people of several organisations give, offer, accept, end and hand on what they may and what they may not, at
// random. Nobody comes to a right but from somebody who could give it, and every organisation keeps an administrator.
func TestT15NobodyRaisesThemselves(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	o := &office{
		house: newHouse(t), t: t, dice: rand.New(rand.NewPCG(seed, 0)), ids: map[string]uuid.UUID{}, as: map[string]guest{}, held: map[string]map[tenants.Role]bool{},
	}
	steps, n := rounds(250, 1500), 0
	tried(t, "T-15", "I12", func() int { return n })
	for _, one := range []struct {
		name, place string
		role        tenants.Role
	}{
		{"ann", "A", tenants.Administrator},
		{"art", "A", tenants.CDO},
		{"amy", "A", tenants.Editor},
		{"bea", "B", tenants.Administrator},
		{"bob", "B", tenants.Viewer},
		{"sam", "", tenants.SystemAdministrator},
		{"sue", "", tenants.SystemLead},
	} {
		cookie := o.SignInAs(one.name, one.role, one.place)
		o.persons, o.as[one.name] = append(o.persons, one.name), o.guest(t, cookie)
		o.give(one.name, one.place, one.role)
		var id uuid.UUID
		must(t, o.Owner.QueryRow(t.Context(), "select id from sec.person where sub = $1", one.name).Scan(&id))
		o.ids[one.name] = id
	}
	for ; n < steps && !t.Failed(); n++ {
		o.Now = o.Now.Add(time.Second)
		by, place := pick(o.dice, o.persons), pick(o.dice, []string{"", "A", "B"})
		switch o.dice.IntN(8) {
		case 0, 1:
			o.grant(by, place)
		case 2:
			o.invite(by, place)
		case 3:
			o.accept(by)
		case 4, 5:
			o.end(by, place)
		case 6:
			o.withdraw(by)
		default:
			o.tokenise(by, place)
			o.use()
		}
		if n%10 == 0 || n == steps-1 {
			o.compare()
		}
	}
	if t.Failed() {
		t.Logf("seed %d: %s", seed, strings.Join(o.done, "\n"))
	}
}
