package desk

import (
	"context"
	"strconv"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/ontology"
	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

// ownCapabilities reads those of a folder.
func ownCapabilities(f exchange.Folder) ([]ontology.Capability, error) {
	if f.Capabilities == nil {
		return nil, nil
	}
	list, misplaced := ontology.ReadOwn(f.Capabilities)
	if len(misplaced) == 0 {
		return list, nil
	}
	var fields []fault.Field
	for _, m := range misplaced {
		fields = append(fields, fault.Field{Name: exchange.CapabilitiesName + ":" + strconv.Itoa(m.Line), Reason: m.Reason})
	}
	return nil, fault.New(fault.Invalid, "The system's own capabilities cannot be read.", fields...)
}

// CarryCapabilities makes a system's own capabilities those of a folder, if it has any, and says how many changed.
func CarryCapabilities(ctx context.Context, l *tenants.Load, system uuid.UUID, f exchange.Folder) (int, error) {
	list, err := ownCapabilities(f)
	if err != nil || f.Capabilities == nil {
		return 0, err
	}
	tx, err := l.As(ctx, system)
	if err != nil {
		return 0, err
	}
	return setting.CarryCapabilities(ctx, tx, list)
}
