package demoidp

import (
	"net/http"
	"net/url"
	"slices"
)

// endSession is OpenID Connect RP-Initiated Logout 1.0. There's no session here to end: the chooser asks each time.
func (p *Provider) endSession(i *issuer, w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	back := query.Get("post_logout_redirect_uri")
	switch {
	case repeated(query):
		p.refuse(w, http.StatusBadRequest, "A parameter was given twice. Expected each one once.")
	case back == "":
		p.pages.message(w, http.StatusOK, messagePage{Heading: "DEMO: you are signed out", Text: "You can close this page."})
	case query.Get("client_id") != i.ClientID || !slices.Contains(i.PostLogoutURIs, back):
		p.refuse(w, http.StatusBadRequest, "The address to go back to is not registered (post_logout_redirect_uri), or the application is not known (client_id).")
	default:
		if state := query.Get("state"); state != "" {
			back += "?" + url.Values{"state": {state}}.Encode()
		}
		http.Redirect(w, r, back, http.StatusSeeOther) //nolint:gosec // one of the registered addresses, compared letter by letter
	}
}
