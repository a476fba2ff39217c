package feedback

import "testing"

// The numbers are made up so that their last digit is, or is not, the one that modulus 11 asks for.
func TestNHSNumbersAreSeen(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"about 943 476 5919 and others": "943 476 5919",
		"9434765919":                    "9434765919",
		"943-476-5919":                  "943-476-5919",
		"two: 1234567890, 4505577104.":  "4505577104",
		"9434765918":                    "", // another last digit
		"0 9434765919 0":                "9434765919",
		"94347659190":                   "", // eleven digits
		"19434765919":                   "",
		"call 01234 567890":             "",
		"by 2026-11-27, £1,000,000":     "",
		"0000000060":                    "", // its check digit would be ten, of which there is none
		"0000000061":                    "",
	} {
		if got, found := nhsNumber(text); got != want && found || found != (want != "") {
			t.Errorf("%q: %q %v", text, got, found)
		}
	}
}
