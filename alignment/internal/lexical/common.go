package lexical

// fewestUsers is how many organisations use a term before anything may hang on how often it is used. What one or two of
// them write shows in nobody else's figures: a score that moved with it would tell a reader what a stranger has written.
const fewestUsers = 3

// users counts by how many organisations each term is used. Where one organisation wrote everything there is nobody to
// keep anything from, and every term is common.
type users struct {
	owners []int
	by     [][fewestUsers]int32 // by term: the first organisations that use it, each plus 1
}

// newUsers takes the organisation of each objective, as a number from 0 on.
func newUsers(owners []int, terms int) users {
	for _, o := range owners {
		if o != owners[0] {
			return users{owners, make([][fewestUsers]int32, terms)}
		}
	}
	return users{by: make([][fewestUsers]int32, terms)}
}

// use notes that an objective uses a term, where there is more than one organisation.
func (u users) use(objective int, term int32) {
	owner := int32(u.owners[objective]) + 1 //nolint:gosec // a country has far fewer organisations than an int32 holds
	first := &u.by[term]
	for i := range first {
		if first[i] == owner {
			return
		}
		if first[i] == 0 {
			first[i] = owner
			return
		}
	}
}

// common says of every term whether enough organisations use it.
func (u users) common() []bool {
	is := make([]bool, len(u.by))
	for t, first := range u.by {
		is[t] = u.owners == nil || first[fewestUsers-1] != 0
	}
	return is
}

// commonTerms says of every term of some objectives whether enough organisations use it.
func commonTerms(objectives []bag, owners []int, terms int) []bool {
	u := newUsers(owners, terms)
	if u.owners == nil {
		return u.common()
	}
	for i, b := range objectives {
		for _, c := range b {
			u.use(i, c.term)
		}
	}
	return u.common()
}

// among gives the coordinates of a vector that are common terms.
func (v vector) among(common []bool) vector {
	kept := make(vector, 0, len(v))
	for _, e := range v {
		if common[e.term] {
			kept = append(kept, e)
		}
	}
	return kept
}
