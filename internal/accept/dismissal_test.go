package accept_test

import (
	"fmt"
	"net/http"
	"testing"
)

// finding is a finding of the strategy check, as far as is asked about.
type finding struct {
	Rule      struct{ ID string }
	Hash      string
	About     []struct{ Code string }
	Dismissed *struct {
		ID      string
		Version int
	}
	Lapsed *struct{ Reason string }
}

// unmeasured is what the check says of the measures of A-3.
func (a *asking) unmeasured(check string) finding {
	a.t.Helper()
	said := into[struct{ Findings []finding }](a.t, a.read("editor of A", check))
	for _, f := range said.Findings {
		if f.Rule.ID == "no-measure" && f.About[0].Code == "A-3" {
			return f
		}
	}
	a.t.Fatal("the check does not say that A-3 has no measure")
	return finding{}
}

// T-31: a finding is dismissed as it was read, for the text that it was read of and no other; it is opened again as it was seen, and
// once.
func TestT31ADismissalSpeaksForOneText(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-31", "I23")
	check := "/strategies/" + a.strategy(t, "A") + "/check"
	dismiss := func(hash string, status int) {
		t.Helper()
		a.tell("cdo of A", http.MethodPost, check+"/dismissals", fmt.Sprintf(`{"finding":%q,"reason":"The roster programme measures it."}`, hash), status)
	}
	read := a.unmeasured(check)
	a.reword("cdo of A", "A-3", "description", "Buy an electronic rostering product for all.")
	now := a.unmeasured(check)
	dismiss(read.Hash, http.StatusPreconditionFailed)
	if n := a.Count("select count(*) from app.dismissal where org_id = $1", a.Orgs["A"]); n != 0 || now.Hash == read.Hash {
		t.Fatalf("%d findings were dismissed by somebody who read another text", n)
	}
	dismiss(now.Hash, http.StatusCreated)
	dismiss(now.Hash, http.StatusConflict)
	if found := a.unmeasured(check); found.Dismissed == nil {
		t.Fatalf("it is not dismissed: %+v", found)
	}
	a.reword("cdo of A", "A-3", "description", "Buy one for nurses.")
	if found := a.unmeasured(check); found.Dismissed != nil || found.Lapsed == nil {
		t.Errorf("a dismissal speaks for another text than was read: %+v", found)
	}
	dismiss(a.unmeasured(check).Hash, http.StatusCreated)
	in := a.unmeasured(check).Dismissed
	at := check + "/dismissals/" + in.ID
	a.seen(in.Version+1).tell("cdo of A", http.MethodDelete, at, "", http.StatusPreconditionFailed)
	a.seen(in.Version).tell("cdo of A", http.MethodDelete, at, "", http.StatusNoContent)
	a.seen(in.Version+1).tell("cdo of A", http.MethodDelete, at, "", http.StatusNotFound)
}
