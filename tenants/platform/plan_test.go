package platform_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/platform"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func document(t *testing.T, text string) platform.Document {
	t.Helper()
	d, err := platform.Parse("onboarding.yaml", []byte(text))
	must(t, err)
	must(t, d.Resolve(func(platform.SecretRef) (string, error) { return "SEKRIT-1", nil }))
	return d
}

// apply applies a document as whoever runs the server, and gives the plan in lines.
func apply(t *testing.T, w *worldtest.World, d platform.Document) []string {
	t.Helper()
	var said []string
	must(t, w.DB.Load(context.Background(), "apply", func(l *tenants.Load) error {
		plan, err := platform.Plan(context.Background(), l.Register, d, true)
		if err != nil {
			return err
		}
		for _, c := range plan {
			said = append(said, strings.Join(strings.Fields(c.String()), " "))
		}
		return platform.Apply(context.Background(), l.Register, plan)
	}))
	return said
}

func TestADocumentIsAppliedOnce(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	first := apply(t, w, document(t, whole))
	if len(first) != 11 {
		t.Errorf("%d changes: %q", len(first), first)
	}
	if again := apply(t, w, document(t, whole)); len(again) != 0 {
		t.Errorf("the same document again changes %q", again)
	}
	if n := w.Count("select count(*) from app.audit where command = 'apply'"); n != 4 {
		t.Errorf("%d entries, want one for each organisation", n)
	}
	if n := w.Count("select count(*) from app.audit where canonical like '%SEKRIT%'"); n != 0 {
		t.Error("the record holds the secret")
	}
	must(t, w.DB.Enter().SignIn(t.Context(), tenants.Arrival{
		Session: tenants.SessionKey{1}, Connection: connectionID(t, w), Subject: "s-1", Ends: w.Now.Add(time.Hour), Claims: map[string][]string{"groups": {"digital"}},
	}))
	p, err := w.DB.Enter().Presence(t.Context(), tenants.SessionKey{1})
	if err != nil || len(p.Places) != 1 || fmt.Sprint(p.Places[0].Roles) != "[administrator editor]" {
		t.Errorf("%+v, %v", p, err)
	}
	for name, c := range map[string]struct{ from, to, says string }{
		"another name":       {"Alder Hospitals", "Alder Trust", "change organisation alder: name"},
		"a member leaves":    {"code: A, from: 2026-04-01", "code: A, from: 2026-04-01, to: 2027-04-01", "end membership northfold alder"},
		"a partner now":      {"code: A, from", "code: A, kind: partner, from", "change membership northfold alder"},
		"confirmed again":    {"state: done", "state: confirmed", "change succession old-alder alder"},
		"a required factor":  {"amr: [mfa]", "amr: [hwk, mfa]", "change connection alder Staff"},
		"another rule":       {"value: digital", "value: board", "change rules alder Staff"},
		"a second one":       {"subject: s-1}", "subject: s-9}", "add administrator alder s-9"},
		"what is not named":  {"  - {from: old-alder, to: alder, on: 2026-04-01, state: done}\n", "", ""},
		"the same but order": {"ceiling: [cdo, editor]", "ceiling: [editor, cdo]", ""},
	} {
		d := document(t, strings.Replace(whole, c.from, c.to, 1))
		must(t, undone(w, func(l *tenants.Load) {
			plan, err := platform.Plan(t.Context(), l.Register, d, true)
			must(t, err)
			switch {
			case c.says == "" && len(plan) == 0:
			case c.says != "" && len(plan) == 1 && strings.HasPrefix(strings.Join(strings.Fields(plan[0].String()), " "), c.says):
			default:
				t.Errorf("%s: %q", name, plan)
			}
		}))
	}
}

var errUndo = errors.New("undo")

func undone(w *worldtest.World, work func(l *tenants.Load)) error {
	err := w.DB.Load(context.Background(), "test", func(l *tenants.Load) error {
		work(l)
		return errUndo
	})
	if errors.Is(err, errUndo) {
		return nil
	}
	return err
}

func connectionID(t *testing.T, w *worldtest.World) (id [16]byte) {
	t.Helper()
	must(t, w.Owner.QueryRow(t.Context(), "select id from app.connection where name = 'Staff'").Scan(&id))
	return id
}

// An organisation that a folder's import made is found by what its system calls it, and by its ODS code.
func TestWhatIsThereAlreadyIsFound(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	d := document(t, `format: 1
organisations:
  - {code: alder, kind: trust, sector: acute, ods: RZ1, fictional: true, name: Alder Hospitals NHS Trust, was: {system: northfold, member: A}}
`)
	said := apply(t, w, d)
	if len(said) != 1 || said[0] != "change organisation alder: code, ods" {
		t.Errorf("%q", said)
	}
	if n := w.Count("select count(*) from app.organisation where id = $1 and code = 'alder' and ods_code = 'RZ1'", w.Orgs["A"]); n != 1 {
		t.Error("it got neither code nor ODS code")
	}
}

