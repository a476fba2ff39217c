package demoidp

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/internal/fault"
)

// request is an authorization request that passed every check.
type request struct {
	redirectURI string
	state       string
	nonce       string
	challenge   string
	silent      bool // prompt=none: answer without showing a page
}

// maxEcho bounds what is only carried through: state and nonce.
const maxEcho = 512

// challengeForm is RFC 7636 section 4.2: an S256 challenge is 32 bytes in base64url without padding.
var challengeForm = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// authorize shows the account chooser.
func (p *Provider) authorize(i *issuer, w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	asked, err := i.request(query)
	if err != nil {
		p.refuse(w, http.StatusBadRequest, fault.From(err).Message)
		return
	}
	if asked.silent {
		i.sendBack(w, r, asked, url.Values{"error": {"login_required"}})
		return
	}
	page := chooserPage{Title: i.Title, Cancel: link(query, "cancel", "yes")}
	for _, persona := range i.Personas {
		page.Choices = append(page.Choices, choice{Persona: persona, Link: link(query, "persona", persona.Subject)})
	}
	p.pages.chooser(w, page)
}

// choose answers a link of the chooser. Links, not a form: Chromium applies form-action to the redirects that
// follow a form, and the client's address is none of this page's business.
func (p *Provider) choose(i *issuer, w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	asked, err := i.request(query)
	if err != nil {
		p.refuse(w, http.StatusBadRequest, fault.From(err).Message)
		return
	}
	if query.Get("cancel") != "" {
		i.sendBack(w, r, asked, url.Values{"error": {"access_denied"}, "error_description": {"The person chose to go back."}})
		return
	}
	at := slices.IndexFunc(i.Personas, func(p Persona) bool { return p.Subject == query.Get("persona") })
	if at < 0 {
		p.refuse(w, http.StatusBadRequest, "There is no such person in this demonstration. Go back and choose one from the list.")
		return
	}
	now := p.clock()
	code, ok := i.codes.issue(now, grant{
		redirectURI: asked.redirectURI, challenge: asked.challenge, nonce: asked.nonce,
		persona: i.Personas[at], authTime: now,
	})
	if !ok {
		p.refuse(w, http.StatusServiceUnavailable, "Too many people are signing in to this demonstration. Try again in a minute.")
		return
	}
	i.sendBack(w, r, asked, url.Values{"code": {code}})
}

// request reads an authorization request. Its errors are for the page: until the client and its address are known,
// nothing may be sent to that address.
func (i *issuer) request(q url.Values) (request, error) {
	none := request{}
	switch {
	case repeated(q):
		return none, wrong("A parameter was given twice. Expected each one once.")
	case q.Get("client_id") != i.ClientID:
		return none, wrong("The application that sent you here is not known (client_id).")
	case !slices.Contains(i.RedirectURIs, q.Get("redirect_uri")):
		return none, wrong("The address to go back to is not registered (redirect_uri). It must be the same, letter by letter.")
	case q.Get("response_type") != "code":
		return none, wrong("Only the authorization code flow is offered. Expected response_type=code.")
	case q.Has("request") || q.Has("request_uri"):
		return none, wrong("Request objects are not offered. Expected plain parameters.")
	case q.Has("response_mode") && q.Get("response_mode") != "query":
		return none, wrong("Only response_mode=query is offered.")
	case !slices.Contains(strings.Fields(q.Get("scope")), "openid"):
		return none, wrong("The scope lacks openid.")
	case q.Get("code_challenge_method") != "S256" || !challengeForm.MatchString(q.Get("code_challenge")):
		return none, wrong("PKCE is required. Expected code_challenge_method=S256 and a code_challenge of 43 characters.")
	case len(q.Get("state")) > maxEcho || len(q.Get("nonce")) > maxEcho:
		return none, wrong("The state or the nonce is too long. Expected at most 512 characters.")
	}
	return request{
		redirectURI: q.Get("redirect_uri"), state: q.Get("state"), nonce: q.Get("nonce"),
		challenge: q.Get("code_challenge"), silent: q.Get("prompt") == "none",
	}, nil
}

// sendBack redirects to the client with the state as it came and the issuer's own name (RFC 9207 section 2).
func (i *issuer) sendBack(w http.ResponseWriter, r *http.Request, asked request, answer url.Values) {
	answer.Set("iss", i.address)
	if asked.state != "" {
		answer.Set("state", asked.state)
	}
	http.Redirect(w, r, asked.redirectURI+"?"+answer.Encode(), http.StatusSeeOther)
}

// link carries the whole request on, so that the chooser keeps nothing between its page and the choice.
func link(q url.Values, name, value string) string {
	carried := url.Values{name: {value}}
	for k, v := range q {
		if k != "persona" && k != "cancel" {
			carried[k] = v
		}
	}
	return "choose?" + carried.Encode()
}

func repeated(q url.Values) bool {
	for _, values := range q {
		if len(values) > 1 {
			return true
		}
	}
	return false
}

func wrong(sentence string) error { return fault.New(fault.Invalid, sentence) }
