package feedback_test

import (
	"os"
	"testing"

	"github.com/throughline-ics/throughline/internal/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }
