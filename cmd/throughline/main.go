// Command throughline serves Throughline, and does its work on files without a server.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// collectAt lets the heap grow to five times what is live before it is collected: what we hold is small and what we
// make is much. GOGC in the environment wins.
const collectAt = 400

func main() {
	if _, set := os.LookupEnv("GOGC"); !set {
		debug.SetGCPercent(collectAt)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], world{env: os.LookupEnv, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}
