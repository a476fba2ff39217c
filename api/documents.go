package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants/exchange/papers"
)

// ReadDocument says what in a document may be an objective. Nothing of it is kept.
func (s *Server) ReadDocument(ctx context.Context, r gen.ReadDocumentRequestObject) (gen.ReadDocumentResponseObject, error) {
	name, data, err := wire.ToPaper(*r.Body)
	if err != nil {
		return nil, err
	}
	passages, err := papers.Read(ctx, name, data)
	if err != nil {
		return nil, err
	}
	candidates, all := papers.Find(passages)
	return gen.ReadDocument200JSONResponse(wire.DocumentReading(len(passages), candidates, all)), nil
}
