package api

import (
	"errors"
	"mime"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/page"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// publishedPath is the page of what an organisation has published, which is no operation of the contract: browsers come to it by
// themselves. It reads and counts what GetPublicStrategy and AnswerPulse do, within the same bounds.
const publishedPath = "/published/:publisher"

// statementPath is the page of the accessibility statement, which is as little of an operation.
const statementPath = "/accessibility-statement"

// answered is how the page says to itself that an answer was counted.
const answered = "answered=yes"

// readPublished answers with the page that everybody reads.
func (s *Server) readPublished(c echo.Context) error {
	at, err := s.visited(c, false)
	if err != nil {
		return err
	}
	return s.showPublished(c, at, page.Reply{Counted: c.QueryString() == answered})
}

// showPublished answers with that page, and with what became of an answer.
func (s *Server) showPublished(c echo.Context, at string, reply page.Reply) error {
	var body []byte
	moved := ""
	err := s.db.Public(c.Request().Context(), at, func(tx *tenants.Tx, of tenants.Publisher) error {
		if of.ODS != "" && of.ODS != at && reply.Wrong == "" { // one with an ODS code has one address, whichever way somebody came
			moved = publishedAddress(of.ODS, reply.Counted)
			return nil
		}
		edition, err := strategy.ReadPublic(c.Request().Context(), tx)
		if err != nil {
			return err
		}
		body, err = s.frame.Strategy(of, edition, reply)
		return err
	})
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-cache")
	if moved != "" {
		return c.Redirect(http.StatusFound, moved)
	}
	status := http.StatusOK
	if reply.Wrong != "" {
		status = http.StatusUnprocessableEntity
	}
	return send(c, htmlAnswer(status, body))
}

func htmlAnswer(status int, body []byte) tenants.Answer {
	return tenants.Answer{Status: status, Headers: map[string]string{echo.HeaderContentType: echo.MIMETextHTMLCharsetUTF8}, Body: body}
}

// readStatement answers with the accessibility statement.
func (s *Server) readStatement(c echo.Context) error {
	body, err := s.frame.Accessibility()
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-cache")
	return send(c, htmlAnswer(http.StatusOK, body))
}

// answerPublished counts what somebody says of it by the form on the page, and leads back to the page, so that to load it again
// counts nothing. What cannot be counted comes back as it was chosen: no address, which others keep, says what that was.
func (s *Server) answerPublished(c echo.Context) error {
	at, err := s.visited(c, true)
	if err != nil {
		return err
	}
	said, err := pulseIn(c.Request())
	if err != nil {
		return err
	}
	err = editions.NotePulse(c.Request().Context(), s.db.Enter(), at, said)
	reply := page.Reply{Recognise: said.Recognise, Helps: said.Helps, Neither: said.Neither, Role: said.Role}
	switch {
	case errors.Is(err, editions.ErrNoAnswer):
		reply.Wrong = page.Nothing
	case errors.Is(err, editions.ErrBothAnswers):
		reply.Wrong = page.Both
	case err != nil:
		return err
	default:
		return c.Redirect(http.StatusSeeOther, publishedAddress(at, true)+"#counted")
	}
	return s.showPublished(c, at, reply)
}

// pulseIn reads the form; a field or a statement that is not on the page is refused, as the contract refuses it.
func pulseIn(r *http.Request) (editions.Pulse, error) {
	var p editions.Pulse
	unreadable := fault.New(fault.Invalid, "This is not an answer that can be given on the page. Go back and send it again.")
	kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	if err != nil || kind != echo.MIMEApplicationForm || r.ParseForm() != nil {
		return p, unreadable
	}
	for name, values := range r.PostForm {
		for _, value := range values {
			switch {
			case name == "statements" && value == "recognise":
				p.Recognise = true
			case name == "statements" && value == "helps":
				p.Helps = true
			case name == "statements" && value == "neither":
				p.Neither = true
			case name == "role" && len(values) == 1:
				p.Role = value
			default:
				return p, unreadable
			}
		}
	}
	return p, nil
}

// visited is the address that somebody has come to, unless they come very often.
func (s *Server) visited(c echo.Context, writes bool) (string, error) {
	if err := s.bounded(c, writes); err != nil {
		return "", err
	}
	at, err := url.PathUnescape(c.Param("publisher"))
	if err != nil {
		return "", fault.Nothing()
	}
	return at, nil
}

func publishedAddress(at string, counted bool) string {
	to := url.URL{Path: "/published/" + at}
	if counted {
		to.RawQuery = answered
	}
	return to.String()
}

// problemPage is what a browser is told where that page cannot be shown.
func (s *Server) problemPage(c echo.Context, p gen.Problem) {
	heading, sentences := p.Title, []string{p.Detail}
	write := func() ([]byte, error) { return s.frame.Notice(heading, sentences...) }
	switch {
	case p.Status == http.StatusNotFound:
		write = s.frame.Nothing
	case p.Type == "about:blank":
		heading = "There is a problem"
	}
	body, err := write()
	if err != nil {
		s.log.ErrorContext(c.Request().Context(), "page not written", "request", requestID(c), "error", err)
	}
	_ = c.HTMLBlob(p.Status, body)
}
