package alignment

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
)

// Wording is all that a goal, an initiative, an objective or a non-priority says, as one text.
type Wording struct {
	Key  string // of its vector in Picture.Vectors: the text's SHA-256, hexadecimal
	Text string
}

// Wordings lists what a picture says, each text once, by key. What has not been shared is not among it.
func Wordings(p Picture) []Wording {
	p = ordered(p)
	var list []Wording
	add := func(text string) {
		if strings.TrimSpace(text) != "" {
			list = append(list, Wording{keyOf(text), text})
		}
	}
	for _, g := range p.Goals {
		add(wordingOf(g.Title, g.Description, g.Measures))
	}
	for _, i := range p.Initiatives {
		add(wordingOf(i.Title, i.Description, nil))
	}
	for _, o := range p.Organisations {
		for _, b := range o.Objectives {
			add(wordingOf(b.Title, b.Description, b.Measures))
		}
		for _, n := range o.NonPriorities {
			add(n.Text)
		}
	}
	slices.SortFunc(list, func(a, b Wording) int { return cmp.Compare(a.Key, b.Key) })
	return slices.Compact(list)
}

func wordingOf(title, description string, measures []string) string {
	said := slices.DeleteFunc(textsOf(title, description, measures), func(s string) bool { return s == "" })
	return strings.Join(said, "\n")
}

func keyOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// CheckVectors says what is wrong with a picture's vectors: every wording has one, all are of one length, and each is
// finite and has a direction. The error names no text.
func CheckVectors(p Picture) error {
	length := 0
	for _, w := range Wordings(p) {
		v, ok := p.Vectors[w.Key]
		if !ok {
			return fmt.Errorf("the text %.12s… has no vector", w.Key)
		}
		if length == 0 {
			length = len(v)
		}
		if len(v) != length {
			return fmt.Errorf("the vector of the text %.12s… has %d numbers where others have %d", w.Key, len(v), length)
		}
		if !directed(v) {
			return fmt.Errorf("the vector of the text %.12s… is zero, or not finite", w.Key)
		}
	}
	return nil
}

// Embed gives a picture a vector for each of its wordings: those that are known, and of the rest what embed makes of their
// texts, in their order. The new ones come back by key. With an error the picture is as it was, and nothing is new.
func Embed(p Picture, known map[string][]float32, embed func(texts []string) ([][]float32, error)) (Picture, map[string][]float32, error) {
	all := map[string][]float32{}
	var ask []Wording
	var texts []string
	for _, w := range Wordings(p) {
		if v, ok := known[w.Key]; ok {
			all[w.Key] = v
			continue
		}
		ask, texts = append(ask, w), append(texts, w.Text)
	}
	made := map[string][]float32{}
	if len(ask) > 0 {
		vectors, err := embed(texts)
		if err != nil {
			return p, nil, err
		}
		if len(vectors) != len(ask) {
			return p, nil, fmt.Errorf("there are %d vectors for %d texts", len(vectors), len(ask))
		}
		for i, w := range ask {
			made[w.Key], all[w.Key] = vectors[i], vectors[i]
		}
	}
	seen := p
	seen.Vectors = all
	if err := CheckVectors(seen); err != nil {
		return p, nil, err
	}
	return seen, made, nil
}

// directed reports whether a vector has a direction.
func directed(v []float32) bool {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	return sum > 0 && !math.IsInf(sum, 0) && !math.IsNaN(sum)
}

// counted gives the vectors that an assessment counts: those of the picture's wordings, all of them or none.
func counted(p Picture) map[string][]float32 {
	if len(p.Vectors) == 0 || p.Statement != nil || CheckVectors(p) != nil {
		return nil
	}
	vectors := map[string][]float32{}
	for _, w := range Wordings(p) {
		vectors[w.Key] = p.Vectors[w.Key]
	}
	return vectors
}

// meaning gives each document of an ordered picture its vector. A goal has what the initiatives that serve it mean beside
// its own, as it has their words; the sentences that are set aside have none.
func meaning(p Picture, items []item, asides int) *lexical.Meaning {
	if len(p.Vectors) == 0 {
		return nil
	}
	m := &lexical.Meaning{Targets: make([][][]float32, 2)}
	for _, b := range items {
		m.Rows = append(m.Rows, p.Vectors[keyOf(wordingOf(b.Title, b.Description, b.Measures))])
	}
	for _, o := range p.Organisations {
		for _, n := range o.NonPriorities {
			m.Rows = append(m.Rows, p.Vectors[keyOf(n.Text)])
		}
	}
	m.Rows = append(m.Rows, make([][]float32, asides)...)
	for _, i := range p.Initiatives {
		m.Targets[1] = append(m.Targets[1], p.Vectors[keyOf(wordingOf(i.Title, i.Description, nil))])
	}
	for _, g := range p.Goals {
		var lent [][]float32
		var among []int
		for k, i := range p.Initiatives {
			if slices.Contains(i.Goals, g.ID) {
				lent, among = append(lent, m.Targets[1][k]), append(among, len(i.Goals))
			}
		}
		own := p.Vectors[keyOf(wordingOf(g.Title, g.Description, g.Measures))]
		m.Targets[0] = append(m.Targets[0], lexical.Lend(own, lent, among))
	}
	return m
}

// hashVectors writes the vectors that count, and the constants that count with them, to the hash of a model.
func (p Picture) hashVectors(to io.Writer) {
	if len(p.Vectors) == 0 {
		return
	}
	_, _ = fmt.Fprintf(to, "meaning %s\n", lexical.MeaningConstants())
	for _, w := range Wordings(p) {
		_, _ = fmt.Fprintln(to, w.Key)
		_ = binary.Write(to, binary.LittleEndian, p.Vectors[w.Key])
	}
}
