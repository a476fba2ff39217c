package browser

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"
)

//go:embed plain.html
var plainText string

//go:embed plain.css
var plainCSS []byte

var plainTemplate = template.Must(template.New("plain").Parse(plainText))

// onward is a link at the end of a plain page.
type onward struct{ Href, Words string }

// plainPage writes a page of a heading and sentences, which needs none of the built pages.
func plainPage(c echo.Context, status int, heading string, sentences ...string) error {
	return plainPageTo(c, status, heading, onward{"/", "Go to the start page"}, sentences...)
}

// plainPageTo is plainPage with another way on than to the start page.
func plainPageTo(c echo.Context, status int, heading string, to onward, sentences ...string) error {
	var page bytes.Buffer
	err := plainTemplate.Execute(&page, struct {
		Heading   string
		Sentences []string
		Onward    onward
	}{heading, sentences, to})
	if err != nil {
		return err
	}
	return c.HTMLBlob(status, page.Bytes())
}

func plainStyle(c echo.Context) error {
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", plainCSS)
}
