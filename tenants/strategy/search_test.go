package strategy_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// searched is what those find who read what their organisation is writing.
func searched(t *testing.T, w *worldtest.World, as string, q strategy.Query) (found strategy.Found) {
	t.Helper()
	q.Working = true
	return asked(t, w, as, q)
}

func asked(t *testing.T, w *worldtest.World, as string, q strategy.Query) (found strategy.Found) {
	t.Helper()
	w.As(as, func(ctx context.Context, tx *tenants.Tx) error {
		var err error
		found, err = strategy.Search(ctx, tx, q)
		return err
	})
	return found
}

func codesFound(t *testing.T, w *worldtest.World, as, text string) []string {
	t.Helper()
	codes := []string{}
	for _, r := range searched(t, w, as, strategy.Query{Text: text}).Results {
		codes = append(codes, r.Code)
	}
	slices.Sort(codes)
	return codes
}

func TestSearchFindsWhatMayBeRead(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	for _, c := range []struct {
		as, text string
		want     []string
	}{
		{"", "rostering", []string{"A-3", "C-1"}},             // a system finds what its members published
		{"A", "rostering", []string{"A-3"}},                   // a member its own, and nobody else's
		{"A", "barriers", []string{}},                         // C's
		{"C", "the barriers", []string{"C-2"}},                // words that say nothing are left out
		{"C", "the", []string{}},                              // and alone find nothing
		{"A", "images archives", []string{"A-2", "G2", "I2"}}, // in any inflection, and the system's goals
		{"", "skills workforce", []string{"G3"}},              // what has most of the words
	} {
		if diff := cmp.Diff(c.want, codesFound(t, w, c.as, c.text)); diff != "" {
			t.Errorf("%q asks for %q (-want +got):\n%s", c.as, c.text, diff)
		}
	}
	if slices.Contains(codesFound(t, w, "A", "community notes"), "B-2") || slices.Contains(codesFound(t, w, "B", "A-1"), "A-1") {
		t.Error("a member finds another's objective")
	}
	if found := searched(t, w, "", strategy.Query{Text: " a-1 "}); len(found.Results) == 0 || found.Results[0].Code != "A-1" {
		t.Errorf("by its code: %+v", found.Results)
	}
}

func TestSearchForgivesSlips(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	for slip, word := range map[string]string{"rostring": "rostering", "Rosterign": "rostering", "radiolojy": "radiology", "allergeis": "allergies"} {
		found := searched(t, w, "", strategy.Query{Text: slip})
		if len(found.Results) == 0 || len(found.Instead) != 1 || found.Instead[0] != (strategy.Instead{Asked: strings.ToLower(slip), Used: word}) {
			t.Errorf("%q finds %d and looks for %+v, want %q", slip, len(found.Results), found.Instead, word)
		}
	}
	found := searched(t, w, "", strategy.Query{Text: "zeppelin"})
	if len(found.Results) != 0 || len(found.Instead) != 0 || !slices.Equal(found.Unknown, []string{"zeppelin"}) {
		t.Errorf("nothing is like it: %+v", found)
	}
	found = searched(t, w, "", strategy.Query{Text: "the And"})
	if found.Total != 0 || len(found.Unknown) != 0 || !slices.Equal(found.Ignored, []string{"the", "and"}) {
		t.Errorf("nearly every text has them: %+v", found)
	}
	if found = searched(t, w, "", strategy.Query{Text: "the rostring"}); found.Total == 0 || !slices.Equal(found.Ignored, []string{"the"}) {
		t.Errorf("one of them beside a slip: %+v", found)
	}
	// The words that are looked for instead are words that may be read.
	if found := searched(t, w, "A", strategy.Query{Text: "comunity barriesr"}); slices.ContainsFunc(found.Instead, func(i strategy.Instead) bool { return i.Used == "barriers" }) {
		t.Errorf("A is told a word of C: %+v", found.Instead)
	}
}

func TestSearchMarksAndCounts(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	found := searched(t, w, "", strategy.Query{Text: "rostering"})
	if found.Total != 2 || !strings.Contains(found.Results[0].Title, strategy.MarkStart+"rostering"+strategy.MarkEnd) || found.Results[0].OwnerName == "" {
		t.Errorf("found %+v", found)
	}
	if len(found.Owners) != 2 || len(found.Kinds) != 1 || found.Kinds[0].Count != 2 || found.Stages[0] != (strategy.StageCount{Stage: strategy.Published, Count: 2}) {
		t.Errorf("facets %+v", found)
	}
	owner := w.Orgs["A"]
	if narrow := searched(t, w, "", strategy.Query{Text: "rostering", Owner: &owner}); narrow.Total != 1 || len(narrow.Owners) != 2 || narrow.Kinds[0].Count != 1 {
		t.Errorf("of one owner: %+v", narrow)
	}
}

