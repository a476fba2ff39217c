package check

import (
	"bytes"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/throughline-ics/throughline/alignment/internal/phrase"
	"github.com/throughline-ics/throughline/alignment/ontology"
)

//go:embed words.yaml
var wordsFile []byte

// lists are the words of words.yaml.
type lists struct {
	technology, unproven, trial, negation      phrase.List
	vague, empty, weak, hedges, exploring      phrase.List
	unfunded, channels, publicChannels, public phrase.List
	inclusion, national                        phrase.List
	people, problems, firstPerson              phrase.List
	itRoles, otherRoles, blank, nothing        phrase.List
	figures, amounts                           phrase.List
	compared, farOff, declined, sites, bodies  phrase.List
	pending, uncounted, unstopped              phrase.List
	terms, projected                           phrase.List
}

// words are the lists that are part of the program. Its file has been checked by the tests.
var words = sync.OnceValue(func() *lists {
	l, err := readWords(wordsFile)
	if err != nil {
		panic(err)
	}
	return l
})

// readWords reads the lists. An error names what is missing or not known.
func readWords(data []byte) (*lists, error) {
	var file map[string][]string
	if err := yaml.NewDecoder(bytes.NewReader(data)).Decode(&file); err != nil {
		return nil, fmt.Errorf("words.yaml: %w", err)
	}
	l := &lists{}
	places := map[string]*phrase.List{
		"technology": &l.technology, "unproven": &l.unproven, "trial": &l.trial, "negation": &l.negation,
		"vague": &l.vague, "empty": &l.empty, "weak": &l.weak, "hedges": &l.hedges, "exploring": &l.exploring,
		"unfunded": &l.unfunded, "channels": &l.channels, "public_channels": &l.publicChannels, "public": &l.public, "inclusion": &l.inclusion, "national": &l.national,
		"people": &l.people, "problems": &l.problems, "first_person": &l.firstPerson,
		"it_roles": &l.itRoles, "other_roles": &l.otherRoles, "blank": &l.blank, "nothing": &l.nothing,
		"figures": &l.figures, "amounts": &l.amounts,
		"compared": &l.compared, "far_off": &l.farOff, "declined": &l.declined, "sites": &l.sites, "bodies": &l.bodies,
		"pending": &l.pending, "uncounted": &l.uncounted, "unstopped": &l.unstopped,
		"terms": &l.terms, "projected": &l.projected,
	}
	file["technology"] = append(slices.Concat(file["technology"], file["unproven"]), products()...)
	for _, name := range slices.Sorted(maps.Keys(places)) {
		if len(file[name]) == 0 {
			return nil, fmt.Errorf("words.yaml: the list %q is missing", name)
		}
		*places[name] = phrase.New(file[name])
		delete(file, name)
	}
	if len(file) > 0 {
		return nil, fmt.Errorf("words.yaml: the list %q is not known", slices.Sorted(maps.Keys(file))[0])
	}
	return l, nil
}

// products are those that the ontology names and that nobody would take for words of the language: of several words, each with
// its capital, or with two capitals or more.
func products() []string {
	var names []string
	o := ontology.Standard()
	for i := range o.Len() {
		for _, name := range o.At(i).Products {
			if strings.Contains(name, " ") {
				names = append(names, phrase.Named+strings.ReplaceAll(name, " ", " "+phrase.Named))
			} else if phrase.Shouts(name) {
				names = append(names, name)
			}
		}
	}
	return names
}
