package main

import (
	"reflect"
	"strings"
	"testing"
)

func TestTheSameSeedWritesTheSameTexts(t *testing.T) {
	t.Parallel()
	of := shape{3, 40, 5}
	a, b := newWriter(7).corpus(of), newWriter(7).corpus(of)
	if !reflect.DeepEqual(a, b) {
		t.Error("one seed wrote two corpora")
	}
	if reflect.DeepEqual(a, newWriter(8).corpus(of)) {
		t.Error("two seeds wrote one corpus")
	}
}

func TestTextsHaveTheirShape(t *testing.T) {
	t.Parallel()
	of := shape{3, 40, 5}
	systems := newWriter(1).corpus(of)
	if len(systems) != of.systems {
		t.Fatalf("%d systems", len(systems))
	}
	for _, s := range systems {
		if len(s.objectives) != of.objectives || len(s.targets) != of.targets {
			t.Errorf("%d objectives and %d targets", len(s.objectives), len(s.targets))
		}
		for _, text := range s.objectives {
			if words := len(strings.Fields(text)); words < shortestText || words > longestText {
				t.Errorf("%d words: %s", words, text)
			}
		}
	}
}

// Without words in common and without repeated texts there would be nothing to score and nothing to find.
func TestThereIsSomethingToFind(t *testing.T) {
	t.Parallel()
	s := newWriter(1).corpus(shape{1, 600, 10})[0]
	f := fitOf(s)
	best, all := 0.0, 0.0
	for row := range s.objectives {
		most := 0.0
		for target := range s.targets {
			most = max(most, f.Score(row, target))
			all += f.Score(row, target) / float64(len(s.targets))
		}
		best += most
	}
	if best < 2*all {
		t.Errorf("the best target of an objective scores %v on average, any target %v", best/600, all/600)
	}
	if found := len(joined(f, len(s.objectives))); found < 10 {
		t.Errorf("%d pairs were written twice", found)
	}
}
