package alignment_test

import (
	"encoding/json"
	"errors"
	"hash/fnv"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/alignment"
)

// quiet is a system in which an objective says in none of its goal's words what the goal says.
func quiet() alignment.Picture {
	return alignment.Picture{
		System: "fenmarsh",
		Goals: []alignment.Goal{
			{ID: "G1", Title: "Nobody waits for a bed because notes are missing"},
			{ID: "G2", Title: "Staff sign in once"},
		},
		Organisations: []alignment.Organisation{
			{ID: "A", Shared: true, Objectives: []alignment.Objective{
				{ID: "A-1", Title: "Electronic handover at discharge"},
				{ID: "A-2", Title: "Badge readers on every workstation"},
				{ID: "A-3", Title: "Replace the boilers"},
			}},
			{ID: "B", Objectives: []alignment.Objective{{ID: "B-1", Title: "What nobody has shared"}}},
		},
	}
}

// seenAs gives a picture vectors by the titles of its items; those that are not named mean something of their own.
func seenAs(p alignment.Picture, by map[string][]float32) alignment.Picture {
	p.Vectors = map[string][]float32{}
	for _, w := range alignment.Wordings(p) {
		p.Vectors[w.Key] = []float32{0, 0, 1}
		if v, ok := by[w.Text]; ok {
			p.Vectors[w.Key] = v
		}
	}
	return p
}

func pairOf(r alignment.Report, objective, target string) alignment.Link {
	i := slices.IndexFunc(r.Links, func(l alignment.Link) bool { return l.Objective == objective && l.Target == target })
	return r.Links[i]
}

func TestWhatIsNearInMeaningFitsBetter(t *testing.T) {
	t.Parallel()
	p := quiet()
	before := alignment.Assess(p, alignment.Options{AllScores: true})
	p = seenAs(p, map[string][]float32{
		p.Goals[0].Title: {1, 0, 0}, "Electronic handover at discharge": {0.9, 0.1, 0},
		p.Goals[1].Title: {0, 1, 0}, "Badge readers on every workstation": {0, 1, 0.1},
	})
	after := alignment.Assess(p, alignment.Options{AllScores: true})
	for _, pair := range [][2]string{{"A-1", "G1"}, {"A-2", "G2"}} {
		was, is := pairOf(before, pair[0], pair[1]), pairOf(after, pair[0], pair[1])
		if is.Score <= was.Score {
			t.Errorf("%v scores %v, without vectors %v", pair, is.Score, was.Score)
		}
		said := slices.IndexFunc(is.Evidence, func(e alignment.Evidence) bool { return e.Kind == alignment.SimilarMeaning })
		if said < 0 || is.Evidence[said].Text != "" || is.Evidence[said].Target != "" || is.Evidence[said].Weight <= 0 {
			t.Errorf("%v has the evidence %v", pair, is.Evidence)
		}
	}
	if far := pairOf(after, "A-3", "G1"); far.Score > pairOf(before, "A-3", "G1").Score ||
		slices.ContainsFunc(far.Evidence, func(e alignment.Evidence) bool { return e.Kind == alignment.SimilarMeaning }) {
		t.Errorf("what is far in meaning is %v", far)
	}
	if before.Model == after.Model {
		t.Error("vectors are not in the hash of the model")
	}
}

