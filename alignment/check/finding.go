package check

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Finding is one thing that the check holds against a strategy.
type Finding struct {
	Rule  string            `json:"rule"`
	Level Level             `json:"level"`
	Item  string            `json:"item,omitempty"`  // its code; empty for the strategy as a whole, and for several items together
	Kind  strategy.ItemKind `json:"kind,omitempty"`  // of the item or items; empty for the strategy as a whole
	Items []string          `json:"items,omitempty"` // the codes of several items together, or of goals that the finding is about
	Field string            `json:"field,omitempty"` // that would be mended
	Marks []Mark            `json:"marks,omitempty"` // the words that it rests on, in the order of the text
	Why   string            `json:"why"`             // what was found, as a sentence
	Fix   string            `json:"fix"`             // what would satisfy it
	Hash  Hash              `json:"hash"`
}

// Mark is where words stand in a field: bytes of its text. The fields title, description and so on are an item's; mission
// is the strategy's.
type Mark struct {
	Field string `json:"field"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Words string `json:"words"`
}

// Hash is the hash of what a finding is about and all that it rests on: within a strategy it names the finding, and when the text changes so does it, and a reason given for the old text
// does not speak for the new one.
type Hash [sha256.Size]byte

// String writes the hash in hex.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText writes the hash in hex.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

func hashOf(parts ...string) Hash {
	h := sha256.New()
	for _, part := range parts {
		_, _ = fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return Hash(h.Sum(nil))
}

// about reports whether a finding is about an item, alone or with others.
func (f Finding) about(code string) bool {
	if f.Item != "" || f.Kind == "" {
		return f.Item == code
	}
	return slices.Contains(f.Items, code)
}
