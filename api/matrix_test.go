package api

import (
	"testing"

	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/authz/matrix"
	"github.com/throughline-ics/throughline/tenants"
)

// The table that people review, the table of operations and the policy say the same, of every operation and role.
func TestTheMatrixIsWhatTheServerDoes(t *testing.T) {
	t.Parallel()
	m, err := matrix.Read()
	if err != nil {
		t.Fatal(err)
	}
	policy, err := authz.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, op := range operations {
		row, there := m.Operations[name]
		if !there {
			t.Errorf("authz/matrix/matrix.yaml has no row for %s", name)
			continue
		}
		if row.Open != op.open {
			t.Errorf("%s: open is %v in the table and %v in the server", name, row.Open, op.open)
		}
		if op.open {
			continue
		}
		for _, role := range append(tenants.AllRoles(), tenants.Machine) {
			if said, done := m.Allows(name, role), policy.Allows([]tenants.Role{role}, op.permission); said != done {
				t.Errorf("%s as %s: %v in the table and %v in the policy", name, role, said, done)
			}
		}
	}
	for name := range m.Operations {
		if _, there := operations[name]; !there {
			t.Errorf("authz/matrix/matrix.yaml has a row for %s, which is no operation", name)
		}
	}
}
