package api

import (
	"bytes"
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/audit"
)

// ListAuditEntries lists what was done, refused and signed in to.
func (s *Server) ListAuditEntries(ctx context.Context, r gen.ListAuditEntriesRequestObject) (gen.ListAuditEntriesResponseObject, error) {
	p := r.Params
	list, next, err := audit.List(ctx, txFrom(ctx), wire.AuditFilter(p.Kind, p.Person, p.Command, p.Since, p.Until), deref(p.Before))
	return gen.ListAuditEntries200JSONResponse{Body: wire.AuditPage(list, next)}, err
}

// ExportAudit gives the same as a file.
func (s *Server) ExportAudit(ctx context.Context, r gen.ExportAuditRequestObject) (gen.ExportAuditResponseObject, error) {
	p := r.Params
	tx := txFrom(ctx)
	if p.Format != gen.AuditFileFormatCsv && p.Format != gen.AuditFileFormatJsonl {
		return nil, fault.New(fault.Invalid, "There is no file of this form.", fault.Field{Name: "format", Reason: "Choose csv or jsonl."})
	}
	file, err := audit.Export(ctx, tx, wire.AuditFilter(p.Kind, p.Person, p.Command, p.Since, p.Until), string(p.Format))
	if err != nil {
		return nil, err
	}
	name := `attachment; filename="audit-` + tx.Today().Format("2006-01-02") + "." + string(p.Format) + `"`
	headers := gen.ExportAudit200ResponseHeaders{ContentDisposition: &name}
	if p.Format == gen.AuditFileFormatCsv {
		return gen.ExportAudit200TextCsvResponse{Body: bytes.NewReader(file), Headers: headers, ContentLength: int64(len(file))}, nil
	}
	return gen.ExportAudit200ApplicationXNdjsonResponse{Body: bytes.NewReader(file), Headers: headers, ContentLength: int64(len(file))}, nil
}