func TestSearchNeverFindsWhatIsNotReleased(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		list, err := strategy.List(ctx, tx)
		if err != nil {
			return err
		}
		_, err = strategy.AddItem(ctx, tx, list[0].ID, strategy.Item{Kind: strategy.KindObjective, Title: "Quicksilver on wards"})
		return err
	})
	if got := searched(t, w, "A", strategy.Query{Text: "quicksilver"}); len(got.Results) != 1 || got.Results[0].Stage != strategy.Draft || !got.Results[0].Own {
		t.Errorf("A's own draft: %+v", got.Results)
	}
	for _, as := range []string{"", "B", "C"} {
		if got := searched(t, w, as, strategy.Query{Text: "quicksilvr"}); len(got.Results) != 0 || len(got.Instead) != 0 {
			t.Errorf("%q finds A's draft: %+v", as, got)
		}
	}
	if got := codesFound(t, w, "", "rostering"); !slices.Equal(got, []string{"A-3", "C-1"}) {
		t.Fatalf("before: %q", got)
	}
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := tx.SQL().Exec(ctx, "update app.release set until = greatest(since, sec.current_at()) where org_id = sec.current_org()")
		return err
	})
	if got := codesFound(t, w, "", "rostering"); !slices.Equal(got, []string{"C-1"}) {
		t.Errorf("a release that has ended is found: %q", got)
	}
	if got := codesFound(t, w, "A", "rostering"); !slices.Equal(got, []string{"A-3"}) {
		t.Errorf("its owner: %q", got)
	}
}

func TestSearchReadsWhatStandsNow(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		id, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		list, err := objectives(ctx, tx)
		if err != nil {
			return err
		}
		for _, o := range list {
			switch o.Item.Code {
			case "A-3":
				_, err = strategy.ChangeItem(ctx, tx, o.ID, o.Version, func(i *strategy.Item) { i.Title, i.Body.Description = "Quicksilver", "" })
			case "A-2":
				err = strategy.RetireItem(ctx, tx, o.ID, o.Version)
			}
			if err != nil {
				return err
			}
		}
		channels, err := strategy.ChannelsFor(ctx, tx, []tenants.ChannelKind{tenants.Desk})
		if err != nil {
			return err
		}
		_, _, err = strategy.Publish(ctx, tx, id, strategy.Release{On: tx.Today(), Channels: channels})
		return err
	})
	if got := codesFound(t, w, "", "rostering"); !slices.Equal(got, []string{"C-1"}) {
		t.Errorf("the words of an edition that has been replaced are found: %q", got)
	}
	if got := codesFound(t, w, "", "quicksilver"); !slices.Equal(got, []string{"A-3"}) {
		t.Errorf("the words of the edition that stands: %q", got)
	}
	if got := codesFound(t, w, "A", "stand-alone radiology"); slices.Contains(got, "A-2") {
		t.Errorf("what has been retired is found: %q", got)
	}
}

func TestSearchTakesNothingAmiss(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	for _, text := range []string{
		"'; drop table app.item; --", "a:* & !b | (c <-> d)", "\\x02 \x02\x03 record", "%%__", "((((", "' or 1=1", "\u202erecord", "<script>alert(1)</script>",
		strings.Repeat("record ", 28), strings.Repeat("x", 200), "🏥🏥", "!! ::", "c:a c:b*", "recorд",
	} {
		found := searched(t, w, "A", strategy.Query{Text: text})
		if len(found.Results) > strategy.MostResults {
			t.Errorf("%q finds %d", text, len(found.Results))
		}
	}
	for _, text := range []string{"", "r", "  r  ", strings.Repeat("x", 201)} {
		err := w.DB.Within(t.Context(), tenants.ForMachine(w.Orgs["A"], "test", ""), func(tx *tenants.Tx) error {
			_, err := strategy.Search(t.Context(), tx, strategy.Query{Text: text})
			return err
		})
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fmt.Sprint(err), "looked for") && !strings.Contains(fmt.Sprint(err), "look for") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