// How near a model holds any two texts to be is its own: what all cosines have in common counts for nothing.
func TestOnlyWhatStandsOutCounts(t *testing.T) {
	t.Parallel()
	p := quiet()
	apart := seenAs(p, map[string][]float32{p.Goals[0].Title: {1, 0, 0}, "Electronic handover at discharge": {1, 0, 0}})
	score := pairOf(alignment.Assess(apart, alignment.Options{AllScores: true}), "A-1", "G1").Score
	alike := map[string][]float32{}
	for key, v := range apart.Vectors {
		// A part that all texts share makes every cosine higher by as much, and their spread smaller.
		alike[key] = append(slices.Clone(v), 3)
	}
	apart.Vectors = alike
	if got := pairOf(alignment.Assess(apart, alignment.Options{AllScores: true}), "A-1", "G1").Score; math.Abs(got-score) > 1e-6 {
		t.Errorf("a model that finds all texts alike makes it %v instead of %v", got, score)
	}
	same := map[string][]float32{}
	for key := range alike {
		same[key] = []float32{1, 2}
	}
	p.Vectors = same
	got, want := alignment.Assess(p, alignment.Options{AllScores: true}), alignment.Assess(quiet(), alignment.Options{AllScores: true})
	if diff := cmp.Diff(want.Links, got.Links); diff != "" {
		t.Errorf("a model that tells nothing apart changes links (-without +with):\n%s", diff)
	}
}

func TestVectorsThatDoNotPassCountForNothing(t *testing.T) {
	t.Parallel()
	plain, err := json.Marshal(alignment.Assess(quiet(), alignment.Options{AllScores: true}))
	if err != nil {
		t.Fatal(err)
	}
	title := quiet().Goals[0].Title
	for name, spoil := range map[string]func(p *alignment.Picture, key string){
		"one is missing":      func(p *alignment.Picture, key string) { delete(p.Vectors, key) },
		"one is longer":       func(p *alignment.Picture, key string) { p.Vectors[key] = []float32{1, 0, 0, 0} },
		"one is empty":        func(p *alignment.Picture, key string) { p.Vectors[key] = nil },
		"one is zero":         func(p *alignment.Picture, key string) { p.Vectors[key] = []float32{0, 0, 0} },
		"one is not finite":   func(p *alignment.Picture, key string) { p.Vectors[key] = []float32{1, float32(math.NaN()), 0} },
		"one is infinite":     func(p *alignment.Picture, key string) { p.Vectors[key] = []float32{1, float32(math.Inf(1)), 0} },
		"there are none":      func(p *alignment.Picture, _ string) { p.Vectors = nil },
		"a draft is assessed": nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := seenAs(quiet(), map[string][]float32{title: {1, 0, 0}, "Electronic handover at discharge": {1, 0, 0}})
			want := plain
			if spoil == nil {
				_, p.Statement = alignment.Survey(threeOf(quiet()), alignment.Options{})
				draft := p
				draft.Vectors = nil
				want, _ = json.Marshal(alignment.Assess(draft, alignment.Options{AllScores: true}))
			} else {
				at := slices.IndexFunc(alignment.Wordings(p), func(w alignment.Wording) bool { return w.Text == title })
				spoil(&p, alignment.Wordings(p)[at].Key)
				if err := alignment.CheckVectors(p); err == nil {
					t.Error("they pass")
				}
			}
			got, err := json.Marshal(alignment.Assess(p, alignment.Options{AllScores: true}))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("the report (-without +with):\n%s", diff)
			}
		})
	}
}

// threeOf gives a system two more organisations, so that it has a statement.
func threeOf(p alignment.Picture) alignment.Picture {
	for _, id := range []string{"C", "D"} {
		p.Organisations = append(p.Organisations, alignment.Organisation{ID: id, Shared: true, Objectives: []alignment.Objective{{ID: id + "-1", Title: "Notes at discharge " + id}}})
	}
	return p
}

// What a statement says of targets is of their words: a draft, which is never sent anywhere, is measured by the same.
func TestAStatementIsOfWordsAlone(t *testing.T) {
	t.Parallel()
	p := threeOf(quiet())
	_, plain := alignment.Survey(p, alignment.Options{})
	p = seenAs(p, map[string][]float32{p.Goals[0].Title: {1, 0, 0}, "Electronic handover at discharge": {1, 0, 0}})
	_, seen := alignment.Survey(p, alignment.Options{})
	if plain == nil || seen == nil || plain.Model == seen.Model {
		t.Fatal("there are no two statements")
	}
	seen.Model = plain.Model
	want, err := json.Marshal(plain)
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(seen)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("what a statement says (-without +with vectors):\n%s", diff)
	}
}

