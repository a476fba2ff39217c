package strategy

import (
	"strings"
	"testing"
)

func TestTheListOfRolesIsChecked(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, want string }{
		"sound":           {"groups: {all: [staff]}\nroles: [{role: porter, words: [portering], of: [all]}]", ""},
		"a word twice":    {"roles: [{role: porter, words: [Portering]}, {role: clerk, words: [portering]}]", `"portering" of clerk is blank, or a word of porter already`},
		"a blank word":    {"roles: [{role: porter, words: [' ']}]", "of porter is blank"},
		"no name":         {"roles: [{words: [portering]}]", "is blank"},
		"no such group":   {"roles: [{role: porter, of: [all]}]", `porter is of "all", which is no group`},
		"a field unknown": {"roles: [{role: porter, word: [portering]}]", "field word not found"},
	} {
		roles, err := readRoles([]byte(c.file))
		switch {
		case c.want == "" && (err != nil || len(roles) != 1 || roles[0].Words[0] != "porter" || roles[0].Wider[0] != "staff"):
			t.Errorf("%s: %+v, %v", name, roles, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(Roles()) < 25 || Roles()[0] != "patient" {
		t.Errorf("the list of roles begins with %q and has %d", Roles()[0], len(Roles()))
	}
}
