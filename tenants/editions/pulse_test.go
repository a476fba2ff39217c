package editions_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
)

// say has people say something of what A has published.
func (a trust) say(times int, p editions.Pulse) {
	a.t.Helper()
	for range times {
		if err := editions.NotePulse(a.t.Context(), a.DB.Enter(), a.Orgs["A"].String(), p); err != nil {
			a.t.Fatal(err)
		}
	}
}

// counts are what an organisation reads of an edition's pulse.
func (a trust) counts(code string, edition uuid.UUID) (read string) {
	a.t.Helper()
	a.As(code, func(ctx context.Context, tx *tenants.Tx) error {
		list, err := editions.PulseOf(ctx, tx, edition)
		for _, c := range list {
			read += fmt.Sprintf("%s/%s:%d ", c.Statement, c.Role, c.AtLeast)
		}
		return err
	})
	return read
}

// The organisation reads whole fives of each count: no count, no difference between two of them, and no difference between today
// and yesterday is of fewer than five people.
func TestFewerThanFiveAreNobody(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	id := a.published(tenants.Public)
	both, nurse := editions.Pulse{Recognise: true, Helps: true}, editions.Pulse{Recognise: true, Role: "clinician"}
	for _, step := range []struct {
		times int
		p     editions.Pulse
		want  string
	}{
		{4, both, ""},
		{4, nurse, ""}, // eight recognise it, and neither four is told
		{1, both, "recognise/:5 helps/:5 "},
		{4, editions.Pulse{Recognise: true}, "recognise/:5 helps/:5 "}, // nine, and nobody can tell the last from the fifth
		{1, nurse, "recognise/:5 recognise/clinician:5 helps/:5 "},
		{1, editions.Pulse{Recognise: true}, "recognise/:10 recognise/clinician:5 helps/:5 "},
		{5, editions.Pulse{Neither: true, Role: "carer"}, "recognise/:10 recognise/clinician:5 helps/:5 neither/carer:5 "},
	} {
		a.say(step.times, step.p)
		if got := a.counts("A", id); got != step.want {
			t.Errorf("after %d more of %+v: %q, not %q", step.times, step.p, got, step.want)
		}
	}
	if got := a.counts("B", id) + a.counts("", id); got != "" {
		t.Errorf("others read %q", got)
	}
	if n := a.Count("select count(*) from sec.pulse where said > 0"); n != 4 { // one row for each count, and none for a person
		t.Errorf("%d rows are kept of twenty answers", n)
	}
}

func TestAPulseIsOfWhatIsPublished(t *testing.T) {
	t.Parallel()
	a := newTrust(t)
	note := func(address string, p editions.Pulse) error {
		return editions.NotePulse(t.Context(), a.DB.Enter(), address, p)
	}
	a.published(tenants.Desk)
	for _, address := range []string{a.Orgs["A"].String(), uuid.NewString(), ""} {
		if err := note(address, editions.Pulse{Helps: true}); !fault.Is(err, fault.NotFound) {
			t.Errorf("of what nobody reads at %q: %v", address, err)
		}
	}
	a.published(tenants.Public)
	if err := note(a.Orgs["A"].String(), editions.Pulse{Role: "Jo Bloggs, ward 4"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a role that is none: %v", err)
	}
	for _, nothing := range []editions.Pulse{{}, {Role: "carer"}, {Helps: true, Neither: true}} {
		if err := note(a.Orgs["A"].String(), nothing); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v is an answer: %v", nothing, err)
		}
	}
	if n := a.Count("select count(*) from sec.pulse"); n != 0 {
		t.Errorf("%d counts are kept", n)
	}
}

// published releases the version that is published to channels of kinds, and gives it.
func (a trust) published(kinds ...tenants.ChannelKind) uuid.UUID {
	a.t.Helper()
	var s editions.Summary
	if err := a.Owner.QueryRow(a.t.Context(), "select id from app.edition where org_id = $1 and state = 'published'", a.Orgs["A"]).Scan(&s.ID); err != nil {
		a.t.Fatal(err)
	}
	a.Now = a.Now.Add(1e9)
	if err := a.release(s, kinds...); err != nil {
		a.t.Fatal(err)
	}
	return s.ID
}
