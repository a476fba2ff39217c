package outbound

import (
	"net/netip"
	"testing"
)

func TestExceptionWithoutAPortMeansTheSchemesOwn(t *testing.T) {
	t.Parallel()
	for e, want := range map[*Exception]string{
		{Host: "ADFS.example"}: "adfs.example:443", {Host: "adfs.example", Plain: true}: "adfs.example:80", {Host: "adfs.example:8443"}: "adfs.example:8443",
		{Host: "[::1]"}: "[::1]:443", {Host: "[::1]:8"}: "[::1]:8",
	} {
		if got := e.key(); got != want {
			t.Errorf("%+v: %q, expected %q", *e, got, want)
		}
	}
}

func TestProxiesOfTheEnvironmentAreIgnored(t *testing.T) {
	t.Parallel()
	g, ok := New(Limits{}, nil).Transport.(*guard)
	if !ok || g.transport.Proxy != nil {
		t.Error("the client uses a proxy")
	}
}

func TestPublicAddresses(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"8.8.8.8", "20.190.160.1", "172.15.255.255", "172.32.0.1", "100.63.255.255", "2a00:1450::1", "2620:0:862::1", "::ffff:8.8.8.8"} {
		if !public(netip.MustParseAddr(s)) {
			t.Errorf("%s is public", s)
		}
	}
	for _, s := range []string{
		"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "0.0.0.0", "0.1.2.3", "100.64.0.1", "100.100.100.200",
		"168.63.129.16", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1", "64:ff9b::8.8.8.8", "64:ff9b:1::1",
		"2001::1", "2001:db8::1", "2002:808:808::1", "3fff::1", "::ffff:127.0.0.1", "::8.8.8.8", "4000::1", "2a00:1450::1%eth0",
	} {
		if public(netip.MustParseAddr(s)) {
			t.Errorf("%s is not public", s)
		}
	}
}
