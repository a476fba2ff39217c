package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// ListItemKinds says what a strategy may say.
func (s *Server) ListItemKinds(context.Context, gen.ListItemKindsRequestObject) (gen.ListItemKindsResponseObject, error) {
	return gen.ListItemKinds200JSONResponse{Body: wire.ItemKinds()}, nil
}

// ListItems lists what the organisation is writing.
func (s *Server) ListItems(ctx context.Context, r gen.ListItemsRequestObject) (gen.ListItemsResponseObject, error) {
	list, err := strategy.Items(ctx, txFrom(ctx), wire.ToFilter(r.Params))
	return gen.ListItems200JSONResponse{Body: wire.ItemList(list)}, err
}

// CreateItem adds an item.
func (s *Server) CreateItem(ctx context.Context, r gen.CreateItemRequestObject) (gen.CreateItemResponseObject, error) {
	item, err := wire.ToItem(*r.Body)
	if err != nil {
		return nil, err
	}
	kept, err := strategy.AddItem(ctx, txFrom(ctx), r.Body.Strategy, item)
	return gen.CreateItem201JSONResponse{
		Body: wire.Item(kept), Headers: gen.CreateItem201ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// GetItem reads an item.
func (s *Server) GetItem(ctx context.Context, r gen.GetItemRequestObject) (gen.GetItemResponseObject, error) {
	kept, err := strategy.ReadItem(ctx, txFrom(ctx), r.Item)
	return gen.GetItem200JSONResponse{
		Body: wire.Item(kept), Headers: gen.GetItem200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// UpdateItem changes an item that is still at the version of If-Match.
func (s *Server) UpdateItem(ctx context.Context, r gen.UpdateItemRequestObject) (gen.UpdateItemResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	edit, err := wire.EditItem(*r.Body)
	if err != nil {
		return nil, err
	}
	kept, err := strategy.ChangeItem(ctx, txFrom(ctx), r.Item, version, edit)
	return gen.UpdateItem200JSONResponse{
		Body: wire.Item(kept), Headers: gen.UpdateItem200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// RetireItem takes an item out of what the organisation is writing.
func (s *Server) RetireItem(ctx context.Context, r gen.RetireItemRequestObject) (gen.RetireItemResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.RetireItem204Response{}, strategy.RetireItem(ctx, txFrom(ctx), r.Item, version)
}

// RestoreItem puts a retired item back.
func (s *Server) RestoreItem(ctx context.Context, r gen.RestoreItemRequestObject) (gen.RestoreItemResponseObject, error) {
	kept, err := strategy.RestoreItem(ctx, txFrom(ctx), r.Item)
	return gen.RestoreItem200JSONResponse{
		Body: wire.Item(kept), Headers: gen.RestoreItem200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// ChangeCourse gives an objective up and keeps why.
func (s *Server) ChangeCourse(ctx context.Context, r gen.ChangeCourseRequestObject) (gen.ChangeCourseResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	kept, err := strategy.ChangeCourse(ctx, txFrom(ctx), r.Item, version, wire.ToCourse(*r.Body))
	return gen.ChangeCourse200JSONResponse{
		Body: wire.Item(kept), Headers: gen.ChangeCourse200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}
