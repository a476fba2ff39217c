package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/throughline-ics/throughline/internal/pgtest"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

const carrowmere = "../../internal/demodata/carrowmere"

// configured is the environment of a server on a test's own database.
func configured(d *pgtest.Database) map[string]string {
	return map[string]string{"THROUGHLINE_DATABASE_URL": d.URL, "THROUGHLINE_CONTEXT_KEY": d.Key.String(), "THROUGHLINE_LOG_LEVEL": "error"}
}

func TestImportThenExportGivesTheFolderBack(t *testing.T) {
	t.Parallel()
	env := configured(pgtest.New(t))
	code, out, said := asked(t, env, "import", carrowmere, "--published", "2026-10-01")
	if code != 0 || !strings.Contains(out, "6 of 6") || !strings.Contains(out, "editions published 6") {
		t.Fatalf("exit %d, %s%s", code, out, said)
	}
	code, out, said = asked(t, env, "import", carrowmere)
	if code != 0 || !strings.Contains(out, "nothing has changed") {
		t.Errorf("again: exit %d, %s%s", code, out, said)
	}
	dir := filepath.Join(t.TempDir(), "out")
	code, out, said = asked(t, env, "export", "--system", "carrowmere", "-o", dir)
	if code != 0 || !strings.Contains(out, "5 organisations") {
		t.Fatalf("exit %d, %s%s", code, out, said)
	}
	want, err := exchange.Read(carrowmere)
	if err != nil {
		t.Fatal(err)
	}
	got, err := exchange.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateComparable(strategy.Month{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the folder changed on its way (-in +out):\n%s", diff)
	}
	if code, _, said := asked(t, env, "export", "--system", "nowhere", "-o", dir); code != 2 || !strings.Contains(said, "nowhere") {
		t.Errorf("a system that is not there: exit %d, %s", code, said)
	}
}

func TestAWrongFolderIsNotImported(t *testing.T) {
	t.Parallel()
	d := pgtest.New(t)
	env := configured(d)
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(carrowmere)); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(dir, "wc.yaml")
	text, err := os.ReadFile(broken)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("horizon: "), []byte("horizont: "), 1)
	if err := os.WriteFile(broken, text, 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, said := asked(t, env, "import", dir)
	if code != 2 || !strings.Contains(said, "wc.yaml:") || !strings.Contains(said, "horizont") || out != "" {
		t.Errorf("exit %d, %q, %q", code, out, said)
	}
	var n int
	if err := d.Owner.QueryRow(t.Context(), "select count(*) from app.organisation").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d organisations of a folder that was refused, %v", n, err)
	}
}

func TestAlignGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	_, first, _ := asked(t, nil, "align", carrowmere, "--format", "json")
	_, again, _ := asked(t, nil, "align", carrowmere, "--format", "json")
	if first != again || len(first) < 10000 {
		t.Errorf("%d and %d bytes", len(first), len(again))
	}
	var report struct {
		System string
		Links  []struct {
			Objective, Target, Kind string
			Score                   float64
			Suggested               bool
			Contribution            string
			Evidence                []struct {
				Kind, Text string
				Weight     float64
			}
		}
		Levels   []struct{ Objective, Level string }
		Coverage []struct{ Goal, Organisation, State string }
		Findings []struct {
			Kind  string
			Items []string
			Goal  *string
		}
		Model string
	}
	if err := json.Unmarshal([]byte(first), &report); err != nil {
		t.Fatal(err)
	}
	if report.System != "carrowmere" || len(report.Levels) != 80 || len(report.Coverage) != 12*5 || report.Model == "" {
		t.Errorf("system %q, %d levels, %d cells, model %q", report.System, len(report.Levels), len(report.Coverage), report.Model)
	}
	_, all, _ := asked(t, nil, "align", carrowmere, "--format", "json", "--all-scores")
	if err := json.Unmarshal([]byte(all), &report); err != nil || len(report.Links) != 80*(12+8) {
		t.Errorf("%d links with all scores, want every pair: %v", len(report.Links), err)
	}
	for _, format := range []string{"table", "csv"} {
		if code, out, said := asked(t, nil, "align", carrowmere, "--format", format); code != 0 || !strings.Contains(out, "AC-01") {
			t.Errorf("%s: exit %d, %s", format, code, said)
		}
	}
}

func TestOutputIsWholeOrNotThere(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "report.json")
	if code, out, said := asked(t, nil, "align", carrowmere, "--format", "json", "-o", file); code != 0 || out != "" {
		t.Fatalf("exit %d, %s%s", code, out, said)
	}
	whole, err := os.ReadFile(file)
	if err != nil || !json.Valid(whole) {
		t.Errorf("%d bytes, %v", len(whole), err)
	}
	entries, err := fs.ReadDir(os.DirFS(filepath.Dir(file)), ".")
	if err != nil || len(entries) != 1 {
		t.Errorf("left beside it: %v, %v", entries, err)
	}
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	read := make(chan []byte)
	go func() {
		came, _ := os.ReadFile(pipe)
		read <- came
	}()
	if code, out, said := asked(t, nil, "align", carrowmere, "--format", "json", "-o", pipe); code != 0 || out != "" {
		t.Errorf("exit %d, %s%s", code, out, said)
	}
	if came := <-read; !bytes.Equal(came, whole) {
		t.Errorf("%d bytes came through the pipe, want %d", len(came), len(whole))
	}
	if code, _, said := asked(t, nil, "align", carrowmere, "-o", "/nowhere/report.txt"); code != 2 || !strings.Contains(said, "/nowhere/report.txt") {
		t.Errorf("exit %d, %s", code, said)
	}
}

func TestEvaluateComparesWithLabels(t *testing.T) {
	t.Parallel()
	code, out, said := asked(t, nil, "evaluate", carrowmere, "--format", "json")
	if code != 0 || !json.Valid([]byte(out)) {
		t.Fatalf("exit %d, %s%s", code, out, said)
	}
	if code, out, said = asked(t, nil, "evaluate", carrowmere); code != 0 || !strings.Contains(out, "MAP") {
		t.Errorf("exit %d, %s%s", code, out, said)
	}
}

func TestEvaluateSimulatesSomebodyWhoJudges(t *testing.T) {
	t.Parallel()
	code, out, said := asked(t, nil, "evaluate", carrowmere, "--judgements", "20", "--seeds", "2")
	if code != 0 || !strings.Contains(out, "means of 2 orders") || !strings.Contains(said, "2 of 2 orders tried") {
		t.Errorf("exit %d, %s%s", code, out, said)
	}
	if code, _, said := asked(t, nil, "evaluate", carrowmere, "--seeds", "2"); code != 2 || !strings.Contains(said, "--judgements") {
		t.Errorf("seeds without judgements: exit %d, %s", code, said)
	}
	for flag, bad := range map[string]string{"--judgements": "0", "--seeds": "-1"} {
		args := []string{"evaluate", carrowmere, "--judgements", "5", flag, bad}
		if code, _, said := asked(t, nil, args...); code != 2 || !strings.Contains(said, flag+" "+bad) {
			t.Errorf("%v: exit %d, %s", args, code, said)
		}
	}
}

func TestEvaluateListsMistakesAndCompares(t *testing.T) {
	t.Parallel()
	if code, out, said := asked(t, nil, "evaluate", carrowmere, "--errors"); code != 0 || !strings.Contains(out, "Goal missed: ") || !strings.Contains(out, "because: ") {
		t.Errorf("exit %d, %s%s", code, out, said)
	}
	before := filepath.Join(t.TempDir(), "before.json")
	if code, _, said := asked(t, nil, "align", carrowmere, "--all-scores", "--format", "json", "-o", before); code != 0 {
		t.Fatalf("exit %d, %s", code, said)
	}
	if code, out, said := asked(t, nil, "evaluate", carrowmere, "--against", before); code != 0 || !strings.Contains(out, "Links that changed") {
		t.Errorf("exit %d, %s%s", code, out, said)
	}
	if code, out, said := asked(t, nil, "evaluate", carrowmere, "--stress", "abbreviations"); code != 0 || !strings.Contains(out, "as short forms, in ") {
		t.Errorf("exit %d, %s%s", code, out, said)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"--errors", "--against", before}, "one at a time"},
		{[]string{"--errors", "--stress", "abbreviations"}, "one at a time"},
		{[]string{"--stress", "typos"}, `--stress "typos"`},
		{[]string{"--against", "/nowhere/before.json"}, "/nowhere/before.json"},
		{[]string{"--against", filepath.Join(carrowmere, "system.yaml")}, "system.yaml is not a report"},
	} {
		if code, _, said := asked(t, nil, append([]string{"evaluate", carrowmere}, c.args...)...); code != 2 || !strings.Contains(said, c.says) {
			t.Errorf("%v: exit %d, %s", c.args, code, said)
		}
	}
}

func TestDoctorOnAHealthyAndAnUnhealthyDatabase(t *testing.T) {
	t.Parallel()
	d := pgtest.New(t)
	env := configured(d)
	if code, out, said := asked(t, env, "doctor"); code != 0 || strings.Count(out, "ok ") != 6 {
		t.Errorf("exit %d, %s%s", code, out, said)
	}
	if _, err := d.Owner.Exec(t.Context(), "alter table app.item no force row level security"); err != nil {
		t.Fatal(err)
	}
	code, out, _ := asked(t, env, "doctor")
	if code != 1 || !strings.Contains(out, "app.item") || !strings.Contains(out, "to mend it") {
		t.Errorf("exit %d, %s", code, out)
	}
	if code, _, said := asked(t, env, "serve"); code != 1 || !strings.Contains(said, "app.item") {
		t.Errorf("it serves: exit %d, %s", code, said)
	}
	env["THROUGHLINE_CONTEXT_KEY"] = key()
	if _, out, _ := asked(t, env, "doctor"); !strings.Contains(out, "signing key") {
		t.Errorf("another key: %s", out)
	}
}
