package outbound

import (
	"net/netip"
	"slices"
)

// global is where IPv6 gives out addresses to hosts (RFC 4291 section 2.4, as assigned by IANA).
var global = netip.MustParsePrefix("2000::/3")

// special are the networks that are neither private, link-local, loopback nor multicast by their class and yet lead
// to no host on the internet, or to one of the cloud's own: IANA's special-purpose registries (RFC 6890 and updates),
// and Azure's platform address. The IPv6 ones carry an IPv4 address inside, which could be any.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("168.63.129.16/32"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("2001::/23"),
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("3fff::/20"),
}

// public reports whether an address is a host's on the internet.
func public(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsGlobalUnicast() && !a.IsPrivate() && (a.Is4() || global.Contains(a)) && !holds(special, a)
}

func holds(networks []netip.Prefix, a netip.Addr) bool {
	a = a.Unmap()
	return slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(a) })
}
