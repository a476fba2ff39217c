package board_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/alignment/board"
	"github.com/throughline-ics/throughline/alignment/checkup"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func read(t *testing.T, w *worldtest.World, organisation string) board.Board {
	t.Helper()
	var b board.Board
	w.As(organisation, func(ctx context.Context, tx *tenants.Tx) (err error) {
		b, err = board.Read(ctx, tx)
		return err
	})
	return b
}

func asked(t *testing.T, b board.Board, question string) board.Asked {
	t.Helper()
	i := slices.IndexFunc(b.Questions, func(q board.Asked) bool { return q.ID == question })
	if i < 0 {
		t.Fatalf("%s is not asked", question)
	}
	return b.Questions[i]
}

func says(q board.Asked) string {
	var all []string
	for _, f := range q.Facts {
		all = append(all, f.Says)
	}
	return strings.Join(all, "\n")
}

func TestTheBoardSeesWhatTheStrategyShows(t *testing.T) {
	t.Parallel()
	b := read(t, worldtest.New(t), "A")
	if len(b.Questions) != 10 || len(b.Assessments) != 0 {
		t.Fatalf("%d questions, %d assessments", len(b.Questions), len(b.Assessments))
	}
	for question, want := range map[string]string{
		"mission":        "“Safe and quick.” Words: 3.",
		"working":        "2 of 3 objectives have a measure with a baseline and a target.\nThe strategy lists no delivered pieces of work.\nThe next review of the strategy has no date.",
		"system":         "1 of 3 system goals is aligned with what we have published, in full or in part.\n0 of 3 system goals have suggestions of ours that nobody has reviewed.\n1 of 2 shared initiatives is aligned with what we have published, in full or in part.",
		"non-priorities": "1 non-priority is listed.\n0 of 1 non-priority has a reason.\n1 of 1 non-priority says until when it holds.\n0 of 3 objectives have a rank.",
	} {
		if got := says(asked(t, b, question)); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", question, got, want)
		}
	}
	served := asked(t, b, "system").Facts[0].Are
	if len(served) != 1 || served[0].Code != "G1" || !served[0].OfSystem || served[0].Title != "One shared care record" {
		t.Errorf("served: %+v", served)
	}
	unmeasured := asked(t, b, "working").Facts[0].AreNot
	if len(unmeasured) != 1 || unmeasured[0].Code != "A-3" || unmeasured[0].OfSystem {
		t.Errorf("without a measure: %+v", unmeasured)
	}
	found := asked(t, b, "working").Findings
	if !slices.ContainsFunc(found, func(f checkup.Finding) bool { return f.Rule == "no-measure" && f.Item == "A-3" }) {
		t.Errorf("the check: %+v", found)
	}
	if slices.ContainsFunc(found, func(f checkup.Finding) bool { return f.Rule == "no-user-need" }) {
		t.Error("a finding stands beside a question that it is not about")
	}
}

// The facts are of the draft: what is published is said beside it, and where the two differ.
func TestTheBoardIsToldWhatIsPublishedBesideTheDraft(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	b := read(t, w, "A")
	if p := b.Published; p.Edition.Number != 1 || !p.Same || p.Counts[strategy.KindObjective] != 3 || !b.Counted.Equal(w.Now.Truncate(24*time.Hour)) {
		t.Errorf("%+v, counted on %s", p, b.Counted)
	}
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := strategy.AddItem(ctx, tx, b.Checkup.Working.Header.ID, strategy.Item{Kind: strategy.KindObjective, Code: "A-9", Title: "Log on once"})
		return err
	})
	b = read(t, w, "A")
	if p := b.Published; p.Same || p.Counts[strategy.KindObjective] != 3 || len(b.Checkup.Working.Items) == 0 {
		t.Errorf("after another objective: %+v", p)
	}
}

func TestWhatWasDismissedIsNotPutToTheBoard(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	unreviewed := func() int {
		return slices.IndexFunc(asked(t, read(t, w, "A"), "working").Findings, func(f checkup.Finding) bool { return f.Rule == "no-review-date" })
	}
	b, n := read(t, w, "A"), unreviewed()
	if n < 0 {
		t.Fatal("the next review has no date, and the check does not say so")
	}
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := checkup.Dismiss(ctx, tx, b.Checkup.Working.Header.ID, asked(t, b, "working").Findings[n].Hash.String(), "The board looks each March.")
		return err
	})
	if unreviewed() >= 0 {
		t.Error("what was dismissed is put to the board all the same")
	}
}

