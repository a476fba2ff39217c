// Package labelledtest reads what somebody else wrote and labelled for a test: the files of testdata/others and their gold.yaml. It is
// for tests only.
//
// It owns which half has been looked at since. It does not own what a label says, nor the floors.
package labelledtest

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const folder = "testdata/others"

// Halves reads gold.yaml, whose labels are of the files 01, 02 and so on: those with an odd number have been looked at since, the
// others not.
func Halves[T any](t *testing.T, file func(T) string) (seen, unseen []T) {
	t.Helper()
	var all []T
	if err := yaml.Unmarshal(Data(t, "gold.yaml"), &all); err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		name := file(one)
		n, err := strconv.Atoi(strings.TrimSuffix(name, filepath.Ext(name)))
		if err != nil {
			t.Fatal(err)
		}
		if n%2 == 1 {
			seen = append(seen, one)
		} else {
			unseen = append(unseen, one)
		}
	}
	return seen, unseen
}

// Data reads one of the files.
func Data(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(filepath.FromSlash(folder), name)) //nolint:gosec // the test names its own files
	if err != nil {
		t.Fatal(err)
	}
	return data
}
