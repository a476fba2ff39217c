package main

import (
	"os"
	"testing"

	"github.com/throughline-ics/throughline/internal/pgtest"
)

// asProgram in the environment makes the test program be Throughline itself, for tests of a server that runs by itself.
const asProgram = "THROUGHLINE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(pgtest.Run(m))
}
