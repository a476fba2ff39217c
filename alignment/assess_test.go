package alignment_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/alignment"
)

// phrases from which generated texts are made: topics, names, abbreviations, cues, dates, and things that are not
// words.
var phrases = []string{
	"the shared care record", "ShCR", "Lighthouse", "letters in the NHS App", "portal", "ambient scribe", "typing and paper",
	"backups", "MFA", "security operations centre", "SOC", "loan tablets", "digital skills", "virtual ward", "boilers", "car park",
	"We will not join it.", "until March 2031", "no earlier than FY30", "keep our own", "instead of the shared platform",
	"buy a product", "e-rostering", "renewed until 2033", "Design Authority (DA)", "2027", "📱", "שלום", "", ".",
}

func drawText(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(phrases), 0, 5).Draw(t, label), " ")
}

func drawDate(t *rapid.T, label string) time.Time {
	month := rapid.IntRange(0, 60).Draw(t, label)
	if month == 0 {
		return time.Time{}
	}
	return time.Date(2026, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC)
}

// drawPicture makes a small picture, most of which holds together.
func drawPicture(t *rapid.T) alignment.Picture {
	p := alignment.Picture{System: "fenmarsh"}
	var goals, objectives []string
	for i := range rapid.IntRange(0, 8).Draw(t, "goals") {
		goals = append(goals, fmt.Sprint("G", i+8))
		p.Goals = append(p.Goals, alignment.Goal{
			ID: goals[i], Title: drawText(t, "goal"), Description: drawText(t, "description"), Due: drawDate(t, "due"),
		})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "initiatives") {
		p.Initiatives = append(p.Initiatives, alignment.Initiative{
			ID: fmt.Sprint("I", i+9), Title: drawText(t, "initiative"), Description: drawText(t, "description"),
			Delivery: rapid.SampledFrom([]string{"", "central", "shared", "local"}).Draw(t, "delivery"),
			Goals:    rapid.SliceOfNDistinct(rapid.SampledFrom(append(goals, "G99")), 0, 2, rapid.ID).Draw(t, "serves"),
		})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "organisations") {
		o := alignment.Organisation{ID: fmt.Sprint("O", i), Name: drawText(t, "name"), Shared: rapid.Float64().Draw(t, "shared") < 0.9}
		for j := range rapid.IntRange(0, 6).Draw(t, "objectives") {
			objectives = append(objectives, fmt.Sprintf("%s-%d", o.ID, j+7))
			b := alignment.Objective{ID: objectives[len(objectives)-1], Title: drawText(t, "title"), Description: drawText(t, "text"), Horizon: drawDate(t, "horizon")}
			if rapid.Bool().Draw(t, "measured") {
				b.Measures = []string{drawText(t, "measure")}
			}
			o.Objectives = append(o.Objectives, b)
		}
		for j := range rapid.IntRange(0, 2).Draw(t, "non-priorities") {
			o.NonPriorities = append(o.NonPriorities, alignment.NonPriority{ID: fmt.Sprintf("%s-N%d", o.ID, j), Text: drawText(t, "not")})
		}
		p.Organisations = append(p.Organisations, o)
	}
	for range rapid.IntRange(0, 4).Draw(t, "judgements") {
		p.Judgements = append(p.Judgements, alignment.Judgement{
			Objective:    rapid.SampledFrom(append(objectives, "nobody")).Draw(t, "objective"),
			Target:       rapid.SampledFrom(append(goals, "I9", "nothing")).Draw(t, "target"),
			Verdict:      rapid.SampledFrom([]alignment.Verdict{alignment.Confirmed, alignment.Rejected}).Draw(t, "verdict"),
			Contribution: rapid.SampledFrom([]alignment.Contribution{"", alignment.Direct, alignment.Partial}).Draw(t, "contribution"),
		})
	}
	return p
}

