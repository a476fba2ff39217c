package authz

import (
	"slices"
	"strings"
	"testing"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	stringadapter "github.com/casbin/casbin/v2/persist/string-adapter"

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

// casbinAlone is the policy as Casbin reads it, without anything of ours between.
func casbinAlone(tb testing.TB) *casbin.Enforcer {
	tb.Helper()
	m, err := model.NewModelFromString(modelText)
	if err != nil {
		tb.Fatal(err)
	}
	enforcer, err := casbin.NewEnforcer(m, stringadapter.NewAdapter(policyText))
	if err != nil {
		tb.Fatal(err)
	}
	return enforcer
}

func casbinSays(tb testing.TB, enforcer *casbin.Enforcer, role, object, action string) bool {
	tb.Helper()
	said, err := enforcer.Enforce(rolePrefix+role, object, action)
	if err != nil {
		tb.Fatal(err)
	}
	return said
}

// What was decided at the start is what Casbin says of every role and permission, and is what is gone by later.
func TestWhatIsDecidedIsWhatCasbinSays(t *testing.T) {
	t.Parallel()
	enforcer := casbinAlone(t)
	p := &Policy{decided: load(t).decided} // nobody to ask
	allowed := 0
	for _, role := range tenants.AllRoles() {
		for _, permission := range Permissions() {
			want := casbinSays(t, enforcer, string(role), permission.Object, permission.Action)
			if got := p.Allows([]tenants.Role{role}, permission); got != want {
				t.Errorf("%s %s: %v, and Casbin says %v", role, permission, got, want)
			}
			if want {
				allowed++
			}
		}
	}
	rules, err := enforcer.GetPolicy()
	if err != nil {
		t.Fatal(err)
	}
	if allowed != len(rules) {
		t.Errorf("the policy has %d rules, and %d of them are about a role and a permission that there are", len(rules), allowed)
	}
	if want := len(tenants.AllRoles()) * len(Permissions()); len(p.decided) != want {
		t.Errorf("%d answers were decided, want %d", len(p.decided), want)
	}
}

// oddNames are names that no role, object or action has.
func oddNames() map[string]string {
	return map[string]string{
		"nothing": "", "a star": "*", "a prefixed role": "role:admin", "a prefixed role that there is": "role:cdo", "admin": "admin",
		"colons": "a::b", "NUL": "\x00", "a role and NUL": "cdo\x00", "an object and NUL": "strategy\x00", "a megabyte": strings.Repeat("x", 1<<20),
		"full width": "ｃｄｏ", "a Cyrillic letter": "сdo", "a zero-width space": "cdo\u200b", "capitals": "CDO", "a space before": " cdo",
		"a space behind": "read ", "a rule": "cdo, strategy, read", "a line more": "cdo\nviewer", "a pattern": ".*", "not UTF-8": "\xff",
		"a machine": "machine",
	}
}

func TestUnknownNamesAreRefused(t *testing.T) {
	t.Parallel()
	p, enforcer := load(t), casbinAlone(t)
	refused := func(t *testing.T, role, object, action string) {
		t.Helper()
		if p.Allows([]tenants.Role{tenants.Role(role)}, Permission{object, action}) {
			t.Errorf("%.20q may %.20q %.20q", role, action, object)
		}
		if casbinSays(t, enforcer, role, object, action) {
			t.Errorf("Casbin lets %.20q %.20q %.20q", role, action, object)
		}
	}
	for name, odd := range oddNames() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refused(t, odd, odd, odd)
			for _, permission := range Permissions() {
				refused(t, odd, permission.Object, permission.Action)
			}
			for _, role := range tenants.AllRoles() {
				refused(t, string(role), odd, "read")
				refused(t, string(role), "strategy", odd)
			}
			if p.Allows([]tenants.Role{tenants.Role(odd), tenants.Viewer}, WriteStrategy) {
				t.Error("a name beside a viewer's role gives them more")
			}
			if !p.Allows([]tenants.Role{tenants.Role(odd), tenants.Viewer}, ReadStrategy) {
				t.Error("a name beside a viewer's role takes it from them")
			}
		})
	}
}

// Whatever a request says, the answer is Casbin's, and nothing odd is ever allowed.
func FuzzAllows(f *testing.F) {
	p, enforcer := load(f), casbinAlone(f)
	for _, odd := range oddNames() {
		f.Add(odd, "strategy", "read")
		f.Add("cdo", odd, "read")
		f.Add("cdo", "strategy", odd)
	}
	f.Add("cdo", "strategy", "read")
	f.Add("viewer", "strategy", "write")
	f.Fuzz(func(t *testing.T, role, object, action string) {
		got := p.Allows([]tenants.Role{tenants.Role(role)}, Permission{object, action})
		if want := casbinSays(t, enforcer, role, object, action); got != want {
			t.Errorf("%.20q %.20q %.20q: %v, and Casbin says %v", role, object, action, got, want)
		}
		known := slices.Contains(tenants.AllRoles(), tenants.Role(role)) && slices.Contains(Permissions(), Permission{object, action})
		if got && !known {
			t.Errorf("%.20q may %.20q %.20q", role, action, object)
		}
	})
}

// The goal is 50 microseconds, for yes and for no.
func BenchmarkAllows(b *testing.B) {
	p := load(b)
	six := []tenants.Role{
		tenants.Operator, tenants.SystemAdministrator, tenants.Administrator, tenants.PartnerContributor, tenants.PartnerViewer, tenants.Viewer,
	}
	for _, c := range []struct {
		name       string
		roles      []tenants.Role
		permission Permission
		want       bool
	}{
		{"allow one role", six[5:], ReadAlignment, true},
		{"allow six roles", six, ReadAlignment, true}, // by the last
		{"deny one role", six[5:], DecideLink, false},
		{"deny six roles", six, DecideLink, false},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if p.Allows(c.roles, c.permission) != c.want {
					b.Fatal("the policy says something else")
				}
			}
		})
	}
}