func TestABoardWithoutAStrategyIsAskedAllTheSame(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	f := worldtest.Northfold()
	f.Claims = nil
	w.Import(f, worldtest.Published)
	w.AddPartner("P", "Northfold Borough Council")
	b := read(t, w, "P")
	if got := says(asked(t, b, "mission")); got != "There is no mission yet." {
		t.Error(got)
	}
	if got := says(asked(t, b, "system")); !strings.HasPrefix(got, "No system has shared any system goals with us.") {
		t.Error(got)
	}
}

func TestASystemHasNoBoardHere(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.As("", func(ctx context.Context, tx *tenants.Tx) error {
		if _, err := board.Read(ctx, tx); !fault.Is(err, fault.NotFound) {
			t.Errorf("reading: %v", err)
		}
		return nil
	})
	w.AsWriter("", func(ctx context.Context, tx *tenants.Tx) error {
		if _, err := board.Reply(ctx, tx, "mission", "Yes.", nil); !fault.Is(err, fault.NotFound) {
			t.Errorf("answering: %v", err)
		}
		if _, err := board.Assess(ctx, tx, []board.Found{{"well-led", board.Siloed}}, ""); !fault.Is(err, fault.NotFound) {
			t.Errorf("assessing: %v", err)
		}
		return nil
	})
}

// The answer that was given stays, with what the strategy showed then, when another is given and the strategy changes.
func TestAnswersAreAddedAndNeverChanged(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	answer := func(text string, seen int) (given board.Answer, err error) {
		w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
			given, err = board.Reply(ctx, tx, "mission", text, &seen)
			return nil
		})
		return given, err
	}
	first, err := answer(" Nearly. ", 0)
	if err != nil || first.Number != 1 || first.Text != "Nearly." || first.By == "" || !first.At.Equal(w.Now) {
		t.Fatalf("%+v, %v", first, err)
	}
	b := read(t, w, "A")
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		h := b.Checkup.Working.Header
		_, err := strategy.Change(ctx, tx, h.ID, h.Version, func(h *strategy.Header) { h.Mission = "Care without waiting." })
		return err
	})
	w.Now = w.Now.Add(time.Hour)
	if _, err := answer("Yes.", 0); !fault.Is(err, fault.Stale) {
		t.Errorf("who has not read the latest answer: %v", err)
	}
	if _, err := answer("Yes.", 1); err != nil {
		t.Fatal(err)
	}
	w.As("A", func(ctx context.Context, tx *tenants.Tx) error {
		all, err := board.Answers(ctx, tx, "mission")
		if err != nil || len(all) != 2 || all[0].Text != "Yes." || all[1].Text != "Nearly." || all[1].By == "" {
			t.Errorf("%+v, %v", all, err)
		}
		if all[0].Facts[0] != "“Care without waiting.” Words: 3." || all[1].Facts[0] != "“Safe and quick.” Words: 3." {
			t.Errorf("what the strategy showed: %v and %v", all[0].Facts, all[1].Facts)
		}
		if _, err := board.Answers(ctx, tx, "nowhere"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a question that is nowhere: %v", err)
		}
		return nil
	})
	b = read(t, w, "A")
	if a := asked(t, b, "mission").Answer; a == nil || a.Text != "Yes." || a.Number != 2 {
		t.Errorf("the latest: %+v", a)
	}
	if a := asked(t, b, "risks").Answer; a != nil {
		t.Errorf("nobody has answered this: %+v", a)
	}
	if a := asked(t, read(t, w, "B"), "mission").Answer; a != nil {
		t.Errorf("another organisation's board: %+v", a)
	}
	for _, change := range []string{"update app.board_answer set answer = 'No.'", "delete from app.board_answer"} {
		if _, err := w.Owner.Exec(t.Context(), change); err == nil {
			t.Errorf("%s went through", change)
		}
	}
}

