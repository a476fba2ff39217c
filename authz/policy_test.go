package authz

import (
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/tenants"
)

func load(tb testing.TB) *Policy {
	tb.Helper()
	p, err := Load()
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	p := load(t)
	for _, c := range []struct {
		role       tenants.Role
		permission Permission
		want       bool
	}{
		{tenants.SystemLead, ReadAlignment, true},
		{tenants.SystemLead, DecideLink, false}, // a link is the trust's to decide
		{tenants.CDO, PublishStrategy, true},
		{tenants.Editor, WriteStrategy, true},
		{tenants.Editor, PublishStrategy, false},
		{tenants.Viewer, ReadStrategy, true},
		{tenants.Viewer, WriteStrategy, false},
		{tenants.Administrator, ReadStrategy, false},
		{tenants.PartnerViewer, ReadPublished, true},
		{tenants.PartnerViewer, ReadAlignment, false},
		{tenants.PartnerContributor, ReadStrategy, false},
		{tenants.Machine, ReadOrganisation, false}, // nobody signs in as a machine
	} {
		if got := p.Allows([]tenants.Role{c.role}, c.permission); got != c.want {
			t.Errorf("%s %s: %v, want %v", c.role, c.permission, got, c.want)
		}
	}
	if !p.Allows([]tenants.Role{tenants.Viewer, tenants.Editor}, WriteStrategy) {
		t.Error("a person with two roles has the rights of both")
	}
}

// Every role of the policy is a role that there is, and every role that there is has a line.
func TestThePolicySpeaksOfEveryRole(t *testing.T) {
	t.Parallel()
	for _, role := range tenants.AllRoles() {
		if !strings.Contains(policyText, rolePrefix+string(role)+",") {
			t.Errorf("the policy does not speak of %s", role)
		}
	}
	for line := range strings.Lines(policyText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name := strings.TrimPrefix(strings.TrimSpace(strings.Split(line, ",")[1]), rolePrefix)
		known := false
		for _, role := range tenants.AllRoles() {
			known = known || string(role) == name
		}
		if !known {
			t.Errorf("the policy speaks of %q, which is no role", name)
		}
	}
}

func TestABrokenPolicyIsRefused(t *testing.T) {
	t.Parallel()
	for name, rules := range map[string]string{
		"empty":               "",
		"only comments":       "# nothing\n\n",
		"a role unprefixed":   "p, cdo, strategy, read",
		"no role":             "p, role:, strategy, read",
		"no action":           "p, role:cdo, strategy,",
		"too few parts":       "p, role:cdo, strategy",
		"the same rule twice": "p, role:cdo, strategy, read\np, role:cdo, strategy, read",
	} {
		if _, err := parse(rules); err == nil {
			t.Errorf("%s was taken for a policy", name)
		}
	}
}

// Nothing odd in a request is ever allowed.
func FuzzAllows(f *testing.F) {
	p := load(f)
	for _, odd := range []string{"", "*", "role:cdo", "cdo", "cdo\x00", "a::b", "ｃｄｏ", "CDO", " cdo", "cdo,strategy"} {
		f.Add(odd, "strategy", "read")
		f.Add("cdo", odd, "read")
		f.Add("cdo", "strategy", odd)
	}
	known := map[string]bool{}
	for _, role := range tenants.AllRoles() {
		for _, permission := range Permissions() {
			if p.Allows([]tenants.Role{role}, permission) {
				known[string(role)+"|"+permission.Object+"|"+permission.Action] = true
			}
		}
	}
	f.Fuzz(func(t *testing.T, role, object, action string) {
		if p.Allows([]tenants.Role{tenants.Role(role)}, Permission{object, action}) && !known[role+"|"+object+"|"+action] {
			t.Errorf("%q may %q %q", role, object, action)
		}
	})
}

func BenchmarkAllows(b *testing.B) {
	p := load(b)
	for name, permission := range map[string]Permission{"allow": ReadAlignment, "deny": DecideLink} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				p.Allows([]tenants.Role{tenants.SystemLead}, permission)
			}
		})
	}
}
