package board

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

//go:embed embedding.yaml
var embeddingFile []byte

// Level is how far digital work is part of what the organisation does.
type Level string

// The levels of embedding.
const (
	Absent   Level = "absent"
	Siloed   Level = "siloed"
	Embedded Level = "embedded"
)

// Levels lists the levels from the least to the most.
func Levels() []Level { return []Level{Absent, Siloed, Embedded} }

// Dimension is one side of the organisation that is looked at, with what each level means there.
type Dimension struct {
	ID       string `yaml:"id"`
	Name     string `yaml:"name"`
	Absent   string `yaml:"absent"`
	Siloed   string `yaml:"siloed"`
	Embedded string `yaml:"embedded"`
}

// Dimensions lists the dimensions in the order in which they are read out. They are not to be changed.
var Dimensions = sync.OnceValue(func() []Dimension {
	list, err := readDimensions(embeddingFile)
	if err != nil {
		panic(err)
	}
	return list
})

// readDimensions reads and checks the dimensions. An error names the one and what is wrong.
func readDimensions(data []byte) ([]Dimension, error) {
	var file struct {
		Dimensions []Dimension `yaml:"dimensions"`
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		return nil, fmt.Errorf("embedding.yaml: %w", err)
	}
	seen := map[string]bool{}
	for _, d := range file.Dimensions {
		if slices.Contains([]string{d.ID, d.Name, d.Absent, d.Siloed, d.Embedded}, "") {
			return nil, fmt.Errorf("embedding.yaml: dimension %q: %w", d.ID, errors.New("id, name and every level are needed"))
		}
		if seen[d.ID] {
			return nil, fmt.Errorf("embedding.yaml: dimension %q stands twice", d.ID)
		}
		seen[d.ID] = true
	}
	return file.Dimensions, nil
}

// Assessment is what a board found of embedding. It stays as it was found; the next one stands beside it.
type Assessment struct {
	Number int              // the first is 1
	Levels map[string]Level // by dimension; one that was not looked at is not there
	Note   string
	By     string
	At     time.Time
}

// Found is the level that was found in a dimension.
type Found struct {
	Dimension string
	Level     Level
}

const longestNote = 2000

var errAssessed = fault.New(fault.Stale, "Somebody else has assessed this at the same time. Look at theirs, then give yours.")

// Assess keeps what the board has found now.
func Assess(ctx context.Context, tx *tenants.Tx, found []Found, note string) (Assessment, error) {
	note = strings.TrimSpace(note)
	levels, broken := levelsOf(found)
	if broken = append(broken, strategy.Fits("note", note, longestNote)...); len(broken) > 0 {
		return Assessment{}, fault.New(fault.Invalid, "The assessment cannot be kept as it is.", broken...)
	}
	if err := ofAnOrganisation(ctx, tx); err != nil {
		return Assessment{}, err
	}
	last, err := lastAssessments(ctx, tx)
	if err != nil {
		return Assessment{}, err
	}
	a := Assessment{Number: 1, Levels: levels, Note: note, At: tx.At()}
	if len(last) > 0 {
		a.Number = last[0].Number + 1
	}
	err = insertAssessment(ctx, tx, &a)
	return a, err
}

func levelsOf(found []Found) (map[string]Level, []fault.Field) {
	levels := map[string]Level{}
	var broken []fault.Field
	for _, f := range found {
		known := slices.ContainsFunc(Dimensions(), func(d Dimension) bool { return d.ID == f.Dimension })
		_, twice := levels[f.Dimension]
		switch {
		case !known:
			broken = append(broken, fault.Field{Name: "levels", Reason: fmt.Sprintf("%q is not a dimension.", f.Dimension)})
		case twice:
			broken = append(broken, fault.Field{Name: "levels", Reason: fmt.Sprintf("%q is there twice.", f.Dimension)})
		case !slices.Contains(Levels(), f.Level):
			broken = append(broken, fault.Field{Name: "levels", Reason: fmt.Sprintf("%q is not a level: use absent, siloed or embedded.", f.Level)})
		default:
			levels[f.Dimension] = f.Level
		}
	}
	if len(found) == 0 {
		broken = append(broken, fault.Field{Name: "levels", Reason: "Choose a level in at least one dimension."})
	}
	return levels, broken
}
