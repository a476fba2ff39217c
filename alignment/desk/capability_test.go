package desk_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/alignment/ontology"
	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// brontide is what the people of one system call their shared record, and nobody else.
func brontide() ontology.Capability {
	return ontology.Capability{
		Code: "brontide", Name: "the Brontide programme", Theme: "record", Phrases: []string{"brontide", "shared care record"}, Frames: []ontology.Frame{ontology.Joint, ontology.Crossing},
		Common:        ontology.Default{Value: 0.95, Because: "every ward of the fens needs it"},
		Standardised:  ontology.Default{Value: 0.95, Because: "one Brontide serves all"},
		Interoperable: ontology.Default{Value: 0.95, Because: "it crosses every dyke"},
	}
}

// ofBrontide is Northfold where B has an objective that says what it is about in the one word that only its system knows.
func ofBrontide(f *exchange.Folder) {
	s := &f.Members[1].Strategy
	s.Items = append(s.Items, strategy.Item{Kind: strategy.KindObjective, Code: "B-brontide", Title: "Brontide on wards", Body: strategy.Body{Description: "Brontide reaches wards."}})
}

func add(w *worldtest.World, c ontology.Capability) (kept setting.Capability) {
	w.AsWriter("", func(ctx context.Context, tx *tenants.Tx) error {
		var err error
		kept, err = setting.AddCapability(ctx, tx, c)
		return err
	})
	return kept
}

