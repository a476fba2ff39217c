package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A folder may have capabilities of the system's own: they count where they are right, and what is wrong has its line.
func TestAlignReadsTheSystemsOwnCapabilities(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "strategies")
	if err := os.CopyFS(dir, os.DirFS(carrowmere)); err != nil {
		t.Fatal(err)
	}
	align := func(capabilities string) (code int, out, problems string) {
		if err := os.WriteFile(filepath.Join(dir, "capabilities.yaml"), []byte(capabilities), 0o600); err != nil {
			t.Fatal(err)
		}
		return asked(t, nil, "align", dir, "--format", "json")
	}
	own := `version: 1
capabilities:
- code: brontide
  name: the Brontide programme
  theme: record
  phrases: [brontide]
  common: 0.9 because all need it
  standardised: 0.9 because one serves all
  interoperable: 0.9 because it crosses every boundary
`
	_, without, _ := asked(t, nil, "align", carrowmere, "--format", "json")
	if code, with, problems := align(own); code != 0 || with == without {
		t.Errorf("%d: the system's own capabilities change nothing: %s", code, problems)
	}
	if code, _, problems := align(strings.Replace(own, "theme: record", "theme: lights", 1)); code == 0 || !strings.Contains(problems, `capabilities.yaml:5`) || !strings.Contains(problems, "lights") {
		t.Errorf("%d: %s", code, problems)
	}
}
