package api

import (
	"context"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/feedback"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// GetReminders reads what waits for whoever asks, without the strategy itself.
func (s *Server) GetReminders(ctx context.Context, _ gen.GetRemindersRequestObject) (gen.GetRemindersResponseObject, error) {
	tx := txFrom(ctx)
	questions, err := view.Questions(ctx, tx)
	if err != nil {
		return nil, err
	}
	waits := wire.Waits{Today: tx.Today(), Questions: questions}
	written, err := strategy.List(ctx, tx)
	if err == nil && len(written) > 0 {
		waits.Review = written[0].Item.NextReview
		if waits.Feedback, err = feedback.WaitingOf(ctx, tx, written[0].ID); err != nil {
			return nil, err
		}
		waits.Versions, err = editions.WaitingOf(ctx, tx, written[0].ID)
	}
	return gen.GetReminders200JSONResponse{Body: wire.Reminders(waits)}, err
}
