package platform_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/platform"
)

const whole = `format: 1
organisations:
  - {code: operators, kind: platform, name: Operators}
  - code: northfold
    kind: system
    sector: ics
    name: Northfold
    host: alder
  - {code: alder, kind: trust, sector: acute, ods: RZ1, name: Alder Hospitals}
  - {code: old-alder, kind: trust, sector: acute, name: Old Alder}
memberships:
  - {system: northfold, organisation: alder, code: A, from: 2026-04-01}
  - {system: northfold, organisation: old-alder, from: 2022-07-01, to: 2026-04-01}
successions:
  - {from: old-alder, to: alder, on: 2026-04-01, state: done}
connections:
  - name: Staff
    organisation: alder
    issuer: https://login.microsoftonline.com/37c354b2-85b0-47f5-b222-07b48d774ee3/v2.0
    client_id: tl
    secret: {env: ALDER_SECRET}
    amr: [mfa]
    second_factor: true
    ceiling: [cdo, editor]
    live: true
    rules:
      - {claim: groups, value: digital, role: editor}
administrators:
  - {organisation: alder, connection: {organisation: alder, name: Staff}, subject: s-1}
  - {organisation: northfold, connection: {organisation: alder, name: Staff}, subject: s-2}
`

func TestADocumentIsRead(t *testing.T) {
	t.Parallel()
	d, err := platform.Parse("onboarding.yaml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Organisations) != 4 || len(d.Memberships) != 2 || len(d.Successions) != 1 || len(d.Connections) != 1 || len(d.Administrators) != 2 {
		t.Errorf("%+v", d)
	}
	if c := d.Connections[0]; c.Ref.Env != "ALDER_SECRET" || c.RequiredAMR[0] != "mfa" || len(c.Rules) != 1 || !c.Live {
		t.Errorf("%+v", c)
	}
	if m := d.Memberships[1]; m.Code != "old-alder" || m.Kind != "member" || m.To.IsZero() {
		t.Errorf("%+v", m)
	}
}

// Everything that is wrong is named by file and line, and says what was expected.
func TestWhatIsWrongIsNamedByLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ from, to, place, says string }{
		"another format":            {"format: 1", "format: 2", ":1", "format 1"},
		"an unknown field":          {"    host: alder", "    hots: alder", ":8", "hots"},
		"a kind that is none":       {"kind: system", "kind: planet", ":5", "planet"},
		"a code that is none":       {"code: northfold", "code: north fold", ":4", "code"},
		"a code twice":              {"code: old-alder", "code: alder", ":10", "two organisations"},
		"an ODS code that is none":  {"ods: RZ1", "ods: rz1", ":9", "ODS"},
		"no name":                   {"    name: Northfold\n", "", ":4", "name"},
		"a date that is none":       {"from: 2026-04-01}", "from: 1 April}", ":12", "YYYY-MM-DD"},
		"an end before its start":   {"to: 2026-04-01", "to: 2020-04-01", ":13", "after"},
		"a member of itself":        {"organisation: alder, code: A", "organisation: northfold, code: A", ":12", "system"},
		"a kind of membership":      {"code: A, from", "code: A, kind: friend, from", ":12", "partner"},
		"a state that is none":      {"state: done", "state: over", ":15", "rehearsed"},
		"itself as a successor":     {"to: alder, on", "to: old-alder, on", ":15", "different"},
		"http":                      {"https://login.microsoftonline.com/37c354b2-85b0-47f5-b222-07b48d774ee3/v2.0", "http://login.example", ":19", "https"},
		"any Entra tenant":          {"37c354b2-85b0-47f5-b222-07b48d774ee3", "common", ":19", "Entra"},
		"a secret written down":     {"{env: ALDER_SECRET}", "hunter2", ":21", "secret"},
		"two places of a secret":    {"{env: ALDER_SECRET}", "{env: A, file: b}", ":21", "one of the two"},
		"an administrator by claim": {"ceiling: [cdo, editor]", "ceiling: [administrator]", ":24", "administrator"},
		"a rule above the ceiling":  {"role: editor}", "role: viewer}", ":27", "ceiling"},
		"a rule on an address":      {"claim: groups", "claim: email", ":27", "address"},
		"a date of no time":         {"from: 2022-07-01", "from: 0022-07-01", ":13", "not a date that anything"},
		"a host with a scheme":      {"    amr: [mfa]", "    hosts: ['https://keys.example']", ":22", "without https://"},
		"an accented subject":       {"subject: s-1", "subject: sé", ":29", "subject"},
		"no subject":                {"subject: s-1", "subject: ''", ":29", "subject"},
	} {
		text := strings.Replace(whole, c.from, c.to, 1)
		if text == whole {
			t.Fatalf("%s: nothing was replaced", name)
		}
		_, err := platform.Parse("onboarding.yaml", []byte(text))
		f, ok := errors.AsType[*fault.Error](err)
		if !ok || f.Kind != fault.Invalid {
			t.Errorf("%s: %v", name, err)
			continue
		}
		found := false
		for _, field := range f.Fields {
			found = found || field.Name == "onboarding.yaml"+c.place && strings.Contains(field.Reason, c.says)
		}
		if !found {
			t.Errorf("%s: %+v, want %s saying %q", name, f.Fields, c.place, c.says)
		}
	}
}

