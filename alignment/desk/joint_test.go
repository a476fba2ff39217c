package desk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/joint"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// offerTo has A ask another member whether its strategy may cover it.
func offerTo(t *testing.T, w *worldtest.World, member string) joint.Offer {
	t.Helper()
	return offerOf(t, w, "A", member)
}

func offerOf(t *testing.T, w *worldtest.World, owner, member string) (o joint.Offer) {
	t.Helper()
	w.AsWriter(owner, func(ctx context.Context, tx *tenants.Tx) error {
		of, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		o, err = joint.Propose(ctx, tx, of, w.System, w.Orgs[member])
		return err
	})
	return o
}

// answerOf has a member answer, and the system lined up again.
func answerOf(t *testing.T, w *worldtest.World, member string, o joint.Offer, with joint.State) (after joint.Offer) {
	t.Helper()
	w.AsWriter(member, func(ctx context.Context, tx *tenants.Tx) (err error) {
		after, err = joint.Answer(ctx, tx, o.ID, o.Version, with)
		return err
	})
	w.Reassess()
	return after
}

// takeBack withdraws what a member has published.
func takeBack(t *testing.T, w *worldtest.World, member string) {
	t.Helper()
	var edition uuid.UUID
	if err := w.Owner.QueryRow(t.Context(), "select id from app.edition where org_id = $1 and state = 'published'", w.Orgs[member]).Scan(&edition); err != nil {
		t.Fatal(err)
	}
	w.AsWriter(member, func(ctx context.Context, tx *tenants.Tx) error { return strategy.Withdraw(ctx, tx, edition) })
	w.Reassess()
}

// silences is how many findings say that C is silent.
func silences(t *testing.T, w *worldtest.World) (n int) {
	t.Helper()
	w.As("", func(ctx context.Context, tx *tenants.Tx) error {
		findings, err := view.Findings(ctx, tx, w.System)
		for _, f := range findings {
			if f.Kind == alignment.Silence && len(f.Items) == 1 && f.Items[0] == w.Orgs["C"] {
				n++
			}
		}
		return err
	})
	return n
}

// A member that consents has said what the joint strategy says, where its own says nothing; when consent ends so does that.
func TestAJointStrategySpeaksWhileConsentStands(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	own := cellOf(t, w, "", "G1", "B")
	offer := offerTo(t, w, "C")
	w.Reassess()
	if got := cellOf(t, w, "", "G1", "C"); got.State != alignment.NoPublishedObjective || got.Source != nil {
		t.Errorf("an offer that nobody has answered says something: %+v", got)
	}
	consented := answerOf(t, w, "C", offer, joint.Consented)
	for _, as := range []string{"", "C"} {
		got := cellOf(t, w, as, "G1", "C")
		if got.State != alignment.Aligned || got.Source == nil || *got.Source != w.Orgs["A"] || got.Reason != "In the joint strategy of Alder Hospitals NHS Trust." {
			t.Errorf("seen as %q: %+v", as, got)
		}
	}
	if got := cellOf(t, w, "", "G3", "C"); got.Source != nil {
		t.Errorf("A says nothing about G3: %+v", got)
	}
	if got := cellOf(t, w, "", "G1", "B"); got.State != own.State || got.Source != nil {
		t.Errorf("B has not been asked: %+v", got)
	}
	answerOf(t, w, "C", consented, joint.Withdrawn)
	if got := cellOf(t, w, "", "G1", "C"); got.State != alignment.NoPublishedObjective || got.Source != nil {
		t.Errorf("after consent has ended: %+v", got)
	}
}

func TestOwnObjectivesWinOverAJointStrategy(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	before := cellOf(t, w, "", "G1", "B")
	answerOf(t, w, "B", offerTo(t, w, "B"), joint.Consented)
	if got := cellOf(t, w, "", "G1", "B"); before.State != alignment.NotYetReviewed || got.State != before.State || got.Source != nil {
		t.Errorf("B has an objective of its own: %+v", got)
	}
}

