// Package turns lets so many do something that costs much at the same time, and so many more wait. Whoever comes when as many wait
// already is told so at once: somebody who waits may hold what others need, such as a connection to the database.
package turns

import (
	"context"

	"github.com/throughline-ics/throughline/internal/fault"
)

// Turns are those who are in, and those who are in or wait.
type Turns struct {
	in, here chan struct{}
	busy     string
}

// New lets in so many at the same time, and lets so many more wait. Others, and those who do not wait any longer, are told that it is
// busy.
func New(in, waiting int, busy string) Turns {
	return Turns{make(chan struct{}, in), make(chan struct{}, in+waiting), busy}
}

// Take waits for a turn, which lasts until leave is called. An error is an unavailable fault.
func (t Turns) Take(ctx context.Context) (leave func(), err error) {
	select {
	case t.here <- struct{}{}:
	default:
		return nil, fault.New(fault.Unavailable, t.busy)
	}
	select {
	case t.in <- struct{}{}:
		return func() { <-t.in; <-t.here }, nil
	case <-ctx.Done():
		<-t.here
		return nil, fault.Wrap(ctx.Err(), fault.Unavailable, t.busy)
	}
}
