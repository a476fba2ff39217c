package main

import (
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// blevePeer keeps an index of objectives for each system. What was chosen for it: scorch, its own recommendation, in
// memory; its English analysis (stop words, stems); one field that is not stored, without term vectors or doc values;
// one batch for each index; one match query for each target, which asks for the scores of all objectives at once.
// To index the targets and ask with the objectives would be ten times the queries.
type blevePeer struct {
	indexes []bleve.Index
}

func (b *blevePeer) read(systems []system) {
	for _, s := range systems {
		b.indexes = append(b.indexes, indexOf(s.objectives))
	}
}

func indexOf(texts []string) bleve.Index {
	field := bleve.NewTextFieldMapping()
	field.Analyzer = en.AnalyzerName
	field.Store, field.IncludeTermVectors, field.DocValues, field.IncludeInAll = false, false, false, false
	mapping := bleve.NewIndexMapping()
	mapping.DefaultMapping = bleve.NewDocumentStaticMapping()
	mapping.DefaultMapping.AddFieldMappingsAt("text", field)
	index, err := bleve.NewUsing("", mapping, scorch.Name, scorch.Name, nil)
	must(err)
	batch := index.NewBatch()
	for i, t := range texts {
		must(batch.Index(strconv.Itoa(i), map[string]string{"text": t}))
	}
	must(index.Batch(batch))
	return index
}

// score asks for the scores of all pairs.
func (b *blevePeer) score(systems []system) {
	for i, s := range systems {
		for _, t := range s.targets {
			ask(b.indexes[i], t, len(s.objectives))
		}
	}
}

// ask asks for the objectives that fit a text best.
func ask(index bleve.Index, text string, size int) {
	query := bleve.NewMatchQuery(text)
	query.SetField("text")
	_, err := index.Search(bleve.NewSearchRequestOptions(query, size, 0, false))
	must(err)
}

func (b *blevePeer) close() {
	for _, index := range b.indexes {
		must(index.Close())
	}
	b.indexes = nil
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
