package papers_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange/papers"
)

func archive(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range parts {
		part, err := w.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := part.Write([]byte(text)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func docx(tb testing.TB, body string) []byte {
	tb.Helper()
	return archive(tb, map[string]string{"word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="urn:w" xmlns:mc="urn:mc"><w:body>` + body + `</w:body></w:document>`})
}

func p(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

func row(cells ...string) string {
	return "<w:tr><w:tc>" + strings.Join(cells, "</w:tc><w:tc>") + "</w:tc></w:tr>"
}

func table(rows ...string) string { return "<w:tbl>" + strings.Join(rows, "") + "</w:tbl>" }

func slide(title, text string) string {
	return `<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><p:sp><p:nvPr><p:ph type="title"/></p:nvPr><a:p><a:r><a:t>` + title + `</a:t></a:r></a:p></p:sp><p:sp><a:p><a:r><a:t>` + text + `</a:t></a:r></a:p></p:sp></p:sld>`
}

func pptx(tb testing.TB) []byte {
	tb.Helper()
	return archive(tb, map[string]string{
		"ppt/presentation.xml":            `<p:presentation xmlns:p="urn:p" xmlns:r="urn:r"><p:sldIdLst><p:sldId id="1" r:id="rId2"/><p:sldId id="2" r:id="rId1"/></p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels": `<Relationships xmlns="urn:x"><Relationship Id="rId1" Target="slides/slide1.xml"/><Relationship Id="rId2" Target="slides/slide2.xml"/><Relationship Id="rId3" Target="../../etc/passwd"/></Relationships>`,
		"ppt/slides/slide1.xml":           slide("Second", "By March 2027, we will share one record"), "ppt/slides/slide2.xml": slide("First", "Hello"),
	})
}

func placesOf(passages []papers.Passage) string {
	var lines []string
	for _, one := range passages {
		lines = append(lines, fmt.Sprintf("%s|%s|%v", one.Place, one.Text, one.Heading))
	}
	return strings.Join(lines, "\n")
}

// Each paragraph comes with its place; what was deleted, or is there twice for other programs, is not there.
func TestDocumentsAreTakenApart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{
			"a.docx", docx(t, `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Our</w:t></w:r><w:r><w:t xml:space="preserve"> aims</w:t></w:r></w:p><w:p/>`+
				`<w:p><w:del><w:r><w:t>Never</w:t></w:r></w:del><w:ins><w:r><w:t>Ever &amp; ever</w:t></w:r></w:ins><w:r><w:br w:type="page"/></w:r></w:p>`+
				`<w:p><w:r><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>Box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>After</w:t></w:r></w:p>`),
			"Paragraph 1|Our aims|true\nAbout page 2, paragraph 2|Ever & ever|false\nAbout page 2, paragraph 3|Box|false\nAbout page 2, paragraph 4|After|false",
		},
		{"a.PPTX", pptx(t), "Slide 1, paragraph 1|First|true\nSlide 1, paragraph 2|Hello|false\nSlide 2, paragraph 1|Second|true\nSlide 2, paragraph 2|By March 2027, we will share one record|false"},
		{
			"rows.docx", docx(t, p("Before")+table(row(p("Objective"), p("When")), row(p("One record"), `<w:p/>`), row(p("A")+p("B"), p("C")), row(p("Alone")))+
				table(row(p("Around")+table(row(p("In"), p("it")))+p("after"), p("beside")))),
			"Paragraph 1|Before|false\nParagraph 2|Objective | When|false\nParagraph 3|One record|false\nParagraph 4|A|false\nParagraph 5|B|false\nParagraph 6|C|false\n" +
				"Paragraph 7|Alone|false\nParagraph 8|Around|false\nParagraph 9|In | it|false\nParagraph 10|after|false\nParagraph 11|beside|false",
		},
		{"a.txt", []byte("\ufeffOur aims\r\n\r\nWe will  share.\n"), "Paragraph 1|Our aims|true\nParagraph 2|We will share.|false"},
		{"pages.txt", []byte("Our aims\nWe will share.\f\f\nWe will  open.\nOne record\t5 of 11\tJune 2027.\nOur plan\f"), "Page 1, paragraph 1|Our aims|true\nPage 1, paragraph 2|We will share.|false\n" +
			"Page 3, paragraph 1|We will open.|false\nPage 3, paragraph 2|One record | 5 of 11 | June 2027.|false\nPage 3, paragraph 3|Our plan|true"},
		{"tabs.txt", []byte("One record\tJune"), "Paragraph 1|One record | June|false"},
		{"list.txt", []byte("•\tShare records\n1.2\tOur aims\n\tIndented\n\tMerged\tJune\nYear 1\t\t"), "Paragraph 1|• Share records|false\nParagraph 2|1.2 Our aims|false\nParagraph 3|Indented|true\n" +
			"Paragraph 4|Merged | June|false\nParagraph 5|Year 1|false"},
	} {
		passages, err := papers.Read(t.Context(), c.name, c.data)
		if got := placesOf(passages); err != nil || got != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, got, c.want)
		}
	}
}

// What cannot be read is said, and costs little.
func TestWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	entities := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	many := make(map[string]string)
	for n := range 4001 {
		many[fmt.Sprintf("word/media/%d.png", n)] = ""
	}
	for what, c := range map[string]struct {
		name, says string
		data       []byte
	}{
		"a PDF":                     {"a.pdf", "does not open PDFs", []byte("%PDF-1.7")},
		"an old document":           {"a.doc", "old version", []byte("x")},
		"one with a password":       {"a.docx", "password", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x")},
		"a damaged one":             {"a.docx", "damaged", []byte("PK\x03\x04")},
		"another archive":           {"a.docx", "damaged", archive(t, map[string]string{"a": "b"})},
		"XML that is broken":        {"a.docx", "damaged", docx(t, "<w:p>")},
		"entities":                  {"a.docx", "damaged", archive(t, map[string]string{"word/document.xml": entities + "<x>&b;</x>"})},
		"an entity of another file": {"a.docx", "damaged", archive(t, map[string]string{"word/document.xml": `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>`})},
		"a bomb":                    {"a.docx", "larger than", docx(t, p(strings.Repeat("a", 30<<20)))},
		"a bomb of a presentation":  {"a.pptx", "larger than", archive(t, map[string]string{"ppt/presentation.xml": "<x>" + strings.Repeat(" ", 30<<20) + "</x>"})},
		"elements in elements":      {"a.docx", "damaged", docx(t, strings.Repeat("<w:p>", 1<<20))},
		"elements without number":   {"a.docx", "too much", docx(t, strings.Repeat("<w:p/>", 2<<20))},
		"too many parts":            {"a.docx", "too many parts", archive(t, many)},
		"too long a text":           {"a.txt", "too long", []byte(strings.Repeat(strings.Repeat("word ", 20)+"\n", 7000))},
		"too large a file":          {"a.docx", "too large", make([]byte, 4<<20+1)},
		"nothing":                   {"a.docx", "no text", docx(t, "<w:p/>")},
		"no words":                  {"a.txt", "characters", []byte("\xff\xfe\x00")},
		"another kind of file":      {"a.exe", "cannot be read here", nil},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := papers.Read(t.Context(), c.name, c.data)
		var f *fault.Error
		if !errors.As(err, &f) || len(f.Fields) != 1 || !strings.Contains(f.Fields[0].Reason, c.says) {
			t.Errorf("%s: %v %+v", what, err, f)
		}
		runtime.ReadMemStats(&after)
		if after.Sys > before.Sys+150<<20 {
			t.Errorf("%s took %d MB", what, (after.Sys-before.Sys)>>20)
		}
	}
}

// Whatever bytes a document is, reading it ends with passages or a fault.
func FuzzRead(f *testing.F) {
	f.Add("a.docx", docx(f, p("We will share")))
	f.Add("a.pptx", pptx(f))
	f.Add("a.txt", []byte("1. We will share by March 2027"))
	f.Add("a.txt", []byte("We will\tshare\f\f"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		passages, err := papers.Read(t.Context(), name, data)
		if err == nil && len(passages) == 0 {
			t.Error("neither passages nor a fault")
		}
		papers.Find(passages)
	})
}
