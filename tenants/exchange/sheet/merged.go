package sheet

import (
	"archive/zip"
	"encoding/xml"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Which cells are merged is read from the archive here. excelize would make a cell of every place to the left of one that is there,
// and a row of every row above it, so that a file of a few bytes could ask for all the memory there is.

// merged gives what a cell says to the rows over which it is merged downwards, for it is said of all of them. Rows that say
// nothing else stay as they are.
func (x *xlsx) merged(name string) error {
	merges := mergesIn(x.parts[name])
	if len(merges) > maxRows {
		return refused("The sheet %q has more than %d merged cells. Copy the rows of the strategy into a new file.", name, maxRows)
	}
	rows, filled := x.taking.sheet.Rows, 0
	for _, m := range merges {
		begins, ends, _ := strings.Cut(m, ":")
		column, first, err := excelize.CellNameToCoordinates(begins)
		_, last, endErr := excelize.CellNameToCoordinates(ends)
		if err != nil || endErr != nil || column > maxColumns {
			continue
		}
		from, _ := slices.BinarySearchFunc(rows, first, byNumber)
		to, _ := slices.BinarySearchFunc(rows, last+1, byNumber)
		if from >= to || rows[from].Number != first || rows[from].at(column).Text == "" {
			continue
		}
		if filled += to - from; filled > maxRows*maxSheets {
			return refused("Too much of the sheet %q is merged. Copy the rows of the strategy into a new file.", name)
		}
		for i := range rows[from+1 : to] {
			rows[from+1+i].put(column, rows[from].at(column))
		}
	}
	return nil
}

func byNumber(r Row, number int) int { return r.Number - number }

// mergesIn reads which cells of a sheet are merged, such as A2:A5; one more than are read is enough to know that there are too many.
func mergesIn(part *zip.File) (list []string) {
	elements(part, "mergeCell", func(of func(string) string) bool {
		list = append(list, of("ref"))
		return len(list) <= maxRows
	})
	return list
}

// sheetParts finds the part of the archive that each sheet is in, by the sheet's name.
func sheetParts(archive *zip.Reader) map[string]*zip.File {
	found := map[string]*zip.File{}
	for _, part := range archive.File {
		found[strings.ToLower(part.Name)] = part
	}
	related := func(of string) map[string]string {
		folder, name := path.Split(of)
		targets := map[string]string{}
		elements(found[strings.ToLower(folder+"_rels/"+name+".rels")], "Relationship", func(of func(string) string) bool {
			target := of("Target")
			if !strings.HasPrefix(target, "/") {
				target = folder + target
			}
			target = strings.ToLower(strings.TrimPrefix(path.Clean("/"+target), "/"))
			targets[of("Id")], targets[path.Base(of("Type"))] = target, target
			return true
		})
		return targets
	}
	workbook := related("")["officeDocument"]
	targets := related(workbook)
	sheets := map[string]*zip.File{}
	elements(found[workbook], "sheet", func(of func(string) string) bool {
		sheets[of("name")] = found[targets[of("id")]]
		return true
	})
	return sheets
}

// elements gives the attributes of the elements of a name in a part of the archive, until it is told to stop.
func elements(part *zip.File, name string, each func(attribute func(string) string) bool) {
	pass(part, func(token xml.Token) bool {
		e, ok := token.(xml.StartElement)
		return !ok || e.Name.Local != name || each(func(called string) string { return attribute(e, called) })
	})
}

// pass goes through a part of the archive, as far as it can be read, until it is told to stop. A part that there is not has nothing
// in it.
func pass(part *zip.File, each func(token xml.Token) bool) {
	if part == nil {
		return
	}
	in, err := part.Open()
	if err != nil {
		return
	}
	defer in.Close()
	d := xml.NewDecoder(in)
	for {
		if token, err := d.RawToken(); err != nil || !each(token) {
			return
		}
	}
}

// attribute is what an element says under a name, or nothing.
func attribute(of xml.StartElement, name string) string {
	for _, a := range of.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
