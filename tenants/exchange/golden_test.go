package exchange_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/tenants/exchange"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The whole list of what is wrong with a folder, as the person who wrote it reads it.
func TestReadListing(t *testing.T) {
	t.Parallel()
	_, err := exchange.Read("testdata/wrong")
	got := err.Error() + "\n" + strings.Join(wrong(t, err), "\n") + "\n"
	golden(t, "testdata/wrong.txt", got)
}

// golden compares with a file of the repository.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}
