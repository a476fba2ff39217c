package embeddings

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/outbound"
)

// What one request may be: so many texts, so many bytes of them, so many bytes of answer, so long.
const (
	mostTexts  = 64
	mostBytes  = 128 << 10
	mostAnswer = 8 << 20
	callTime   = 30 * time.Second
)

// An endpoint that asks to be left alone is asked again so often, if it says for how long and that is no longer than this.
const (
	mostTries   = 4
	longestWait = 15 * time.Second
)

// longestVector is how many numbers a vector may have; the largest models of today have 4,096.
const longestVector = 8192

// Endpoint is where texts are sent, to which model, and the key that goes with them, which may be empty.
type Endpoint struct {
	URL   string // up to and without /v1/embeddings
	Model string
	Key   string
}

// Check says what is wrong with an endpoint, field by field.
func (e Endpoint) Check() error {
	var fields []fault.Field
	u, err := url.Parse(e.URL)
	if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !loopback(u)) || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		fields = append(fields, fault.Field{Name: "url", Reason: "Write an address that begins with https://, without a user, a query or a fragment, such as https://embeddings.example.nhs.uk."})
	}
	if e.Model == "" || strings.TrimSpace(e.Model) != e.Model || len(e.Model) > 200 {
		fields = append(fields, fault.Field{Name: "model", Reason: "Write the name of the model as the endpoint calls it, up to 200 characters."})
	}
	if len(e.Key) > 4096 || strings.ContainsFunc(e.Key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		fields = append(fields, fault.Field{Name: "key", Reason: "A key has up to 4,096 letters, digits and signs, and no spaces."})
	}
	if fields != nil {
		return fault.New(fault.Invalid, "The embeddings endpoint cannot be used as it is written.", fields...)
	}
	return nil
}

// address is where the endpoint takes texts. A base that ends in /v1 already is taken as it is meant.
func (e Endpoint) address() string {
	return strings.TrimSuffix(strings.TrimSuffix(e.URL, "/"), "/v1") + "/v1/embeddings"
}

// Host is the endpoint's host as people are told it.
func (e Endpoint) Host() string {
	u, err := url.Parse(e.URL)
	if err != nil {
		return ""
	}
	return u.Host
}

func loopback(u *url.URL) bool {
	a, err := netip.ParseAddr(u.Hostname())
	return err == nil && a.IsLoopback()
}

// OnThisMachine is the exception that lets a client call an endpoint by http on this machine. It is for the command line
// and for tests, where whoever runs the program has named the endpoint; for any other endpoint there is none.
func OnThisMachine(e Endpoint) []outbound.Exception {
	u, err := url.Parse(e.URL)
	if err != nil || !loopback(u) {
		return nil
	}
	at := netip.MustParseAddr(u.Hostname())
	return []outbound.Exception{{Host: u.Host, Plain: u.Scheme == "http", Networks: []netip.Prefix{netip.PrefixFrom(at, at.BitLen())}}}
}

// Client sends texts to endpoints. It is safe for concurrent use and keeps nothing.
type Client struct{ http *http.Client }

// New makes a client that calls by the rules of outbound.
func New(exceptions ...outbound.Exception) *Client {
	return &Client{outbound.New(outbound.Limits{Body: mostAnswer, Time: callTime}, nil, exceptions...)}
}

// Embed gives every text its vector, in their order: all of one length, finite, none of them zero. It gives all or an
// error, which is a fault that names the endpoint and what it answered, and neither texts nor key.
func (c *Client) Embed(ctx context.Context, e Endpoint, texts []string) ([][]float32, error) {
	if err := e.Check(); err != nil {
		return nil, err
	}
	ctx = outbound.For(ctx, e.URL)
	vectors := make([][]float32, 0, len(texts))
	for len(texts) > 0 {
		n := batch(texts)
		some, err := c.patiently(ctx, e, texts[:n])
		if err != nil {
			return nil, err
		}
		if len(vectors) > 0 && len(some[0]) != len(vectors[0]) {
			return nil, e.trouble("answered with vectors of different lengths", nil)
		}
		vectors, texts = append(vectors, some...), texts[n:]
	}
	return vectors, nil
}

// batch is how many of the first texts go into one request; at least one does.
func batch(texts []string) int {
	n, size := 1, len(texts[0])
	for n < min(len(texts), mostTexts) && size+len(texts[n]) <= mostBytes {
		size += len(texts[n])
		n++
	}
	return n
}

