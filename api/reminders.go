package api

import (
	"context"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// GetReminders reads what waits for whoever asks, without the strategy itself.
func (s *Server) GetReminders(ctx context.Context, _ gen.GetRemindersRequestObject) (gen.GetRemindersResponseObject, error) {
	tx := txFrom(ctx)
	questions, err := view.Questions(ctx, tx)
	if err != nil {
		return nil, err
	}
	var review strategy.Month
	var waiting editions.Waiting
	written, err := strategy.List(ctx, tx)
	if err == nil && len(written) > 0 {
		review = written[0].Item.NextReview
		waiting, err = editions.WaitingOf(ctx, tx, written[0].ID)
	}
	return gen.GetReminders200JSONResponse{Body: wire.Reminders(waiting, review, tx.Today(), questions)}, err
}
