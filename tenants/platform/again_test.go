package platform_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/platform"
)

// Whatever a document says, once it has been applied it changes nothing any more, and what it does not name is still
// there. A second document over the first is either refused as a whole, with a reason, or the same holds of it.
func TestADocumentThatWasAppliedChangesNothing(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	rapid.Check(t, func(t *rapid.T) {
		one, two := anyDocument(t, "one"), anyDocument(t, "two")
		err := undone(w, func(l *tenants.Load) {
			if !settles(t, l, one) {
				t.Fatalf("the first document is refused: %+v", one)
			}
			before := held(t, l)
			settles(t, l, two)
			for what, n := range held(t, l) {
				if n < before[what] {
					t.Errorf("%d %s became %d", before[what], what, n)
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// settles applies a document and reports whether it could be; then the same document must change nothing.
func settles(t *rapid.T, l *tenants.Load, d platform.Document) bool {
	ctx := context.Background()
	plan, err := platform.Plan(ctx, l.Register, d, true)
	if f, ok := errors.AsType[*fault.Error](err); ok && f.Kind == fault.Invalid && len(f.Fields) > 0 {
		return false
	}
	if err == nil {
		err = platform.Apply(ctx, l.Register, plan)
	}
	if err != nil {
		t.Fatalf("%v\nplan %v\ndocument %+v", err, plan, d)
	}
	again, err := platform.Plan(ctx, l.Register, d, true)
	if err != nil || len(again) > 0 {
		t.Fatalf("the same document again changes %v, %v\ndocument %+v", again, err, d)
	}
	return true
}

// held counts what the register holds.
func held(t *rapid.T, l *tenants.Load) map[string]int {
	counts := map[string]int{}
	rows, err := l.Run(context.Background(), "organisations", nil, "select id from sec.organisations($1)")
	for err == nil && rows.Next() {
		counts["organisations"]++
	}
	for what, statement := range map[string]string{
		"registered_memberships": "select code from sec.registered_memberships($1, null)",
		"registered_successions": "select state from sec.registered_successions($1, null)",
	} {
		if rows, err = l.Run(context.Background(), what, []string{""}, statement); err != nil {
			break
		}
		for rows.Next() {
			counts[what]++
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

var (
	someCodes = []string{"ops", "vale", "hill", "alder", "brack", "Town", "a.b-c"}
	someKinds = map[string]tenants.Kind{
		"ops": tenants.KindPlatform, "vale": tenants.KindSystem, "hill": tenants.KindSystem, "alder": tenants.KindTrust, "brack": tenants.KindTrust,
		"Town": tenants.KindCouncil, "a.b-c": tenants.KindICB,
	}
)

// anyDocument draws a document that can be: whatever would make it one that cannot is left out.
func anyDocument(t *rapid.T, label string) platform.Document {
	draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, label) }
	pick := func(words ...string) string { return words[draw(len(words))] }
	day := func() time.Time { return time.Date(2020+draw(8), time.April, 1, 0, 0, 0, 0, time.UTC) }
	code := func() string { return pick(someCodes...) }
	var d platform.Document
	add := func(more func(d *platform.Document)) {
		longer := d
		more(&longer)
		if longer.Check() == nil {
			d = longer
		}
	}
	for i, c := range someCodes {
		o := platform.Organisation{Code: c, Kind: someKinds[c], Name: pick("Alder", "The Vale"), Sector: pick("", "acute"), Fictional: draw(2) == 0}
		o.ODS = pick("", fmt.Sprintf("RZ%d", i), fmt.Sprintf("RY%d", i))
		o.Host = pick("", "alder", "Town")
		add(func(d *platform.Document) { d.Organisations = append(d.Organisations, o) })
		o.Host = ""
		add(func(d *platform.Document) { d.Organisations = append(d.Organisations, o) })
	}
	for range draw(8) {
		m := platform.Membership{System: pick("vale", "hill"), Organisation: code(), Code: pick("", "A", "B"), From: day(), Kind: tenants.MembershipKind(pick("", "member", "partner"))}
		if draw(2) == 0 {
			m.To = day()
		}
		add(func(d *platform.Document) { d.Memberships = append(d.Memberships, m) })
	}
	for range draw(4) {
		s := platform.Succession{From: code(), To: code(), On: day(), State: pick("rehearsed", "confirmed", "done")}
		add(func(d *platform.Document) { d.Successions = append(d.Successions, s) })
	}
	for range draw(5) {
		c := platform.Connection{
			Organisation: code(), Name: pick("Staff", "staff", "Other"), Issuer: pick("https://one.example", "https://two.example"),
			ClientID: pick("a", "b"), Secret: pick("", "one", "two"), Live: draw(2) == 0,
			Terms: tenants.Terms{SecondFactor: draw(2) == 0, Listed: draw(2) == 0, RequiredAMR: [][]string{nil, {"mfa"}, {"mfa", "hwk"}}[draw(3)]},
		}
		for range draw(3) {
			role := tenants.Role(pick("viewer", "editor", "system_lead"))
			c.Ceiling = append(c.Ceiling, role)
			c.Rules = append(c.Rules, tenants.ClaimRule{Claim: pick("groups", "Groups", "roles"), Value: pick("a", "B", "_", "é"), Role: role})
		}
		add(func(d *platform.Document) { d.Connections = append(d.Connections, c) })
	}
	for range draw(4) {
		if len(d.Connections) == 0 {
			break
		}
		c := d.Connections[draw(len(d.Connections))]
		a := platform.Administrator{Organisation: code(), ConnectionOf: c.Organisation, ConnectionName: c.Name, Subject: pick("s-1", "s-2")}
		add(func(d *platform.Document) { d.Administrators = append(d.Administrators, a) })
	}
	return d
}
