package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// ListStrategies lists the strategies that the organisation is writing.
func (s *Server) ListStrategies(ctx context.Context, _ gen.ListStrategiesRequestObject) (gen.ListStrategiesResponseObject, error) {
	tx := txFrom(ctx)
	kept, err := strategy.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	list := gen.StrategyList{Strategies: []gen.Strategy{}}
	for _, k := range kept {
		one, err := readStrategy(ctx, tx, k.ID)
		if err != nil {
			return nil, err
		}
		list.Strategies = append(list.Strategies, one)
	}
	return gen.ListStrategies200JSONResponse{Body: list}, nil
}

// CreateStrategy starts a strategy.
func (s *Server) CreateStrategy(ctx context.Context, r gen.CreateStrategyRequestObject) (gen.CreateStrategyResponseObject, error) {
	tx := txFrom(ctx)
	header, err := wire.ToHeader(*r.Body)
	if err != nil {
		return nil, err
	}
	kept, err := strategy.Start(ctx, tx, header)
	if err != nil {
		return nil, err
	}
	one, err := readStrategy(ctx, tx, kept.ID)
	return gen.CreateStrategy201JSONResponse{
		Body: one, Headers: gen.CreateStrategy201ResponseHeaders{ETag: wire.ETag(one.Version)},
	}, err
}

// GetStrategy reads a strategy that the organisation is writing.
func (s *Server) GetStrategy(ctx context.Context, r gen.GetStrategyRequestObject) (gen.GetStrategyResponseObject, error) {
	one, err := readStrategy(ctx, txFrom(ctx), r.Strategy)
	return gen.GetStrategy200JSONResponse{
		Body: one, Headers: gen.GetStrategy200ResponseHeaders{ETag: wire.ETag(one.Version)},
	}, err
}

// UpdateStrategy changes what a strategy says of itself.
func (s *Server) UpdateStrategy(ctx context.Context, r gen.UpdateStrategyRequestObject) (gen.UpdateStrategyResponseObject, error) {
	tx := txFrom(ctx)
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	edit, err := wire.EditHeader(*r.Body)
	if err != nil {
		return nil, err
	}
	if _, err := strategy.Change(ctx, tx, r.Strategy, version, edit); err != nil {
		return nil, err
	}
	one, err := readStrategy(ctx, tx, r.Strategy)
	return gen.UpdateStrategy200JSONResponse{
		Body: one, Headers: gen.UpdateStrategy200ResponseHeaders{ETag: wire.ETag(one.Version)},
	}, err
}

func readStrategy(ctx context.Context, tx *tenants.Tx, id [16]byte) (gen.Strategy, error) {
	w, published, err := strategy.ReadStanding(ctx, tx, id)
	if err != nil {
		return gen.Strategy{}, err
	}
	return wire.Strategy(w, published), nil
}