func bytesOf(t interface{ Fatal(...any) }, r alignment.Report) string {
	out, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// stirred gives the picture with its items in another order and its organisations in parts.
func stirred(t *rapid.T, p alignment.Picture) alignment.Picture {
	q := p
	q.Goals = rapid.Permutation(p.Goals).Draw(t, "goals stirred")
	q.Initiatives = slices.Clone(rapid.Permutation(p.Initiatives).Draw(t, "initiatives stirred"))
	for i := range q.Initiatives {
		q.Initiatives[i].Goals = rapid.Permutation(q.Initiatives[i].Goals).Draw(t, "serves stirred")
	}
	q.Judgements = rapid.Permutation(p.Judgements).Draw(t, "judgements stirred")
	q.Organisations = nil
	for _, o := range p.Organisations {
		a, b := o, o
		cut := rapid.IntRange(0, len(o.Objectives)).Draw(t, "cut")
		stirredObjectives := rapid.Permutation(o.Objectives).Draw(t, "objectives stirred")
		a.Objectives, b.Objectives = stirredObjectives[:cut], stirredObjectives[cut:]
		a.NonPriorities, b.NonPriorities = nil, rapid.Permutation(o.NonPriorities).Draw(t, "non-priorities stirred")
		q.Organisations = append(q.Organisations, a, b)
	}
	q.Organisations = rapid.Permutation(q.Organisations).Draw(t, "organisations stirred")
	return q
}

func TestOrderAndThreadsChangeNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPicture(t)
		all := rapid.Bool().Draw(t, "all")
		want := bytesOf(t, alignment.Assess(p, alignment.Options{AllScores: all, Threads: 1}))
		got := bytesOf(t, alignment.Assess(stirred(t, p), alignment.Options{AllScores: all, Threads: 3}))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("the same items in another order (-want +got):\n%s", diff)
		}
	})
}

func TestAssessLeavesThePictureAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := stirred(t, drawPicture(t))
		before, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		alignment.Assess(p, alignment.Options{})
		if after, _ := json.Marshal(p); !bytes.Equal(before, after) {
			t.Fatal("the picture was changed")
		}
	})
}

func TestAReportHoldsTogether(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPicture(t)
		some, all := alignment.Assess(p, alignment.Options{}), alignment.Assess(p, alignment.Options{AllScores: true})
		pairs := map[string]alignment.Link{}
		for _, l := range all.Links {
			pairs[l.Objective+" "+l.Target] = l
			checkLink(t, l)
		}
		count := map[string]int{}
		for _, l := range some.Links {
			if diff := cmp.Diff(pairs[l.Objective+" "+l.Target], l); diff != "" {
				t.Fatalf("a link differs from the same among all scores:\n%s", diff)
			}
			if !l.Suggested {
				count[l.Objective+string(l.Kind)]++
			}
		}
		for key, n := range count {
			if n > 5 {
				t.Fatalf("%s has %d links that are not suggested", key, n)
			}
		}
		some.Links, all.Links = nil, nil
		if diff := cmp.Diff(all, some); diff != "" {
			t.Fatalf("the rest of the report depends on how many links are given:\n%s", diff)
		}
		if len(some.Coverage) != len(p.Goals)*len(p.Organisations) {
			t.Fatalf("%d cells for %d goals and %d organisations", len(some.Coverage), len(p.Goals), len(p.Organisations))
		}
	})
}

func checkLink(t *rapid.T, l alignment.Link) {
	sum := 0.0
	for _, e := range l.Evidence {
		sum += e.Weight
		if e.Text == "" || e.Weight < 0 && e.Kind != alignment.Learned {
			t.Fatalf("evidence %+v", e)
		}
	}
	if l.Score < 0 || l.Score > 1 || math.IsNaN(l.Score) || sum > 1+1e-5 {
		t.Fatalf("score %v, weights that add up to %v", l.Score, sum)
	}
	if l.Contribution == "" {
		t.Fatalf("%s to %s has no contribution", l.Objective, l.Target)
	}
}

func TestJudgementsPin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPicture(t)
		verdicts := map[string]alignment.Verdict{}
		p.Judgements = slices.DeleteFunc(p.Judgements, func(j alignment.Judgement) bool {
			pair := j.Objective + " " + j.Target
			_, decided := verdicts[pair]
			if !decided {
				verdicts[pair] = j.Verdict
			}
			return decided // of two people who disagree, the second one's is left out
		})
		for _, l := range alignment.Assess(p, alignment.Options{AllScores: true}).Links {
			pair := l.Objective + " " + l.Target
			if verdict, ok := verdicts[pair]; ok && l.Suggested != (verdict == alignment.Confirmed) {
				t.Fatalf("%s is %s and suggested: %v", pair, verdict, l.Suggested)
			}
		}
	})
}

