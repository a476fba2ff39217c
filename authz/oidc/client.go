package oidc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"

	"github.com/throughline-ics/throughline/internal/outbound"
)

const (
	callTimeout = 5 * time.Second
	maxBody     = 1 << 20
)

// Exception lets the client reach one host that the rules would refuse, for the provider whose issuer is there.
type Exception = outbound.Exception

// HardenedClient makes a client for providers' addresses, by the rules of outbound: it reads at most 1 MiB and takes at
// most 5 seconds in all.
func HardenedClient(exceptions ...Exception) *http.Client {
	return newClient(nil, exceptions)
}

func newClient(resolver *net.Resolver, exceptions []Exception) *http.Client {
	return outbound.New(outbound.Limits{Body: maxBody, Time: callTimeout}, resolver, exceptions...)
}

// calling is the context of every call to an issuer's provider: it says by which client, and whose provider it is, so that
// the client knows which exceptions count.
func (p *RelyingParty) calling(ctx context.Context, issuer string) context.Context {
	return outbound.For(context.WithValue(ctx, oauth2.HTTPClient, p.client), issuer)
}

// fetch gets a document from an issuer's provider, as the bearer of a token unless that is empty. Its errors are faults.
func (p *RelyingParty) fetch(ctx context.Context, issuer, address, bearer string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(p.calling(ctx, issuer), fetchTimeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, refuse(checkMetadata, errors.New("an endpoint is no address"))
	}
	r.Header.Set("Accept", "application/json")
	if bearer != "" {
		r.Header.Set("Authorization", "Bearer "+bearer)
	}
	response, err := p.client.Do(r)
	if err != nil {
		return nil, unreachable(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, unreachable(fmt.Errorf("%.200q answered %d", address, response.StatusCode))
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, unreachable(fmt.Errorf("%.200q: the answer broke off or is too long", address))
	}
	return body, nil
}

// called reports whether an error is about the call itself, not about what was answered.
func called(err error) bool {
	_, ok := errors.AsType[*url.Error](err)
	return ok || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// unreachable is the fault for a call that gave nothing to judge.
func unreachable(err error) error {
	switch {
	case Check(err) != "":
		return err
	case errors.Is(err, outbound.ErrForbidden):
		return refuse(checkAddress, err)
	default:
		return refuse(checkUnreachable, err)
	}
}
