package accept_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/tenants"
)

var (
	ceiling = []tenants.Role{tenants.Editor, tenants.Viewer}
	staff   = []tenants.ClaimRule{
		{Claim: "groups", Value: "digital", Role: tenants.Editor},
		{Claim: "groups", Value: "all", Role: tenants.Viewer},
		{Claim: "roles", Value: "administrator", Role: tenants.Viewer},
		{Claim: "groups", Value: "board", Role: tenants.CDO}, // above the ceiling: the database takes it, a sign-in must not
	}
)

// places are the organisations in which a person has roles, by id.
func (g guest) places() map[uuid.UUID][]tenants.Role {
	g.t.Helper()
	var said struct {
		Places []struct {
			Organisation struct{ ID uuid.UUID }
			Roles        []tenants.Role
		}
	}
	got := g.get("/api/v1/session")
	if err := json.Unmarshal([]byte(got.text), &said); err != nil || got.status != http.StatusOK {
		g.t.Fatalf("%d %s", got.status, got.text)
	}
	places := map[uuid.UUID][]tenants.Role{}
	for _, p := range said.Places {
		places[p.Organisation.ID] = p.Roles
	}
	return places
}

// T-21: whatever a provider says, its people have rights in its own organisation alone and never above the ceiling of
// the connection.
func TestT21WhatAProviderSaysStaysUnderItsCeiling(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	n := 0
	tried(t, "T-21", "I15", func() int { return n })
	connection := h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: "Staff", Terms: tenants.Terms{Ceiling: ceiling, SecondFactor: true}}, staff...)
	other := h.Orgs["B"].String()
	many := func(n int) []string { // the last of them is one that a rule knows
		list := make([]string, n)
		for i := range list {
			list[i] = uuid.NewString()
		}
		list[n-1] = "digital"
		return list
	}
	both, one := []tenants.Role{tenants.Editor, tenants.Viewer}, []tenants.Role{tenants.Viewer}
	for name, c := range map[string]struct {
		claims map[string]any
		want   []tenants.Role
	}{
		"nothing":                  {map[string]any{}, nil},
		"no groups":                {map[string]any{"groups": []string{}}, nil},
		"its own groups":           {map[string]any{"groups": []string{"digital", "all"}}, both},
		"a group of the board":     {map[string]any{"groups": []string{"board", "all"}}, one},
		"the name of a role":       {map[string]any{"groups": []string{"cdo", "editor", "administrator", "operator", "system_lead"}}, nil},
		"roles of its own":         {map[string]any{"roles": []string{"administrator", "operator", "platform-admin", "system_administrator"}}, one},
		"another's organisation":   {map[string]any{"groups": []string{"digital"}, "org_id": other, "organisation": other, "tid": other, "place": map[string]string{other: "cdo"}}, []tenants.Role{tenants.Editor}},
		"another's groups":         {map[string]any{"groups": []string{other, other + ":digital", "B/digital", "digital@" + other}}, nil},
		"places and roles of ours": {map[string]any{"places": []any{map[string]any{"organisation": other, "roles": []string{"cdo"}}}, "role": "administrator", "ceiling": []string{"administrator"}}, nil},
		"500 groups":               {map[string]any{"groups": many(500)}, []tenants.Role{tenants.Editor}},
		"more than anybody has":    {map[string]any{"groups": many(501)}, nil},
		"groups that are kept elsewhere": {map[string]any{
			"groups": []string{"digital"}, "_claim_names": map[string]string{"groups": "s"},
			"_claim_sources": map[string]any{"s": map[string]string{"endpoint": "https://graph.example/" + other}},
		}, nil},
		"a group that is an object": {map[string]any{"groups": map[string]string{"digital": "digital"}}, nil},
		"letters of another case":   {map[string]any{"Groups": []string{"digital"}, "groups": []string{"Digital", "digital ", "digital\x00"}}, nil},
		"a pattern":                 {map[string]any{"groups": []string{"*", "%", ".*", "digital|all", "$.*"}}, nil},
		"an address of a colleague": {map[string]any{"email": "cdo@alder.nhs.uk", "email_verified": true, "upn": "cdo@alder.nhs.uk", "preferred_username": "digital"}, nil},
	} {
		n++
		h.provider.Say(with(c.claims, "sub", name))
		g := h.guest(t)
		if done := g.through("/auth/sign-in/" + connection.String()); done.status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", name, done.status, done.text)
		}
		places := g.places()
		slices.Sort(places[h.Orgs["A"]])
		if !slices.Equal(places[h.Orgs["A"]], c.want) || len(places) > 1 || len(c.want) == 0 && len(places) > 0 {
			t.Errorf("%s: places are %v, want %v in Alder", name, places, c.want)
		}
		for _, path := range []string{
			"/api/v1/organisations/{org:B}/items", "/api/v1/organisations/{org:}/items",
			"/api/v1/organisations/{org:platform}/platform/organisations", "/api/v1/organisations/" + uuid.NewString() + "/items",
		} {
			if got := g.get(path); got.status != http.StatusNotFound {
				t.Errorf("%s: %s answers %d", name, path, got.status)
			}
		}
		if got := g.get("/api/v1/organisations/{org:A}/connections"); got.status == http.StatusOK {
			t.Errorf("%s: looks after Alder's connections", name)
		}
	}
	if n := h.Count("select count(*) from app.assignment where source = 'claim' and (org_id <> $1 or role not in ('editor', 'viewer'))", h.Orgs["A"]); n != 0 {
		t.Errorf("%d roles elsewhere or above the ceiling", n)
	}
}

