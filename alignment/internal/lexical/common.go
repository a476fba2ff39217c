package lexical

// fewestUsers is how many organisations use a term before anything may hang on how often it is used. What one or two of
// them write shows in nobody else's figures: a score that moved with it would tell a reader what a stranger has written.
const fewestUsers = 3

// users counts by how many organisations each term is used. Where one organisation wrote everything there is nobody to
// keep anything from, and every term is common.
type users struct {
	owners []int
	terms  int
	by     [][fewestUsers]int32 // by term: the first organisations that use it, each plus 1
}

// newUsers takes the organisation of each objective, as a number from 0 on.
func newUsers(owners []int, terms int) users {
	for _, o := range owners {
		if o != owners[0] {
			return users{owners, terms, make([][fewestUsers]int32, terms)}
		}
	}
	return users{terms: terms}
}

// use notes that an objective uses a term, where there is more than one organisation.
func (u users) use(objective int, term int32) {
	u.note(int32(u.owners[objective])+1, term) //nolint:gosec // a country has far fewer organisations than an int32 holds
}

// note is use by an organisation, plus 1; nobody is 0.
func (u users) note(owner, term int32) {
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
	is := make([]bool, u.terms)
	for t := range is {
		is[t] = u.owners == nil || u.by[t][fewestUsers-1] != 0
	}
	return is
}

// usage is how much the objectives of a corpus use each term of one way of looking.
type usage struct {
	objectives int
	common     []bool
	df         []int32 // objectives that have the term; one, where it is not common
}

// usageOf counts the terms of some objectives.
func usageOf(objectives bags, owners []int, terms int) usage {
	u := newUsers(owners, terms)
	df := make([]int32, terms)
	for i := range objectives.documents() {
		for _, c := range objectives.of(i).counts {
			df[c.term]++
			if u.owners != nil {
				u.use(i, c.term)
			}
		}
	}
	return usage{objectives.documents(), u.common(), df}.levelled()
}

// levelled makes the terms that are not common look as though one objective used them.
func (u usage) levelled() usage {
	for t, is := range u.common {
		if !is {
			u.df[t] = 1
		}
	}
	return u
}
