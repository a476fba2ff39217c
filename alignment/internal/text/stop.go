package text

import "strings"

// stopWords say nothing about what an objective is for: the small words of English, and the verbs, numbers and
// turns of phrase in which every strategy is written.
const stopList = `
	a about above across after again against ago all almost along already also although always am among an and any
	anybody anyone anything are aren't around as at away
	back be became because become been before began being below best better between both but by
	came can cannot can't come could couldn't
	did didn't do does doesn't doing done don't down during
	each either else enough etc even ever every everybody everyone everything
	few for from further get gets give given go goes going got
	had has hasn't have haven't having he her here hers him his how however
	i if in instead into is isn't it its it's itself
	just keep kept know less let like made make makes making many may me might more most much must my
	near need needs neither never next no nobody none nor not nothing now
	of off often on once one only onto or other others our ours out over own
	per put quite rather really same say see seen several shall she should since so some somebody someone something
	soon still such
	take taken than that the their theirs them themselves then there therefore these they thing things this those
	through throughout to together too toward towards
	under unless until up upon us use used uses using
	very via want was wasn't way we well went were weren't what whatever when where wherever whether which while who
	whoever whom whose why will with within without won't would wouldn't
	yes yet you your yours
	two three four five six seven eight nine ten eleven twelve first second third
	achieve aim aims aspire continue deliver develop enable ensure establish help implement improve improved
	improvement improving increase introduce objective objectives plan planned plans priority programme project
	provide provided provides strategy strategic support supported supporting work working works
	number percentage per cent proportion share rate total average new
	january february march april june july august september october november december
	time times
	year years month months monthly week weeks weekly day days daily annual annually
`

var stopWords = setOf(stopList)

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[bare(w)] = true
	}
	return set
}

// Small reports whether a word in lower case says nothing by itself.
func Small(lower string) bool { return stopWords[lower] }
