package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/throughline-ics/throughline/tenants"
)

// render lets the generated code write a response, and keeps what it wrote.
func render(id string, response any) (tenants.Answer, error) {
	visit := reflect.ValueOf(response).MethodByName("Visit" + id + "Response")
	if !visit.IsValid() {
		return tenants.Answer{}, fmt.Errorf("%s answered with a %T, which is not a response of it", id, response)
	}
	r := &recorder{header: http.Header{}, status: http.StatusOK}
	failed, _ := reflect.TypeAssert[error](visit.Call([]reflect.Value{reflect.ValueOf(r)})[0])
	answer := tenants.Answer{Status: r.status, Headers: map[string]string{}, Body: r.body.Bytes()}
	for name := range r.header {
		answer.Headers[name] = r.header.Get(name)
	}
	return answer, failed
}

type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is where the headers are kept.
func (r *recorder) Header() http.Header { return r.header }

// Write keeps a part of the body.
func (r *recorder) Write(part []byte) (int, error) { return r.body.Write(part) }

// WriteHeader keeps the status.
func (r *recorder) WriteHeader(status int) { r.status = status }

// send writes an answer. A read without a version of its own is tagged by its content, and is not sent again to somebody who has
// it. A version says what a change is made to, and not all that was read with it, so that it answers no If-None-Match.
func send(c echo.Context, a tenants.Answer) error {
	header := c.Response().Header()
	for name, value := range a.Headers {
		header.Set(name, value)
	}
	if c.Request().Method == http.MethodGet && header.Get("ETag") == "" {
		sum := sha256.Sum256(a.Body)
		tag := `"` + hex.EncodeToString(sum[:16]) + `"`
		header.Set("ETag", tag)
		if matches(c.Request().Header.Get("If-None-Match"), tag) {
			header.Del(echo.HeaderContentType)
			return c.NoContent(http.StatusNotModified)
		}
	}
	c.Response().WriteHeader(a.Status)
	_, err := c.Response().Write(a.Body)
	return err
}

// matches compares weakly, as RFC 9110 (13.1.2) asks for If-None-Match.
func matches(header, tag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
		if candidate == tag || candidate == "*" {
			return true
		}
	}
	return false
}
