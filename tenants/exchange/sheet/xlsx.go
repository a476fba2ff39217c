package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// Limits of what is inside an XLSX file, which is an archive of XML: unpacked, it is at most so large and has at most so many
// elements, because an element of three bytes can become two hundred bytes of memory.
const (
	maxUnpacked = 24 << 20
	maxParts    = 500
	maxElements = 600_000
	wholeFrom   = 36526 // 1 January 2000 as a spreadsheet counts days
	wholeUntil  = 73051 // 1 January 2100
	days1904    = 1462  // how much later a spreadsheet that counts from 1904 begins
)

// readXLSX reads the sheets that are shown. Values are as the file last showed them: nothing is worked out.
func readXLSX(data []byte) (Book, error) {
	archive, err := bounded(data)
	if err != nil {
		return Book{}, err
	}
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked, // as much in memory as at all: nothing goes to disk
		ShortDatePattern: "dd/mm/yyyy", LongDatePattern: "d mmmm yyyy",
	})
	if err != nil {
		return Book{}, refused("This is not a spreadsheet that can be opened, or it has a password. Open it in Excel and save it again as .xlsx, without a password.")
	}
	defer file.Close()
	if err := shortFormats(file); err != nil {
		return Book{}, err
	}
	properties, err := file.GetWorkbookProps()
	if err != nil {
		return Book{}, broken("")
	}
	x := xlsx{file: file, parts: sheetParts(archive), from1904: properties.Date1904 != nil && *properties.Date1904}
	names := file.GetSheetList()
	if len(names) > maxSheets {
		return Book{}, refused("The file has %d sheets: up to %d can be read.", len(names), maxSheets)
	}
	for _, name := range names {
		if shown, err := file.GetSheetVisible(name); err != nil || !shown {
			continue
		}
		s, err := x.sheet(name)
		if err != nil {
			return Book{}, err
		}
		if len(s.Rows) > 0 {
			x.book.Sheets = append(x.book.Sheets, s)
		}
	}
	return x.book, nil
}

// longFormat is how many characters a format of numbers has at most, as Excel takes them. One is read for every cell that has it.
const longFormat = 255

func shortFormats(file *excelize.File) error {
	if file.Styles == nil || file.Styles.NumFmts == nil {
		return nil
	}
	for _, f := range file.Styles.NumFmts.NumFmt {
		if len(f.FormatCode) > longFormat {
			return refused("A format of numbers in the file is longer than Excel takes. Copy the rows of the strategy into a new file.")
		}
	}
	return nil
}

// oldFile is how files begin that are no archive of XML: those of old programs, and those that are encrypted.
var oldFile = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// bounded looks into the archive before anything is made of it.
func bounded(data []byte) (*zip.Reader, error) {
	if bytes.HasPrefix(data, oldFile) {
		return nil, refused("The file has a password, or it is of an old version of Excel. Open it in Excel, take the password away, and save it again as .xlsx.")
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, refused("This is not an .xlsx file, or it is damaged. Open it in Excel and save it again.")
	}
	if len(archive.File) > maxParts {
		return nil, refused("The file has too many parts.")
	}
	var size uint64
	elements := 0
	for _, part := range archive.File {
		if size += part.UncompressedSize64; size > maxUnpacked {
			return nil, refused("Unpacked, the file is larger than %d MB. Take out pictures and sheets that are not part of the strategy.", maxUnpacked>>20)
		}
		n, err := countElements(part)
		if err != nil {
			return nil, refused("The file is damaged. Open it in Excel and save it again.")
		}
		if elements += n; elements > maxElements {
			return nil, refused("There is too much in the file, perhaps in cells that look empty. Copy the rows of the strategy into a new file.")
		}
	}
	return archive, nil
}

// countElements counts what begins an element in a part of the archive. A part that is longer than it says is an error.
func countElements(part *zip.File) (int, error) {
	in, err := part.Open()
	if err != nil {
		return 0, err
	}
	defer in.Close()
	n, chunk := 0, make([]byte, 64<<10)
	for {
		read, err := in.Read(chunk)
		n += bytes.Count(chunk[:read], []byte("<")) - bytes.Count(chunk[:read], []byte("</"))
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// xlsx is a file on its way to a book.
type xlsx struct {
	taking
	file     *excelize.File
	parts    map[string]*zip.File // of the archive, by the sheets' names
	from1904 bool
	unworked map[int][]int // columns of the sheet, by row
	book     Book
}

// sheet reads a sheet twice at the same time: as it looks, and as the numbers behind it.
func (x *xlsx) sheet(name string) (Sheet, error) {
	x.taking.sheet, x.unworked = Sheet{Name: name}, unworkedIn(x.parts[name])
	shown, err := x.file.Rows(name)
	if err != nil {
		return Sheet{}, broken(name)
	}
	defer shown.Close()
	raw, err := x.file.Rows(name)
	if err != nil {
		return Sheet{}, broken(name)
	}
	defer raw.Close()
	for number := 1; shown.Next() && raw.Next(); number++ {
		if number > excelize.TotalRows {
			return Sheet{}, broken(name)
		}
		if err := x.take(number, shown, raw); err != nil {
			return Sheet{}, err
		}
	}
	if shown.Error() != nil || raw.Error() != nil {
		return Sheet{}, broken(name)
	}
	return x.taking.sheet, x.merged(name)
}

// take reads a row both ways.
func (x *xlsx) take(number int, shown, raw *excelize.Rows) error {
	name := x.taking.sheet.Name
	texts, err := shown.Columns()
	if err != nil {
		return broken(name)
	}
	numbers, err := raw.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return broken(name)
	}
	if len(texts) > maxColumns {
		return tooWide(name, number)
	}
	return x.row(number, x.formulas(number, x.cells(texts, numbers)))
}

func (x *xlsx) cells(texts, numbers []string) []Cell {
	cells := make([]Cell, len(texts))
	for i := range cells {
		cells[i].Text = unescape(tidy(texts[i]))
		if i < len(numbers) && numbers[i] != texts[i] {
			cells[i].Day = x.day(cells[i].Text, numbers[i])
		}
	}
	return cells
}

// formulas marks the cells of a row that wait to be worked out.
func (x *xlsx) formulas(number int, cells []Cell) []Cell {
	row := Row{Number: number, Cells: cells}
	for _, column := range x.unworked[number] {
		if row.at(column).Text == "" {
			row.put(column, Cell{Unworked: true})
		}
	}
	return row.Cells
}

// day is the day that a number stands for when it is shown as one.
func (x *xlsx) day(shown, raw string) time.Time {
	serial, err := strconv.ParseFloat(raw, 64)
	if err != nil || !looksLikeDate(shown) {
		return time.Time{}
	}
	if x.from1904 {
		serial += days1904
	}
	if serial < wholeFrom || serial >= wholeUntil {
		return time.Time{}
	}
	return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(serial)-wholeFrom)
}

func broken(sheet string) error {
	if sheet == "" {
		return refused("The file is damaged. Open it in Excel and save it again.")
	}
	return refused("The sheet %q is damaged. Open the file in Excel and save it again.", sheet)
}
