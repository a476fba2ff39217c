package papers_test

import (
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/labelledtest"
	"github.com/throughline-ics/throughline/tenants/exchange/papers"
)

// labelledPaper is what stands in a document of testdata/others.
type labelledPaper struct {
	File       string
	Objectives []struct {
		Text, Due string
		Measures  []struct{ Baseline, Target string }
	}
}

// findings counts what was found in some documents.
type findings struct{ wanted, found, right, due, measures, measured int }

func (f *findings) add(t *testing.T, want labelledPaper) {
	t.Helper()
	data := labelledtest.Data(t, want.File)
	passages, err := papers.Read(t.Context(), want.File, data)
	if err != nil {
		t.Fatal(err)
	}
	candidates, _ := papers.Find(passages)
	f.found += len(candidates)
	for _, o := range want.Objectives {
		f.wanted++
		f.measures += len(o.Measures)
		for _, c := range candidates {
			if !saysTheSame(c.Words, o.Text) {
				continue
			}
			f.right++
			if month, _ := c.Due.MarshalText(); string(month) == o.Due {
				f.due++
			}
			for _, m := range o.Measures {
				for _, got := range c.Measures {
					if tidy(got.Target) == tidy(m.Target) && (m.Baseline == "" || tidy(got.Baseline) == tidy(m.Baseline)) {
						f.measured++
						break
					}
				}
			}
			break
		}
	}
}

func tidy(s string) string {
	return strings.ToLower(strings.Trim(strings.Join(strings.Fields(s), " "), " .;,-•"))
}

// saysTheSame reports whether one of two texts is in the other, but for bullets and signs.
func saysTheSame(words, text string) bool {
	words, text = tidy(words), tidy(text)
	return strings.Contains(words, text) || len(words) > 20 && strings.Contains(text, words)
}

// Documents by an author, a language model, who had not seen how candidates are found are read as a careful reader would: most
// objectives are found, with their dates, and little else.
func TestPapersOfOthersAreRead(t *testing.T) {
	t.Parallel()
	var seen, unseen findings
	lookedAt, left := labelledtest.Halves(t, func(l labelledPaper) string { return l.File })
	for _, l := range lookedAt {
		seen.add(t, l)
	}
	for _, l := range left {
		unseen.add(t, l)
	}
	for name, f := range map[string]findings{"looked at": seen, "not looked at": unseen} {
		t.Logf("%s: %d of %d found are objectives, of %d; %d have their month, %d of %d measures are there", name, f.right, f.found, f.wanted, f.due, f.measured, f.measures)
		if 100*f.right < 85*f.found || 100*f.right < 75*f.wanted || 100*f.due < 85*f.right || 3*f.measured < f.measures {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
