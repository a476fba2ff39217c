package api

import (
	"reflect"
	"slices"
	"testing"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/tenants"
)

// The matrix that people read says what the policy does: a row for every operation, and in it the roles that the
// operation's permission is given to.
func TestTheMatrixIsThePolicy(t *testing.T) {
	t.Parallel()
	matrix, err := authz.ReadMatrix()
	if err != nil {
		t.Fatal(err)
	}
	policy, err := authz.Load()
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for method := range reflect.TypeFor[gen.StrictServerInterface]().Methods() {
		id, op := lowerFirst(method.Name), operations[method.Name]
		named[id] = true
		row, ok := matrix.Operations[id]
		if !ok {
			t.Errorf("%s has no row in authz/matrix.yaml", id)
			continue
		}
		if row.Open != op.open {
			t.Errorf("%s: the matrix says open is %v", id, row.Open)
		}
		for _, role := range tenants.AllRoles() {
			allowed := policy.Allows([]tenants.Role{role}, op.permission)
			if slices.Contains(row.Own, role) != allowed {
				t.Errorf("%s %s: the policy says %v, and the matrix does not", role, id, allowed)
			}
			if slices.Contains(row.Published, role) && !allowed {
				t.Errorf("%s %s: the matrix shows what is published to a role that may not do it", role, id)
			}
		}
	}
	for id := range matrix.Operations {
		if !named[id] {
			t.Errorf("%s has a row in authz/matrix.yaml and is no operation", id)
		}
	}
}