// busy is an answer that asks to come again.
type busy struct {
	error

	wait time.Duration
}

// patiently sends one batch, and sends it again when the endpoint says when.
func (c *Client) patiently(ctx context.Context, e Endpoint, texts []string) ([][]float32, error) {
	for try := 1; ; try++ {
		vectors, err := c.send(ctx, e, texts)
		later, asked := errors.AsType[busy](err)
		if !asked {
			return vectors, err
		}
		if try == mostTries || later.wait > longestWait {
			return nil, later.error
		}
		select {
		case <-ctx.Done():
			return nil, later.error
		case <-time.After(later.wait):
		}
	}
}

// send makes one request.
func (c *Client) send(ctx context.Context, e Endpoint, texts []string) ([][]float32, error) {
	body, err := json.Marshal(struct {
		Model string   `json:"model"`
		Input []string `json:"input"`
	}{e.Model, texts})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.address(), bytes.NewReader(body))
	if err != nil {
		return nil, e.trouble("is no address", nil)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	if e.Key != "" {
		r.Header.Set("Authorization", "Bearer "+e.Key)
	}
	response, err := c.http.Do(r)
	if err != nil {
		return nil, e.unreached(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, e.refused(response)
	}
	answer, err := io.ReadAll(response.Body)
	switch {
	case errors.Is(err, outbound.ErrTooLong):
		return nil, e.trouble("answered more than 8 MiB", err)
	case err != nil:
		return nil, e.trouble("broke off its answer", err)
	}
	return e.read(answer, len(texts))
}

// refused is what an answer other than 200 comes to.
func (e Endpoint) refused(r *http.Response) error {
	err := e.trouble(fmt.Sprintf("answered %d", r.StatusCode), nil)
	if r.StatusCode != http.StatusTooManyRequests && r.StatusCode != http.StatusServiceUnavailable {
		return err
	}
	after := r.Header.Get("Retry-After")
	if seconds, wrong := strconv.Atoi(after); wrong == nil && seconds >= 0 {
		return busy{err, time.Duration(min(seconds, 1<<20)) * time.Second}
	}
	if at, wrong := http.ParseTime(after); wrong == nil {
		return busy{err, max(0, time.Until(at))}
	}
	return err
}

// read takes the vectors out of an answer for so many texts.
func (e Endpoint) read(answer []byte, texts int) ([][]float32, error) {
	var said struct {
		Data []struct {
			Index     *int      `json:"index"`
			Embedding []float32 `json:"embedding"`
		} `json:"data"`
	}
	if err := json.Unmarshal(answer, &said); err != nil {
		return nil, e.trouble("answered what is not a list of vectors in JSON", nil)
	}
	if len(said.Data) != texts {
		return nil, e.trouble(fmt.Sprintf("answered %d vectors for %d texts", len(said.Data), texts), nil)
	}
	vectors := make([][]float32, texts)
	for place, d := range said.Data {
		if d.Index != nil {
			place = *d.Index
		}
		if place < 0 || place >= texts || vectors[place] != nil {
			return nil, e.trouble("answered vectors that do not say which text each is of", nil)
		}
		if len(d.Embedding) > longestVector || len(d.Embedding) != len(said.Data[0].Embedding) {
			return nil, e.trouble("answered vectors of different lengths, or longer than 8,192", nil)
		}
		if !directed(d.Embedding) {
			return nil, e.trouble("answered a vector without a direction", nil)
		}
		vectors[place] = d.Embedding
	}
	return vectors, nil
}

func directed(v []float32) bool {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	return sum > 0 && !math.IsInf(sum, 0) && !math.IsNaN(sum)
}

// unreached is what a call that was not answered comes to.
func (e Endpoint) unreached(err error) error {
	timeout, isNet := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, outbound.ErrForbidden):
		return e.trouble("may not be called from here: it is not public, or not called by https", err)
	case errors.Is(err, outbound.ErrRedirect):
		return e.trouble("sends on to another address, which is not followed", err)
	case isNet && timeout.Timeout():
		return e.trouble("did not answer in time", err)
	default:
		return e.trouble("cannot be reached", err)
	}
}

// trouble is the fault for an endpoint that gave no vectors. The cause is for the log and never shown.
func (e Endpoint) trouble(what string, cause error) error {
	message := fmt.Sprintf("The embeddings endpoint %s %s.", e.Host(), what)
	if cause == nil {
		return fault.New(fault.Unavailable, message)
	}
	return fault.Wrap(cause, fault.Unavailable, message)
}
