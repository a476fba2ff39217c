package demoidp

import (
	"encoding/json"
	"net/http"
)

// metadata is the discovery document: OpenID Connect Discovery 1.0 section 3, RFC 9207 section 3.
type metadata struct {
	Issuer                string   `json:"issuer"`
	AuthorizationEndpoint string   `json:"authorization_endpoint"`
	TokenEndpoint         string   `json:"token_endpoint"`
	JWKSURI               string   `json:"jwks_uri"`
	EndSessionEndpoint    string   `json:"end_session_endpoint"`
	Scopes                []string `json:"scopes_supported"`
	ResponseTypes         []string `json:"response_types_supported"`
	ResponseModes         []string `json:"response_modes_supported"`
	GrantTypes            []string `json:"grant_types_supported"`
	SubjectTypes          []string `json:"subject_types_supported"`
	SigningAlgorithms     []string `json:"id_token_signing_alg_values_supported"`
	ClientAuthentication  []string `json:"token_endpoint_auth_methods_supported"`
	ChallengeMethods      []string `json:"code_challenge_methods_supported"`
	ACRs                  []string `json:"acr_values_supported"`
	Claims                []string `json:"claims_supported"`
	IssInResponse         bool     `json:"authorization_response_iss_parameter_supported"`
	RequestURIs           bool     `json:"request_uri_parameter_supported"`
}

func (p *Provider) discovery(i *issuer, w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, metadata{
		Issuer:                i.address,
		AuthorizationEndpoint: i.address + "/authorize",
		TokenEndpoint:         i.address + "/token",
		JWKSURI:               i.address + "/jwks",
		EndSessionEndpoint:    i.address + "/end-session",
		Scopes:                []string{"openid", "profile", "email"},
		ResponseTypes:         []string{"code"},
		ResponseModes:         []string{"query"},
		GrantTypes:            []string{"authorization_code"},
		SubjectTypes:          []string{"public"},
		SigningAlgorithms:     []string{"ES256"},
		ClientAuthentication:  []string{"none"},
		ChallengeMethods:      []string{"S256"},
		ACRs:                  []string{ACR},
		Claims:                []string{"iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "name", "email", "sid", "acr", "amr", "at_hash"},
		IssInResponse:         true,
	})
}

func (p *Provider) jwks(i *issuer, w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, i.keys)
}

// answer writes JSON. A failed write means that the caller has gone: there's nobody left to tell.
func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
