package pgtest

import (
	"context"
	"net"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Trips counts the times that something was sent to the database and waited for, on the wire: whatever made it
// necessary, also what a driver sends by itself.
type Trips struct{ n atomic.Int64 }

// Count gives how many there were since it was asked last.
func (t *Trips) Count() int { return int(t.n.Swap(0)) }

// Counted opens the test's database once more, as tl_app, by a pool of one connection that counts its trips. Whether a
// connection that lay idle for a second still lives is not asked: a slow machine would make trips of it.
func (d *Database) Counted(tb testing.TB) (*pgxpool.Pool, *Trips) {
	tb.Helper()
	config, err := pgxpool.ParseConfig(d.URL)
	if err != nil {
		tb.Fatal(err)
	}
	trips := &Trips{}
	dial := config.ConnConfig.DialFunc
	config.ConnConfig.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		return &countedConn{Conn: conn, trips: trips}, err
	}
	config.MaxConns = 1
	config.ShouldPing = func(context.Context, pgxpool.ShouldPingParams) bool { return false }
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(pool.Close)
	return pool, trips
}

// countedConn counts an answer to what was sent since the last answer as one trip.
type countedConn struct {
	net.Conn
	trips *Trips
	asked atomic.Bool
}

// Write notes that something was asked.
func (c *countedConn) Write(p []byte) (int, error) {
	c.asked.Store(true)
	return c.Conn.Write(p)
}

// Read counts.
func (c *countedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 && c.asked.Swap(false) {
		c.trips.n.Add(1)
	}
	return n, err
}
