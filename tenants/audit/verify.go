package audit

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// Owner is an organisation whose record is verified.
type Owner struct {
	ID   uuid.UUID
	Name string
	Code string
}

// Wrong is something in a record that is not as it was written.
type Wrong struct {
	Owner
	N    int64 // the entry, or zero for the record as a whole
	What string
}

// String says it in a line.
func (w Wrong) String() string {
	if w.N == 0 {
		return fmt.Sprintf("%s: %s", w.Name, w.What)
	}
	return fmt.Sprintf("%s, entry %d: %s", w.Name, w.N, w.What)
}

// link is an entry as its hash covers it.
type link struct {
	N          int64
	At         time.Time
	Actor      uuid.UUID
	Command    string
	Canonical  string
	Prev, Hash []byte
}

// sum is the hash that the link should have: SHA-256 of the one before it and of its parts, each preceded by its
// length (sec.append_audit).
func (l link) sum(prev []byte) []byte {
	h := sha256.New()
	h.Write(prev)
	for _, part := range []string{strconv.FormatInt(l.N, 10), strconv.FormatInt(l.At.UnixMicro(), 10), l.Actor.String(), l.Command, l.Canonical} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return h.Sum(nil)
}

// batch is how many links are read at once.
const batch = 2000

// Verification is what a verification came to.
type Verification struct {
	Organisations int
	Entries       int64
	Wrong         []Wrong
}

// Verify recomputes the chain of every organisation, or of one, and compares it with the heads that the database keeps
// and with those that were kept elsewhere. Progress is called after each organisation and may be nil.
func Verify(ctx context.Context, db *tenants.DB, only *uuid.UUID, kept []Heads, progress func(done, all int, name string)) (Verification, error) {
	var v Verification
	owners, err := readOrganisations(ctx, db.Enter())
	if err != nil {
		return v, err
	}
	heads, err := readHeads(ctx, db.Enter())
	if err != nil {
		return v, err
	}
	expected := expectations(heads, kept)
	for i, o := range owners {
		if only != nil && o.ID != *only {
			continue
		}
		c := &chain{owner: o, expected: expected[o.ID], prev: make([]byte, sha256.Size)}
		if err := c.verify(ctx, db); err != nil {
			return v, err
		}
		delete(expected, o.ID)
		v.Organisations++
		v.Entries += c.count
		v.Wrong = append(v.Wrong, c.wrong...)
		if progress != nil {
			progress(i+1, len(owners), o.Name)
		}
	}
	if only == nil {
		for id := range expected {
			v.Wrong = append(v.Wrong, Wrong{Owner: Owner{ID: id, Name: id.String()}, What: "the organisation and its record are gone"})
		}
	}
	return v, nil
}

// expectation is a head that the chain must pass.
type expectation struct {
	Head
	at time.Time // when it was kept; zero for the database's own
}

func expectations(heads []Head, kept []Heads) map[uuid.UUID][]expectation {
	expected := map[uuid.UUID][]expectation{}
	for _, h := range heads {
		expected[h.Organisation] = append(expected[h.Organisation], expectation{Head: h})
	}
	for _, k := range kept {
		for _, h := range k.Heads {
			expected[h.Organisation] = append(expected[h.Organisation], expectation{h, k.At})
		}
	}
	return expected
}

// chain is one organisation's record being verified.
type chain struct {
	owner    Owner
	expected []expectation
	last     int64
	prev     []byte
	count    int64
	wrong    []Wrong
}

func (c *chain) say(n int64, what string) { c.wrong = append(c.wrong, Wrong{c.owner, n, what}) }

func (c *chain) verify(ctx context.Context, db *tenants.DB) error {
	for {
		var links []link
		err := db.Within(ctx, tenants.ForMachine(c.owner.ID, "verifyAudit", ""), func(tx *tenants.Tx) error {
			var err error
			links, err = readChain(ctx, tx, c.last, batch)
			return err
		})
		if err != nil {
			return err
		}
		for _, l := range links {
			c.follow(l)
		}
		if len(links) < batch {
			break
		}
	}
	for _, e := range c.expected {
		if e.N > c.last {
			c.say(e.N, "it is missing: the record was cut off at its end, after entry "+strconv.FormatInt(c.last, 10))
		}
	}
	if len(c.expected) == 0 && c.count > 0 {
		c.say(0, "the head of the record is missing")
	}
	return nil
}

// follow checks one link by the one before it. After a wrong one it goes on from what is there, so that each is named.
func (c *chain) follow(l link) {
	switch {
	case l.N != c.last+1:
		c.say(c.last+1, "it is missing")
	case !bytes.Equal(l.Prev, c.prev):
		c.say(l.N, "it does not follow from the one before: one of them was changed, or the order was")
	}
	if !bytes.Equal(l.sum(l.Prev), l.Hash) {
		c.say(l.N, "it was changed")
	}
	for _, e := range c.expected {
		if e.N == l.N && !bytes.Equal(e.Hash, l.Hash) {
			c.say(l.N, rewritten(e))
		}
	}
	c.last, c.prev, c.count = l.N, l.Hash, c.count+1
}

func rewritten(e expectation) string {
	if e.at.IsZero() {
		return "it is not the head that the database keeps: the record's end was replaced"
	}
	return "it is not the head that was kept on " + e.at.Format("2 January 2006 at 15:04 MST") + ": the record was rewritten since"
}
