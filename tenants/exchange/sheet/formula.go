package sheet

import (
	"archive/zip"
	"encoding/xml"

	"github.com/xuri/excelize/v2"
)

// unworkedIn finds the cells of a sheet that are formulas without a result: other programs write such, and Excel works them out when
// it opens them. A formula that came to an empty text has a result. What cannot be read is found damaged where the rows are read. It
// gives the columns of such cells, by row.
func unworkedIn(part *zip.File) map[int][]int {
	looking := cellsPassing{found: map[int][]int{}}
	pass(part, func(token xml.Token) bool {
		switch t := token.(type) {
		case xml.StartElement:
			looking.begin(t)
		case xml.CharData:
			looking.value = looking.value || looking.inValue && len(t) > 0
		case xml.EndElement:
			looking.end(t)
		}
		return true
	})
	return looking.found
}

// cellsPassing is a sheet on its way past, cell by cell.
type cellsPassing struct {
	found                   map[int][]int
	cell, kind              string
	formula, value, inValue bool
}

func (l *cellsPassing) begin(t xml.StartElement) {
	switch t.Name.Local {
	case "c":
		l.cell, l.kind, l.formula, l.value = attribute(t, "r"), attribute(t, "t"), false, false
	case "f":
		l.formula = true
	case "v":
		l.inValue, l.value = true, l.kind == "str" // an empty text is a result
	}
}

func (l *cellsPassing) end(t xml.EndElement) {
	l.inValue = false
	if t.Name.Local != "c" || !l.formula || l.value {
		return
	}
	if column, row, err := excelize.CellNameToCoordinates(l.cell); err == nil && column <= maxColumns {
		l.found[row] = append(l.found[row], column)
	}
}
