package text

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatIsRememberedChangesNoReading(t *testing.T) {
	t.Parallel()
	const s = "The EPRs of Quillfield Connect, an ½-finished myChart: patients' electronic patient records."
	a := NewAnalyser(Default().For([]string{s}, Names("We join Quillfield Connect.")))
	want := a.Read(s)
	if !strings.Contains(fmt.Sprint(want.Tokens), "quillfield connect*") {
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
	m := memory{words: map[string][]Word{}}
	long := strings.Repeat("a", longestWord+1)
	m.of(long, Stem)
	if _, kept := m.words[long]; kept {
		t.Error("it keeps what is no word")
	}
	for i := range mostWords + 10 {
		m.of(fmt.Sprint("w", i), func(lower string) string { return lower })
	}
	if len(m.words) != mostWords {
		t.Errorf("it keeps %d words", len(m.words))
	}
}
