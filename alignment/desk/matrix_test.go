package desk_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// cellOf reads one cell of the matrix as an organisation sees it.
func cellOf(t *testing.T, w *worldtest.World, as, target, member string) view.Cell {
	t.Helper()
	var cell view.Cell
	w.As(as, func(ctx context.Context, tx *tenants.Tx) error {
		m, err := view.ReadMatrix(ctx, tx, nil)
		if err != nil {
			return err
		}
		column := slices.IndexFunc(m.Organisations, func(c view.Column) bool { return c.Organisation.Code == member })
		row := slices.IndexFunc(m.Rows, func(r view.MatrixRow) bool { return r.Target.Code == target })
		if column < 0 || row < 0 {
			t.Fatalf("%s does not see %s of %s", as, target, member)
		}
		cell = m.Rows[row].Cells[column]
		return nil
	})
	return cell
}

func TestTheMatrixSaysWhatIsDone(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	for _, c := range []struct {
		target, member string
		state          alignment.CoverageState
		discuss        bool
	}{
		{"G1", "A", alignment.Aligned, false},              // confirmed, with a measure
		{"G1", "B", alignment.NotYetReviewed, false},       // suggested only
		{"G1", "C", alignment.NoPublishedObjective, false}, // nothing fits
		{"G2", "A", alignment.NoPublishedObjective, true},  // it works against the goal
		{"G3", "B", alignment.NotYetReviewed, false},
		{"G3", "A", alignment.NoPublishedObjective, false},
		{"I1", "A", alignment.Aligned, false},
	} {
		got := cellOf(t, w, "", c.target, c.member)
		if got.State != c.state || got.Discuss != c.discuss {
			t.Errorf("%s by %s: %s, discuss %v; want %s, %v", c.target, c.member, got.State, got.Discuss, c.state, c.discuss)
		}
	}
}

func TestAMemberSeesItselfAndAPartnerNobody(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.As("B", func(ctx context.Context, tx *tenants.Tx) error {
		m, err := view.ReadMatrix(ctx, tx, nil)
		if len(m.Organisations) != 1 || m.Organisations[0].Organisation.Code != "B" || len(m.Rows) != 5 {
			t.Errorf("B sees %+v", m)
		}
		return err
	})
	w.As("P", func(ctx context.Context, tx *tenants.Tx) error {
		m, err := view.ReadMatrix(ctx, tx, nil)
		if len(m.Organisations) != 0 || len(m.Rows) != 0 {
			t.Errorf("the partner sees %+v", m)
		}
		return err
	})
}

// Until the member has looked, its page says to the system of what it knows, and not that the rest serves nothing.
func TestWhatIsNotReviewedIsNotSaidToServeNothing(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	w.Import(worldtest.Northfold(), tenants.CivilDate(worldtest.Noon))
	unreviewed := func(as string) (n int, said string) {
		w.As(as, func(ctx context.Context, tx *tenants.Tx) error {
			page, err := view.ReadOrganisation(ctx, tx, w.Orgs["B"], nil)
			for _, o := range page.Objectives {
				if o.Unreviewed {
					n++
				}
			}
			said = page.Summary
			return err
		})
		return n, said
	}
	if n, said := unreviewed("B"); n != 0 {
		t.Errorf("the member itself waits for %d: %s", n, said)
	}
	n, said := unreviewed("")
	want := fmt.Sprintf(" %d objectives are not yet reviewed. It is looking at its own suggestions first, until 7 December 2026.", n)
	if n < 2 || !strings.HasSuffix(said, want) {
		t.Errorf("the system waits for %d: %s", n, said)
	}
	w.Now = time.Date(2026, 12, 7, 0, 0, 1, 0, time.UTC)
	if n, said := unreviewed(""); n != 0 || strings.Contains(said, "not yet reviewed") {
		t.Errorf("after its time the system waits for %d: %s", n, said)
	}
}

// Whoever confirmed what a changed text takes from them is told so, with how many goals wait for a look because of it.
func TestTheMatrixSaysThatAConfirmedTextHasChanged(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	told := func(who string) (summary string, row view.MatrixRow) {
		w.As(who, func(ctx context.Context, tx *tenants.Tx) error {
			m, err := view.ReadMatrix(ctx, tx, nil)
			if err != nil {
				return err
			}
			summary, row = m.Summary, m.Rows[slices.IndexFunc(m.Rows, func(r view.MatrixRow) bool { return r.Target.Code == "G1" })]
			return nil
		})
		return summary, row
	}
	if summary, row := told("A"); strings.Contains(summary, "changed") || row.StandsOut != "" {
		t.Fatalf("at first: %s %+v", summary, row)
	}
	if _, row := told(""); strings.Contains(row.StandsOut, "again") || slices.ContainsFunc(row.Cells, func(c view.Cell) bool { return c.Changed }) {
		t.Fatalf("the system at first: %+v", row)
	}
	edited := worldtest.Northfold()
	edited.Claims = nil
	edited.System.Strategy.Items[1].Body.Description += " It will be live by spring." // of G1
	w.Import(edited, tenants.CivilDate(w.Now))
	summary, row := told("A")
	if !strings.HasSuffix(summary, ". 1 goal was confirmed, and the text has changed since: look at it again.") {
		t.Error(summary)
	}
	if cell := row.Cells[0]; row.StandsOut != "confirmed, and the text has changed since" || cell.Reason != "Confirmed, and the text has changed since." || !cell.Changed {
		t.Errorf("%s, %+v", row.StandsOut, cell)
	}
	// The system is told of whoever has to confirm it again, and the others as before; the other members are told nothing.
	_, row = told("")
	if !strings.HasPrefix(row.StandsOut, "1 to be confirmed again") {
		t.Errorf("to the system %q stands out", row.StandsOut)
	}
	for _, cell := range row.Cells {
		if own := cell.Organisation == w.Orgs["A"]; cell.Changed != own || own != (cell.Reason == "Confirmed, and the text has changed since.") || own && cell.State != alignment.NotYetReviewed {
			t.Errorf("to the system: %+v", cell)
		}
	}
	if _, row := told("B"); len(row.Cells) != 1 || row.Cells[0].Changed || strings.Contains(row.StandsOut, "changed") {
		t.Errorf("another member is told of it: %+v", row)
	}
	for _, who := range []string{"A", "B", ""} {
		w.As(who, func(ctx context.Context, tx *tenants.Tx) error {
			target, err := view.ReadTarget(ctx, tx, row.Target.ID)
			if err != nil {
				return err
			}
			for _, o := range target.Organisations {
				if o.Changed != (o.Organisation.ID == w.Orgs["A"]) {
					t.Errorf("on the page of the goal, to %q: %+v", who, o)
				}
			}
			if who == "B" {
				return nil
			}
			cell, err := view.ReadCell(ctx, tx, row.Target.ID, w.Orgs["A"])
			if err == nil && !cell.Cell.Changed {
				t.Errorf("in the cell, to %q: %+v", who, cell.Cell)
			}
			return err
		})
	}
}
