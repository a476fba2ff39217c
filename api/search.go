package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Search looks in all that whoever asks may read: who reads what is released, and not what their organisation is writing, as a
// partner's people do, finds that.
func (s *Server) Search(ctx context.Context, r gen.SearchRequestObject) (gen.SearchResponseObject, error) {
	tx, q := txFrom(ctx), wire.ToQuery(r.Params)
	q.Working = s.policy.Allows(tx.Roles(), authz.ReadStrategy)
	found, err := strategy.Search(ctx, tx, q)
	return gen.Search200JSONResponse{Body: wire.SearchResults(found)}, err
}
