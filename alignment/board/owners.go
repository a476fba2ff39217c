package board

import (
	"fmt"
	"strings"

	"github.com/throughline-ics/throughline/alignment/check"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

const ownersOutside = "owners-outside"

// placeOwners adds to how many owners sit outside the digital team how many sit in it and of how many it is not said, and how
// many of them are known by their title alone. What is said of some is not missing; what is said of none is.
func (r *reading) placeOwners(fact *Fact, sort about) {
	var in, unsaid, byTitle int
	all := r.things[sort]
	for _, t := range all {
		place, inferred := check.OwnerPlaceOf(t.item.Body)
		switch {
		case t.item.Body.Owner == "" || place == "":
			unsaid++
			continue
		case place == strategy.OwnerInIT:
			in++
		}
		if inferred {
			byTitle++
		}
	}
	of := fmt.Sprintf("%d %s", len(all), sort.noun(len(all)))
	if unsaid == len(all) {
		fact.Says = fmt.Sprintf("For %d of %s it is not said where the owner sits.", unsaid, of)
		fact.Are, fact.AreNot = fact.AreNot, nil // these are as the sentence says
		return
	}
	says := []string{fact.Says}
	if in > 0 {
		says = append(says, fmt.Sprintf("For %d of %s the owner sits in it.", in, of))
	}
	if unsaid > 0 {
		says = append(says, fmt.Sprintf("For %d of %s it is not said where the owner sits.", unsaid, of))
	}
	if byTitle > 0 {
		says = append(says, fmt.Sprintf("Of these, %d %s known by the owner’s title alone.", byTitle, map[bool]string{true: "is", false: "are"}[byTitle == 1]))
	}
	fact.Says = strings.Join(says, " ")
	if fact.Standing == NotSoFar && unsaid > 0 {
		fact.Standing = InPart
	}
}
