// Package traptest is a listener that nobody should ever reach, and the ways to write addresses that a server must not
// call. Tests only.
package traptest

import (
	"context"
	"net"
	"strings"
	"sync/atomic"
	"testing"
)

// Trap is a listener on this machine.
type Trap struct {
	net.Listener

	Port string
	hits atomic.Int32
}

// New sets a trap, which goes with the test.
func New(tb testing.TB) *Trap {
	tb.Helper()
	l, err := new(net.ListenConfig).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	found := &Trap{Listener: l, Port: port}
	tb.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			found.hits.Add(1)
			_ = c.Close()
		}
	}()
	return found
}

// WantNoHits fails the test when anybody has come to the trap. Ask it once.
func (d *Trap) WantNoHits(tb testing.TB) {
	tb.Helper()
	// What was dialled before this has been accepted once our own connection has: they queue in order.
	c, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", d.Addr().String()) // it may be asked when the test is over
	if err != nil {
		tb.Fatal(err)
	}
	_, _ = c.Read(make([]byte, 1))
	_ = c.Close()
	if n := d.hits.Load() - 1; n != 0 {
		tb.Errorf("%d connections reached the trap", n)
	}
}

// Hosts are hosts that a server must not call, several of which lead to the trap.
func (d *Trap) Hosts() []string {
	hosts := make([]string, len(forbidden))
	for i, host := range forbidden {
		hosts[i] = strings.ReplaceAll(host, "PORT", d.Port)
	}
	return hosts
}

// forbidden are ways to write them. PORT is the trap's.
var forbidden = []string{
	"127.0.0.1:PORT", "127.1:PORT", "2130706433:PORT", "0x7f000001:PORT", "0177.0.0.1:PORT", "0.0.0.0:PORT", "0:PORT", "127.255.255.254:PORT",
	"localhost:PORT", "localhost.:PORT", "LOCALHOST:PORT", "[::1]:PORT", "[::]:PORT", "[::ffff:127.0.0.1]:PORT", "[::ffff:7f00:1]:PORT", "[64:ff9b::7f00:1]:PORT",
	"169.254.169.254", "[fd00:ec2::254]", "[fe80::1]", "[fe80::1%25lo]:PORT", "168.63.129.16", "100.100.100.200",
	"10.0.0.1", "10.255.255.255", "172.16.0.1", "192.168.1.1", "192.0.0.192", "[fc00::1]", "[2002:7f00:1::]", "[2001:db8::1]",
	"224.0.0.1", "[ff02::1]", "255.255.255.255", "240.0.0.1",
}