func TestASystemsOwnWordMovesItsOwnLinksAndNobodyElses(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	other := worldtest.Northfold()
	other.System.Code, other.Claims = "southmoor", nil
	ofBrontide(&other)
	w.Import(other, worldtest.Published)
	south := w.System
	publish(w, ofBrontide)
	if south == w.System {
		t.Fatal("there is one system only")
	}
	read := func() (report alignment.Report) {
		w.As("", func(ctx context.Context, tx *tenants.Tx) error {
			var err error
			report, err = desk.ReadReport(ctx, tx, nil)
			return err
		})
		return report
	}
	before, reported, beside := derived(t, w, w.System), read(), derived(t, w, south)
	objective, goal := find(t, w, "B", "B-brontide"), find(t, w, "", "G1")
	score := func() (s float64) {
		if err := w.Owner.QueryRow(t.Context(), "select coalesce(max(score), 0) from app.suggestion where objective_id = $1 and target_item_id = $2", objective, goal).Scan(&s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	alone := score()
	kept := add(w, brontide())
	w.Reassess()
	if err := desk.Reassess(t.Context(), w.DB, nil, south, "test"); err != nil {
		t.Fatal(err)
	}
	if with := score(); with <= alone {
		t.Errorf("the word speaks of the shared record, and its score went from %v to %v", alone, with)
	}
	if n := w.Count("select count(*) from app.placement where objective_id = $1 and reasons::text like '%it crosses every dyke%'", objective); n != 1 {
		t.Error("the level does not rest on the system's own reasons")
	}
	if diff := cmp.Diff(beside, derived(t, w, south)); diff != "" {
		t.Errorf("another system is told of it:\n%s", diff)
	}
	w.AsWriter("", func(ctx context.Context, tx *tenants.Tx) error {
		return setting.RemoveCapability(ctx, tx, kept.ID, kept.Version)
	})
	w.Reassess()
	if diff := cmp.Diff(before, derived(t, w, w.System)); diff != "" {
		t.Errorf("a capability that was removed leaves a trace (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(reported, read(), cmp.AllowUnexported(strategy.Month{})); diff != "" {
		t.Errorf("the report is another (-before +after):\n%s", diff)
	}
}

func TestADraftIsReadByItsSystemsOwnWords(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	publish(w, ofBrontide)
	score := func() (s float64) {
		w.As("B", func(ctx context.Context, tx *tenants.Tx) error {
			list, err := strategy.List(ctx, tx)
			if err != nil {
				return err
			}
			d, err := desk.ReadDraft(ctx, tx, list[0].ID, nil, nil)
			for _, l := range d.Links {
				if l.Objective.Code == "B-brontide" && l.Target.Code == "G1" {
					s = l.Score
				}
			}
			return err
		})
		return s
	}
	before := score()
	add(w, brontide())
	if after := score(); after <= before {
		t.Errorf("the system's own word takes a draft's score from %v to %v", before, after)
	}
}

func TestWhoHasCapabilitiesOfItsOwn(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	first := add(w, brontide())
	second := brontide()
	second.Code, second.Phrases, second.Related = "quillonax", []string{"quillonax"}, []string{"brontide"}
	add(w, second)
	wrong := brontide()
	wrong.Code, wrong.Theme, wrong.Common.Because = "wrong", "lights", ""
	try := func(as string, work func(ctx context.Context, tx *tenants.Tx) error) error {
		return w.DB.Within(t.Context(), tenants.ForMachine(w.Orgs[as], "test", "").Writing(), func(tx *tenants.Tx) error { return work(t.Context(), tx) })
	}
	adding := func(c ontology.Capability) func(context.Context, *tenants.Tx) error {
		return func(ctx context.Context, tx *tenants.Tx) error {
			_, err := setting.AddCapability(ctx, tx, c)
			return err
		}
	}
	changing := func(id uuid.UUID, version int, edit func(*ontology.Capability)) func(context.Context, *tenants.Tx) error {
		return func(ctx context.Context, tx *tenants.Tx) error {
			_, err := setting.ChangeCapability(ctx, tx, id, version, edit)
			return err
		}
	}
	rename := func(c *ontology.Capability) { c.Code, c.Name = "another", "Brontide" }
	for name, c := range map[string]struct {
		as   string
		work func(context.Context, *tenants.Tx) error
		kind fault.Kind
		says string
	}{
		"a member adds":            {"A", adding(wrong), fault.NotFound, ""},
		"one twice":                {"", adding(brontide()), fault.Conflict, "code"},
		"one that is wrong":        {"", adding(wrong), fault.Invalid, "theme common.because"},
		"an old version":           {"", changing(first.ID, 7, rename), fault.Stale, ""},
		"one that is not there":    {"", changing(uuid.New(), 1, rename), fault.NotFound, ""},
		"a member changes":         {"A", changing(first.ID, 1, rename), fault.NotFound, ""},
		"a change that is wrong":   {"", changing(first.ID, 1, func(c *ontology.Capability) { c.Phrases = nil }), fault.Invalid, "phrases"},
		"what another needs":       {"", func(ctx context.Context, tx *tenants.Tx) error { return setting.RemoveCapability(ctx, tx, first.ID, 1) }, fault.Conflict, ""},
		"removed at an old moment": {"", func(ctx context.Context, tx *tenants.Tx) error { return setting.RemoveCapability(ctx, tx, first.ID, 2) }, fault.Stale, ""},
	} {
		err := try(c.as, c.work)
		var fields []string
		for _, f := range fault.From(err).Fields {
			fields = append(fields, f.Name)
		}
		if !fault.Is(err, c.kind) || strings.Join(fields, " ") != c.says {
			t.Errorf("%s: %v with %v, want %s with %q", name, err, fields, c.kind, c.says)
		}
	}
	if err := try("", changing(first.ID, 1, rename)); err != nil {
		t.Fatal(err)
	}
	for as, want := range map[string]int{"": 1, "A": 1, "P": 0} {
		w.As(as, func(ctx context.Context, tx *tenants.Tx) error {
			found, err := setting.ListCapabilities(ctx, tx, nil, "BRONTIDE care record")
			if len(found.List) != want || want == 1 && (found.List[0].Code != "brontide" || found.List[0].Name != "Brontide" || found.List[0].Version != 2) {
				t.Errorf("%q finds %+v", as, found.List)
			}
			return err
		})
	}
}

func TestOneOfTheProgramIsReplacedAndBackAgain(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	c := brontide()
	c.Code = "shared-care-record"
	kept := add(w, c)
	find := func() (found setting.Capability, all int) {
		w.As("A", func(ctx context.Context, tx *tenants.Tx) error {
			list, err := setting.ListCapabilities(ctx, tx, nil, "")
			for _, one := range list.List {
				if one.Code == "shared-care-record" {
					found = one
				}
			}
			all = len(list.List)
			return err
		})
		return found, all
	}
	one, all := find()
	if !one.Replaces || one.Name != c.Name || one.ID != kept.ID || all != ontology.Standard().Len() {
		t.Errorf("of %d it is %+v", all, one)
	}
	w.AsWriter("", func(ctx context.Context, tx *tenants.Tx) error {
		return setting.RemoveCapability(ctx, tx, kept.ID, kept.Version)
	})
	if one, _ := find(); one.Replaces || one.ID != uuid.Nil || one.Name == c.Name {
		t.Errorf("after removing it: %+v", one)
	}
}

func TestOwnCapabilitiesGoThroughFiles(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	publish(w, ofBrontide)
	c := brontide()
	c.Short, c.WGLL, c.Also = []string{"BTP"}, []int{2, 6}, []string{"time"}
	add(w, c)
	w.Reassess()
	var folder exchange.Folder
	var stored alignment.Report
	w.As("", func(ctx context.Context, tx *tenants.Tx) error {
		var err error
		if folder, err = desk.Folder(ctx, tx); err != nil {
			return err
		}
		stored, err = desk.ReadReport(ctx, tx, nil)
		return err
	})
	dir := t.TempDir() + "/out"
	if err := exchange.Write(dir, folder); err != nil {
		t.Fatal(err)
	}
	again, err := exchange.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := desk.DrawFolder(again)
	if err != nil {
		t.Fatal(err)
	}
	if fresh := alignment.Assess(picture, alignment.Options{}); fresh.Model != stored.Model {
		t.Error("the files and the database make different models")
	}
	carry := func(f exchange.Folder) (n int, err error) {
		err = w.DB.Load(t.Context(), "import", func(l *tenants.Load) error {
			var err error
			n, err = desk.CarryCapabilities(t.Context(), l, w.System, f)
			return err
		})
		return n, err
	}
	if n, err := carry(again); n != 0 || err != nil {
		t.Errorf("the same file changes %d: %v", n, err)
	}
	again.Capabilities = []byte(strings.Replace(string(again.Capabilities), "code: brontide", "code: quillonax", 1))
	if n, err := carry(again); n != 2 || err != nil {
		t.Errorf("another code changes %d: %v", n, err)
	}
	again.Capabilities = []byte(strings.Replace(string(again.Capabilities), "theme: record", "theme: lights", 1))
	_, err = carry(again)
	if fields := fault.From(err).Fields; len(fields) != 1 || fields[0].Name != "capabilities.yaml:5" {
		t.Errorf("a theme that there is not: %v %v", err, fields)
	}
	again.Capabilities = nil
	if n, err := carry(again); n != 0 || err != nil {
		t.Errorf("no file changes %d: %v", n, err)
	}
}

func TestAnUndecidedLevelIsKeptWithWhatItLeansTo(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	publish(w, func(f *exchange.Folder) {
		s := &f.Members[1].Strategy
		s.Items = append(s.Items, strategy.Item{Kind: strategy.KindObjective, Code: "B-kind", Title: "Kind and bold", Body: strategy.Body{Description: "We will be kind to each other."}})
	})
	var report alignment.Report
	w.As("B", func(ctx context.Context, tx *tenants.Tx) error {
		var err error
		report, err = desk.ReadReport(ctx, tx, nil)
		return err
	})
	for _, p := range report.Levels {
		if p.Objective == "B-kind" {
			if p.Level != alignment.Undecided || p.Leaning != alignment.Local {
				t.Errorf("it is %s and leans to %q", p.Level, p.Leaning)
			}
			return
		}
	}
	t.Errorf("it has no level: %+v", report.Levels)
}
