package lexical

import (
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
		taught.Learn(lessons, 1)
		slices.Reverse(lessons)
		other := against(objectives, nil, targets, 3)
		other.Learn(lessons, 3)
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
		f.Learn(lessons, 1)
		return f.Score(1, 0)
	}
	plain := score()
	if one, away := score(Lesson{0, 0, true}), score(Lesson{0, 0, false}); !(away < plain && plain < one) {
		t.Errorf("%v after a rejection, %v before, %v after a confirmation", away, plain, one)
	}
}