func TestDocumentsThatCannotBeApplied(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.SignIn(tenants.Administrator, "A")
	apply(t, w, document(t, `format: 1
organisations:
  - {code: operators, kind: platform, name: Operators}
  - {code: alder, kind: trust, sector: acute, ods: RZ1, fictional: true, name: Alder Hospitals NHS Trust, was: {system: northfold, member: A}}
  - {code: brack, kind: trust, sector: acute, ods: RZ2, fictional: true, name: Brack Vale NHS Foundation Trust, was: {system: northfold, member: B}}
`))
	for name, c := range map[string]struct {
		text    string
		trusted bool
		says    string
	}{
		"a system that is none":     {"memberships:\n  - {system: alder, organisation: northfold, from: 2026-04-01}\n", true, "alder is no system"},
		"a code of nobody":          {"memberships:\n  - {system: northfold, organisation: nobody, from: 2026-04-01}\n", true, `"nobody"`},
		"another beginning":         {"memberships:\n  - {system: northfold, organisation: alder, code: A, from: 2020-04-01}\n", true, "a beginning is not moved"},
		"a taken code":              {"memberships:\n  - {system: northfold, organisation: operators, code: A, from: 2035-04-01}\n", true, "calls another organisation"},
		"another kind":              {"organisations:\n  - {code: alder, kind: council, name: x}\n", true, "does not change its kind"},
		"another's ODS code":        {"organisations:\n  - {code: alder, kind: trust, name: x, ods: RZ2}\n", true, "Brack Vale"},
		"known as another":          {"organisations:\n  - {code: alder, kind: trust, name: x, was: {system: northfold, member: B}}\n", true, "Brack Vale"},
		"known to nobody":           {"organisations:\n  - {code: new, kind: trust, name: x, was: {system: northfold, member: Z}}\n", true, "northfold knows no organisation as Z"},
		"another platform":          {"organisations:\n  - {code: others, kind: platform, name: x}\n", true, `"operators"`},
		"a name that is nowhere":    {"organisations:\n  - {code: new, kind: trust, ods: RZ9}\n", true, "RZ9"},
		"a connection of nobody":    {"administrators:\n  - {organisation: northfold, connection: {organisation: alder, name: None}, subject: s}\n", true, `no connection called "None"`},
		"a role of another kind":    {"administrators:\n  - {organisation: northfold, connection: {organisation: alder, name: Test}, subject: s, role: cdo}\n", true, "do not have this role"},
		"a ceiling of another kind": {"connections:\n  - {name: Ours, organisation: northfold, issuer: 'https://x.example', client_id: x, ceiling: [cdo]}\n", true, "roles of your organisation"},
		"a shared one with rules":   {"connections:\n  - {name: All, organisation: operators, issuer: 'https://x.example', client_id: x, ceiling: [viewer]}\n", true, "shared connection"},
		"a client in use":           {"connections:\n  - {name: Second, organisation: brack, issuer: 'https://idp.example', client_id: tl, live: true}\n", true, "Another connection in use"},
		"an operator's own way in":  {"connections:\n  - {name: Mine, organisation: alder, issuer: 'https://evil.example', client_id: x, live: true}\n", false, "has had an administrator"},
		"an operator's accomplice":  {"administrators:\n  - {organisation: alder, connection: {organisation: alder, name: Test}, subject: me}\n", false, "has had an administrator"},
		"the administrator's issue": {"connections:\n  - {name: Test, organisation: alder, issuer: 'https://other.example', client_id: tl}\n", true, "Another issuer"},
	} {
		d := document(t, "format: 1\n"+c.text)
		must(t, undone(w, func(l *tenants.Load) {
			_, err := platform.Plan(t.Context(), l.Register, d, c.trusted)
			f, ok := errors.AsType[*fault.Error](err)
			if !ok || len(f.Fields) != 1 || f.Fields[0].Name != "onboarding.yaml:3" || !strings.Contains(f.Fields[0].Reason, c.says) {
				t.Errorf("%s: %v, %+v", name, err, f)
			}
		}))
	}
}

// What the register already has may not be named twice under two codes.
func TestOneOrganisationIsNamedOnce(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	d := document(t, `format: 1
organisations:
  - {code: northfold, kind: system, name: Northfold}
  - {code: alder, kind: trust, name: Alder, was: {system: northfold, member: A}}
  - {code: other, kind: trust, name: Other, was: {system: northfold, member: A}}
`)
	must(t, undone(w, func(l *tenants.Load) {
		_, err := platform.Plan(t.Context(), l.Register, d, true)
		f, ok := errors.AsType[*fault.Error](err)
		want := fault.Field{Name: "onboarding.yaml:5", Reason: "In the register this is one organisation with another of the document: name it once. The other is on line 4."}
		if !ok || len(f.Fields) != 1 || f.Fields[0] != want {
			t.Errorf("%v, %+v", err, f)
		}
	}))
}

