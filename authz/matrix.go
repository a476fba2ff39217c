package authz

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/throughline-ics/throughline/tenants"
)

//go:embed matrix.yaml
var matrixText []byte

// Relation is whose data an operation is about, seen from the organisation that a person holds a role in.
type Relation string

// The relations that matrix.yaml speaks of.
const (
	Own       Relation = "own"
	Published Relation = "published"
	Foreign   Relation = "foreign"
	System    Relation = "system"
)

// Verdict is what a person gets to hear.
type Verdict string

// The verdicts: what is forbidden is there, what is hidden is not to be told from what does not exist.
const (
	Allowed   Verdict = "allowed"
	Forbidden Verdict = "forbidden"
	Hidden    Verdict = "hidden"
)

// MatrixRow is what matrix.yaml says of one operation.
type MatrixRow struct {
	Open      bool           `yaml:"open"`
	Own       []tenants.Role `yaml:"own"`
	Published []tenants.Role `yaml:"published"`
}

// Matrix is the promise of who may do what, written down beside the policy that keeps it. Tests hold the two together;
// the server decides by the policy alone.
type Matrix struct {
	Foreign    Verdict              `yaml:"foreign"`
	System     Verdict              `yaml:"system"`
	Operations map[string]MatrixRow `yaml:"operations"` // by operationId
}

// ReadMatrix reads the matrix that is part of the program.
func ReadMatrix() (Matrix, error) { return parseMatrix(matrixText) }

// parseMatrix refuses a word that it does not know: a misspelt row must not pass for an empty one.
func parseMatrix(text []byte) (Matrix, error) {
	var m Matrix
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&m); err != nil {
		return Matrix{}, fmt.Errorf("read the matrix: %w", err)
	}
	if m.Foreign != Hidden || m.System != Hidden {
		return Matrix{}, fmt.Errorf("the matrix says %q of what is foreign and %q of the system; both are hidden", m.Foreign, m.System)
	}
	for name, row := range m.Operations {
		if row.Open == (len(row.Own) > 0) {
			return Matrix{}, fmt.Errorf("the matrix's row %s is open, or says whose it is: one of the two", name)
		}
		for _, role := range slices.Concat(row.Own, row.Published) {
			if !slices.Contains(tenants.AllRoles(), role) {
				return Matrix{}, fmt.Errorf("the matrix's row %s speaks of %q, which is no role", name, role)
			}
		}
	}
	return m, nil
}

// Verdict gives what a role hears of an operation on data in that relation. An operation without a row is forbidden.
func (m Matrix) Verdict(operation string, role tenants.Role, relation Relation) Verdict {
	row := m.Operations[operation]
	switch relation {
	case Own:
		if row.Open || slices.Contains(row.Own, role) {
			return Allowed
		}
	case Published:
		if slices.Contains(row.Published, role) {
			return Allowed
		}
	case Foreign:
		return m.Foreign
	case System:
		return m.System
	}
	return Forbidden
}
