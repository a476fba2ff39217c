package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Search looks in all that the organisation may read.
func (s *Server) Search(ctx context.Context, r gen.SearchRequestObject) (gen.SearchResponseObject, error) {
	found, err := strategy.Search(ctx, txFrom(ctx), wire.ToQuery(r.Params))
	return gen.Search200JSONResponse{Body: wire.SearchResults(found)}, err
}