// What is given twice is named with both lines.
func TestWhatIsGivenTwiceNamesBothLines(t *testing.T) {
	t.Parallel()
	const another = `  - {name: Other, organisation: old-alder, issuer: 'https://login.microsoftonline.com/37c354b2-85b0-47f5-b222-07b48d774ee3/v2.0', client_id: tl, live: true}
`
	for name, c := range map[string]struct{ before, add, place, says string }{
		"a code":               {"memberships:\n", "  - {code: alder, kind: trust, name: x}\n", ":11", `The code "alder" is given to two organisations. The other is on line 9.`},
		"an ODS code":          {"memberships:\n", "  - {code: x, kind: trust, name: x, ods: RZ1}\n", ":11", "The ODS code RZ1 is given to two organisations. The other is on line 9."},
		"the platform":         {"memberships:\n", "  - {code: x, kind: platform, name: x}\n", ":11", "There is one organisation of the platform. The other is on line 3."},
		"a membership":         {"successions:\n", "  - {system: northfold, organisation: alder, code: B, from: 2030-04-01}\n", ":14", "alder belongs to northfold twice on the same day. The other is on line 12."},
		"a code in a system":   {"successions:\n", "  - {system: northfold, organisation: operators, code: A, from: 2020-01-01}\n", ":14", `northfold calls two organisations "A" on the same day. The other is on line 12.`},
		"a succession":         {"connections:\n", "  - {from: old-alder, to: alder, on: 2027-04-01, state: confirmed}\n", ":16", "alder follows old-alder twice. The other is on line 15."},
		"a connection's name":  {"administrators:\n", strings.Replace(another, "name: Other, organisation: old-alder", "name: Staff, organisation: alder", 1), ":28", `alder has two connections called "Staff". The other is on line 17.`},
		"a client of a issuer": {"administrators:\n", another, ":28", "Two connections use the same client of the same provider: its answers could be meant for either. The other is on line 20."},
		"a rule":               {"administrators:\n", "      - {claim: groups, value: digital, role: editor}\n", ":28", "The rule is given twice. The other is on line 27."},
	} {
		text := strings.Replace(whole, c.before, c.add+c.before, 1)
		_, err := platform.Parse("onboarding.yaml", []byte(text))
		f, ok := errors.AsType[*fault.Error](err)
		if !ok || !slices.Contains(f.Fields, fault.Field{Name: "onboarding.yaml" + c.place, Reason: c.says}) {
			t.Errorf("%s: %+v", name, f)
		}
	}
	text := whole + "  - {organisation: alder, connection: {organisation: alder, name: Staff}, subject: s-1}\n"
	if _, err := platform.Parse("onboarding.yaml", []byte(text)); err == nil {
		t.Error("an administrator is named twice")
	}
}

