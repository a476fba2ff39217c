package alignment

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// version changes with the engine's rules; its constants and its data speak for themselves.
const version = "10"

// Model is the hash that the report of a picture will bear, without assessing it.
func Model(p Picture) string {
	p = ordered(p)
	p.Vectors = counted(p)
	return fingerprint(p)
}

// fingerprint is the hash of everything that a report hangs on: the ordered picture, and the engine's version,
// constants and tables. Hexadecimal SHA-256.
func fingerprint(p Picture) string {
	h := sha256.New()
	if p.Statement != nil {
		fmt.Fprintln(h, p.Statement.Model)
		p.Statement = nil
	}
	fmt.Fprintf(h, "throughline/%s\n%s\n%s\n%v %v\n", version, lexical.Constants(), text.Tables(), shown, directFrom)
	if err := json.NewEncoder(h).Encode(p); err != nil {
		// A picture is strings, lists and dates; only a date past the year 9999 cannot be written.
		fmt.Fprintf(h, "%#v", p)
	}
	p.hashVectors(h)
	return hex.EncodeToString(h.Sum(nil))
}
