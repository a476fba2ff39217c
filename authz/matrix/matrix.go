// Package matrix holds the table of who may do what, as people review it: operation, role and relation to a verdict.
//
// It owns the table and reading it. It decides nothing: the policy does (authz), and tests compare the two and hold the
// server to the table.
package matrix

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/throughline-ics/throughline/tenants"
)

//go:embed matrix.yaml
var text []byte

// Row is what the table says of one operation.
type Row struct {
	Open      bool     `yaml:"open"`
	Own       []string `yaml:"own"` // groups or roles
	Published string   `yaml:"published"`
	Foreign   string   `yaml:"foreign"`
	System    string   `yaml:"system"`
}

// Matrix is the table.
type Matrix struct {
	Groups     map[string][]tenants.Role `yaml:"groups"`
	Operations map[string]Row            `yaml:"operations"`
}

// Read reads the table; what it does not know of is an error.
func Read() (Matrix, error) { return parse(text) }

func parse(text []byte) (Matrix, error) {
	var m Matrix
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&m); err != nil {
		return m, fmt.Errorf("read matrix: %w", err)
	}
	for name, row := range m.Operations {
		if row.Open {
			continue
		}
		if len(row.Own) == 0 || row.Published == "" || row.Foreign != "hidden" || row.System != "hidden" {
			return m, fmt.Errorf("read matrix: the row of %s leaves something out", name)
		}
	}
	return m, nil
}

// Allows reports whether a role may do an operation as its own organisation.
func (m Matrix) Allows(operation string, role tenants.Role) bool {
	for _, name := range m.Operations[operation].Own {
		if name == string(role) {
			return true
		}
		if slices.Contains(m.Groups[name], role) {
			return true
		}
	}
	return false
}
