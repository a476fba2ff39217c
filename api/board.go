package api

import (
	"context"

	"github.com/throughline-ics/throughline/alignment/board"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
)

// GetBoard reads the board questions with what there is to answer them.
func (s *Server) GetBoard(ctx context.Context, _ gen.GetBoardRequestObject) (gen.GetBoardResponseObject, error) {
	b, err := board.Read(ctx, txFrom(ctx))
	return gen.GetBoard200JSONResponse{Body: wire.Board(b)}, err
}

// ListBoardAnswers reads all that was answered to a question.
func (s *Server) ListBoardAnswers(ctx context.Context, r gen.ListBoardAnswersRequestObject) (gen.ListBoardAnswersResponseObject, error) {
	answers, err := board.Answers(ctx, txFrom(ctx), r.Question)
	return gen.ListBoardAnswers200JSONResponse{Body: wire.BoardAnswerList(answers)}, err
}

// AnswerBoardQuestion adds an answer to a question.
func (s *Server) AnswerBoardQuestion(ctx context.Context, r gen.AnswerBoardQuestionRequestObject) (gen.AnswerBoardQuestionResponseObject, error) {
	given, err := board.Reply(ctx, txFrom(ctx), r.Question, r.Body.Answer, r.Body.Read)
	return gen.AnswerBoardQuestion201JSONResponse(wire.BoardAnswer(given)), err
}

// AssessEmbedding adds an assessment of embedding.
func (s *Server) AssessEmbedding(ctx context.Context, r gen.AssessEmbeddingRequestObject) (gen.AssessEmbeddingResponseObject, error) {
	a, err := board.Assess(ctx, txFrom(ctx), wire.ToFound(r.Body.Levels), deref(r.Body.Note))
	return gen.AssessEmbedding201JSONResponse(wire.EmbeddingAssessment(a)), err
}
