package oidc

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/oauth2"
)

const (
	maxCode = 4096
	maxName = 200
	maxMail = 254 // RFC 5321, through RFC 3696 erratum 1690
)

// Finish ends a sign-in: it trades the code of a callback for an ID token and says who it is about. The flow must
// already be gone from where the caller keeps it. Errors are faults: Unavailable when the provider doesn't answer,
// SignIn for every refusal; Check names which.
func (p *RelyingParty) Finish(ctx context.Context, c Connection, flow Flow, back Callback) (Identity, error) {
	provider, err := p.provider(c)
	if err != nil {
		return Identity{}, err
	}
	if err := flow.check(c, back, p.clock()); err != nil {
		return Identity{}, err
	}
	m, err := provider.metadata.get(ctx)
	if err != nil {
		return Identity{}, err
	}
	if err := back.check(c, m); err != nil {
		return Identity{}, err
	}
	tokens, raw, err := p.exchange(p.calling(ctx, c.Issuer), m.client(c), flow, back.Code)
	if err != nil {
		return Identity{}, err
	}
	v, err := p.verification(c, &provider.keys, raw, idTokenType)
	if err != nil {
		return Identity{}, err
	}
	claims, token, err := v.idToken(ctx, raw, flow.Nonce)
	if err != nil {
		return Identity{}, err
	}
	if err := checkAccessToken(claims, token, tokens.AccessToken); err != nil {
		return Identity{}, err
	}
	return p.describe(ctx, m, identity(c, claims), tokens)
}

// check judges what the provider sent beside the state. The issuer comes first (RFC 9207): an answer, even a refusal,
// of another provider is none of this flow's.
func (b Callback) check(c Connection, m *metadata) error {
	switch {
	case b.Iss != c.Issuer && (b.Iss != "" || m.IssInResponse):
		return refuse(checkResponseIssuer, nil)
	case b.Error != "":
		return refuse(checkProviderError, fmt.Errorf("%.60q %.300q", b.Error, b.ErrorDescription))
	case b.Code == "" || len(b.Code) > maxCode:
		return refuse(checkCode, nil)
	}
	return nil
}

// exchange trades the code for tokens and gives the ID token's text apart. The context is that of a call.
func (p *RelyingParty) exchange(ctx context.Context, client *oauth2.Config, flow Flow, code string) (*oauth2.Token, string, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	tokens, err := client.Exchange(ctx, code, oauth2.VerifierOption(flow.Verifier))
	if err != nil {
		return nil, "", exchangeFault(err)
	}
	raw, ok := tokens.Extra("id_token").(string)
	if !ok || raw == "" || !strings.EqualFold(tokens.TokenType, "Bearer") {
		return nil, "", refuse(checkTokenResponse, errors.New("expected a bearer token and an ID token"))
	}
	return tokens, raw, nil
}

// errorCodes are those of the token endpoint (RFC 6749 section 5.2). Whatever else a provider writes there may be what
// it was sent, the client's secret too.
var errorCodes = []string{"invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope"} //nolint:misspell // the standard's word

// exchangeFault says what a failed exchange means. The library's own text may hold the whole answer, so it is not kept.
func exchangeFault(err error) error {
	if answered, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		status := answered.Response.StatusCode
		how := fmt.Errorf("the token endpoint answered %d", status)
		if slices.Contains(errorCodes, answered.ErrorCode) {
			how = fmt.Errorf("the token endpoint answered %d, error %s", status, answered.ErrorCode)
		}
		switch {
		case status >= http.StatusInternalServerError || status == http.StatusTooManyRequests:
			return refuse(checkUnreachable, how)
		case answered.ErrorCode == "invalid_grant":
			return refuse(checkCode, how)
		default:
			return refuse(checkClient, how)
		}
	}
	if called(err) {
		return unreachable(err)
	}
	return refuse(checkTokenResponse, errors.New("the token endpoint's answer can't be read"))
}

// identity is who a token is about.
func identity(c Connection, from *claims) Identity {
	return Identity{
		Connection: c.ID,
		Issuer:     c.Issuer,
		Subject:    from.text("sub"),
		Name:       shown(from.text("name"), maxName),
		Email:      shown(from.text("email"), maxMail),
		SID:        from.text("sid"),
		Strength:   strength(from),
		AuthTime:   from.moment("auth_time"),
		Sent:       from.names(),
		Claims:     from.wanted(c.Claims),
	}
}

// describe fills in a name or an e-mail address that the ID token left out. Who it is, is settled: a provider that
// doesn't answer now costs them their name on the page, not their sign-in. One that speaks of somebody else does.
func (p *RelyingParty) describe(ctx context.Context, m *metadata, who Identity, tokens *oauth2.Token) (Identity, error) {
	if m.UserInfo == "" || who.Name != "" && who.Email != "" {
		return who, nil
	}
	body, ok := p.userInfo(ctx, who.Issuer, m.UserInfo, tokens.AccessToken)
	if !ok {
		return who, nil
	}
	info, err := readClaims(body)
	if err != nil || info.text("sub") != who.Subject {
		return Identity{}, refuse(checkUserInfo, nil)
	}
	if who.Name == "" {
		who.Name = shown(info.text("name"), maxName)
	}
	if who.Email == "" {
		who.Email = shown(info.text("email"), maxMail)
	}
	if info.wrong != nil {
		return Identity{}, refuse(checkUserInfo, info.wrong)
	}
	return who, nil
}

func (p *RelyingParty) userInfo(ctx context.Context, issuer, address, access string) ([]byte, bool) {
	body, err := p.fetch(ctx, issuer, address, access)
	return body, err == nil
}
