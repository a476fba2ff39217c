package api

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/exchange/archimate"
	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// export writes a working copy in one of the forms of the contract. A file says that it is the draft, and of which day; CSV is one
// table and has no place for it, so that its name says it alone.
func export(ctx context.Context, tx *tenants.Tx, id uuid.UUID, format gen.StrategyFileFormat) ([]byte, error) {
	working, published, err := strategy.ReadStanding(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	draft := working.Document()
	draft.Standing = wire.DraftInWords(tx.Today(), published)
	switch format {
	case gen.StrategyFileFormatXlsx:
		return sheet.WriteXLSX(draft)
	case gen.StrategyFileFormatCsv:
		return sheet.WriteCSV(draft)
	case gen.StrategyFileFormatJSON:
		return json.MarshalIndent(wire.DraftFile(working, tx.Today(), published), "", "  ")
	case gen.StrategyFileFormatYaml:
		return exchange.Own(ctx, tx, draft)
	case gen.StrategyFileFormatArchimate:
		return archimate.Write(draft)
	default:
		return nil, fault.New(fault.Invalid, "There is no file of this form.", fault.Field{Name: "format", Reason: "Choose xlsx, csv, yaml, json or archimate."})
	}
}

// endingOf is how the name of a file of a form ends.
func endingOf(format gen.StrategyFileFormat) string {
	if format == gen.StrategyFileFormatArchimate {
		return "xml"
	}
	return string(format)
}
