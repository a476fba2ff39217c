package alignment

import (
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

func TestAReasonAgreesWithItsTest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		score, usual float64
		says         string
	}{
		{0.6, 0.9, ""}, {0.2, 0.4, ""}, {0.5, 0.4, "the test holds"}, {0.4, 0.5, "the test does not hold"},
	} {
		got := outweighed(c.score, ontology.Default{Value: c.usual})
		if (got == "") != (c.says == "") || !strings.HasSuffix(got, c.says) {
			t.Errorf("where the test comes to %v and is usually %v, the reason ends in %q", c.score, c.usual, got)
		}
	}
}
