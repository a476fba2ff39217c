package api

import (
	"fmt"
	"testing"
	"time"
)

const reading, writing = false, true

func TestVisitsAreCountedByAddress(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	v := newVisits(func() time.Time { return now })
	ask := func(address string, writes bool, times int) (admitted int) {
		for range times {
			if v.admits(address, writes) {
				admitted++
			}
		}
		return admitted
	}
	if n := ask("192.0.2.1", reading, mostReads+5); n != mostReads {
		t.Errorf("%d reads were admitted", n)
	}
	if n := ask("192.0.2.1", writing, mostWrites+5); n != mostWrites {
		t.Errorf("%d writes were admitted", n)
	}
	if ask("192.0.2.2", reading, 1) != 1 {
		t.Error("another address pays for the first")
	}
	if n := ask("2001:db8::1", reading, mostReads) + ask("2001:db8::2", reading, 1); n != mostReads {
		t.Errorf("one network was admitted %d times", n)
	}
	now = now.Add(visitTime)
	if ask("192.0.2.1", reading, 1) != 1 {
		t.Error("a minute later it is still refused")
	}
}

func TestVisitsOfVeryManyAreBounded(t *testing.T) {
	t.Parallel()
	v := newVisits(time.Now)
	admitted := 0
	for n := range mostAddresses + mostReads*crowdedTimes + 50 {
		if v.admits(fmt.Sprintf("10.%d.%d.%d", n>>16, n>>8&255, n&255), reading) {
			admitted++
		}
	}
	if len(v.count) > mostAddresses+2 || admitted != mostAddresses+mostReads*crowdedTimes {
		t.Errorf("%d addresses are kept, %d were admitted", len(v.count), admitted)
	}
}
