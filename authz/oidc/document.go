package oidc

import (
	"context"
	"errors"
	"sync"
	"time"
)

const (
	timeToLive   = 10 * time.Minute // so a withdrawn key is refused no later than this
	staleLimit   = time.Hour        // how long a provider may be out of order before its logins stop
	fetchTimeout = 5 * time.Second
)

// document is something a provider publishes, kept for a while. One fetch is under way at a time; those who come
// meanwhile wait for it. All the state is behind mu, which is never held during a fetch.
type document[T any] struct {
	fetch func(context.Context) (*T, error)
	clock func() time.Time
	gap   time.Duration // the least time between a failure and the next try, and between two early fetches

	mu      sync.Mutex
	flight  chan struct{} // closed when the fetch under way ends; nil when none is
	value   *T
	fetched time.Time
	early   time.Time // when newer last fetched
	failed  time.Time
	failure error
}

// get gives the document, fetched if ours is 10 minutes old. When the provider is out
// of order it gives one up to an hour old.
func (d *document[T]) get(ctx context.Context) (*T, error) {
	return d.read(ctx, func(now time.Time) bool { return !within(d.fetched, now, timeToLive) })
}

// newer gives another document than the one seen, if there is one: fetched before its time, but once in a gap. It may
// give the one seen.
func (d *document[T]) newer(ctx context.Context, seen *T) (*T, error) {
	return d.read(ctx, func(now time.Time) bool {
		if d.value != seen || within(d.early, now, d.gap) {
			return false
		}
		d.early = now
		return true
	})
}

func (d *document[T]) read(ctx context.Context, due func(now time.Time) bool) (*T, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for d.flight != nil {
		if err := d.wait(ctx, d.flight); err != nil {
			return nil, err
		}
	}
	now := d.clock()
	if !within(d.failed, now, d.gap) && due(now) {
		d.load(ctx, now)
	}
	switch {
	case d.value != nil && within(d.fetched, now, staleLimit):
		return d.value, nil
	case d.failure != nil:
		return nil, d.failure
	default:
		return nil, unreachable(errors.New("nothing was fetched"))
	}
}

// wait lets go of the lock until a fetch has ended.
func (d *document[T]) wait(ctx context.Context, flight <-chan struct{}) error {
	d.mu.Unlock()
	defer d.mu.Lock()
	select {
	case <-flight:
		return nil
	case <-ctx.Done():
		return unreachable(ctx.Err())
	}
}

// load lets go of the lock during the fetch. The fetch outlives the request that began it, because others wait for it.
// The age of a document counts from before it was asked for.
func (d *document[T]) load(ctx context.Context, now time.Time) {
	d.flight = make(chan struct{})
	d.mu.Unlock()
	var value *T
	err := unreachable(errors.New("the fetch did not end"))
	// Deferred, so that a panic in the fetch leaves nobody waiting for ever.
	defer func() {
		d.mu.Lock()
		close(d.flight)
		d.flight = nil
		if err != nil {
			d.failed, d.failure = now, err
			if !checkUnreachable.is(err) {
				d.value = nil // an answer that we refuse is no outage: what it replaced is not to be relied on
			}
			return
		}
		d.value, d.fetched, d.failed, d.failure = value, now, time.Time{}, nil
	}()
	detached, cancel := context.WithTimeout(context.WithoutCancel(ctx), fetchTimeout)
	defer cancel()
	value, err = d.fetch(detached)
}

// within reports whether less than d has passed since then. A clock that went back counts as passed: better one fetch
// too many than a key that stays for as long as the clock was wrong.
func within(then, now time.Time, d time.Duration) bool {
	age := now.Sub(then)
	return !then.IsZero() && age >= 0 && age < d
}