func TestADecisionIsLearnedFrom(t *testing.T) {
	t.Parallel()
	p := alignment.Picture{
		System: "fenmarsh",
		Goals: []alignment.Goal{
			{ID: "G1", Title: "People wait less", Description: "Nobody waits longer than they need to for a clinic."},
			{ID: "G2", Title: "One shared record", Description: "Everyone opens the same record."},
		},
		Organisations: []alignment.Organisation{{ID: "O", Shared: true, Objectives: []alignment.Objective{
			{ID: "A", Title: "Text messages", Description: "Messages tell patients about their clinic."},
			{ID: "B", Title: "Text messages for therapy", Description: "Messages go to those who see a therapist."},
		}}},
	}
	of := func(judgements ...alignment.Judgement) alignment.Link {
		p.Judgements = judgements
		for _, l := range alignment.Assess(p, alignment.Options{AllScores: true}).Links {
			if l.Objective == "B" && l.Target == "G1" {
				return l
			}
		}
		t.Fatal("B beside G1 is not in the report")
		return alignment.Link{}
	}
	decision := alignment.Judgement{Objective: "A", Target: "G1", Verdict: alignment.Confirmed}
	plain, confirmed := of(), of(decision)
	decision.Verdict = alignment.Rejected
	rejected := of(decision)
	if !(rejected.Score < plain.Score && plain.Score < confirmed.Score) {
		t.Errorf("scores %v after a rejection, %v before, %v after a confirmation", rejected.Score, plain.Score, confirmed.Score)
	}
	learned := func(e alignment.Evidence) bool { return e.Kind == alignment.Learned && e.Weight > 0 }
	if !slices.ContainsFunc(confirmed.Evidence, learned) || slices.ContainsFunc(plain.Evidence, learned) {
		t.Errorf("evidence %v after a confirmation, %v before", confirmed.Evidence, plain.Evidence)
	}
	if again := of(); !slices.Equal(again.Evidence, plain.Evidence) || again.Score != plain.Score {
		t.Errorf("a decision that was taken back leaves %v, not %v", again, plain)
	}
}

func TestTheModelHashSaysWhatCountsAsTheSame(t *testing.T) {
	t.Parallel()
	p := alignment.Picture{System: "fenmarsh", Goals: []alignment.Goal{{ID: "G1", Title: "One record"}}}
	one := alignment.Assess(p, alignment.Options{}).Model
	p.Goals[0].Title = "One records"
	if other := alignment.Assess(p, alignment.Options{}).Model; len(one) != 64 || one == other {
		t.Errorf("hashes %q and %q of two pictures", one, other)
	}
}

func TestWhatMayComeIn(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("the shared care record will not join until 2031 (SCR) ", 2000)
	goal := alignment.Goal{ID: "G1", Title: "One shared record", Description: "Everyone opens the same record."}
	organisation := func(objectives ...alignment.Objective) []alignment.Organisation {
		return []alignment.Organisation{{ID: "A", Shared: true, Objectives: objectives}}
	}
	same := make([]alignment.Objective, 2000)
	for i := range same {
		same[i] = alignment.Objective{ID: fmt.Sprint("A-", i), Title: "Buy a viewer for the shared record"}
	}
	for name, p := range map[string]alignment.Picture{
		"nothing":                     {},
		"no goals":                    {Organisations: organisation(alignment.Objective{ID: "A-1", Title: "Open the record"})},
		"no organisations":            {Goals: []alignment.Goal{goal}},
		"one word":                    {Goals: []alignment.Goal{goal}, Organisations: organisation(alignment.Objective{ID: "A-1", Title: "record"})},
		"no words":                    {Goals: []alignment.Goal{{ID: "G1"}}, Organisations: organisation(alignment.Objective{ID: "A-1"})},
		"a hundred thousand letters":  {Goals: []alignment.Goal{goal}, Organisations: organisation(alignment.Objective{ID: "A-1", Title: long, Description: strings.Repeat("x", 100_000)})},
		"emoji and right to left":     {Goals: []alignment.Goal{{ID: "G1", Title: "🏥📱 שלום עולם"}}, Organisations: organisation(alignment.Objective{ID: "A-1", Title: "📱 שלום"})},
		"bytes that are not UTF-8":    {Goals: []alignment.Goal{goal}, Organisations: organisation(alignment.Objective{ID: "A-1", Title: "rec\xfford \xc3"})},
		"the same id twice":           {Goals: []alignment.Goal{goal, goal}, Organisations: organisation(alignment.Objective{ID: "A-1", Title: "a"}, alignment.Objective{ID: "A-1", Title: "b"})},
		"two thousand times the same": {Goals: []alignment.Goal{goal}, Organisations: organisation(same...)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			r := alignment.Assess(p, alignment.Options{AllScores: true})
			if r.Links == nil || r.Levels == nil || r.Coverage == nil || r.InitiativeCoverage == nil || r.Findings == nil || r.Notes == nil {
				t.Error("a list is absent: it should be empty")
			}
			if took := time.Since(began); took > time.Minute {
				t.Errorf("took %v", took)
			}
		})
	}
}

