package accept_test

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
)

// leak is what no answer may say: how the server is made.
var leak = regexp.MustCompile(`SQLSTATE|gorm|goroutine|pgx|/home|\.go:|tl_app|tl_sec|panic|\bsec\.|select |insert into`)

// No request of another site, or of a sibling of this one, changes anything; nor does one that reads.
func TestT27OtherSites(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-27", "I19", func() int { return n })
	before := w.snapshot(t, "A")
	for _, op := range operations(t) {
		if !op.changes() {
			continue
		}
		for _, headers := range []map[string]string{
			{"Sec-Fetch-Site": "cross-site"},
			{"Sec-Fetch-Site": "same-site"},
			{"Origin": "https://evil.example"},
			{"Origin": "null"},
			{"Sec-Fetch-Site": "cross-site", "Content-Type": "text/plain"},
			{"Origin": "https://evil.example", "Content-Type": "application/x-www-form-urlencoded"},
		} {
			for _, p := range w.people {
				if p.name != "cdo of A" && p.name != "administrator of A" {
					continue
				}
				r := op.request(t, filling{w.Orgs["A"], w.things(t, "A")})
				p.ask(r)
				for name, value := range headers {
					r.Header.Set(name, value)
				}
				n++
				if got := w.send(r); got.status != http.StatusForbidden {
					t.Errorf("%s with %v: %d", op.id, headers, got.status)
				}
			}
		}
	}
	for table, sum := range w.snapshot(t, "A") {
		if before[table] != sum {
			t.Errorf("A's %s was changed by another site", table)
		}
	}
}

// Every answer, failing ones too, bears what keeps browsers safe.
func TestT29Headers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-29", "I20", func() int { return n })
	check := func(what string, a answer, api bool) {
		n++
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=",
		} {
			if !strings.HasPrefix(a.header.Get(name), want) {
				t.Errorf("%s: %s is %q", what, name, a.header.Get(name))
			}
		}
		policy := a.header.Get("Content-Security-Policy")
		if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") || !strings.Contains(policy, "require-trusted-types-for 'script'") {
			t.Errorf("%s: the policy is %q", what, policy)
		}
		if api && a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %q", what, a.header.Get("Cache-Control"))
		}
	}
	for _, op := range operations(t) {
		for _, p := range w.people {
			if p.name == "cdo of A" || p.name == "nobody" {
				check(op.id, w.as(t, p, op, filling{w.Orgs["A"], w.things(t, "A")}), strings.HasPrefix(op.path, "/api/"))
			}
		}
	}
	for _, path := range []string{"/", "/nothing.js", "/auth/nothing", "/auth/sign-in/x", "/auth/callback/x", "/auth/plain.css", "/organisations/x", "/api/v1/nothing", "/published/x", "/accessibility-statement"} {
		r, err := http.NewRequest(http.MethodGet, path, http.NoBody)
		must(t, err)
		check(path, w.send(r), strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/auth/"))
	}
}

// A field that is not in the contract is refused, whatever it is called, and nothing is changed.
func TestT16NoFieldIsTakenUnasked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-16", "I9", func() int { return n })
	before := w.snapshot(t, "A")
	for _, op := range operations(t) {
		if op.spec.RequestBody == nil || strings.HasPrefix(op.path, "/api/v1/invitations") {
			continue
		}
		for _, field := range []string{"org_id", "organisation_id", "version", "created_by", "id", "approved_by", "tested_at", "secret_hash", "OrgID"} {
			for _, p := range w.people {
				if p.name != "cdo of A" && p.name != "administrator of A" && p.name != "operator of platform" {
					continue
				}
				r := op.request(t, filling{w.Orgs[p.code], w.things(t, p.code)})
				p.ask(rewrite(t, r, func(body map[string]any) { body[field] = uuid.NewString() }))
				n++
				if got := w.send(r); got.status != http.StatusUnprocessableEntity && got.status != http.StatusBadRequest {
					t.Errorf("%s takes %s from %s: %d %s", op.id, field, p.name, got.status, got.text)
				}
			}
		}
	}
	for table, sum := range w.snapshot(t, "A") {
		if before[table] != sum {
			t.Errorf("A's %s was changed", table)
		}
	}
}

// Many people of several organisations at once, by few connections, some of whom go away: nobody sees another's.
func TestT10ManyAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	total := rounds(600, 5000)
	tried(t, "T-10", "I1 I5", func() int { return total })
	ops := operations(t)
	var group sync.WaitGroup
	for worker := range 16 {
		group.Go(func() {
			for i := worker; i < total; i += 16 {
				p, op := w.people[i%len(w.people)], ops[(i*7)%len(ops)]
				if op.changes() {
					op = ops[0]
				}
				r := op.request(t, filling{w.Orgs[p.code], w.things(t, p.code)})
				p.ask(r)
				w.clean(t, p, op, w.send(r))
			}
		})
	}
	group.Wait()
}
