package strategy_test

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// A measure is read back as it was written, whatever its parts say: a bar too.
func TestPartsAreReadBack(t *testing.T) {
	t.Parallel()
	f, ok := strategy.FieldOf(strategy.KindObjective, "measures")
	if !ok {
		t.Fatal("objectives have no measures")
	}
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.Custom(func(t *rapid.T) string {
			return strings.TrimSpace(strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"|", `\`, "a", " ", "é"}), 0, 6).Draw(t, "part"), ""))
		})
		var written strategy.Item
		for range rapid.IntRange(1, 3).Draw(t, "measures") {
			m := strategy.Measure{Name: "n" + part.Draw(t, "name"), Baseline: part.Draw(t, "baseline"), Target: part.Draw(t, "target"), Unit: part.Draw(t, "unit")}
			written.Body.Measures = append(written.Body.Measures, m)
		}
		var read strategy.Item
		if err := f.Put(&read, f.Text(&written)); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(read.Body.Measures, written.Body.Measures) {
			t.Fatalf("written %+v, read %+v of %q", written.Body.Measures, read.Body.Measures, f.Text(&written))
		}
	})
}
