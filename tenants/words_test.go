package tenants_test

import (
	"slices"
	"testing"

	"github.com/throughline-ics/throughline/internal/pgtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// The database takes the kinds of item and the roles that the program has: no other, and none is missing. A rule gives nobody a
// role that administers, and people are invited to every role but the machine's.
func TestTheDatabaseTakesTheWordsOfTheProgram(t *testing.T) {
	t.Parallel()
	d := pgtest.New(t)
	said := func(of string) []string {
		var words []string
		err := d.Owner.QueryRow(t.Context(), `
			select array(select m[1] from regexp_matches(pg_get_constraintdef(c.oid), '''([^'']+)''::text', 'g') m order by m[1] collate "C")
			  from pg_constraint c
			 where c.contypid <> 0 and c.contypid = to_regtype($1)
			    or c.conrelid <> 0 and c.conrelid = to_regclass($1) and pg_get_constraintdef(c.oid) ~ '\(role = ANY'`, of).Scan(&words)
		if err != nil {
			t.Fatalf("%s: %v", of, err)
		}
		return words
	}
	holders := tenants.AllRoles()
	ruled := slices.DeleteFunc(slices.Clone(holders), tenants.Role.Administers)
	for of, want := range map[string][]string{
		"app.item_kind":  texts(strategy.Kinds()),
		"app.assignment": texts(append(slices.Clone(holders), tenants.Machine)),
		"app.claim_rule": texts(ruled),
		"app.invitation": texts(holders),
	} {
		if got := said(of); !slices.Equal(got, want) {
			t.Errorf("%s takes %q, the program has %q", of, got, want)
		}
	}
	var columns int
	err := d.Owner.QueryRow(t.Context(), "select count(*) from pg_attribute where atttypid = 'app.item_kind'::regtype and attrelid in ('app.item'::regclass, 'app.edition_item'::regclass)").Scan(&columns)
	if err != nil || columns != 2 {
		t.Errorf("%d of the two tables of items take the kinds of the one list, %v", columns, err)
	}
}

func texts[T ~string](list []T) []string {
	words := make([]string, len(list))
	for i, one := range list {
		words[i] = string(one)
	}
	slices.Sort(words)
	return words
}
