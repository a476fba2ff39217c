package authz

import (
	"testing"

	"github.com/throughline-ics/throughline/tenants"
)

func TestTheMatrixAnswers(t *testing.T) {
	t.Parallel()
	m, err := ReadMatrix()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		operation string
		role      tenants.Role
		relation  Relation
		want      Verdict
	}{
		{"listItems", tenants.Viewer, Own, Allowed},
		{"listItems", tenants.Operator, Own, Forbidden},
		{"listItems", tenants.Viewer, Foreign, Hidden},
		{"listItems", tenants.Viewer, System, Hidden},
		{"getPublishedTarget", tenants.PartnerViewer, Published, Allowed},
		{"createItem", tenants.CDO, Published, Forbidden},
		{"getHealth", tenants.Viewer, Own, Allowed},
		{"noSuchOperation", tenants.SystemLead, Own, Forbidden},
	} {
		if got := m.Verdict(c.operation, c.role, c.relation); got != c.want {
			t.Errorf("%s %s %s: %s, want %s", c.operation, c.role, c.relation, got, c.want)
		}
	}
}

func TestABrokenMatrixIsRefused(t *testing.T) {
	t.Parallel()
	const head = "foreign: hidden\nsystem: hidden\n"
	for name, text := range map[string]string{
		"foreign shown":      "foreign: allowed\nsystem: hidden\noperations: {}",
		"unknown word":       head + "operations:\n  a: {owns: [viewer]}",
		"unknown role":       head + "operations:\n  a: {own: [chief]}",
		"open and owned":     head + "operations:\n  a: {open: true, own: [viewer]}",
		"nobody's":           head + "operations:\n  a: {}",
		"an operation twice": head + "operations:\n  a: {open: true}\n  a: {open: true}",
	} {
		if _, err := parseMatrix([]byte(text)); err == nil {
			t.Errorf("%s was taken for a matrix", name)
		}
	}
}
