package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// differencesAbout counts the differences about a target that an organisation is told.
func differencesAbout(t *testing.T, w *worldtest.World, as, target string) int {
	t.Helper()
	id, n := find(t, w, "", target), 0
	w.As(as, func(ctx context.Context, tx *tenants.Tx) error {
		list, err := view.Findings(ctx, tx, w.System)
		for _, f := range list {
			if f.Kind == alignment.Conflict && f.Target != nil && *f.Target == id {
				n++
			}
		}
		return err
	})
	return n
}

// publish lets the system be lined up with what a change makes of the world's folder.
func publish(w *worldtest.World, change func(f *exchange.Folder)) {
	f := worldtest.Northfold()
	change(&f)
	w.Import(f, tenants.CivilDate(w.Now))
}

// What an organisation writes later it looks at first as well: the system was told of the edition before, and not of what
// looks as if it served or opposed a goal now.
func TestTheMemberLooksFirstAtEveryEdition(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	own := worldtest.Northfold().Members[0].Strategy.Items[1] // it keeps its own archive
	publish(w, func(f *exchange.Folder) {
		f.Members[1].Strategy.Items = append(f.Members[1].Strategy.Items, strategy.Item{
			Kind: strategy.KindObjective, Code: "B-3", Title: "Open the shared care record in every clinic",
			Body: strategy.Body{Description: "Clinicians will open the shared care record, with medicines and allergies, from our own system."},
		})
		own.Code = "C-3"
		f.Members[2].Strategy.Items = append(f.Members[2].Strategy.Items, own)
		f.Members[0].Strategy.Items = slices.Delete(f.Members[0].Strategy.Items, 1, 2)
	})
	if got := cellOf(t, w, "B", "G1", "B"); len(got.Objectives) != 2 {
		t.Fatalf("the member itself sees %+v", got)
	}
	if got := cellOf(t, w, "", "G1", "B"); len(got.Objectives) == 2 {
		t.Errorf("an objective that nobody has reviewed is told at once: %+v", got)
	}
	if got := cellOf(t, w, "C", "G2", "C"); !got.Discuss {
		t.Fatalf("the member itself sees %+v", got)
	}
	if got := cellOf(t, w, "", "G2", "C"); got.Discuss {
		t.Errorf("a difference that nobody has reviewed is told at once: %+v", got)
	}
	w.Now = w.Now.AddDate(0, 0, 1)
	publish(w, func(*exchange.Folder) {}) // A-2 is back
	if own := differencesAbout(t, w, "A", "G2"); own != 1 {
		t.Fatalf("the member itself is told of %d", own)
	}
	if told := differencesAbout(t, w, "", "G2"); told != 0 {
		t.Errorf("a difference that was resolved and is back is told at once, %d", told)
	}
	w.Now = time.Date(2026, 12, 9, 0, 0, 1, 0, time.UTC)
	if told := differencesAbout(t, w, "", "G2"); told != 1 {
		t.Errorf("from the day on it is told, %d", told)
	}
}
