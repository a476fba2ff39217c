package platform_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/connections"
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

// In whatever order a document names what sign-ins rest on, its connection rests on the same: an administrator changes the
// secret of one in use, and another order in the document is no change.
func TestTheOrderOfADocumentsListsIsNotKept(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	apply(t, w, document(t, strings.NewReplacer("amr: [mfa]", "amr: [mfa, hwk, mfa]", "[cdo, editor]", "[editor, cdo, editor]").Replace(whole)))
	if n := w.Count("select count(*) from app.connection where required_amr = '{hwk,mfa}' and ceiling = '{cdo,editor}'"); n != 1 {
		t.Error("the lists are kept as they were written")
	}
	var owner uuid.UUID
	must(t, w.Owner.QueryRow(t.Context(), "select org_id from app.connection").Scan(&owner))
	must(t, w.DB.Within(t.Context(), tenants.ForMachine(owner, "test", "").Writing(), func(tx *tenants.Tx) error {
		ctx, secret := context.Background(), "SEKRIT-2"
		list, err := connections.List(ctx, tx)
		must(t, err)
		_, err = connections.Change(ctx, tx, list[0].ID, list[0].Version, connections.Edit{Apply: func(*connections.Connection) {}, Secret: &secret})
		return err
	}))
}
