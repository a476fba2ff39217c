package api

import (
	"context"

	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
)

// ListCapabilities lists the capabilities of a system.
func (s *Server) ListCapabilities(ctx context.Context, r gen.ListCapabilitiesRequestObject) (gen.ListCapabilitiesResponseObject, error) {
	words := ""
	if r.Params.Words != nil {
		words = *r.Params.Words
	}
	list, err := setting.ListCapabilities(ctx, txFrom(ctx), r.Params.System, words)
	return gen.ListCapabilities200JSONResponse{Body: wire.Capabilities(list)}, err
}

// CreateCapability adds a capability of the acting system's own.
func (s *Server) CreateCapability(ctx context.Context, r gen.CreateCapabilityRequestObject) (gen.CreateCapabilityResponseObject, error) {
	kept, err := setting.AddCapability(ctx, txFrom(ctx), wire.ToCapability(*r.Body))
	return gen.CreateCapability201JSONResponse{
		Body: wire.Capability(kept), Headers: gen.CreateCapability201ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// UpdateCapability changes a capability that is still at the version of If-Match.
func (s *Server) UpdateCapability(ctx context.Context, r gen.UpdateCapabilityRequestObject) (gen.UpdateCapabilityResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	kept, err := setting.ChangeCapability(ctx, txFrom(ctx), r.Capability, version, wire.EditCapability(*r.Body))
	return gen.UpdateCapability200JSONResponse{
		Body: wire.Capability(kept), Headers: gen.UpdateCapability200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// RemoveCapability takes a capability of the acting system's own away.
func (s *Server) RemoveCapability(ctx context.Context, r gen.RemoveCapabilityRequestObject) (gen.RemoveCapabilityResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.RemoveCapability204Response{}, setting.RemoveCapability(ctx, txFrom(ctx), r.Capability, version)
}
