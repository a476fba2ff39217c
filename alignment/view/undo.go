package view

import "github.com/google/uuid"

// Undo is the decision that stands about a link, as it can be undone.
type Undo struct {
	Decision uuid.UUID
	Left     int  // how many links still stand as the same act decided them
	Alone    bool // whether it may be undone without them
}

// Standing leaves out of the decisions about a pair, newest first, each that undid one and each that was undone. The first
// that is left counts, and the next would be put back if it were undone.
func Standing[T any](newestFirst []T, undoes func(T) bool) (stand []T) {
	gone := 0
	for _, d := range newestFirst {
		switch {
		case undoes(d):
			gone++
		case gone > 0:
			gone--
		default:
			stand = append(stand, d)
		}
	}
	return stand
}

// undo says of each link what there is to undo. Where an act moved the main link from one to another, the two are one
// decision: either without the other would leave two main links, or none.
func (st stage) undo() map[pair]*Undo {
	left, moved, found := map[uuid.UUID]int{}, map[uuid.UUID]bool{}, map[pair]Entry{}
	for p, entries := range st.entries {
		for _, e := range entries {
			moved[e.act] = moved[e.act] || e.Primary
		}
		if stand := Standing(entries, func(e Entry) bool { return e.Undoes }); len(stand) > 0 {
			found[p] = stand[0]
		}
	}
	for _, l := range st.links {
		if e, ok := found[pair{l.Objective.ID, l.Target.ID}]; ok {
			left[e.act]++
		}
	}
	list := map[pair]*Undo{}
	for p, e := range found {
		list[p] = &Undo{Decision: e.ID, Left: left[e.act], Alone: left[e.act] == 1 || !moved[e.act]}
	}
	return list
}
