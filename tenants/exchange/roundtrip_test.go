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
		got := assemble(sources, &problems, nil)
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
		measures = append(measures, strategy.Measure{Name: required(line(t)), Baseline: line(t), Target: line(t)})
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
	s.Title, s.Mission, s.Period, s.Provenance = line(t), prose(t), line(t), prose(t)
	several(t, "principles", func(n int) {
		s.Principles = append(s.Principles, strategy.Principle{Code: fmt.Sprint("P", n+1), Text: required(prose(t))})
	})
	several(t, "goals", func(int) {
		s.Goals = append(s.Goals, strategy.Goal{Code: code(), Title: required(line(t)), Description: prose(t), Measures: drawMeasures(t), Due: drawMonth(t), Provenance: prose(t)})
		targets = append(targets, s.Goals[len(s.Goals)-1].Code)
	})
	several(t, "initiatives", func(int) {
		delivery := rapid.SampledFrom(append(strategy.Deliveries(), strategy.DeliveryUnstated)).Draw(t, "delivery")
		initiative := strategy.Initiative{Code: code(), Title: required(line(t)), Description: prose(t), Delivery: delivery, Measures: drawMeasures(t), Due: drawMonth(t), Provenance: prose(t)}
		for _, goal := range s.Goals {
			if rapid.Bool().Draw(t, "serves") {
				initiative.Goals = append(initiative.Goals, goal.Code)
			}
		}
		s.Initiatives = append(s.Initiatives, initiative)
		targets = append(targets, initiative.Code)
	})
	several(t, "members", func(int) {
		member := party()
		s := &member.Strategy
		s.Title, s.Mission, s.Period, s.Provenance = line(t), prose(t), line(t), prose(t)
		several(t, "constraints", func(int) {
			kind, asWritten := strategy.ParseConstraintKind(rapid.OneOf(rapid.SampledFrom([]string{"finance", "other", "yes", "1e3"}), rapid.StringMatching(`[A-Za-z0-9_]{1,64}`)).Draw(t, "type"))
			s.Constraints = append(s.Constraints, strategy.Constraint{Code: code(), Kind: kind, AsWritten: asWritten, Text: required(prose(t))})
		})
		several(t, "non-priorities", func(int) {
			s.NonPriorities = append(s.NonPriorities, strategy.NonPriority{Code: code(), Text: required(prose(t)), Until: drawMonth(t)})
		})
		several(t, "objectives", func(int) {
			s.Objectives = append(s.Objectives, strategy.Objective{Code: code(), Title: required(line(t)), Description: prose(t), Measures: drawMeasures(t), Horizon: drawMonth(t), Provenance: prose(t)})
			objectives = append(objectives, s.Objectives[len(s.Objectives)-1].Code)
		})
		f.Members = append(f.Members, member)
	})
	slices.SortFunc(f.Members, func(a, b Party) int { return strings.Compare(a.Code, b.Code) })
	f.Claims = drawClaims(t, objectives, targets)
	return f
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
