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

// plainPage writes a page of a heading and sentences, which needs none of the built pages.
func plainPage(c echo.Context, status int, heading string, sentences ...string) error {
	var page bytes.Buffer
	err := plainTemplate.Execute(&page, struct {
		Heading   string
		Sentences []string
	}{heading, sentences})
	if err != nil {
		return err
	}
	return c.HTMLBlob(status, page.Bytes())
}

func plainStyle(c echo.Context) error {
	return c.Blob(http.StatusOK, "text/css; charset=utf-8", plainCSS)
}