func FuzzAssess(f *testing.F) {
	f.Add("One shared record", "Lighthouse: the viewer", "We will not join until 2031", "keep our own (KOO)")
	f.Add("", "", "", "")
	f.Fuzz(func(t *testing.T, goal, initiative, objective, not string) {
		p := alignment.Picture{
			Goals:       []alignment.Goal{{ID: "G1", Title: goal, Due: time.Date(2028, 3, 31, 0, 0, 0, 0, time.UTC)}, {ID: "G2", Title: not}},
			Initiatives: []alignment.Initiative{{ID: "I1", Title: initiative, Description: goal, Goals: []string{"G1", "G2"}}},
			Organisations: []alignment.Organisation{
				{ID: "A", Shared: true, Objectives: []alignment.Objective{{ID: "A-1", Title: objective, Description: goal}}, NonPriorities: []alignment.NonPriority{{ID: "A-N1", Text: not}}},
				{ID: "B", Shared: true, Objectives: []alignment.Objective{{ID: "B-1", Title: objective, Description: initiative}}},
			},
		}
		for _, l := range alignment.Assess(p, alignment.Options{Threads: 2}).Links {
			for _, text := range []string{goal, initiative, objective} {
				pieces := ""
				for _, s := range alignment.Marks(text, l.Evidence) {
					pieces += s.Text
				}
				if pieces != text {
					t.Fatalf("the pieces of %q make %q", text, pieces)
				}
			}
		}
	})
}

func TestBands(t *testing.T) {
	t.Parallel()
	for score, want := range map[float64]alignment.Band{0: alignment.Unlikely, 0.24: alignment.Unlikely, 0.25: alignment.Possible, 0.59: alignment.Possible, 0.6: alignment.Likely, 1: alignment.Likely} {
		if got := alignment.BandOf(score); got != want {
			t.Errorf("a score of %v is %s, want %s", score, got, want)
		}
	}
}

// What a link says of itself adds up: the points of its evidence and of its balance are the log odds of its score, for every
// pair, whatever people have decided.
func TestPointsAddUpToTheScore(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]alignment.Picture{"decided": surveyed(), "undecided": generated(60, 7)} {
		seen := map[alignment.WeighedKind]int{}
		for _, link := range alignment.Assess(p, alignment.Options{AllScores: true}).Links {
			sum := 0.0
			for _, e := range link.Evidence {
				sum += e.Points
			}
			for _, b := range link.Balance {
				sum += b.Points
				seen[b.Kind]++
				if b.Target == link.Target {
					t.Errorf("%s: %s and %s are weighed against themselves", name, link.Objective, link.Target)
				}
			}
			if score := 1 / (1 + math.Exp(-sum)); math.Abs(score-link.Score) > 1e-6 {
				t.Fatalf("%s: the points of %s and %s make %.8f, the score is %.8f", name, link.Objective, link.Target, score, link.Score)
			}
		}
		for _, kind := range []alignment.WeighedKind{alignment.Usual, alignment.OtherWords, alignment.RunnerUp} {
			if seen[kind] == 0 {
				t.Errorf("%s: nothing is %s", name, kind)
			}
		}
		if name == "decided" && (seen[alignment.SharedAim] == 0 || seen[alignment.DecidedSoFar] == 0) {
			t.Errorf("no shared aim or no decision is weighed: %v", seen)
		}
	}
}