func TestAnAnswerSaysSomething(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		for _, c := range []struct {
			question, text string
			want           fault.Kind
		}{
			{"mission", " \n ", fault.Invalid},
			{"mission", strings.Repeat("x", 4001), fault.Invalid},
			{"mission", "bell \a", fault.Invalid},
			{"nowhere", "Yes.", fault.NotFound},
		} {
			if _, err := board.Reply(ctx, tx, c.question, c.text, nil); !fault.Is(err, c.want) {
				t.Errorf("%s %.10q: %v, want %s", c.question, c.text, err, c.want)
			}
		}
		return nil
	})
}

func TestAnAssessmentStandsBesideTheOneBefore(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	assess := func(note string, found ...board.Found) {
		t.Helper()
		w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
			_, err := board.Assess(ctx, tx, found, note)
			return err
		})
		w.Now = w.Now.Add(time.Hour)
	}
	assess("one", board.Found{"well-led", board.Absent})
	assess("two", board.Found{"well-led", board.Siloed}, board.Found{"improve-care", board.Absent})
	assess("three", board.Found{"well-led", board.Embedded})
	got := read(t, w, "A").Assessments
	if len(got) != 2 || got[0].Number != 3 || got[0].Note != "three" || got[0].By == "" || got[1].Note != "two" {
		t.Fatalf("%+v", got)
	}
	if got[0].Levels["well-led"] != board.Embedded || len(got[0].Levels) != 1 || got[1].Levels["improve-care"] != board.Absent {
		t.Errorf("%+v", got)
	}
	if n := w.Count("select count(*) from app.board_assessment where org_id = $1", w.Orgs["A"]); n != 3 {
		t.Errorf("%d are kept", n)
	}
	if len(read(t, w, "B").Assessments) != 0 {
		t.Error("another organisation's board sees it")
	}
	if _, err := w.Owner.Exec(t.Context(), "update app.board_assessment set note = ''"); err == nil {
		t.Error("an assessment was changed")
	}
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
		for name, found := range map[string][]board.Found{
			"nothing":   nil,
			"nowhere":   {{"nowhere", board.Absent}},
			"no level":  {{"well-led", "middling"}},
			"the same":  {{"well-led", board.Absent}, {"well-led", board.Siloed}},
			"too wordy": {{"well-led", board.Absent}},
		} {
			note := map[bool]string{true: strings.Repeat("x", 2001)}[name == "too wordy"]
			if _, err := board.Assess(ctx, tx, found, note); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
		return nil
	})
}

// What is asked of the database does not grow with the strategy: three objectives and sixty, the same trips.
func TestReadingTheBoardDoesNotGrowWithTheStrategy(t *testing.T) {
	t.Parallel()
	var counted []int
	for _, size := range []int{3, 60} {
		w := worldtest.Empty(t)
		f := worldtest.Northfold()
		f.Claims = nil
		a := &f.Members[0].Strategy
		for n := len(a.Of(strategy.KindObjective)); n < size; n++ {
			one := a.Items[n%3]
			one.Code = fmt.Sprintf("A-X%d", n)
			a.Items = append(a.Items, one)
		}
		w.Import(f, worldtest.Published)
		pool, trips := w.Counted(t)
		db, err := tenants.New(tenants.Config{Pool: pool, Key: w.Key, Clock: func() time.Time { return w.Now }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		n := 0
		for range 2 { // the first time also prepares
			trips.Count()
			err := db.Within(t.Context(), tenants.ForMachine(w.Orgs["A"], "test", ""), func(tx *tenants.Tx) error {
				b, err := board.Read(t.Context(), tx)
				if fact := asked(t, b, "working").Facts[0]; len(fact.Are)+len(fact.AreNot) != size {
					t.Errorf("%d objectives are counted, want %d", len(fact.Are)+len(fact.AreNot), size)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			n = trips.Count()
		}
		counted = append(counted, n)
	}
	t.Logf("%d trips", counted[0])
	if counted[0] != counted[1] || counted[0] > 45 {
		t.Errorf("%d trips for three objectives and %d for sixty", counted[0], counted[1])
	}
}
