package gormrules_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/throughline-ics/throughline/internal/lint/gormrules"
)

// Each rule is broken once, against the GORM that the program uses, and what is within the rules is left alone.
func TestRules(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	const data = "./internal/lint/gormrules/testdata/"
	analysistest.Run(t, root, gormrules.Analyzer, data+"broken", data+"kept", data+"wrapper", data+"caller")
}
