package api

import (
	"context"

	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
)

// GetSettings reads what a system sets and its members choose.
func (s *Server) GetSettings(ctx context.Context, r gen.GetSettingsRequestObject) (gen.GetSettingsResponseObject, error) {
	read, err := setting.Read(ctx, txFrom(ctx), r.Params.System)
	return gen.GetSettings200JSONResponse{Body: wire.Settings(read)}, err
}

// UpdateWindow changes how long the members of the acting system look first, if that is still at the version of If-Match.
func (s *Server) UpdateWindow(ctx context.Context, r gen.UpdateWindowRequestObject) (gen.UpdateWindowResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	w, err := setting.ChangeWindow(ctx, txFrom(ctx), version, r.Body.Days)
	return gen.UpdateWindow200JSONResponse{
		Body: wire.Window(w), Headers: gen.UpdateWindow200ResponseHeaders{ETag: wire.ETag(w.Version)},
	}, err
}

// UpdateSharing changes whether the acting member shares what it decided, if that is still at the version of If-Match.
func (s *Server) UpdateSharing(ctx context.Context, r gen.UpdateSharingRequestObject) (gen.UpdateSharingResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	kept, err := setting.Choose(ctx, txFrom(ctx), r.Params.System, version, r.Body.Shares)
	return gen.UpdateSharing200JSONResponse{
		Body: wire.Sharing(kept), Headers: gen.UpdateSharing200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// UpdateMeaning changes whether an endpoint says what the acting system's released texts mean, if that is still at the
// version of If-Match.
func (s *Server) UpdateMeaning(ctx context.Context, r gen.UpdateMeaningRequestObject) (gen.UpdateMeaningResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	kept, err := setting.ChangeMeaning(ctx, txFrom(ctx), version, wire.MeaningChange(*r.Body))
	return gen.UpdateMeaning200JSONResponse{
		Body: wire.Meaning(kept), Headers: gen.UpdateMeaning200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}
