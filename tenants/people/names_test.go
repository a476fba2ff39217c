package people_test

import (
	"context"
	"testing"

	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/people"
)

// Names stand in sentences on pages, in the record and in files of it: what turns round the writing of what follows, moves
// a terminal's cursor or cannot be seen is no name.
func TestNamesAreReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	admin, cdo := keyOf(w.SignIn(tenants.Administrator, "A")), keyOf(w.SignIn(tenants.CDO, "A"))
	for name, want := range map[string]bool{
		"Zoë O’Neill": true, "أحمد": true, "דוד": true, "Sam 👩🏽\u200d⚕️": true,
		"Sam \u202egnissecorp": false, "Sam \u2066x": false, "Sam\x1b[2J": false, "Sam\x07": false, "Sam\nTaylor": false,
		"\u200b": false, "\u2060\ufeff": false, "Sam\u2028x": false, "Sam\xff": false,
	} {
		invited := acting(w, admin, "A", func(ctx context.Context, tx *tenants.Tx) error {
			_, err := people.Invite(ctx, tx, people.Invitation{Role: tenants.Viewer, Name: name}, 0, session.NewSecret().Key())
			return err
		})
		made := acting(w, cdo, "A", func(ctx context.Context, tx *tenants.Tx) error {
			_, err := people.NewToken(ctx, tx, people.Token{ID: w.Orgs["A"], Name: name, Scopes: []string{"read"}}, 1, session.NewSecret().Key())
			if err == nil {
				return fault.New(fault.Conflict, "Undone.")
			}
			return err
		})
		for what, err := range map[string]error{"an invitation": invited, "a token": made} {
			if refused := fault.Is(err, fault.Invalid) && fieldsOf(err) == "name"; refused == want {
				t.Errorf("%s for %q: %v", what, name, err)
			}
		}
	}
}
