package board

import (
	"context"
	"testing"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// Two who give the same number were writing at once: the second is told, and what the first said stays.
func TestWhoIsSecondIsTold(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		for n, text := range []string{"Nearly.", "Yes."} {
			err := insertAnswer(ctx, tx, "mission", &Answer{Number: 1, Text: text, Facts: []string{"x"}})
			if fault.Is(err, fault.Stale) != (n == 1) || n == 0 && err != nil {
				t.Errorf("answer %d: %v", n, err)
			}
			err = insertAssessment(ctx, tx, &Assessment{Number: 1, Levels: map[string]Level{"well-led": Absent}, Note: text})
			if fault.Is(err, fault.Stale) != (n == 1) || n == 0 && err != nil {
				t.Errorf("assessment %d: %v", n, err)
			}
		}
		return nil
	})
	if w.Count("select count(*) from app.board_answer where answer = 'Nearly.'") != 1 || w.Count("select count(*) from app.board_answer") != 1 {
		t.Error("the first answer is not what is kept")
	}
}
