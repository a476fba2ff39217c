package platform_test

import (
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
)

// A provider that moves its keys to another host is followed by the document alone: the connection is changed once, and its
// organisation's record says so.
func TestOtherHostsAreAChangeOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	apply(t, w, document(t, whole))
	const recorded = "select count(*) from app.audit where command = 'apply' and canonical like '%keys.example%'"
	for _, hosts := range []string{"[keys.example]", "[keys.example, more.example]"} {
		moved := document(t, strings.Replace(whole, "    amr: [mfa]", "    amr: [mfa]\n    hosts: "+hosts, 1))
		before := w.Count(recorded)
		if said := apply(t, w, moved); len(said) != 1 || !strings.HasPrefix(said[0], "change connection alder Staff") {
			t.Errorf("%s: %q", hosts, said)
		}
		if n := w.Count("select count(*) from app.connection where hosts::text = replace(translate($1, '[]', '{}'), ' ', '')", hosts); n != 1 {
			t.Errorf("%s: they were not kept", hosts)
		}
		if n := w.Count(recorded); n != before+1 {
			t.Errorf("%s: %d entries of the record say so", hosts, n-before)
		}
		if again := apply(t, w, moved); len(again) != 0 {
			t.Errorf("%s: the same document again changes %q", hosts, again)
		}
	}
	if said := apply(t, w, document(t, whole)); len(said) != 0 {
		t.Errorf("a document that names no hosts changes %q", said)
	}
}
