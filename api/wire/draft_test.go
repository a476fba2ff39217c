package wire_test

import (
	"testing"

	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/api/wire"
)

func TestADraftShowsNoLinkBelowTheLineOfASuggestion(t *testing.T) {
	t.Parallel()
	links := []view.Link{{State: view.Candidate}, {State: view.Suggested}, {State: view.LinkConfirmed}}
	if got := wire.DraftAlignment(desk.Draft{Links: links}).Links; len(got) != 2 || got[0].State != "suggested" {
		t.Errorf("%+v", got)
	}
}
