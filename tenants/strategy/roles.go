package strategy

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Role is whom a need or a change is about: one of Roles, or a word of the writer's own.
type Role string

// KnownRole is a role of the list, with the words by which texts speak of the people in it.
type KnownRole struct {
	Role   Role     `yaml:"role"`
	Words  []string `yaml:"words"`   // its name is the first
	ButNot []string `yaml:"but_not"` // what uses a word and means something else
	Of     []string `yaml:"of"`      // the groups that it belongs to
	Wider  []string `yaml:"-"`       // the words of those groups
}

//go:embed roles.yaml
var rolesFile []byte

// KnownRoles lists the roles that are offered. Their file has been checked by the tests.
var KnownRoles = sync.OnceValue(func() []KnownRole {
	roles, err := readRoles(rolesFile)
	if err != nil {
		panic(err)
	}
	return roles
})

// Roles lists the roles that are offered; a writer may name another.
func Roles() []Role {
	known := KnownRoles()
	list := make([]Role, len(known))
	for i, k := range known {
		list[i] = k.Role
	}
	return list
}

// readRoles reads the list of roles. An error names the role and what is wrong with it.
func readRoles(data []byte) ([]KnownRole, error) {
	var file struct {
		Groups map[string][]string `yaml:"groups"`
		Roles  []KnownRole         `yaml:"roles"`
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		return nil, fmt.Errorf("roles.yaml: %w", err)
	}
	seen := map[string]Role{} // by a word in small letters
	for i := range file.Roles {
		k := &file.Roles[i]
		k.Words = slices.Concat([]string{string(k.Role)}, k.Words)
		for _, word := range k.Words {
			small := strings.ToLower(word)
			if other, taken := seen[small]; taken || strings.TrimSpace(word) == "" {
				return nil, fmt.Errorf("roles.yaml: %q of %s is blank, or a word of %s already", word, k.Role, other)
			}
			seen[small] = k.Role
		}
		for _, name := range k.Of {
			words, known := file.Groups[name]
			if !known {
				return nil, fmt.Errorf("roles.yaml: %s is of %q, which is no group", k.Role, name)
			}
			k.Wider = append(k.Wider, words...)
		}
	}
	return file.Roles, nil
}
