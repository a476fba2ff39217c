package api

import (
	"bytes"
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
)

// ImportStrategy brings a spreadsheet in, or says what it would change.
func (s *Server) ImportStrategy(ctx context.Context, r gen.ImportStrategyRequestObject) (gen.ImportStrategyResponseObject, error) {
	upload, err := wire.ToUpload(*r.Body)
	if err != nil {
		return nil, err
	}
	result, err := sheet.Import(ctx, txFrom(ctx), r.Strategy, upload, r.Params.DryRun)
	return gen.ImportStrategy200JSONResponse(wire.ImportOutcome(result)), err
}

// ExportStrategy gives a strategy as a file.
func (s *Server) ExportStrategy(ctx context.Context, r gen.ExportStrategyRequestObject) (gen.ExportStrategyResponseObject, error) {
	tx := txFrom(ctx)
	file, err := export(ctx, tx, r.Strategy, r.Params.Format)
	if err != nil {
		return nil, err
	}
	name := `attachment; filename="strategy-draft-` + tx.Today().Format("2006-01-02") + "." + endingOf(r.Params.Format) + `"`
	return gen.ExportStrategy200ApplicationOctetStreamResponse{
		Body: bytes.NewReader(file), ContentLength: int64(len(file)), Headers: gen.ExportStrategy200ResponseHeaders{ContentDisposition: &name},
	}, nil
}

// GetImportTemplate gives an empty workbook to fill in.
func (s *Server) GetImportTemplate(context.Context, gen.GetImportTemplateRequestObject) (gen.GetImportTemplateResponseObject, error) {
	file, err := sheet.Template()
	name := `attachment; filename="strategy-template.xlsx"`
	return gen.GetImportTemplate200ApplicationOctetStreamResponse{
		Body: bytes.NewReader(file), ContentLength: int64(len(file)), Headers: gen.GetImportTemplate200ResponseHeaders{ContentDisposition: &name},
	}, err
}
