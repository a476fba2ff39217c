package demoidp

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
)

//go:embed pages.html
var pageSource string

//go:embed pages.css
var styleSource string

// pages renders what a person sees. No scripts: the policy allows our one style sheet, by its hash, and nothing else.
type pages struct {
	templates *template.Template
	style     template.CSS
	policy    string
}

type choice struct {
	Persona

	Link string
}

type chooserPage struct {
	Title   string
	Choices []choice
	Cancel  string
	Style   template.CSS
}

type messagePage struct {
	Heading string
	Text    string
	Style   template.CSS
}

func newPages() pages {
	sum := sha256.Sum256([]byte(styleSource))
	return pages{
		templates: template.Must(template.New("pages").Parse(pageSource)),
		style:     template.CSS(styleSource), //nolint:gosec // our own embedded file
		policy: "default-src 'none'; img-src data:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
			"'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
	}
}

func (p pages) chooser(w http.ResponseWriter, page chooserPage) {
	page.Style = p.style
	p.write(w, http.StatusOK, "chooser", page)
}

func (p pages) message(w http.ResponseWriter, status int, page messagePage) {
	page.Style = p.style
	p.write(w, status, "message", page)
}

// refuse shows why the provider can't go on.
func (p *Provider) refuse(w http.ResponseWriter, status int, sentence string) {
	p.pages.message(w, status, messagePage{Heading: "DEMO: this sign-in cannot go on", Text: sentence})
}

// write renders before it sends, so that half a page never goes out with a status that says all is well.
func (p pages) write(w http.ResponseWriter, status int, name string, page any) {
	var body bytes.Buffer
	if err := p.templates.ExecuteTemplate(&body, name, page); err != nil {
		http.Error(w, "The page could not be made.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = body.WriteTo(w) // the caller has gone: there's nobody left to tell
}