// What works against a goal is said too: nobody else's strategy covers it up.
func TestAnOwnDifferenceStands(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	f := worldtest.Northfold()
	f.Members[1].Strategy.Items = append(f.Members[1].Strategy.Items, strategy.Item{
		Kind: strategy.KindObjective, Code: "B-3", Title: "Radiology images seen at every hospital from one archive",
		Body: strategy.Body{Measures: []strategy.Measure{{Name: "hospitals that see them", Baseline: "0", Target: "3"}}},
	})
	f.Claims = append(f.Claims, exchange.Claim{Objective: "B-3", Target: "G2", Verdict: "confirmed", Contribution: "direct"})
	w.Import(f, worldtest.Published)
	before := cellOf(t, w, "", "G2", "A")
	answerOf(t, w, "A", offerOf(t, w, "B", "A"), joint.Consented)
	if got := cellOf(t, w, "", "G3", "A"); got.Source == nil {
		t.Errorf("B speaks for A about G3: %+v", got)
	}
	if got := cellOf(t, w, "", "G2", "A"); !before.Discuss || got.Source != nil || !got.Discuss || got.State != before.State {
		t.Errorf("A works against G2, %+v, and then %+v", before, got)
	}
}

func TestADeclinedOfferLeavesNothingInThePicture(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	takeBack(t, w, "C")
	quiet := silences(t, w)
	answerOf(t, w, "C", offerTo(t, w, "C"), joint.Declined)
	if n := w.Count("select count(*) from app.cell where source_id is not null"); n != 0 {
		t.Errorf("%d cells", n)
	}
	if n := silences(t, w); n == 0 || n != quiet {
		t.Errorf("%d findings say that C is silent, %d did", n, quiet)
	}
	if got := cellOf(t, w, "", "G1", "C"); got.State != alignment.NotShared {
		t.Errorf("%+v", got)
	}
}

func TestWhoIsSpokenForIsNotSilent(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	takeBack(t, w, "C")
	consented := answerOf(t, w, "C", offerTo(t, w, "C"), joint.Consented)
	if n := silences(t, w); n != 0 {
		t.Errorf("%d findings say that C is silent", n)
	}
	if got := cellOf(t, w, "", "G3", "C"); got.State != alignment.NoPublishedObjective || got.Source == nil {
		t.Errorf("it has said what the joint strategy says, and that is nothing: %+v", got)
	}
	w.As("", func(ctx context.Context, tx *tenants.Tx) error {
		page, err := view.ReadOrganisation(ctx, tx, w.Orgs["C"], nil)
		if !strings.Contains(page.Summary, "covered by the joint strategy of Alder") {
			t.Errorf("the page of C says %q", page.Summary)
		}
		return err
	})
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		return joint.TakeBack(ctx, tx, consented.ID, consented.Version)
	})
	w.Reassess()
	if n := silences(t, w); n == 0 {
		t.Error("A speaks for C no more, and nothing says that C is silent")
	}
}

// What the owner withholds from all but the system's desk does not speak for somebody who cannot read it.
func TestWhatCannotBeReadDoesNotSpeak(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	_, err := w.Owner.Exec(t.Context(), fmt.Sprintf(`set session_replication_role = replica;
		update app.edition_item set body = jsonb_set(body, '{marking}', '"commercial"') where org_id = '%s' and code = 'A-1'`, w.Orgs["A"]))
	if err != nil {
		t.Fatal(err)
	}
	answerOf(t, w, "C", offerTo(t, w, "C"), joint.Consented)
	if got := cellOf(t, w, "", "G1", "C"); got.State == alignment.Aligned || got.Source != nil {
		t.Errorf("%+v", got)
	}
}

// The owner's own suggestions open to the one it speaks for when they open to the system, and not before.
func TestTheOwnerLooksFirst(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	f := worldtest.Northfold()
	f.Claims = nil
	w.Import(f, tenants.CivilDate(worldtest.Noon))
	answerOf(t, w, "C", offerTo(t, w, "C"), joint.Consented)
	for _, as := range []string{"", "C"} {
		if got := cellOf(t, w, as, "G1", "C"); got.Source != nil || len(got.Objectives) > 0 {
			t.Errorf("while A looks first, %q sees %+v", as, got)
		}
	}
	w.Now = w.Now.AddDate(0, 1, 0)
	for _, as := range []string{"", "C"} {
		if got := cellOf(t, w, as, "G1", "C"); got.Source == nil || got.State != alignment.NotYetReviewed {
			t.Errorf("afterwards %q sees %+v", as, got)
		}
	}
}

func TestAConsentIsToWhatCanBeRead(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	takeBack(t, w, "A")
	offer := offerTo(t, w, "C")
	err := w.DB.Within(t.Context(), tenants.ForMachine(w.Orgs["C"], "test", "").Writing(), func(tx *tenants.Tx) error {
		_, err := joint.Answer(t.Context(), tx, offer.ID, offer.Version, joint.Consented)
		return err
	})
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("C consented to what nobody has published: %v", err)
	}
}
