// Command throughline serves Throughline, and does its work on files without a server.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], world{env: os.LookupEnv, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}
