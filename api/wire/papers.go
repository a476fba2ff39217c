package wire

import (
	"encoding/base64"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange/papers"
)

// ToPaper reads a document that is to be looked through: a file, or a text that was pasted or taken out of one.
func ToPaper(r gen.DocumentRequest) (name string, data []byte, err error) {
	if r.Text != nil {
		return "pasted.txt", []byte(*r.Text), nil
	}
	data, err = base64.StdEncoding.DecodeString(valueOr(r.Content))
	if err != nil {
		return "", nil, fault.Wrap(err, fault.Invalid, "The document cannot be read.", fault.Field{Name: "content", Reason: "Send the document in base64."})
	}
	return r.Name, data, nil
}

// DocumentReading is what was found in a document.
func DocumentReading(passages int, candidates []papers.Candidate, all int) gen.DocumentReading {
	return gen.DocumentReading{Passages: passages, Found: all, Candidates: each(candidates, func(c papers.Candidate) gen.DocumentCandidate {
		return gen.DocumentCandidate{
			Title: c.Title, Due: c.Due.String(), When: c.When, How: c.How, Owner: c.Owner, Place: c.Place, Under: c.Under, Words: c.Words,
			Measures: each(c.Measures, func(m papers.Measure) gen.DocumentMeasure {
				return gen.DocumentMeasure{Name: m.Name, Baseline: m.Baseline, Target: m.Target, Place: m.Place}
			}),
		}
	})}
}
