package lexical

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestLearnMovesItsTargetsAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		objectives := documents(drawTexts(t, "objectives", 1, 20)...)
		targets := documents(drawTexts(t, "targets", 1, 5)...)
		plain, taught := against(objectives, nil, targets, 1), against(objectives, nil, targets, 1)
		var lessons []Lesson
		touched := map[int]bool{}
		for i := range objectives {
			if rapid.Bool().Draw(t, "judged") {
				j := rapid.IntRange(0, len(targets)-1).Draw(t, "target")
				lessons = append(lessons, Lesson{i, j, rapid.Bool().Draw(t, "confirmed")})
				touched[j] = true
			}
		}
		taught.Learn(lessons, nil, 1)
		slices.Reverse(lessons)
		other := against(objectives, nil, targets, 3)
		other.Learn(lessons, nil, 3)
		if !slices.Equal(taught.scores, other.scores) {
			t.Fatal("the order of lessons or the number of threads changes scores")
		}
		for i := range objectives {
			for j := range targets {
				if !touched[j] && taught.Score(i, j) != plain.Score(i, j) {
					t.Fatalf("target %d has no lesson and scores %v instead of %v", j, taught.Score(i, j), plain.Score(i, j))
				}
				checkShares(t, taught, i, j)
			}
		}
	})
}

func TestLearnGoesTowardsAndAway(t *testing.T) {
	t.Parallel()
	texts := documents("patients read messages", "patients get messages by phone", "network cables")
	score := func(lessons ...Lesson) float64 {
		f := against(texts, nil, documents("patients wait less", "cables"), 1)
		f.Learn(lessons, nil, 1)
		return f.Score(1, 0)
	}
	plain := score()
	if one, away := score(Lesson{0, 0, true}), score(Lesson{0, 0, false}); !(away < plain && plain < one) {
		t.Errorf("%v after a rejection, %v before, %v after a confirmation", away, plain, one)
	}
}

func TestLessonsMoveTheRowsOfTheirLearner(t *testing.T) {
	t.Parallel()
	texts := documents("patients read messages", "patients get messages by phone", "patients send messages", "network cables")
	score := func(learners []int, lessons ...Lesson) []float64 {
		f := Count(Texts{Objectives: texts, Owners: []int{0, 0, 1, 1}, Others: documents("patients hear messages"), Targets: [][]Document{documents("patients wait less", "cables")}}, nil).Against(0, 1)
		f.Learn(lessons, learners, 1)
		for row := range f.documents() {
			sum := 0.0
			for _, s := range first(f.Explain(nil, row, 0, 0)) {
				sum += s.Weight
			}
			if math.Abs(sum-f.Score(row, 0)) > 1e-9 {
				t.Errorf("the shares of row %d add up to %v and not to %v", row, sum, f.Score(row, 0))
			}
		}
		var list []float64
		for row := range f.documents() {
			list = append(list, f.Score(row, 0))
		}
		return list
	}
	apart, together := []int{0, 0, 1, 1, Nobody}, []int{2, 2, 2, 2, 2}
	plain, own, shared := score(apart), score(apart, Lesson{0, 0, true}), score(together, Lesson{0, 0, true})
	if own[1] <= plain[1] || own[2] != plain[2] || own[4] != plain[4] {
		t.Errorf("its own decision makes %v of %v", own, plain)
	}
	if shared[2] <= plain[2] || shared[4] <= plain[4] {
		t.Errorf("a shared decision makes %v of %v", shared, plain)
	}
	if unheard := score([]int{0, 0, 1, 1, Nobody}, Lesson{4, 0, true}); !slices.Equal(unheard, plain) {
		t.Errorf("a lesson for nobody makes %v of %v", unheard, plain)
	}
}

func first[A, B any](a A, _ B) A { return a }
