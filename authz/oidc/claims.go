package oidc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// maxMoment is the last second of the year 9999, in Unix time.
const maxMoment = 253402300799

// known are the claims that we read. A name that differs from one of these only in its letters' case is refused: JSON
// readers disagree about which one counts, and go-oidc's is one that takes either.
var known = []string{
	"iss", "sub", "aud", "azp", "exp", "iat", "nbf", "nonce", "at_hash", "acr", "amr", "auth_time", "sid", "name", "email",
	"jti", "events",
}

// claims is the payload of a token, read strictly.
type claims struct {
	members map[string]json.RawMessage
	wrong   error // the first claim of the wrong type
}

// readObject reads a JSON object in which every name stands once.
func readObject(payload []byte) (map[string]json.RawMessage, error) {
	if !utf8.Valid(payload) {
		return nil, errors.New("expected UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(payload))
	if first, err := decoder.Token(); err != nil || first != json.Delim('{') {
		return nil, errors.New("expected a JSON object")
	}
	members := map[string]json.RawMessage{}
	for decoder.More() {
		token, err := decoder.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return nil, errors.New("expected a name")
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil, errors.New("expected a value")
		}
		if _, twice := members[name]; twice {
			return nil, errors.New("a name stands twice")
		}
		members[name] = value
	}
	if _, err := decoder.Token(); err != nil {
		return nil, errors.New("expected the end of the object")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the object")
	}
	return members, nil
}

// readClaims reads a payload whose names are exactly those of the standards.
func readClaims(payload []byte) (*claims, error) {
	members, err := readObject(payload)
	if err != nil {
		return nil, refuse(checkClaims, err)
	}
	for name := range members {
		for _, k := range known {
			if name != k && strings.EqualFold(name, k) {
				return nil, refuse(checkClaims, fmt.Errorf("a name is %s in other letters", k))
			}
		}
	}
	return &claims{members: members}, nil
}

// has reports whether a claim is there; null is the same as absent.
func (c *claims) has(name string) bool {
	value, ok := c.members[name]
	return ok && string(value) != "null"
}

func (c *claims) read(name string, into any, expected string) bool {
	if !c.has(name) {
		return false
	}
	if err := json.Unmarshal(c.members[name], into); err != nil {
		c.fail(name, expected)
		return false
	}
	return true
}

func (c *claims) fail(name, expected string) {
	if c.wrong == nil {
		c.wrong = fmt.Errorf("%s: expected %s", name, expected)
	}
}

// text gives a claim that is a string, "" when absent.
func (c *claims) text(name string) string {
	var s string
	c.read(name, &s, "a string")
	return s
}

// texts gives a claim that is an array of strings. One string alone will do: aud may be one by the standard, and some
// providers write amr so.
func (c *claims) texts(name string) []string {
	if c.has(name) && c.members[name][0] == '"' {
		return []string{c.text(name)}
	}
	var list []string
	c.read(name, &list, "an array of strings")
	return list
}

// mostValues is how many values of one claim are taken. Entra sends at most 200 groups and leaves longer lists out;
// what is longer than any provider's is no list that somebody could have meant.
const mostValues = 500

// wanted gives the values of the named claims that are there: a string, or an array of strings. Anything else is as
// absent, for half a list must not pass for a whole one; so is a claim that the token says is kept elsewhere (OpenID
// Connect Core 1.0 section 5.6.2), which is what Entra sends for whoever is in too many groups.
func (c *claims) wanted(names []string) map[string][]string {
	var elsewhere map[string]json.RawMessage
	c.read("_claim_names", &elsewhere, "an object")
	values := map[string][]string{}
	for _, name := range names {
		if _, kept := elsewhere[name]; kept || !c.has(name) {
			continue
		}
		if list, ok := textsOf(c.members[name]); ok {
			values[name] = list
		}
	}
	return values
}

// textsOf reads a string or an array of strings, none with NUL, which no database keeps.
func textsOf(value json.RawMessage) ([]string, bool) {
	var one string
	var list []string
	if json.Unmarshal(value, &one) == nil {
		list = []string{one}
	} else if json.Unmarshal(value, &list) != nil || len(list) > mostValues {
		return nil, false
	}
	return list, !slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, "\x00") })
}

// names gives the names of all claims that were sent, in order.
func (c *claims) names() []string { return slices.Sorted(maps.Keys(c.members)) }

// moment gives a claim that is a time in seconds since 1970; zero when absent.
func (c *claims) moment(name string) time.Time {
	var seconds float64
	if !c.read(name, &seconds, "a number of seconds") {
		return time.Time{}
	}
	if seconds < 0 || seconds > maxMoment {
		c.fail(name, "a time between 1970 and 9999")
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0)
}

// printable reports whether s is 1 to 255 printable ASCII characters: what a sub may be (OpenID Connect Core 1.0
// section 2), and more than a sid or a jti needs.
func printable(s string) bool {
	return s != "" && len(s) <= 255 && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

// shown makes a name fit to be put on a page: without what can't be seen or turns the writing round, and not too long.
func shown(s string, most int) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r) || r == utf8.RuneError:
			return -1
		default:
			return r
		}
	}, s)), " ")
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most])
	}
	return s
}
