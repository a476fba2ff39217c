package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// kinds is the one mapping of kinds of failure to HTTP, and what each is called at the head of a page.
var kinds = map[fault.Kind]struct {
	status int
	title  string
}{
	fault.Invalid:     {http.StatusUnprocessableEntity, "Something is not as it should be"},
	fault.SignIn:      {http.StatusUnauthorized, "You are not signed in"},
	fault.Forbidden:   {http.StatusForbidden, "You may not do this here"},
	fault.NotFound:    {http.StatusNotFound, "There is nothing here"},
	fault.Conflict:    {http.StatusConflict, "This cannot be done now"},
	fault.Stale:       {http.StatusPreconditionFailed, "Somebody else changed this"},
	fault.TooMany:     {http.StatusTooManyRequests, "Too much at once"},
	fault.Unavailable: {http.StatusServiceUnavailable, "Not available at the moment"},
	fault.Internal:    {http.StatusInternalServerError, "Something went wrong"},
}

// sentences are what is said where a status comes from the router and not from a fault.
var sentences = map[int]string{
	http.StatusBadRequest:            "The request cannot be read: something in its address, its headers or its body is not in the form expected.",
	http.StatusForbidden:             "This request came from another site and was refused.",
	http.StatusNotFound:              "There is nothing at this address.",
	http.StatusMethodNotAllowed:      "This address does not take that method.",
	http.StatusRequestEntityTooLarge: "The request is too large.",
	http.StatusUnsupportedMediaType:  "Send the body as application/json.",
	http.StatusPreconditionRequired:  "Say with If-Match which version you mean to change: it is the ETag that you last read.",
}

// problem writes every failing answer, by RFC 9457, or as a page where a person came for one. It is Echo's error handler, and
// nobody else writes one.
func (s *Server) problem(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p := problemFrom(err)
	p.RequestID = requestID(c)
	switch gone := errors.Is(c.Request().Context().Err(), context.Canceled); {
	case p.Status < http.StatusInternalServerError:
	case gone: // whoever asked waits no more, and has no use for the answer
		s.log.InfoContext(c.Request().Context(), "request given up by its caller", "request", p.RequestID, "route", c.Path())
	default:
		s.log.ErrorContext(c.Request().Context(), "request failed", "request", p.RequestID, "route", c.Path(), "error", err)
	}
	header := c.Response().Header()
	switch p.Status {
	case http.StatusServiceUnavailable:
		header.Set("Retry-After", "2")
	case http.StatusTooManyRequests:
		header.Set("Retry-After", strconv.Itoa(int(visitTime.Seconds())))
	}
	if c.Path() == publishedPath {
		s.problemPage(c, p)
		return
	}
	header.Set(echo.HeaderContentType, "application/problem+json")
	c.Response().WriteHeader(p.Status)
	if c.Request().Method != http.MethodHead {
		_ = json.NewEncoder(c.Response()).Encode(p)
	}
}

// shownOnce is the answer that is kept for a repeat of what showed a secret: the secret itself is kept nowhere.
func shownOnce(request string) tenants.Answer {
	p := problemFrom(fault.New(fault.Conflict, "This has been done already. What it made is shown once and cannot be shown again: end it and make another."))
	p.RequestID = request
	body, _ := json.Marshal(p) // it is texts and numbers
	return tenants.Answer{Status: p.Status, Headers: map[string]string{echo.HeaderContentType: "application/problem+json"}, Body: body}
}

func problemFrom(err error) gen.Problem {
	if routed, ok := errors.AsType[*echo.HTTPError](err); ok {
		if sentence, known := sentences[routed.Code]; known {
			return gen.Problem{
				Type: "about:blank", Title: http.StatusText(routed.Code), Status: routed.Code, Detail: sentence,
				Fields: misread(routed),
			}
		}
	}
	f := fault.From(err)
	kind := kinds[f.Kind]
	p := gen.Problem{
		Type: "urn:throughline:problem:" + string(f.Kind), Title: kind.title, Status: kind.status, Detail: f.Message,
		Fields: []gen.ProblemField{},
	}
	for _, field := range f.Fields {
		p.Fields = append(p.Fields, gen.ProblemField{Name: field.Name, Reason: field.Reason})
	}
	return p
}

var parameterName = regexp.MustCompile(`parameter ([A-Za-z-]{1,40})\b`)

// misread names the parameter that the generated code could not read, and nothing else of what it says.
func misread(routed *echo.HTTPError) []gen.ProblemField {
	text, _ := routed.Message.(string)
	if name := parameterName.FindStringSubmatch(text); name != nil && routed.Code == http.StatusBadRequest {
		return []gen.ProblemField{{Name: name[1], Reason: "It is missing or not in the form expected."}}
	}
	return []gen.ProblemField{}
}
