package turns_test

import (
	"context"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/turns"
)

func TestSoManyAreInAndSoManyWait(t *testing.T) {
	t.Parallel()
	turn := turns.New(1, 1, "Others are at it.")
	leave, err := turn.Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	waited := make(chan error, 1)
	ready := make(chan struct{})
	go func() {
		close(ready)
		leave, err := turn.Take(t.Context())
		if err == nil {
			defer leave()
		}
		waited <- err
	}()
	<-ready
	refused := false
	for range 200 { // until the one that waits is there
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		began := time.Now()
		_, err := turn.Take(ctx)
		cancel()
		if !fault.Is(err, fault.Unavailable) {
			t.Fatalf("beside one who is in: %v", err)
		}
		if refused = time.Since(began) < 4*time.Millisecond; refused {
			break
		}
	}
	if !refused {
		t.Error("with one in and one waiting a third still waits")
	}
	leave()
	if err := <-waited; err != nil {
		t.Errorf("the one that waited: %v", err)
	}
	if leave, err := turn.Take(t.Context()); err != nil {
		t.Errorf("when all have left: %v", err)
	} else {
		leave()
	}
}