func TestWordingsAreWhatIsShared(t *testing.T) {
	t.Parallel()
	p := quiet()
	p.Initiatives = []alignment.Initiative{{ID: "I1", Title: "Lighthouse", Description: "One record."}}
	p.Organisations[0].NonPriorities = []alignment.NonPriority{{ID: "A-N1", Text: "No new portal"}, {ID: "A-N2", Text: " "}}
	p.Organisations[0].Objectives[2] = alignment.Objective{ID: "A-3", Title: "Staff sign in once", Measures: nil} // as a goal says
	var got []string
	for _, w := range alignment.Wordings(p) {
		got = append(got, w.Text)
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{
		"Badge readers on every workstation", "Electronic handover at discharge", "Lighthouse\nOne record.", "No new portal",
		"Nobody waits for a bed because notes are missing", "Staff sign in once",
	}, got); diff != "" {
		t.Errorf("wordings (-want +got):\n%s", diff)
	}
}

func TestWhatIsKnownIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	p := quiet()
	asked := 0
	embed := func(texts []string) ([][]float32, error) {
		asked += len(texts)
		list := make([][]float32, len(texts))
		for i, text := range texts {
			list[i] = []float32{float32(len(text)), 1}
		}
		return list, nil
	}
	seen, made, err := alignment.Embed(p, nil, embed)
	if err != nil || asked != 5 || len(made) != 5 || len(seen.Vectors) != 5 || p.Vectors != nil {
		t.Fatalf("%d asked, %d made, %d seen: %v", asked, len(made), len(seen.Vectors), err)
	}
	p.Organisations[0].Objectives[0].Title = "Another handover"
	again, made, err := alignment.Embed(p, seen.Vectors, embed)
	if err != nil || asked != 6 || len(made) != 1 || len(again.Vectors) != 5 {
		t.Errorf("%d asked, %d made, %d seen: %v", asked, len(made), len(again.Vectors), err)
	}
	if _, _, err := alignment.Embed(p, again.Vectors, nil); err != nil {
		t.Errorf("where all is known, nobody is asked: %v", err)
	}
	for name, broken := range map[string]func([]string) ([][]float32, error){
		"an error":       func([]string) ([][]float32, error) { return nil, errors.New("gone") },
		"too few":        func([]string) ([][]float32, error) { return nil, nil },
		"another length": func([]string) ([][]float32, error) { return [][]float32{{1, 2, 3}}, nil },
	} {
		if got, made, err := alignment.Embed(p, seen.Vectors, broken); err == nil || got.Vectors != nil || made != nil {
			t.Errorf("%s: %v %v", name, made, err)
		}
	}
}

// With vectors, too, the same picture gives the same bytes whatever the order of its items and the number of threads, and
// whatever is true of reports stays so.
func TestOrderAndThreadsChangeNothingWithVectors(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPicture(t)
		p.Vectors = map[string][]float32{"not of this picture": {1}}
		for _, w := range alignment.Wordings(p) {
			h := fnv.New64a()
			_, _ = h.Write([]byte(w.Text))
			n := h.Sum64()
			p.Vectors[w.Key] = []float32{float32(n%97) + 1, float32(n % 89), -float32(n % 83)}
		}
		shuffled := p
		shuffled.Goals = rapid.Permutation(p.Goals).Draw(t, "goals")
		shuffled.Organisations = rapid.Permutation(p.Organisations).Draw(t, "organisations")
		one, err := json.Marshal(alignment.Assess(p, alignment.Options{AllScores: true, Threads: 1}))
		if err != nil {
			t.Fatal(err)
		}
		other, err := json.Marshal(alignment.Assess(shuffled, alignment.Options{AllScores: true, Threads: 3}))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(one), string(other)); diff != "" {
			t.Fatalf("another order (-one +other):\n%s", diff)
		}
	})
}