func with(claims map[string]any, name string, value any) map[string]any {
	claims = maps.Clone(claims)
	claims[name] = value
	return claims
}

// T-21 at random: any rules under a ceiling that changes, and a person who comes again and again with any claims. What
// they hold is what the rules say of their claims, as far as the ceiling goes; an absent claim changes nothing.
func TestT21RulesAtRandom(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	names, values := []string{"groups", "roles", "wids"}, []string{"a", "b", "c"}
	roles := []tenants.Role{tenants.CDO, tenants.Editor, tenants.Viewer, tenants.PartnerViewer, tenants.SystemLead}
	round := 0
	tried(t, "T-21", "I15", func() int { return round })
	rapid.Check(t, func(rt *rapid.T) {
		round++
		rules := rapid.SliceOfNDistinct(rapid.Custom(func(rt *rapid.T) tenants.ClaimRule {
			return tenants.ClaimRule{Claim: rapid.SampledFrom(names).Draw(rt, "claim"), Value: rapid.SampledFrom(values).Draw(rt, "value"), Role: rapid.SampledFrom(roles).Draw(rt, "role")}
		}), 0, 6, func(r tenants.ClaimRule) string { return fmt.Sprint(r) }).Draw(rt, "rules")
		key := tenants.SessionKey{}
		connection := h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: fmt.Sprint("Random ", round)}, rules...)
		held := map[tenants.Role]bool{}
		for i := range rapid.IntRange(1, 3).Draw(rt, "sign-ins") {
			allowed := rapid.SliceOfNDistinct(rapid.SampledFrom(roles), 0, 4, rapid.ID).Draw(rt, "ceiling")
			h.exec(t, "update app.connection set ceiling = $2 where id = $1", connection, append([]tenants.Role{}, allowed...))
			claims := rapid.MapOfN(rapid.SampledFrom(names), rapid.SliceOfDistinct(rapid.SampledFrom(values), rapid.ID), 0, 3).Draw(rt, "claims")
			h.Now = h.Now.Add(time.Second)
			key[0], key[1] = byte(round), byte(i)
			key[2] = byte(round >> 8)
			err := h.DB.Enter().SignIn(t.Context(), tenants.Arrival{Session: key, Connection: connection, Subject: "s", Claims: claims, Ends: h.Now.Add(time.Hour)})
			must(t, err)
			held = after(held, rules, allowed, claims)
			p, err := h.DB.Enter().Presence(t.Context(), key)
			must(t, err)
			got := map[tenants.Role]bool{}
			for _, place := range p.Places {
				for _, role := range place.Roles {
					got[role] = place.Organisation.ID == h.Orgs["A"]
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(held) {
				rt.Fatalf("rules %v under %v, claims %v: holds %v, want %v", rules, allowed, claims, got, held)
			}
		}
		h.exec(t, "update app.connection set state = 'disabled' where id = $1", connection)
	})
}

// after is the model: what somebody holds after a sign-in who held something before.
func after(held map[tenants.Role]bool, rules []tenants.ClaimRule, allowed []tenants.Role, claims map[string][]string) map[tenants.Role]bool {
	next := map[tenants.Role]bool{}
	for _, r := range rules {
		values, sent := claims[r.Claim]
		if slices.Contains(allowed, r.Role) && (slices.Contains(values, r.Value) || !sent && held[r.Role]) {
			next[r.Role] = true
		}
	}
	return next
}
