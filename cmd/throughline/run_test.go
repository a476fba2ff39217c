package main

import (
	"strings"
	"testing"
)

func TestAWrongCommandLineSaysHowItIsWritten(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no folder":        {[]string{"align"}, "align is written as: throughline align DIR [flags]"},
		"two folders":      {[]string{"import", "a", "b"}, "import is written as: throughline import DIR [flags]"},
		"too much":         {[]string{"version", "now"}, "version is written as: throughline version [flags]"},
		"unknown command":  {[]string{"aline"}, `there is no command "aline"`},
		"unknown flag":     {[]string{"align", "--nope", "x"}, "unknown flag: --nope"},
		"check and a list": {[]string{"check", "--rules", "x"}, "check is written as: throughline check DIR [flags]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out, problem strings.Builder
			code := run(t.Context(), c.args, world{out: &out, err: &problem, env: func(string) (string, bool) { return "", false }})
			if want := "throughline: " + c.says + "\nSee throughline help.\n"; code != exitUsage || problem.String() != want || out.Len() > 0 {
				t.Errorf("exit %d, said %q and %q; want %d and %q", code, problem.String(), out.String(), exitUsage, want)
			}
		})
	}
}
