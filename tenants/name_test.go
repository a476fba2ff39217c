package tenants_test

import (
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/tenants"
)

func TestNames(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Alder Hospitals NHS Trust": true, "Zoë": true, "עברית": true, "👩🏽\u200d⚕️": true, "a\u200fb": true, strings.Repeat("é", 40): true, "a\u00a0b": true,
		"": false, " ": false, "\u00a0": false, "\u200d": false, "a\u00adb": false, strings.Repeat("é", 41): false, "a\tb": false, "a\nb": false,
		"a\u202eb": false, "a\u2066b": false, "a\u2069b": false, "a\u2029b": false, "a\ufeffb": false, "a\U000e0041b": false, "a\x9bb": false, "a\xe9": false,
	} {
		if got := tenants.IsName(text, 40); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}
