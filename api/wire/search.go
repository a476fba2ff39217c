package wire

import (
	"strings"
	"sync"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// sameNames are short forms and what they stand for, as the engine knows them. What a system adds of its own is not among
// them: it would be one more read for every question.
var sameNames = sync.OnceValue(alignment.SameNames)

// ToQuery reads a question to the search.
func ToQuery(p gen.SearchParams) strategy.Query {
	return strategy.Query{Text: p.Q, Kind: (*strategy.ItemKind)(p.Kind), Owner: p.Owner, Stage: (*strategy.Stage)(p.Stage), Names: sameNames()}
}

// SearchResults is what a search found.
func SearchResults(f strategy.Found) gen.SearchResults {
	return gen.SearchResults{
		Total: f.Total, Unknown: orEmpty(f.Unknown), Ignored: orEmpty(f.Ignored), Also: orEmpty(f.Also),
		Results: each(f.Results, func(r strategy.Result) gen.SearchResult {
			return gen.SearchResult{
				ID: r.ID, Owner: gen.SearchOwner{ID: r.Owner, Name: r.OwnerName, Kind: gen.OrganisationKind(r.OwnerKind)}, Own: r.Own, Kind: gen.ItemKind(r.Kind), Code: r.Code,
				Stage: gen.SearchStage(r.Stage), Title: searchParts(r.Title), Excerpt: searchParts(r.Excerpt),
			}
		}),
		Kinds: each(f.Kinds, func(k strategy.KindCount) gen.SearchKindCount {
			return gen.SearchKindCount{Kind: gen.ItemKind(k.Kind), Count: k.Count}
		}),
		Owners: each(f.Owners, func(o strategy.OwnerCount) gen.SearchOwnerCount {
			return gen.SearchOwnerCount{Owner: gen.SearchOwner{ID: o.ID, Name: o.Name, Kind: gen.OrganisationKind(o.Kind)}, Count: o.Count}
		}),
		Stages: each(f.Stages, func(s strategy.StageCount) gen.SearchStageCount {
			return gen.SearchStageCount{Stage: gen.SearchStage(s.Stage), Count: s.Count}
		}),
		Instead: each(f.Instead, func(i strategy.Instead) gen.SearchInstead { return gen.SearchInstead{Asked: i.Asked, Used: i.Used} }),
	}
}

// searchParts parts a text at the marks of what was found.
func searchParts(marked string) []gen.Segment {
	parts := []gen.Segment{}
	add := func(text string, found bool) {
		if text != "" {
			parts = append(parts, gen.Segment{Text: text, Marked: found})
		}
	}
	before, rest, more := strings.Cut(marked, strategy.MarkStart)
	for add(before, false); more; add(before, false) {
		var word string
		word, rest, _ = strings.Cut(rest, strategy.MarkEnd)
		add(word, true)
		before, rest, more = strings.Cut(rest, strategy.MarkStart)
	}
	return parts
}
