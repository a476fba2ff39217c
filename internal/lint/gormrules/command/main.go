// Command gormrules is the analyzer as a tool of go vet: go vet -vettool=bin/gormrules ./...
package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/throughline-ics/throughline/internal/lint/gormrules"
)

func main() { unitchecker.Main(gormrules.Analyzer) }
