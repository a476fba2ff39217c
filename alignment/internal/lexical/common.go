package lexical

// fewestUsers is how many organisations use a term before anything may hang on how often it is used. What one or two of
// them write shows in nobody else's figures: a score that moved with it would tell a reader what a stranger has written.
const fewestUsers = 3

// commonTerms says of every term of some objectives whether enough organisations use it. Where one organisation wrote
// all of them there is nobody to keep anything from, and every term is common.
func commonTerms(objectives []bag, owners []int, terms int) []bool {
	users := make([]uint8, terms)
	last := make([]int, terms) // the last owner who was counted, plus 1
	for _, i := range byOwner(owners) {
		for _, c := range objectives[i] {
			if owner := owners[i] + 1; last[c.term] != owner {
				last[c.term] = owner
				users[c.term] = min(users[c.term]+1, fewestUsers)
			}
		}
	}
	alone := len(owners) == 0 || !differ(owners)
	common := make([]bool, terms)
	for t := range common {
		common[t] = alone || users[t] == fewestUsers
	}
	return common
}

func differ(owners []int) bool {
	for _, o := range owners {
		if o != owners[0] {
			return true
		}
	}
	return false
}

// byOwner gives the places of objectives, those of one owner beside each other.
func byOwner(owners []int) []int {
	most := 0
	for _, o := range owners {
		most = max(most, o)
	}
	starts := make([]int, most+2)
	for _, o := range owners {
		starts[o+1]++
	}
	for o := range most + 1 {
		starts[o+1] += starts[o]
	}
	places := make([]int, len(owners))
	for i, o := range owners {
		places[starts[o]] = i
		starts[o]++
	}
	return places
}

// only gives the coordinates of a vector that are common terms.
func (v vector) only(common []bool) vector {
	kept := make(vector, 0, len(v))
	for _, e := range v {
		if common[e.term] {
			kept = append(kept, e)
		}
	}
	return kept
}
