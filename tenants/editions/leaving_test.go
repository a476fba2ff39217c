package editions_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// becomes makes the trust a member of the system, or a partner, from today on.
func (a *trust) becomes(kind tenants.MembershipKind) {
	a.t.Helper()
	a.Now = a.Now.Add(24 * time.Hour)
	a.cdo = a.SignIn(tenants.CDO, "A")
	var since time.Time
	if err := a.Owner.QueryRow(a.t.Context(), "select since from app.membership where org_id = $1", a.Orgs["A"]).Scan(&since); err != nil {
		a.t.Fatal(err)
	}
	err := a.DB.Load(context.Background(), "test", func(l *tenants.Load) error {
		return l.Join(context.Background(), tenants.Membership{
			System: tenants.Organisation{ID: a.System}, Organisation: tenants.Organisation{ID: a.Orgs["A"], Code: "A"}, Kind: kind,
			Since: since,
		})
	})
	if err != nil {
		a.t.Fatal(err)
	}
}

// What an organisation takes back while it is no member is not read again on the day it is one.
func TestWhatIsTakenBackWhileAwayStaysSo(t *testing.T) {
	t.Parallel()
	for name, takeBack := range map[string]func(a trust, s editions.Summary) error{
		"withdrawn": func(a trust, s editions.Summary) error {
			return a.try(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
				now, err := editions.Get(ctx, tx, s.ID)
				if err == nil {
					_, err = editions.Withdraw(ctx, tx, s.ID, now.Version)
				}
				return err
			})
		},
		"published to everybody alone": func(a trust, s editions.Summary) error { return a.release(s, tenants.Public) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newTrust(t)
			a.edit(func(o *strategy.Item) { o.Title = "Another" })
			s := a.send()
			if err := a.release(s, tenants.Desk); err != nil || !slices.Contains(a.titles(""), "Another") {
				t.Fatalf("published: %v, and the system reads %q", err, a.titles(""))
			}
			a.becomes(tenants.Partner)
			if err := takeBack(a, s); err != nil {
				t.Fatal(err)
			}
			a.becomes(tenants.Member)
			if got := a.titles(""); len(got) > 0 {
				t.Errorf("the system reads %q again", got)
			}
		})
	}
}

// Whoever is asked to publish to a system that it is no member of is told, also where everybody is asked for besides.
func TestNobodyOfASystemReadsAPartner(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	a.becomes(tenants.Partner)
	a.edit(func(o *strategy.Item) { o.Title = "Another" })
	s := a.send()
	for _, kinds := range [][]tenants.ChannelKind{{tenants.Desk}, {tenants.Members}, {tenants.Desk, tenants.Public}} {
		if err := a.release(s, kinds...); !fault.Is(err, fault.Conflict) {
			t.Errorf("a partner publishes to %v: %v", kinds, err)
		}
	}
	if err := a.release(s, tenants.Public); err != nil {
		t.Errorf("to everybody: %v", err)
	}
}

// A version that was withdrawn is published again, but not over one that came after it.
func TestAWithdrawnVersionStandsBehindWhatCameAfter(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	publish := func(title string) editions.Summary {
		a.edit(func(o *strategy.Item) { o.Title = title })
		s := a.send()
		if err := a.release(s, tenants.Desk); err != nil {
			t.Fatal(err)
		}
		a.Now = a.Now.Add(time.Minute)
		return s
	}
	withdraw := func(s editions.Summary) {
		a.as(a.cdo, func(ctx context.Context, tx *tenants.Tx) error {
			now, err := editions.Get(ctx, tx, s.ID)
			if err == nil {
				_, err = editions.Withdraw(ctx, tx, s.ID, now.Version)
			}
			return err
		})
		a.Now = a.Now.Add(time.Minute)
	}
	first := publish("First")
	withdraw(first)
	second := publish("Second")
	conflict(t, "the first over the second", a.release(first, tenants.Desk))
	withdraw(second)
	conflict(t, "the first after the second", a.release(first, tenants.Desk))
	if err := a.release(second, tenants.Desk); err != nil || !slices.Contains(a.titles(""), "Second") {
		t.Errorf("the second again: %v, and the system reads %q", err, a.titles(""))
	}
}
