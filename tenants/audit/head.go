package audit

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Head is the last entry of an organisation's chain. Whoever keeps it elsewhere can tell later whether the chain was
// changed up to there.
type Head struct {
	Organisation uuid.UUID `json:"organisation"`
	N            int64     `json:"n"`
	Hash         []byte    `json:"hash"`
}

// Signed are the heads of all chains at an instant, signed by the server's key (Ed25519 over the heads as they are
// written).
type Signed struct {
	Heads     json.RawMessage `json:"heads"`
	Key       []byte          `json:"key"` // the public key; trust the one that the server's owner keeps
	Signature []byte          `json:"signature"`
}

// Heads are what a signature covers.
type Heads struct {
	At    time.Time `json:"at"`
	Heads []Head    `json:"heads"`
}

// Sign reads the heads of all chains and signs them.
func Sign(ctx context.Context, db *tenants.DB) (Signed, error) {
	ring, err := db.Secrets()
	if err != nil {
		return Signed{}, err
	}
	heads, err := readHeads(ctx, db.Enter())
	if err != nil {
		return Signed{}, err
	}
	said, err := json.Marshal(Heads{At: db.Now().UTC(), Heads: heads})
	if err != nil {
		return Signed{}, err
	}
	key := ring.Signer()
	public, _ := key.Public().(ed25519.PublicKey)
	return Signed{Heads: said, Key: public, Signature: ed25519.Sign(key, said)}, nil
}

// Open checks a signature by the key that is trusted and gives what it covers.
func (s Signed) Open(trusted ed25519.PublicKey) (Heads, error) {
	var h Heads
	if len(trusted) != ed25519.PublicKeySize || !ed25519.Verify(trusted, s.Heads, s.Signature) {
		return h, errors.New("the heads are not signed by the key that is trusted")
	}
	err := json.Unmarshal(s.Heads, &h)
	return h, err
}

// headsFile is the file in the folder for heads, a line for each time.
const headsFile = "heads.jsonl"

// Keep appends signed heads to the file of a folder. Several servers may share the folder: a line is one write at the
// file's end.
func Keep(dir string, s Signed) error {
	line, err := json.Marshal(s)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(filepath.Clean(dir), headsFile), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("keep heads: %w", err)
	}
	_, err = file.Write(append(line, '\n'))
	return errors.Join(err, file.Close())
}

// ReadKept reads a file of signed heads. A line that cannot be read, or is signed by another key, is a fault that
// names it.
func ReadKept(r io.Reader, name string, trusted ed25519.PublicKey) ([]Heads, error) {
	var list []Heads
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var s Signed
		err := json.Unmarshal(lines.Bytes(), &s)
		var h Heads
		if err == nil {
			h, err = s.Open(trusted)
		}
		if err != nil {
			return nil, fault.Wrap(err, fault.Invalid, "The file of heads cannot be used.", fault.Field{Name: fmt.Sprintf("%s:%d", name, n), Reason: "Expected heads that are signed by this installation's key: " + err.Error() + "."})
		}
		list = append(list, h)
	}
	return list, lines.Err()
}
