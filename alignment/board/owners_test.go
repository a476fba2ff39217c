package board

import (
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

func TestWhereAnOwnerSitsIsMissingWhereItIsSaidOfNone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		owners   []strategy.Body
		says     string
		standing Standing
	}{
		{[]strategy.Body{{Owner: "Sam Lee"}, {Owner: "Ada Obi"}}, "For 2 of 2 objectives it is not said where the owner sits.", NotSoFar},
		{
			[]strategy.Body{{Owner: "Chief pharmacist"}, {Owner: "Medical Director"}},
			"2 of 2 objectives have an accountable owner outside the digital team. Of these, 2 are known by the owner’s title alone.", Shown,
		},
		{
			[]strategy.Body{{Owner: "CDO"}, {Owner: "Sam Lee"}, {Owner: "Sam Lee", OwnerPlace: strategy.OwnerOutsideIT}},
			"1 of 3 objectives has an accountable owner outside the digital team. For 1 of 3 objectives the owner sits in it. " +
				"For 1 of 3 objectives it is not said where the owner sits. Of these, 1 is known by the owner’s title alone.", InPart,
		},
		{
			[]strategy.Body{{Owner: "CDO", OwnerPlace: strategy.OwnerInIT}},
			"0 of 1 objective has an accountable owner outside the digital team. For 1 of 1 objective the owner sits in it.", NotSoFar,
		},
	} {
		r := newReading(strategy.Header{}, today)
		for _, b := range c.owners {
			r.add(strategy.Kept[strategy.Item]{Item: strategy.Item{Kind: strategy.KindObjective, Body: b}})
		}
		if f := shows(t, r, ownersOutside); f.Says != c.says || f.Standing != c.standing {
			t.Errorf("%s: %q", f.Standing, f.Says)
		}
		if f := shows(t, r, ownersOutside); strings.HasPrefix(f.Says, "For ") && len(f.AreNot) > 0 {
			t.Errorf("%q lists as not so what it says", f.Says)
		}
	}
}
