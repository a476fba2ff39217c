package text

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWhatIsRememberedChangesNoReading(t *testing.T) {
	t.Parallel()
	const s = "The EPRs of Quillfield Connect, an ½-finished myChart: patients' electronic patient records."
	a := NewAnalyser(Default().For([]string{s}, Names("We join Quillfield Connect.")))
	want := a.Read(s)
	if !slices.ContainsFunc(want.Tokens, func(t Token) bool { return t.Term == "quillfield connect*" }) {
		t.Fatalf("the name is not read: %v", want.Tokens)
	}
	// Another system, which calls nothing so, meets the words, and so does everybody at once.
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() { NewAnalyser(Default()).Read(s) })
	}
	readers.Wait()
	if diff := cmp.Diff(want, a.Read(s)); diff != "" {
		t.Errorf("a text read again (-first +again):\n%s", diff)
	}
}

func TestAMemoryHasBounds(t *testing.T) {
	t.Parallel()
	m := newMemory()
	long := strings.Repeat("a", longestWord+1)
	if m.of(long).first != Unnumbered {
		t.Error("it keeps what is no word")
	}
	kept := 0
	for i := range mostWords + 10 {
		word := fmt.Sprint("w", i)
		known := m.of(word)
		list := known.entries
		if len(list) != 1 || list[0].Lower != word {
			t.Fatalf("%s is %+v", word, list)
		}
		if known.first != Unnumbered {
			kept++
		} else if list[0].number != Unnumbered {
			t.Errorf("%s is not kept and has the number %d", word, list[0].number)
		}
	}
	if kept != mostWords {
		t.Errorf("it keeps %d words", kept)
	}
}

func TestWhatIsNotRememberedIsReadTheSame(t *testing.T) {
	t.Parallel()
	full := newMemory()
	full.held = mostWords
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.StringOfN(rapid.Rune(), 1, 10, -1).Draw(t, "word")
		got, again, unknown := met.of(raw).entries, met.of(raw).entries, full.of(raw)
		want := unknown.entries
		if unknown.first != Unnumbered {
			t.Fatal("a full memory keeps a word")
		}
		for i := range got {
			if &got[i] != &again[i] && got[i].number != Unnumbered {
				t.Fatalf("%q is remembered twice", raw)
			}
			e := got[i]
			e.number, e.sense = Unnumbered, want[i].sense
			if e != want[i] || got[i].sense.Term != e.sense.Term || got[i].sense.Word != e.sense.Word {
				t.Fatalf("%q is %+v, and where nothing is remembered %+v", raw, e, want[i])
			}
		}
	})
}

func TestTwoShortWordsHaveTwoKeys(t *testing.T) {
	t.Parallel()
	m := newMemory()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[ab]{0,15}`)
		one, other := word.Draw(t, "one"), word.Draw(t, "other")
		if rapid.Bool().Draw(t, "alike") && one != "" { // but for a letter
			at := rapid.IntRange(0, len(one)-1).Draw(t, "at")
			other = one[:at] + "c" + one[at+1:]
		}
		if (one == other) != (m.keyOf(one) == m.keyOf(other)) {
			t.Fatalf("%q is found by %v and %q by %v", one, m.keyOf(one), other, m.keyOf(other))
		}
	})
}
