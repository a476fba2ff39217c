package api

import (
	"context"

	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
)

// GetAlignmentMatrix reads the matrix.
func (s *Server) GetAlignmentMatrix(ctx context.Context, r gen.GetAlignmentMatrixRequestObject) (gen.GetAlignmentMatrixResponseObject, error) {
	m, err := view.ReadMatrix(ctx, txFrom(ctx), r.Params.System)
	return gen.GetAlignmentMatrix200JSONResponse{Body: wire.Matrix(m)}, err
}

// GetAlignmentCell reads one organisation's part in one target.
func (s *Server) GetAlignmentCell(ctx context.Context, r gen.GetAlignmentCellRequestObject) (gen.GetAlignmentCellResponseObject, error) {
	page, err := view.ReadCell(ctx, txFrom(ctx), r.Target, r.Member)
	return gen.GetAlignmentCell200JSONResponse{Body: wire.Cell(page)}, err
}

// GetAlignmentReport reads the whole report.
func (s *Server) GetAlignmentReport(ctx context.Context, r gen.GetAlignmentReportRequestObject) (gen.GetAlignmentReportResponseObject, error) {
	report, err := desk.ReadReport(ctx, txFrom(ctx), r.Params.System)
	return gen.GetAlignmentReport200JSONResponse{Body: wire.Report(report)}, err
}

// ListLinks lists what the organisation's objectives may serve.
func (s *Server) ListLinks(ctx context.Context, r gen.ListLinksRequestObject) (gen.ListLinksResponseObject, error) {
	links, err := desk.OwnLinks(ctx, txFrom(ctx), r.Params.Objective)
	return gen.ListLinks200JSONResponse{Body: wire.Links(links)}, err
}

// DecideLink confirms or rejects a link of one of the organisation's objectives.
func (s *Server) DecideLink(ctx context.Context, r gen.DecideLinkRequestObject) (gen.DecideLinkResponseObject, error) {
	link, err := desk.Decide(ctx, txFrom(ctx), wire.ToDecision(*r.Body))
	return gen.DecideLink201JSONResponse{Body: wire.Link(link)}, err
}

// GetDraftAlignment assesses one of our own working copies.
func (s *Server) GetDraftAlignment(ctx context.Context, r gen.GetDraftAlignmentRequestObject) (gen.GetDraftAlignmentResponseObject, error) {
	d, err := desk.ReadDraft(ctx, txFrom(ctx), r.Strategy, r.Params.System, r.Params.Objective)
	return gen.GetDraftAlignment200JSONResponse{Body: wire.DraftAlignment(d)}, err
}
