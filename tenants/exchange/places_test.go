package exchange_test

import (
	"testing"

	"github.com/throughline-ics/throughline/tenants/exchange"
)

func TestPlaces(t *testing.T) {
	t.Parallel()
	dir := put(t, map[string]string{"system.yaml": smallSystem + "principles: [Once is enough.]\n", "ac.yaml": smallTrust})
	folder, places, err := exchange.ReadWithPlaces(dir)
	if err != nil || len(folder.Members) != 1 {
		t.Fatal(folder, err)
	}
	for _, test := range []struct {
		party, item string
		want        exchange.Place
	}{
		{"AC", "O1", exchange.Place{File: "ac.yaml", Line: 11}},
		{"AC", "C1", exchange.Place{File: "ac.yaml", Line: 7}},
		{"AC", "", exchange.Place{File: "ac.yaml", Line: 2}},
		{"vale", "G1", exchange.Place{File: "system.yaml", Line: 6}},
		{"vale", "P1", exchange.Place{File: "system.yaml", Line: 2}},
		{"nobody", "O1", exchange.Place{}},
	} {
		if got := places.Of(test.party, test.item); got != test.want {
			t.Errorf("%s %q: %+v, wanted %+v", test.party, test.item, got, test.want)
		}
	}
	if _, places, err = exchange.ReadWithPlaces(dir + "/none"); err == nil || places.Of("AC", "O1") != (exchange.Place{}) {
		t.Errorf("a folder that is not there: %v", err)
	}
}
