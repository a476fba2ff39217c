package api

import (
	"reflect"
	"testing"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/tenants"
)

// An operation of the contract that nobody has thought about cannot be called; this fails until somebody has.
func TestEveryOperationIsGuarded(t *testing.T) {
	t.Parallel()
	contract := reflect.TypeFor[gen.StrictServerInterface]()
	named := map[string]bool{}
	for method := range contract.Methods() {
		name := method.Name
		named[name] = true
		op, ok := operations[name]
		if !ok {
			t.Errorf("%s is not in the table of operations", name)
			continue
		}
		request := method.Type.In(1)
		_, scoped := request.FieldByName("Organisation")
		if scoped == op.open {
			t.Errorf("%s: an operation is open if and only if it acts for no organisation", name)
		}
		if !op.open && op.permission == (authz.Permission{}) {
			t.Errorf("%s asks for no permission", name)
		}
		_, body := request.FieldByName("Body")
		if body && !op.open && !op.writes {
			t.Errorf("%s takes a body and is said not to write", name)
		}
	}
	for name := range operations {
		if !named[name] {
			t.Errorf("%s is in the table and not in the contract", name)
		}
	}
}

// A permission that no role has is a typing error in the table or in the policy.
func TestEveryPermissionIsSomebodys(t *testing.T) {
	t.Parallel()
	policy, err := authz.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, op := range operations {
		if op.open {
			continue
		}
		if !policy.Allows(tenants.AllRoles(), op.permission) {
			t.Errorf("nobody may %s: no role has %s", name, op.permission)
		}
	}
}
