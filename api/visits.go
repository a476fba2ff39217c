package api

import (
	"net/netip"
	"sync"
	"time"
)

// How often one address may ask for what needs no account, in a minute: many people of one organisation come by one address.
// More than so many addresses at once are counted together, as one that may ask ten times as often.
const (
	visitTime     = time.Minute
	mostReads     = 240
	mostWrites    = 30
	mostAddresses = 20_000
	crowdedTimes  = 10
)

// visits counts what is asked without an account, by address, in memory and for a minute.
type visits struct {
	now func() time.Time

	mu    sync.Mutex
	since time.Time
	count map[visit]int
}

// visit is an address, and whether it changes something. The zero address is that of the crowd.
type visit struct {
	from   netip.Prefix
	writes bool
}

func newVisits(now func() time.Time) *visits { return &visits{now: now, count: map[visit]int{}} }

// admits counts a request and reports whether it may go on.
func (v *visits) admits(address string, writes bool) bool {
	most := mostReads
	if writes {
		most = mostWrites
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if now := v.now(); now.Sub(v.since).Abs() >= visitTime {
		v.since = now
		clear(v.count)
	}
	one := visit{network(address), writes}
	if _, known := v.count[one]; !known && len(v.count) >= mostAddresses {
		one.from, most = netip.Prefix{}, most*crowdedTimes
	}
	v.count[one]++
	return v.count[one] <= most
}

// network is whom an address belongs to: with IPv6 one household has very many of them.
func network(address string) netip.Prefix {
	at, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	at = at.Unmap().WithZone("")
	bits := at.BitLen()
	if at.Is6() {
		bits = 64
	}
	from, _ := at.Prefix(bits)
	return from
}
