package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Every folder that keeps the rules of the format is read as it was written, to the last space.
func TestFolderIsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		folder := drawFolder(t)
		files, err := render(folder)
		if err != nil {
			t.Fatalf("%v", err)
		}
		var problems yamldoc.Problems
		var sources []source
		for _, f := range files {
			sources = append(sources, source{name: f.name, open: func() (io.ReadCloser, error) {
				return io.NopCloser(bytes.NewReader(f.data)), nil
			}})
		}
		got, _ := assemble(sources, &problems, nil)
		if diff := gocmp.Diff(folder, got, cmpopts.EquateComparable(strategy.Month{})); diff != "" {
			for _, f := range files {
				t.Logf("%s\n%s", f.name, f.data)
			}
			t.Fatal(diff)
		}
	})
}

// pieces are made of what YAML gives a meaning to, and of what people paste.
var pieces = rapid.SampledFrom([]string{
	"We", "will", "close", "it", "1e3", "yes", "null", "~", "2027-03", " ", " ", "\n", "\n\n", "\t", ": ", " #", "- ", "---", "?", "*", "&a", "!!str", "|", ">", "%", "@", "`",
	"'", `"`, `\`, "{", "]", ",", "🏥", "👩🏽\u200d⚕️", "עברית", "\u202e", "\u00a0", "\u2028", "\ufeff", "é", "a part of a sentence that is long enough to be folded somewhere,",
})

func prose(t *rapid.T) string {
	return yamldoc.Tidy(strings.Join(rapid.SliceOfN(pieces, 0, 30).Draw(t, "prose"), ""))
}

func line(t *rapid.T) string {
	return strings.Join(strings.Fields(strings.Join(rapid.SliceOfN(pieces, 0, 6).Draw(t, "line"), "")), " ")
}

func required(text string) string { return cmp.Or(text, "x") }

func drawMonth(t *rapid.T) strategy.Month {
	if rapid.Bool().Draw(t, "undated") {
		return strategy.Month{}
	}
	month, err := strategy.ParseMonth(fmt.Sprintf("%04d-%02d", rapid.IntRange(2000, 2099).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month")))
	if err != nil {
		t.Fatal(err)
	}
	return month
}

func drawMeasures(t *rapid.T) []strategy.Measure {
	var measures []strategy.Measure
	for range rapid.IntRange(0, 2).Draw(t, "measures") {
		measures = append(measures, strategy.Measure{Name: required(line(t)), Baseline: line(t), Target: line(t), Unit: line(t)})
	}
	return measures
}

func several(t *rapid.T, what string, draw func(n int)) {
	for n := range rapid.IntRange(0, 3).Draw(t, what) {
		draw(n)
	}
}

func drawFolder(t *rapid.T) Folder {
	var f Folder
	codes := map[string]bool{"P1": true, "P2": true, "P3": true}
	code := func() string {
		drawn := rapid.StringMatching(`[A-Za-z0-9][A-Za-z0-9._-]{0,4}`).Filter(func(s string) bool { return !codes[s] }).Draw(t, "code")
		codes[drawn] = true
		return drawn
	}
	party := func() Party {
		return Party{Code: code(), Name: required(line(t)), Sector: rapid.SampledFrom(Sectors()).Draw(t, "sector"), Fictional: rapid.Bool().Draw(t, "fictional")}
	}
	var targets, objectives []string
	f.System = party()
	s := &f.System.Strategy
	s.Header = drawHeader(t)
	several(t, "principles", func(n int) {
		s.Items = append(s.Items, strategy.Item{Kind: strategy.KindPrinciple, Code: fmt.Sprint("P", n+1), Title: required(prose(t))})
	})
	drawItems(t, s, systemSections[1:], code)
	for _, target := range s.Of(strategy.KindGoal, strategy.KindInitiative) {
		targets = append(targets, target.Code)
	}
	several(t, "members", func(int) {
		member := party()
		member.Strategy.Header = drawHeader(t)
		drawItems(t, &member.Strategy, memberSections, code)
		for _, objective := range member.Strategy.Of(strategy.KindObjective) {
			objectives = append(objectives, objective.Code)
		}
		f.Members = append(f.Members, member)
	})
	slices.SortFunc(f.Members, func(a, b Party) int { return strings.Compare(a.Code, b.Code) })
	f.Claims = drawClaims(t, objectives, targets)
	return f
}

func drawHeader(t *rapid.T) strategy.Header {
	return strategy.Header{Title: line(t), Mission: prose(t), Period: line(t), NextReview: drawMonth(t), Provenance: prose(t)}
}

// drawItems draws items of every kind that a file may have, with all that the catalogue lets them say.
func drawItems(t *rapid.T, d *strategy.Document, sections []section, code func() string) {
	for _, s := range sections {
		several(t, s.name, func(int) { d.Items = append(d.Items, strategy.Item{Kind: s.kind, Code: code()}) })
	}
	for i := range d.Items {
		if item := &d.Items[i]; item.Title == "" {
			drawFields(t, item, d)
		}
	}
	inOrder(d.Items)
}

func drawFields(t *rapid.T, item *strategy.Item, d *strategy.Document) {
	put := func(f strategy.Field, text string) {
		if err := f.Put(item, text); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range strategy.Fields(item.Kind) {
		switch f.Type {
		case strategy.Prose:
			put(f, prose(t))
		case strategy.Line:
			put(f, line(t))
		case strategy.Date:
			put(f, drawMonth(t).String())
		case strategy.Number:
			put(f, rapid.SampledFrom([]string{"", "1", "12"}).Draw(t, f.Name))
		case strategy.Word:
			put(f, rapid.SampledFrom(append([]string{""}, f.Words...)).Draw(t, f.Name))
		case strategy.Words:
			put(f, strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom(f.Words), 0, 3, rapid.ID[string]).Draw(t, f.Name), ","))
		case strategy.Code, strategy.Codes:
			if named := d.Of(f.Of); len(named) > 0 && rapid.Bool().Draw(t, f.Name) {
				put(f, rapid.SampledFrom(named).Draw(t, f.Name).Code)
			}
		case strategy.Measured:
			item.Body.Measures = drawMeasures(t)
		case strategy.Milestoned:
			several(t, f.Name, func(int) {
				item.Body.Milestones = append(item.Body.Milestones, strategy.Milestone{Name: required(line(t)), Due: drawMonth(t), Done: rapid.Bool().Draw(t, "done")})
			})
		case strategy.Changed:
			several(t, f.Name, func(int) {
				item.Body.Changes = append(item.Body.Changes, strategy.RoleChange{Role: strategy.Role(required(line(t))), What: required(prose(t)), When: drawMonth(t)})
			})
		}
	}
	item.Title = required(item.Title)
	if item.Kind == strategy.KindConstraint {
		item.Body.Constraint, item.Body.AsWritten = strategy.ParseConstraintKind(rapid.OneOf(rapid.SampledFrom([]string{"finance", "other", "yes", "1e3"}), rapid.StringMatching(`[A-Za-z0-9_]{1,64}`)).Draw(t, "type"))
	}
}

func drawClaims(t *rapid.T, objectives, targets []string) []Claim {
	var claims []Claim
	for _, objective := range objectives {
		for _, target := range targets {
			switch contribution := rapid.SampledFrom([]string{"", "", "direct", "partial"}).Draw(t, "contribution"); {
			case contribution != "":
				claims = append(claims, Claim{Objective: objective, Target: target, Verdict: confirmed, Contribution: contribution, Reason: prose(t)})
			case rapid.Bool().Draw(t, "rejected"):
				claims = append(claims, Claim{Objective: objective, Target: target, Verdict: rejected, Reason: prose(t)})
			}
		}
	}
	return claims
}
