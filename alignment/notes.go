package alignment

import "slices"

// onlyTitle is told of a goal or an initiative that has nothing but a title. On the labelled systems a title alone costs
// about 0.17 of mean average precision.
const onlyTitle = "It has a title only, so what serves it is found much less well. Say in a sentence or two what will be true, and for whom."

// Notes says what about the texts of a picture keeps the engine from doing better; goals first.
func Notes(p Picture) []Note {
	p = ordered(p)
	list := []Note{}
	for _, g := range p.Goals {
		lent := slices.ContainsFunc(p.Initiatives, func(i Initiative) bool { return slices.Contains(i.Goals, g.ID) })
		if g.Description == "" && len(g.Measures) == 0 && !lent {
			list = append(list, Note{g.ID, onlyTitle})
		}
	}
	for _, i := range p.Initiatives {
		if i.Description == "" {
			list = append(list, Note{i.ID, onlyTitle})
		}
	}
	return list
}
