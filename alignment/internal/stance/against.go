package stance

import (
	"slices"
	"time"
)

// Way is how a text's words set it against something that everybody is to do by a day.
type Way uint8

// The ways, and that there is none.
const (
	NotAgainst Way = iota
	OptsOut
	Postpones
	Opposes
)

// Due is what a text is set against: the day by which everybody is to do it.
type Due struct {
	Day      time.Time // zero when there is none
	Horizon  time.Time // when the text itself is to be done, if it says
	Sure     bool      // it is what the text is about, surely: to say no to something is to say no to it
	Grows    bool      // nothing of it is to be closed: to end it opposes it
	Once     bool      // one for all is wanted: to tie oneself to one's own for years opposes it
	Declined bool      // the text lists what is not done: that it is put off says nothing against anybody
}

// Case is a way with the words that make it, by passage.
type Case struct {
	Way   Way
	Cues  []CuedIn
	Dates []DatedIn // late ones, of what is postponed
}

// CuedIn is a cue in a passage.
type CuedIn struct {
	Passage int
	Cue
}

// DatedIn is a date in a passage.
type DatedIn struct {
	Passage int
	Date
}

// span is where a sentence stands.
type span struct{ passage, from, to int }

// judge decides about one text.
type judge struct {
	Due

	readings  []Reading
	apart     map[span]bool // sentences in which something is kept apart
	ending    map[span]bool // sentences in which that lasts no longer than until the day
	inTime    map[span]bool // sentences that put off no further than to the day
	obliged   bool          // the law asks for what is kept apart
	succeeded bool          // something takes the place of what there is
	onlyLate  bool          // all dates of the text are after the day
}

// Against says in what way the passages of a text work against what is due, if they do. The rule: to renew, keep or prefer
// one's own past the day, or to put it in the place of what is shared, opposes; to take part only after the day postpones;
// to refuse, to keep one's own, or to look only after the day at whether to take part, opts out.
func (due Due) Against(readings []Reading) Case {
	j := judge{Due: due, readings: readings}
	j.apart, j.onlyLate = keptApart(readings), j.namesLateDatesOnly()
	j.obliged = slices.ContainsFunc(readings, func(r Reading) bool { return r.Obliged })
	j.succeeded = slices.ContainsFunc(readings, func(r Reading) bool { return r.Succeeded || r.HandsOver })
	j.ending, j.inTime = j.until(Lasting, Prolonging), j.until(Postponing, Lasting)
	if cues := j.cite(j.opposing); len(cues) > 0 {
		return Case{Way: Opposes, Cues: cues}
	}
	if cues := j.cite(j.postponing); !due.Declined && len(cues) > 0 {
		if dates := j.lateDates(); len(dates) > 0 || j.late(due.Horizon) {
			return Case{Way: Postpones, Cues: cues, Dates: dates}
		}
	}
	if cues := j.cite(j.refusing); len(cues) > 0 {
		return Case{Way: OptsOut, Cues: cues}
	}
	return Case{}
}

// cite lists the cues that are of a kind.
func (j *judge) cite(is func(c Cue, apart bool) bool) []CuedIn {
	var cues []CuedIn
	for p, r := range j.readings {
		for _, c := range r.Cues {
			at := span{p, c.From, c.To}
			if c.Kind == Apart && (j.obliged || j.ending[at]) || (c.Kind == Refusal || c.Kind == Denying) && j.inTime[at] {
				continue
			}
			if is(c, j.apart[at]) {
				cues = append(cues, CuedIn{p, c})
			}
		}
	}
	return cues
}

// keptApart lists the sentences in which something is kept apart.
func keptApart(readings []Reading) map[span]bool {
	apart := map[span]bool{}
	for p, r := range readings {
		for _, c := range r.Cues {
			if c.Kind == Apart {
				apart[span{p, c.From, c.To}] = true
			}
		}
	}
	return apart
}

// namesLateDatesOnly reports whether the text names dates, and every one is after the day.
func (j *judge) namesLateDatesOnly() bool {
	named := false
	for _, r := range j.readings {
		for _, d := range r.Dates {
			if !j.late(d.From) {
				return false
			}
			named = true
		}
	}
	return named
}

// until lists the sentences in which a cue of some kinds names a day, and it is not after the one that is due: our own list is
// kept until we join, nothing is sent before we have tested it.
func (j *judge) until(kinds ...Kind) map[span]bool {
	sentences := map[span]bool{}
	for p, r := range j.readings {
		for _, c := range r.Cues {
			if slices.Contains(kinds, c.Kind) && c.Date != nil && !j.Day.IsZero() && !j.late(c.Date.Until) {
				sentences[span{p, c.From, c.To}] = true
			}
		}
	}
	return sentences
}

func (j *judge) opposing(c Cue, apart bool) bool {
	switch c.Kind {
	case Rival, Substitution:
		return true
	case Prolonging:
		return j.late(c.Date.Until)
	case Lasting:
		return apart && j.late(c.Date.Until)
	case Enduring:
		return j.Once
	case Ending:
		return j.Sure && j.Grows && !c.Stated && !j.succeeded
	case Refusal, Apart, Postponing, Reviewing, Joining, Depending, Denying:
	}
	return false
}

func (j *judge) postponing(c Cue, _ bool) bool {
	switch c.Kind {
	case Postponing:
		return c.Date == nil || j.late(c.Date.From)
	case Lasting:
		return j.late(c.Date.From)
	case Depending:
		return j.onlyLate
	case Refusal, Apart, Rival, Substitution, Prolonging, Reviewing, Joining, Ending, Enduring, Denying:
	}
	return false
}

func (j *judge) refusing(c Cue, _ bool) bool {
	switch c.Kind {
	case Refusal, Apart:
		return j.Declined || !c.Stated
	case Reviewing:
		return j.late(c.Date.From)
	case Denying:
		return j.Sure && !c.Stated && j.denies()
	case Joining:
		return j.Declined
	case Rival, Substitution, Prolonging, Postponing, Lasting, Depending, Ending, Enduring:
	}
	return false
}

// denies reports whether plain words of what will not be are about what is due: one for all, or what a list of what is not done
// names, unless it wants none of its own, nor another, nor to get one, which leaves the field to what is shared.
func (j *judge) denies() bool {
	if !j.Declined {
		return j.Once
	}
	return !slices.ContainsFunc(j.readings, Reading.Rivals)
}

// Rivals reports whether a text speaks of a thing of one's own, of one more of a kind, or of getting one.
func (r Reading) Rivals() bool { return r.Doubles || r.Purchase != NoPurchase }

func (j *judge) late(day time.Time) bool { return !j.Day.IsZero() && day.After(j.Day) }

// lateDates lists the dates that lie after the day.
func (j *judge) lateDates() []DatedIn {
	var dates []DatedIn
	for p, r := range j.readings {
		for _, d := range r.Dates {
			if j.late(d.From) {
				dates = append(dates, DatedIn{p, d})
			}
		}
	}
	return dates
}