// A document that came by the API has no lines: its fields are named by their paths.
func TestWhatIsWrongIsNamedByPath(t *testing.T) {
	t.Parallel()
	d := platform.Document{Organisations: []platform.Organisation{{Code: "a", Kind: tenants.KindTrust, Name: "A"}, {Code: "a", Kind: tenants.KindTrust, Name: "A"}}}
	f, ok := errors.AsType[*fault.Error](d.Check())
	want := fault.Field{Name: "organisations.1.code", Reason: `The code "a" is given to two organisations. The other is organisations.0.code.`}
	if !ok || len(f.Fields) != 1 || f.Fields[0] != want {
		t.Errorf("%+v", f)
	}
	d = platform.Document{Memberships: make([]platform.Membership, 2001)}
	if f, ok = errors.AsType[*fault.Error](d.Check()); !ok || len(f.Fields) != 1 || f.Fields[0].Name != "memberships" {
		t.Errorf("%+v", f)
	}
}

func TestSuccessionsDoNotGoInCircles(t *testing.T) {
	t.Parallel()
	circle := strings.Replace(whole, "successions:\n", "successions:\n  - {from: alder, to: northfold, on: 2026-04-01, state: rehearsed}\n  - {from: northfold, to: old-alder, on: 2026-04-01, state: rehearsed}\n", 1)
	if _, err := platform.Parse("x.yaml", []byte(circle)); err == nil {
		t.Error("an organisation follows itself")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("format: 1\n"))
	f.Add([]byte("format: [1]\norganisations: {}\n"))
	f.Add([]byte(strings.ReplaceAll(whole, "alder", "northfold")))
	f.Add([]byte("format: 1\nconnections:\n- {name: a, organisation: b, issuer: 'https://[::1]:x/', client_id: c, live: true, rules: [{claim: a, value: b, role: c}]}\n"))
	f.Add([]byte("format: 1\nmemberships:\n- from: 0000-00-00\n  to: 9999-99-99\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := platform.Parse("x.yaml", data)
		if err == nil {
			err = d.Check() // what was read is whole
		}
		if f, ok := errors.AsType[*fault.Error](err); err != nil && (!ok || f.Kind != fault.Invalid || len(f.Fields) == 0) {
			t.Errorf("%v", err)
		}
	})
}

func row(code, name string, columns int) string {
	cells := make([]string, columns)
	for i, text := range map[int]string{0: code, 1: name, 2: "Y62", 3: "QOP", 9: "M1 1AA", 10: "20010401"} {
		cells[i] = `"` + text + `"`
	}
	return strings.Join(cells, ",") + "\r\n"
}

func TestADirectoryFileIsRead(t *testing.T) {
	t.Parallel()
	text := "\ufeff" + row("RZ1", "ST ALDER'S, NORTH UNIVERSITY HOSPITALS NHS FOUNDATION TRUST", 24) + row("RZ2", "TRUST OF THE WEST-COAST (UK)", 27)
	list, err := platform.ReadDirectory(strings.NewReader(text), "etr.csv")
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	if e := list[0]; e.Name != "St Alder's, North University Hospitals NHS Foundation Trust" || e.ICB != "QOP" || e.Opened != "2001-04-01" || e.Closed != "" {
		t.Errorf("%+v", e)
	}
	if list[1].Name != "Trust of the West-Coast (UK)" {
		t.Errorf("%q", list[1].Name)
	}
}