// An organisation that left and came back has two memberships, in whatever order they are written, and what is said of
// one changes nothing of the other.
func TestAnOrganisationLeavesAndComesBack(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	const text = `format: 1
organisations:
  - {code: vale, kind: system, name: The Vale}
  - {code: alder, kind: trust, name: Alder}
memberships:
  - {system: vale, organisation: alder, code: A, from: 2026-04-01}
  - {system: vale, organisation: alder, code: B, from: 2022-07-01, to: 2024-07-01}
`
	apply(t, w, document(t, text))
	if again := apply(t, w, document(t, text)); len(again) != 0 {
		t.Errorf("the same document again changes %q", again)
	}
	said := apply(t, w, document(t, strings.Replace(text, "code: B, from", "code: C, kind: partner, from", 1)))
	if len(said) != 1 || said[0] != "change membership vale alder: partner as C from 2022-07-01 until 2024-07-01" {
		t.Errorf("%q", said)
	}
	if n := w.Count("select count(*) from app.membership where code = 'A' and kind = 'member' and until is null or code = 'C' and until = '2024-07-01'"); n != 2 {
		t.Errorf("%d memberships are as they should be", n)
	}
	longer := document(t, "format: 1\nmemberships:\n  - {system: vale, organisation: alder, code: C, kind: partner, from: 2022-07-01, to: 2027-07-01}\n")
	must(t, undone(w, func(l *tenants.Load) {
		_, err := platform.Plan(t.Context(), l.Register, longer, true)
		if f, ok := errors.AsType[*fault.Error](err); !ok || len(f.Fields) != 1 || !strings.Contains(f.Fields[0].Reason, "came back") {
			t.Errorf("%v", err)
		}
	}))
}

// A system calls no two organisations the same on one day, however they come in; in one document codes change places.
func TestASystemCallsNoTwoTheSame(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	ctx := context.Background()
	const text = `format: 1
organisations:
  - {code: vale, kind: system, name: The Vale}
  - {code: alder, kind: trust, name: Alder}
  - {code: birch, kind: trust, name: Birch}
memberships:
  - {system: vale, organisation: alder, code: A, from: 2026-04-01, to: 2027-04-01}
  - {system: vale, organisation: birch, code: B, from: 2026-04-01}
`
	apply(t, w, document(t, text))
	apply(t, w, document(t, strings.NewReplacer("code: A,", "code: B,", "code: B,", "code: A,").Replace(text)))
	if n := w.Count(`select count(*) from app.membership m join app.organisation o on o.id = m.org_id where (o.code, m.code) in (('alder', 'B'), ('birch', 'A'))`); n != 2 {
		t.Errorf("%d codes have changed places", n)
	}
	join := func(code string, since time.Time) error {
		return w.DB.Load(ctx, "import", func(l *tenants.Load) error {
			roster, err := l.Roster(ctx, "vale")
			must(t, err)
			id, err := l.PutOrganisation(ctx, tenants.Organisation{Kind: tenants.KindTrust, Sector: "acute", Name: "Cedar"})
			must(t, err)
			return l.Join(ctx, tenants.Membership{System: roster[""], Organisation: tenants.Organisation{ID: id, Code: code}, Kind: tenants.Member, Since: since})
		})
	}
	for _, code := range []string{"A", "B"} {
		err := join(code, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
		if f, ok := errors.AsType[*fault.Error](err); !ok || f.Kind != fault.Conflict || !strings.Contains(f.Message, `"`+code+`"`) {
			t.Errorf("%s: %v", code, err)
		}
	}
	must(t, join("B", time.Date(2027, 4, 1, 0, 0, 0, 0, time.UTC)))
}

// The example that people begin with can be applied as it is.
func TestTheExampleCanBeApplied(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	d, err := platform.Read("../../deploy/onboarding.example.yaml")
	must(t, err)
	must(t, d.Resolve(func(platform.SecretRef) (string, error) { return "SEKRIT-1", nil }))
	if said := apply(t, w, d); len(said) != 17 {
		t.Errorf("%d changes: %q", len(said), said)
	}
	if again := apply(t, w, d); len(again) != 0 {
		t.Errorf("the same document again changes %q", again)
	}
}

func TestTheDirectoryGivesNames(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	load := func(name string) int {
		entries, err := platform.ReadDirectory(strings.NewReader(row("RZ1", name, 24)+row("RZ2", "OTHER", 24)), "etr.csv")
		must(t, err)
		changed := 0
		must(t, w.DB.Load(t.Context(), "directory", func(l *tenants.Load) error {
			changed, err = platform.LoadDirectory(t.Context(), l.Register, platform.Trusts, entries)
			return err
		}))
		return changed
	}
	if a, b, c := load("ALDER NHS TRUST"), load("ALDER NHS TRUST"), load("ALDER HOSPITALS NHS TRUST"); a != 2 || b != 0 || c != 1 {
		t.Errorf("%d, %d, %d entries differ", a, b, c)
	}
	said := apply(t, w, document(t, "format: 1\norganisations:\n  - {code: alder, kind: trust, ods: RZ1}\n"))
	if len(said) != 1 || said[0] != "add organisation alder: Alder Hospitals NHS Trust (trust)" {
		t.Errorf("%q", said)
	}
}
