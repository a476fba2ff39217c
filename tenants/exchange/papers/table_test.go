package papers_test

import (
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/tenants/exchange/papers"
)

// foundIn is what is found in a table, its cells written with bars for tabs, with the owners in brackets.
func foundIn(t *testing.T, table string) string {
	t.Helper()
	return foundInFile(t, "a.txt", []byte(strings.ReplaceAll(table, "|", "\t")))
}

func foundInFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	passages, err := papers.Read(t.Context(), name, data)
	if err != nil {
		t.Fatal(err)
	}
	candidates, _ := papers.Find(passages)
	var lines []string
	for _, c := range candidates {
		line := c.Title + ", " + c.When + ", " + c.Due.String()
		if c.Owner != "" {
			line += " (" + c.Owner + ")"
		}
		for _, m := range c.Measures {
			line += "; " + m.Name + ": " + m.Baseline + " -> " + m.Target
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// A row of a table is one candidate, with what its headings say of the cells beside.
func TestARowOfATableIsOneCandidate(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct{ table, want string }{
		"headings": {
			"No|Deliverable|By when|Lead|KPI\n1|Patient portal live|March 2027|Chief digital officer|Log-ons from 5% to 50%\n2|Wi-fi|by June 2027||",
			"Patient portal live, March 2027, 2027-03 (Chief digital officer); Log-ons: 5% -> 50%\nWi-fi, by June 2027, 2027-06",
		},
		"figures in columns": {
			"Key deliverables|Target date|Responsible officer|Measure|Baseline|Target\nPortal|Mar 2027|Jo Bell|Log-ons a month|5|50\n|||Calls|40|10",
			"Portal, Mar 2027, 2027-03 (Jo Bell); Log-ons a month: 5 -> 50; Calls: 40 -> 10",
		},
		"a target that is a date": {"Action|Owner|Target\nReplace switches|CIO|Q3 2027/28", "Replace switches, Q3 2027/28, 2027-12 (CIO)"},
		"a line between the rows": {"Objective|When\nYear 1|\nOne record|June 2027\nOne record|May 2027", "One record, June 2027, 2027-06"},
		"a date in the sentence":  {"Objective|Owner\nShare one record by May 2027|CIO", "Share one record, by May 2027, 2027-05 (CIO)"},
		"no date yet":             {"Objective|When\nShare one record|TBC", "Share one record, , "},
		"headings in the next table": {
			"Objective|When\nOne record|June 2027\nWe describe our sites here.\nNorth|May 2027",
			"One record, June 2027, 2027-06",
		},
		"no headings":                       {"Replace the switches|June 2027\n2027-05|Train nurses|CIO", "Replace the switches, June 2027, 2027-06\nTrain nurses, 2027-05, 2027-05"},
		"no headings, under one of aims":    {"Our deliverables\n1|Patient portal|CIO|June 2027\nWi-fi|May 2027", "Patient portal, June 2027, 2027-06\nWi-fi, May 2027, 2027-05"},
		"what is told":                      {"History\nReplace the switches|June 2027\nProgress so far\nAction|When\nReplaced the switches|June 2025", ""},
		"another table":                     {"Site|Beds|Date opened\nNorth|400|May 2021\nRisk|Owner\nSupplier fails|CIO", ""},
		"a list with tabs behind its signs": {"•|Replace the oldest switches by June 2027", "Replace the oldest switches, by June 2027, 2027-06"},
		"a page of a PDF":                   {"Objective|When\nOne record|June 2027\f", "One record, June 2027, 2027-06"},
	} {
		if got := foundIn(t, c.table); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", what, got, c.want)
		}
	}
}

// Tables of Word and PowerPoint are read like those of a text. A row with a list in a cell is read a paragraph at a time, and the
// headings hold on after it.
func TestTablesOfDocumentsAreRead(t *testing.T) {
	t.Parallel()
	rows := []string{
		row(p("Objective"), p("When"), p("Lead")), row(p("One record for all"), p("June 2027"), p("CIO")),
		row(p("Train every nurse")+p("Train every doctor"), p("2028"), p("CNIO")), row(p("Paper-light wards"), p("May 2027"), `<w:p/>`),
	}
	const want = "One record for all, June 2027, 2027-06 (CIO)\nPaper-light wards, May 2027, 2027-05"
	if got := foundInFile(t, "a.docx", docx(t, table(rows...))); got != want {
		t.Errorf("Word:\n%s\nwant\n%s", got, want)
	}
	slides := archive(t, map[string]string{
		"ppt/presentation.xml": "<p:presentation/>", "ppt/_rels/presentation.xml.rels": "<Relationships/>",
		"ppt/slides/slide1.xml": `<p:sld xmlns:p="urn:p" xmlns:a="urn:a">` + strings.ReplaceAll(strings.ReplaceAll(table(rows...), "<w:", "<a:"), "</w:", "</a:") + `</p:sld>`,
	})
	if got := foundInFile(t, "a.pptx", slides); got != want {
		t.Errorf("PowerPoint:\n%s\nwant\n%s", got, want)
	}
}
