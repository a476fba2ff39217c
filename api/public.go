package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// forAnybody answers an operation that needs no account. What is released to the public may be kept by whoever reads it, who asks
// each time whether it is still so.
func (s *Server) forAnybody(c echo.Context, id string, op operation, request any, next gen.StrictHandlerFunc) error {
	if err := s.bounded(c, op.writes); err != nil {
		return err
	}
	c.SetRequest(c.Request().WithContext(context.WithValue(c.Request().Context(), requestKey{}, requestID(c))))
	response, err := next(c, request)
	if err != nil {
		return err
	}
	answer, err := render(id, response)
	if err != nil {
		return err
	}
	if c.Request().Method == http.MethodGet {
		c.Response().Header().Set("Cache-Control", "no-cache")
	}
	return send(c, answer)
}

// bounded refuses an address that asks for what needs no account very often.
func (s *Server) bounded(c echo.Context, writes bool) error {
	if !s.visits.admits(c.RealIP(), writes) {
		return fault.New(fault.TooMany, "There have been very many requests from your address. Wait a minute, then try again.")
	}
	return nil
}

type requestKey struct{}

// requestFrom is the id of a request that needs no account, for the record.
func requestFrom(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// GetPublicStrategy reads what an organisation has released to the public.
func (s *Server) GetPublicStrategy(ctx context.Context, r gen.GetPublicStrategyRequestObject) (gen.GetPublicStrategyResponseObject, error) {
	var body gen.PublicStrategy
	err := s.db.Public(ctx, r.Publisher, func(tx *tenants.Tx, of tenants.Publisher) error {
		edition, err := strategy.ReadPublic(ctx, tx)
		body = wire.PublicStrategy(of, edition)
		return err
	})
	return gen.GetPublicStrategy200JSONResponse{Body: body}, err
}

// AnswerPulse counts what somebody says of what an organisation has published.
func (s *Server) AnswerPulse(ctx context.Context, r gen.AnswerPulseRequestObject) (gen.AnswerPulseResponseObject, error) {
	return gen.AnswerPulse204Response{}, editions.NotePulse(ctx, s.db.Enter(), r.Publisher, wire.ToPulse(*r.Body))
}