// Names are written as people write them, and what has a digit in it is a code.
func TestNamesOfTheDirectory(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"ST GEORGE'S UNIVERSITY HOSPITALS NHS FOUNDATION TRUST":      "St George's University Hospitals NHS Foundation Trust",
		"THE ROYAL MARSDEN NHS FOUNDATION TRUST":                     "The Royal Marsden NHS Foundation Trust",
		"NHS STAFFORDSHIRE AND STOKE-ON-TRENT INTEGRATED CARE BOARD": "NHS Staffordshire and Stoke-on-Trent Integrated Care Board",
		"THE NEWCASTLE UPON TYNE HOSPITALS NHS FOUNDATION TRUST":     "The Newcastle upon Tyne Hospitals NHS Foundation Trust",
		"NHS NORTH EAST LONDON ICB - A3A8R":                          "NHS North East London ICB - A3A8R",
		"NHS GREATER MANCHESTER ICB - 00T":                           "NHS Greater Manchester ICB - 00T",
		"ALDER COMMUNITY HEALTH  CIC (NORTH/SOUTH)":                  "Alder Community Health CIC (North/South)",
		"GUY'S & ST THOMAS' NHS FOUNDATION TRUST":                    "Guy's & St Thomas' NHS Foundation Trust",
		"CWM TAF MORGANNWG UNIVERSITY LHB":                           "Cwm Taf Morgannwg University LHB",
		"ON THE HILL":                                                "On the Hill",
	} {
		list, err := platform.ReadDirectory(strings.NewReader(row("RZ1", in, 24)), "etr.csv")
		if err != nil || list[0].Name != want {
			t.Errorf("%q became %q, %v", in, list[0].Name, err)
		}
	}
}

func TestComplaintsOfADirectoryFileAreCounted(t *testing.T) {
	t.Parallel()
	_, err := platform.ReadDirectory(strings.NewReader(strings.Repeat(row("rz1", "A", 24), 25)), "etr.csv")
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || len(f.Fields) != 21 || f.Fields[20] != (fault.Field{Name: "...", Reason: "and 5 more."}) {
		t.Errorf("%+v", f)
	}
}

func TestWhatIsWrongWithADirectoryFile(t *testing.T) {
	t.Parallel()
	good := row("RZ1", "A", 24)
	for name, c := range map[string]struct{ text, place, says string }{
		"no rows":            {"", "etr.csv", "no rows"},
		"too few columns":    {good + row("RZ2", "B", 23), "etr.csv:2", "23 columns"},
		"too many columns":   {good + row("RZ2", "B", 28), "etr.csv:2", "28 columns"},
		"a code in lower":    {good + row("rz2", "B", 24), "etr.csv:2", "capital letters"},
		"a code twice":       {good + good, "etr.csv:2", "line 1"},
		"no name":            {row("RZ2", "", 24), "etr.csv:1", "name"},
		"a date that's none": {strings.Replace(good, "20010401", "20011301", 1), "etr.csv:1", "YYYYMMDD"},
		"a control":          {row("RZ2", "A\x00B", 24), "etr.csv:1", "Column 2 has a control character"},
		"a line break":       {good + row("RZ2", "A\nB", 24), "etr.csv:2", "control character"},
		"larger than 20 MB":  {strings.Repeat(" ", 20<<20) + good, "etr.csv", "20 MB"},
		"not UTF-8":          {good + "\xff", "etr.csv", "UTF-8"},
		"a quotation mark":   {good + `"x"y` + "\n", "etr.csv:2", "quotation"},
	} {
		list, err := platform.ReadDirectory(strings.NewReader(c.text), "etr.csv")
		f, ok := errors.AsType[*fault.Error](err)
		if !ok || list != nil || f.Fields[0].Name != c.place || !strings.Contains(f.Fields[0].Reason, c.says) {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
	}
}

func FuzzReadDirectory(f *testing.F) {
	f.Add(row("RZ1", "A", 24))
	f.Add("\"\n,,,")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := platform.ReadDirectory(strings.NewReader(text), "x.csv")
		if (err == nil) != (len(list) > 0) {
			t.Errorf("%d entries, %v", len(list), err)
		}
	})
}
