package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/throughline-ics/throughline/internal/fault"
)

// bodyKey is where the body of a request is kept for the guard, which tells by it whether a repeated
// Idempotency-Key comes with the same request.
const bodyKey = "throughline.body"

// strictBody reads a JSON body and nothing else: no query, no path, no form. A field that the contract does not have
// is refused, and so is anything after the document.
type strictBody struct{}

// Bind reads the request's body into value.
func (strictBody) Bind(value any, c echo.Context) error {
	kind, _, err := mime.ParseMediaType(c.Request().Header.Get(echo.HeaderContentType))
	if err != nil || kind != echo.MIMEApplicationJSON {
		return echo.NewHTTPError(http.StatusUnsupportedMediaType)
	}
	raw, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err // the body limit's own answer, or a connection that broke
	}
	c.Set(bodyKey, raw)
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(value); err != nil {
		return unreadable(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return fault.New(fault.Invalid, "The body has something after its JSON document. Send one document.")
	}
	return nil
}

// unreadable says which field of a body is wrong.
func unreadable(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		name := wrong.Field
		if name == "" {
			name = "body"
		}
		return fault.Wrap(err, fault.Invalid, "A field is of the wrong type.",
			fault.Field{Name: name, Reason: "Expected " + typeWords(wrong.Type.Kind().String()) + ", found " + wrong.Value + "."})
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return fault.Wrap(err, fault.Invalid, "The body has a field that this operation does not take.",
			fault.Field{Name: strings.Trim(name, `"`), Reason: "Leave it out."})
	}
	return echo.NewHTTPError(http.StatusBadRequest).SetInternal(err)
}

// typeWords says a Go kind in JSON's words.
func typeWords(kind string) string {
	switch kind {
	case "string":
		return "text"
	case "bool":
		return "true or false"
	case "slice", "array":
		return "a list"
	case "struct", "map", "ptr":
		return "an object"
	default:
		return "a number"
	}
}
