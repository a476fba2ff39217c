package exchange

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/throughline-ics/throughline/internal/demodata"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Arbitrary bytes, as the system's file, as an organisation's and as the claims', are read or refused with the places at fault, and
// in little time. What is read can be written, and is then the same.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"carrowmere/system.yaml", "carrowmere/ac.yaml"} {
		data, err := os.ReadFile("../../internal/demodata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, seed := range []string{
		"", "\ufeff", "---\n...\n", "a: &a [*a]\n", "{a: b, ? c}\n", "%YAML 1.1\n---\n!!map {}\n", "a: >2-\n   b\n # c\n", "%", "\"\\uD800\": '\n\n'\n", "- - - - -", "[[[[{{{{", "a:\n\tb\n", "a: b\r\rc: d\r\n", "\x00", "\xff\xfe",
		"system: {id: a, name: b, kind: ics}\nprinciples: [x]\ngoals: [{id: g, title: t, measures: [{name: m}], due: 2027-01}]\ninitiatives: [{id: i, title: t, goals: [g]}]\n",
		"organisation: {id: a, name: b, kind: acute, system: vale}\nobjectives: [{id: g, title: t, measure: {name: m, target: 1e3}, horizon: 2027-01}]\nconstraints: [{id: c, type: x_1, text: ~}]\n",
		"claims:\n- {objective: O1, target: G1, verdict: confirmed, contribution: direct, reason: >-\n  x}\n- objective: O1\n  target: G1\n  verdict: rejected\n",
	} {
		f.Add([]byte(seed))
	}
	others := map[string]string{
		systemName: "system: {id: vale, name: The Vale, kind: ics}\ngoals: [{id: G1, title: One}]\n",
		"ac.yaml":  "organisation: {id: AC, name: The Infirmary, kind: acute, system: vale}\nobjectives: [{id: O1, title: One}]\n",
		claimsName: "claims: []\n",
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for name := range others {
			fsys := fstest.MapFS{}
			for other, text := range others {
				fsys[other] = &fstest.MapFile{Data: []byte(text)}
			}
			fsys[name] = &fstest.MapFile{Data: data}
			begun := time.Now()
			folder, err := ReadFS(fsys)
			if taken := time.Since(begun); taken > 10*time.Second {
				t.Errorf("reading %d bytes took %v", len(data), taken)
			}
			if err != nil {
				checkFault(t, err, name, data)
				continue
			}
			checkAgain(t, folder)
		}
	})
}

// checkFault says that an error names places in the file, and none outside it.
func checkFault(t *testing.T, err error, name string, data []byte) {
	t.Helper()
	found, ok := errors.AsType[*fault.Error](err)
	if !ok || found.Kind != fault.Invalid || len(found.Fields) == 0 {
		t.Fatalf("%v does not say what is wrong", err)
	}
	lines := strings.Count(strings.ReplaceAll(string(data), "\r", "\n"), "\n") + strings.Count(string(data), "\u0085") + strings.Count(string(data), "\u2028") + strings.Count(string(data), "\u2029") + 1
	for _, field := range found.Fields {
		file, line, _ := strings.Cut(field.Name, ":")
		if n, err := strconv.Atoi(line); err == nil && file == name && (n < 1 || n > lines) {
			t.Errorf("%s: the file has %d lines", field.Name, lines)
		}
		if field.Reason == "" {
			t.Errorf("%s: no reason", field.Name)
		}
	}
}

func checkAgain(t *testing.T, folder Folder) {
	t.Helper()
	files, err := render(folder)
	if err != nil {
		t.Fatalf("read, and cannot be written: %v %v", err, fault.From(err).Fields)
	}
	fsys := fstest.MapFS{}
	for _, file := range files {
		fsys[file.name] = &fstest.MapFile{Data: file.data}
	}
	again, err := ReadFS(fsys)
	if err != nil {
		t.Fatalf("written, and cannot be read: %v", err)
	}
	if diff := gocmp.Diff(folder, again, cmpopts.EquateComparable(strategy.Month{})); diff != "" {
		t.Error(diff)
	}
}

// A folder that may not be opened is one of the caller's own, so the reason is told.
func TestUnopened(t *testing.T) {
	t.Parallel()
	err := unopened("mine", &fs.PathError{Op: "open", Path: "mine", Err: fs.ErrPermission})
	want := []fault.Field{{Name: "mine", Reason: "There is no permission to read this folder."}}
	if diff := gocmp.Diff(want, fault.From(err).Fields); diff != "" || !errors.Is(err, fs.ErrPermission) {
		t.Error(diff)
	}
}

// syntheticFolder has about 1,250 objectives of about 100 words: the size of the largest set we measure with.
func syntheticFolder(b *testing.B) Folder {
	b.Helper()
	folder, err := ReadFS(demodata.Carrowmere())
	if err != nil {
		b.Fatal(err)
	}
	words := strings.Fields(strings.Repeat("the record of a patient will be open to everyone who cares for them, in one place ", 7))
	for m := range folder.Members {
		member := &folder.Members[m].Strategy
		member.Items = nil
		for n := range 250 {
			code := folder.Members[m].Code + "-" + strings.Repeat("x", n%3) + string(rune('A'+n%26)) + string(rune('A'+n/26))
			member.Items = append(member.Items, strategy.Item{
				Kind: strategy.KindObjective, Code: code, Title: "An objective",
				Body: strategy.Body{
					Description: strings.Join(words[n%10:], " "),
					Measures:    []strategy.Measure{{Name: "a measure", Baseline: "5 of 11", Target: "11 of 11"}},
				},
			})
		}
	}
	return folder
}

func BenchmarkRead(b *testing.B) {
	files, err := render(syntheticFolder(b))
	if err != nil {
		b.Fatal(err)
	}
	fsys := fstest.MapFS{}
	size := 0
	for _, file := range files {
		fsys[file.name] = &fstest.MapFile{Data: file.data}
		size += len(file.data)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadFS(fsys); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	folder := syntheticFolder(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := render(folder); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParse is the library's share of BenchmarkRead, with our checks of the bytes.
func BenchmarkParse(b *testing.B) {
	files, err := render(syntheticFolder(b))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, file := range files {
			var problems yamldoc.Problems
			yamldoc.Parse(file.name, file.data, organisationFile, &problems)
		}
	}
}
