package oidc

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// publication is what a provider has at an address: its nth version, or an outage.
type publication struct {
	clock   clock
	version int
	down    bool
	fetches []time.Time
}

func (p *publication) fetch(context.Context) (*int, error) {
	now := p.clock.read()
	p.fetches = append(p.fetches, now)
	if p.down {
		return nil, unreachable(errors.New("down"))
	}
	v := p.version
	return &v, nil
}

// Whatever happens in whatever order: what is given is never an hour old; it is never an older version than the one
// that stood 10 minutes ago unless the provider is down; and there are no more than two fetches in any 30 seconds.
func TestDocumentKeepsItsBounds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := &publication{clock: *newClock()}
		d := document[int]{fetch: p.fetch, clock: p.clock.read, gap: keysGap}
		replaced := map[int]time.Time{} // when a version was replaced
		t.Repeat(map[string]func(*rapid.T){
			"time passes": func(t *rapid.T) {
				p.clock.pass(time.Duration(rapid.Int64Range(0, int64(20*time.Minute)).Draw(t, "for")))
			},
			"a moment passes": func(t *rapid.T) {
				p.clock.pass(time.Duration(rapid.Int64Range(0, int64(10*time.Second)).Draw(t, "for")))
			},
			"it changes": func(*rapid.T) {
				replaced[p.version] = p.clock.read()
				p.version++
			},
			"it goes down or up": func(*rapid.T) { p.down = !p.down },
			"get": func(t *rapid.T) {
				v, err := d.get(t.Context())
				wantBounds(t, p, replaced, v, err)
			},
			"newer": func(t *rapid.T) {
				seen, err := d.get(t.Context())
				if err != nil {
					return
				}
				v, err := d.newer(t.Context(), seen)
				wantBounds(t, p, replaced, v, err)
			},
			"": func(t *rapid.T) {
				for i := 2; i < len(p.fetches); i++ {
					if p.fetches[i].Sub(p.fetches[i-2]) < keysGap {
						t.Fatalf("three fetches within %v", p.fetches[i].Sub(p.fetches[i-2]))
					}
				}
			},
		})
	})
}

func wantBounds(t *rapid.T, p *publication, replaced map[int]time.Time, v *int, err error) {
	if err != nil {
		if !checkUnreachable.is(err) {
			t.Fatalf("error %v", err)
		}
		return
	}
	gone, old := replaced[*v]
	if !old {
		return
	}
	switch age := p.clock.read().Sub(gone); {
	case age >= time.Hour:
		t.Fatalf("version %d was replaced %v ago", *v, age)
	case age >= 10*time.Minute+keysGap && !p.down && p.fetches[len(p.fetches)-1].Before(p.clock.read().Add(-keysGap)):
		t.Fatalf("version %d was replaced %v ago and the provider is up", *v, age)
	}
}

func TestWaitersShareOneFetch(t *testing.T) {
	t.Parallel()
	started, release := make(chan struct{}), make(chan struct{})
	count := 0
	d := document[int]{clock: time.Now, gap: keysGap, fetch: func(ctx context.Context) (*int, error) {
		count++
		close(started)
		<-release
		return new(int), ctx.Err()
	}}
	var done sync.WaitGroup
	done.Go(func() {
		// The one who began it gives up; the fetch goes on for the others.
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := d.get(ctx); err != nil {
			t.Error(err)
		}
	})
	<-started
	for range 10 {
		done.Go(func() {
			if _, err := d.get(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.get(gone); !checkUnreachable.is(err) {
		t.Errorf("one who left waited: %v", err)
	}
	close(release)
	done.Wait()
	if count != 1 {
		t.Errorf("%d fetches", count)
	}
}

func TestNewerTakesWhatSomebodyElseFetched(t *testing.T) {
	t.Parallel()
	p := &publication{clock: *newClock()}
	d := document[int]{fetch: p.fetch, clock: p.clock.read, gap: 30 * time.Second}
	seen, err := d.get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p.version++
	p.clock.pass(10 * time.Minute)
	if _, err := d.get(t.Context()); err != nil {
		t.Fatal(err)
	}
	got, err := d.newer(t.Context(), seen)
	if err != nil || *got != 1 || len(p.fetches) != 2 {
		t.Errorf("version %d after %d fetches: %v", *got, len(p.fetches), err)
	}
}

func TestAPanicInAFetchLeavesNobodyWaiting(t *testing.T) {
	t.Parallel()
	d := document[int]{clock: time.Now, gap: keysGap, fetch: func(context.Context) (*int, error) { panic("no") }}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_, _ = d.get(t.Context())
	}()
	if _, err := d.get(t.Context()); err == nil || !strings.Contains(err.Error(), "did not end") {
		t.Errorf("afterwards: %v", err)
	}
}
