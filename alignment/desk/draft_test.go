package desk_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// workingCopy gives the id of the only strategy of an organisation.
func workingCopy(t *testing.T, w *worldtest.World, organisation string) uuid.UUID {
	t.Helper()
	var id uuid.UUID
	if err := w.Owner.QueryRow(t.Context(), `select id from app.strategy where org_id = $1`, w.Orgs[organisation]).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return id
}

// draftOf assesses the working copy of an organisation.
func draftOf(t *testing.T, w *worldtest.World, organisation string) desk.Draft {
	t.Helper()
	var d desk.Draft
	id := workingCopy(t, w, organisation)
	w.As(organisation, func(ctx context.Context, tx *tenants.Tx) (err error) {
		d, err = desk.ReadDraft(ctx, tx, id, nil, nil)
		return err
	})
	return d
}

func TestADraftFindsWhatItsPublicationFinds(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	for _, member := range []string{"A", "B", "C"} {
		d := draftOf(t, w, member)
		if d.Statement == "" {
			t.Errorf("%s has no statement of three organisations", member)
		}
		var published []view.Link
		w.As(member, func(ctx context.Context, tx *tenants.Tx) (err error) {
			published, err = view.Links(ctx, tx, view.LinkFilter{})
			return err
		})
		if len(published) == 0 {
			t.Fatalf("%s has nothing published", member)
		}
		if diff := cmp.Diff(published, d.Links, cmpopts.IgnoreFields(view.Link{}, "Decision"),
			cmpopts.EquateApprox(0, 2e-6), cmpopts.EquateComparable(strategy.Month{}), cmpopts.IgnoreUnexported(view.Link{})); diff != "" {
			t.Errorf("%s (-published +draft):\n%s", member, diff)
		}
	}
}

func TestWhatIsWrittenIsAssessedAtOnceAndInPrivate(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	id := workingCopy(t, w, "C")
	neighbour, before := draftOf(t, w, "A"), w.Count(`select count(*) from app.suggestion`)
	var added uuid.UUID
	w.AsWriter("C", func(ctx context.Context, tx *tenants.Tx) error {
		kept, err := strategy.AddItem(ctx, tx, id, strategy.Item{
			Kind: strategy.KindObjective, Title: "Every clinician reads the shared care record", Body: strategy.Body{Description: "One log-in opens the shared care record of all partners."},
		})
		if err != nil {
			return err
		}
		added = kept.ID
		d, err := desk.ReadDraft(ctx, tx, id, nil, &added)
		if err != nil {
			return err
		}
		if len(d.Links) == 0 || d.Links[0].Target.Code != "G1" || d.Links[0].State != view.Suggested {
			t.Errorf("links of what was just written: %+v", d.Links)
		}
		for _, l := range d.Links {
			if l.Objective.ID != added {
				t.Errorf("asked of one objective, told of %s", l.Objective.Code)
			}
		}
		return nil
	})
	if after := w.Count(`select count(*) from app.suggestion`); after != before {
		t.Errorf("a draft left %d suggestions for others to find", after-before)
	}
	if diff := cmp.Diff(neighbour, draftOf(t, w, "A"), cmpopts.EquateComparable(strategy.Month{}), cmpopts.IgnoreUnexported(view.Link{})); diff != "" {
		t.Errorf("what C writes shows in A's draft:\n%s", diff)
	}
}

func TestADraftIsItsOwnersAlone(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	id := workingCopy(t, w, "B")
	for _, other := range []string{"A", "", "P"} {
		w.As(other, func(ctx context.Context, tx *tenants.Tx) error {
			if _, err := desk.ReadDraft(ctx, tx, id, nil, nil); !fault.Is(err, fault.NotFound) {
				t.Errorf("%q reads the draft of B: %v", other, err)
			}
			return nil
		})
	}
}

func TestADraftIsAskedOfItsOwnObjectives(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	id, goal := workingCopy(t, w, "B"), find(t, w, "", "G1")
	w.As("B", func(ctx context.Context, tx *tenants.Tx) error {
		for _, wrong := range []uuid.UUID{uuid.New(), find(t, w, "A", "A-1"), goal} {
			if _, err := desk.ReadDraft(ctx, tx, id, nil, &wrong); !fault.Is(err, fault.NotFound) {
				t.Errorf("asked of what is no objective of the draft: %v", err)
			}
		}
		return nil
	})
}

// What is decided teaches at once where it was decided, and the released suggestions when the system has been lined up.
func TestADecisionTeachesAtOnce(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	scores := func() (drafted, released map[string]float64) {
		drafted, released = map[string]float64{}, map[string]float64{}
		for _, l := range draftOf(t, w, "B").Links {
			drafted[l.Objective.Code+" "+l.Target.Code] = l.Score
		}
		w.As("B", func(ctx context.Context, tx *tenants.Tx) error {
			links, err := view.Links(ctx, tx, view.LinkFilter{})
			for _, l := range links {
				released[l.Objective.Code+" "+l.Target.Code] = l.Score
			}
			return err
		})
		return drafted, released
	}
	beforeDraft, before := scores()
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := desk.Decide(ctx, tx, desk.Decision{Objective: find(t, w, "B", "B-1"), Target: find(t, w, "", "G1"), Verdict: alignment.Confirmed})
		return err
	})
	afterDraft, after := scores()
	if cmp.Equal(beforeDraft, afterDraft) {
		t.Error("the draft learned nothing")
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("released suggestions moved before the system was lined up:\n%s", diff)
	}
	if n := w.Count("select count(*) from " + tenants.QueueSchema + `.river_job where kind = 'reassess_system' and state = 'available'`); n != 1 {
		t.Errorf("%d jobs wait to line the system up, want 1", n)
	}
	w.Reassess()
	if _, after = scores(); cmp.Equal(before, after) {
		t.Error("the released suggestions learned nothing")
	}
}
