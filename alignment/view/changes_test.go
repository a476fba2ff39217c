package view_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/alignment/view"
)

func TestChangesKeepLinesApart(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before, after string
		want          []view.Piece
	}{
		"a description and a measure written anew": {
			"Ready\nOld words\npartners ready", "Ready\nNew text\npartners assessed",
			[]view.Piece{
				{"Ready\n", view.Same},
				{"Old words", view.Removed},
				{"New text", view.Added},
				{"\npartners ", view.Same},
				{"ready", view.Removed},
				{"assessed", view.Added},
			},
		},
		"the last word of a title": {
			"Ready today\nIn a week", "Ready tomorrow\nIn a week",
			[]view.Piece{
				{"Ready ", view.Same}, {"today", view.Removed}, {"tomorrow", view.Added}, {"\nIn a week", view.Same},
			},
		},
		"a measure more": {
			"Ready\nIn a week\nvisits", "Ready\nIn a week\nvisits\nbeds",
			[]view.Piece{{"Ready\nIn a week\nvisits", view.Same}, {"\nbeds", view.Added}},
		},
		"lines and spaces as they were": {
			"One  two\t\n\n three ", "One  two\t\n\n four ",
			[]view.Piece{{"One  two\t\n\n ", view.Same}, {"three ", view.Removed}, {"four ", view.Added}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := view.Changes(c.before, c.after)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			var before, after strings.Builder
			for _, p := range got {
				if p.Change != view.Added {
					before.WriteString(p.Text)
				}
				if p.Change != view.Removed {
					after.WriteString(p.Text)
				}
			}
			if before.String() != c.before || after.String() != c.after {
				t.Errorf("the pieces put together are %q and %q", before.String(), after.String())
			}
		})
	}
}
