package api

import (
	"context"

	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/reply"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
)

// GetInbox reads what the organisation has to decide about its links.
func (s *Server) GetInbox(ctx context.Context, r gen.GetInboxRequestObject) (gen.GetInboxResponseObject, error) {
	inbox, err := view.ReadInbox(ctx, txFrom(ctx), r.Params.System)
	return gen.GetInbox200JSONResponse{Body: wire.Inbox(inbox)}, err
}

// ConfirmSuggestions confirms all likely suggestions, or none.
func (s *Server) ConfirmSuggestions(ctx context.Context, r gen.ConfirmSuggestionsRequestObject) (gen.ConfirmSuggestionsResponseObject, error) {
	done, err := desk.ConfirmLikely(ctx, txFrom(ctx), r.Params.System, r.Body.Expected)
	return gen.ConfirmSuggestions201JSONResponse{Body: wire.DecidedTogether(done)}, err
}

// UndoDecision puts back what was decided before, by a whole act or about one link alone.
func (s *Server) UndoDecision(ctx context.Context, r gen.UndoDecisionRequestObject) (gen.UndoDecisionResponseObject, error) {
	done, err := desk.Undo(ctx, txFrom(ctx), r.Decision, r.Params.Alone != nil && *r.Params.Alone)
	return gen.UndoDecision201JSONResponse{Body: wire.DecidedTogether(done)}, err
}

// ReplyToDecision says something to a decision.
func (s *Server) ReplyToDecision(ctx context.Context, r gen.ReplyToDecisionRequestObject) (gen.ReplyToDecisionResponseObject, error) {
	said, err := reply.Send(ctx, txFrom(ctx), r.Decision, view.ReplyKind(r.Body.Kind), r.Body.Text)
	return gen.ReplyToDecision201JSONResponse{Body: wire.Reply(said)}, err
}
