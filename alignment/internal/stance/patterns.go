package stance

import (
	"slices"
	"strings"
	"sync"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// Kind says what a cue says.
type Kind uint8

// The kinds of cue.
const (
	Refusal      Kind = iota // we will not take part
	Apart                    // we keep our own
	Rival                    // our own is to be the one
	Substitution             // in place of the shared one
	Prolonging               // ours is renewed to a date
	Postponing               // not before a date, or not yet
	Lasting                  // until a date: of what is one's own it prolongs, of anything else it postpones
	Reviewing                // whether to take part is looked at on a date
	Depending                // when, once or after something that may come after a date
	Enduring                 // a contract of one's own that lasts for years
	Ending                   // a service or scheme stops, and nothing is said to take its place
	Denying                  // something will not be, whatever it is
	Joining                  // taking part, as the first thing that is said: of what is not done it refuses
)

// The words that cues are made of. A word stands for all its inflections; words tied by _ stand together.
const (
	negation = "not never won't shan't don't doesn't nor neither decline_to refuse_to"
	joining  = `take_part participate join adopt connect share send supply feed publish contribute release upload migrate
		transfer integrate sign_up onboard subscribe move_to move_onto move_across move_over hand_over take_up submit
		sent fed taken_part use_the be_part be_involved converge switch_to view add_to added_to adding_to form_part`
	using = `place offer put_into put_in put_on given_access give_access give_a_login granted grant take_them take_it take_these take_place take_up
		use adopt accept sign commit pay_into follow release pool switch recognise refer route submit surrender
		come_across come_onto come_on_to open_our opened_to belong subscribe support report_to accede move_our`
	planning  = "plan intend propose envisage pursue expect schedule fund consider agree"
	keeping   = "keep retain remain stay continue maintain preserve hold_on_to hang_on_to hold_to hold_fast stand_by reserve cling"
	carrying  = "stay_with remain_with remain_on stay_on stick_with continue_with carry_on_with persist_with keep_to"
	owning    = "our_own its_own standalone stand_alone in-house trust-only branded bespoke dedicated"
	present   = "own our existing current present incumbent local"
	noun      = "record service platform desk system solution programme contract product offer arrangement model app portal tool"
	matter    = "note data record information document result plan feed extract list image file history system log"
	shared    = "shared joint common system-wide city-wide area-wide county-wide regional collective partnership"
	extending = "extend extension renew renewal prolong reprocure re-procure sign award"
	reaching  = "to until till through beyond"
	deferring = "defer deferral postpone postponement delay park pause shelve push_back hold_back put_back"
	settling  = `bedded settled live ended ends expired expires lapsed lapses finished complete completed matured stable close
		prove proven conclude run_out runs_out ran_out stabilise run_its_course`
	instead = "in_place_of instead_of rather_than in_preference_to"
	custody = "custodian holder owner keeper guardian steward controller provider supplier source repository"
	outside = `opt_out opted_out withdraw_from withdrawn_from stay_outside remain_outside sit_outside stay_out_of withhold
		stand_aside stand_apart keep_clear steer_clear bow_out drop_out keep_out_of nothing_to_do_with set_its_face set_our_face
		withheld go_it_alone go_our_own_way rule_out ruled_out decide_against decided_against chosen_not opted_not
		resolve_against vote_against come_out_against lies_elsewhere lie_elsewhere
		pull_out pulled_out step_back_from step_away_from fall_outside operate_outside stand_outside operate_independently`
	aside = `off_the_table off_the_agenda the_sidelines time_has_not_come not_the_time the_long_grass the_back_burner sit_this_out
		sit_it_out wait_and_see watch_and_wait while_others suit_others left_to_others leave_it_to_others leave_this_to_others`
	exempting = "exempt exemption carve_out carved_out carve-out derogation disapply"
	unwilling = "minded prepared willing ready inclined persuaded convinced"
	offering  = "invitation offer proposal opportunity request application"
	making    = `build launch relaunch develop establish set_up run operate invest_in buy procure purchase let renew expand
		strengthen grow introduce commission replace refresh upgrade deploy implement`
	thing = `list bank desk team portal app system platform number line instance directory viewer centre hub
		agreement catalogue laboratory lab ledger payroll register repository warehouse login log-in pool network`
	several   = "three four five six seven eight nine ten twelve fifteen twenty 3 4 5 6 7 8 9 10 12 15 20"
	offered   = "service scheme contract programme pilot provision"
	abiding   = "licence contract lease agreement term"
	beginning = "begin commence start"
	moving    = "move migrate transfer transition switch"
	reviewing = "reconsider revisit review reassess re-examine look_again look_at consider"
	choosing  = "confirmed chosen preferred designated"
	chief     = "primary main only strategic sole default"
)

const (
	// Words shortly before a cue that turn it into its opposite, or say that it is somebody else's doing.
	reversing = "instead rather longer stop end close replace retire switch scrap avoid without not never than their"
	// Words that deny whatever follows in their clause.
	denying = "not never won't shan't don't doesn't no nor neither nobody without"
	// Words that make a negation mean something else when they come next: no longer, not only.
	limiting = "longer only just"
	// Words after a refusal by which it says no to something else: to what is one's own or doubled, or to doing without.
	excepting = "own new additional extra another second separate further third twice again alone unless without paper fax elsewhere away far until duplicate replace"
	// Words after will not by which it promises something: what harms people, or what is one's own, does not come about.
	sparing = `wait lose lost miss repeat delay suffer tolerate leave left forget travel pay need have type fall duplicate ask told turn
		back slip stop cut shut out without twice again buy renew extend replace sufficient enough possible liable`
	// Words by which somebody else says it, or fears it.
	reporting = "argue fear worry complain risk concern danger afraid suspect"
	// Words that make a negation say how things are, and not what is meant: do not connect, have not joined.
	stating = "do does did has have had is are was were can could don't doesn't didn't that who which still yet currently"
	// Words that make a sentence the history of something.
	history = "for_years many_years previously formerly in_the_past used_to historically years_ago at_first"
	// Words of how things are.
	// Of a thing that the law wants kept, keeping it says nothing.
	obliging = "regulator regulatory statute statutory law legally oblige mandatory require"
	// After these words once counts, and does not say when.
	counting = "a_day a_week a_month a_year a_quarter a_shift a_term a_night a_fortnight an_hour every per each daily and_for_all for_all in_a again more only and or for by across"
	today    = "today at_present presently nowadays until_now so_far to_date at_the_moment"
	// Words of one's own, or of one more of a kind: who says no to that says no to a rival of what is shared.
	doubling = "own another second third further additional extra new separate standalone replace replacement extend extension"
	// Words by which something else goes on where a thing ends.
	succeeding = "join joint share shared common single hub move transfer replace replacement merge into instead together national partner new relocate"
	// What may end without loss: what is old, doubled or on paper.
	dispensable = "own old legacy paper fax separate local duplicate second server room portal letter form manual spreadsheet outdated licence"
	// Words of a joint thing: to prolong what is shared sets nobody apart.
	together = "shared joint jointly common together"
)

// pattern is a cue as slots of words.
type pattern struct {
	kind         Kind
	slots        []slot
	opens        bool            // it is what a sentence begins with
	unlessBefore map[string]bool // by stem: words that may not stand shortly before it
	unlessDenied map[string]bool // by stem: words that may not stand before it in its clause
	unlessSaid   map[string]bool // by stem: words that may not stand in its sentence
	unlessInside map[string]bool // by stem: words that may not stand in it
	unlessAfter  map[string]bool // by stem: words that may not follow it in its clause
	statedAfter  map[string]bool // by stem: words right before it that make it a statement of how things are
}

// slot is a place in a pattern, up to so many other words after the one before it.
type slot struct {
	words map[string][][]string // the alternatives by their first stem: the stems that follow it
	gap   int
	date  bool            // a date, and not a word
	not   map[string]bool // stems that may not come next
	never map[string]bool // words that it is not, although their stems are among the alternatives

	except map[string][][]string // what may not come next, by its first stem: the stems that follow it
}

type table struct {
	patterns []pattern
	first    map[string][]int // by the stem of the first word
	history  slot
	today    slot            // how things are
	instead  slot            // what follows is not done
	dated    []slot          // in a year, as a sentence begins
	promises map[string]bool // by stem: will
	aims     map[string]bool // by stem: to
	denials  map[string]bool // by stem: not
	obliged  map[string]bool // by stem: the law
	doubles  map[string]bool // by stem: own, another, new
	succeeds map[string]bool // by stem: replace, move, joint
}

// cueTable is the table of cues.
var cueTable = sync.OnceValue(func() table {
	t := table{
		patterns: slices.Concat(refusals(), denials(), apartness(), rivalry(), endings(), times()), first: map[string][]int{},
		history: one(history, 0), today: one(today, 0), instead: one(instead, 0),
		dated: []slot{one("in since during", 0), date(0)}, promises: text.Stems("will shall"), aims: text.Stems("to"), denials: text.Stems("not no never nor"), obliged: text.Stems(obliging), doubles: text.Stems(doubling), succeeds: text.Stems(succeeding),
	}
	for i, p := range t.patterns {
		for first := range p.slots[0].words {
			t.first[first] = append(t.first[first], i)
		}
	}
	return t
})

// one is a slot for any of a list of words.
func one(list string, gap int) slot {
	s := slot{words: map[string][][]string{}, gap: gap}
	for phrase := range strings.FieldsSeq(list) {
		var tied []string
		for _, w := range text.Cut(strings.ReplaceAll(phrase, "_", " ")) {
			tied = append(tied, text.Stem(w.Lower))
		}
		s.words[tied[0]] = append(s.words[tied[0]], tied[1:])
	}
	return s
}

// join is a slot for taking part. Shared is how a thing is, and no taking part.
func join(gap int) slot {
	s := one(joining, gap)
	s.never = wordsOf("shared")
	return s
}

// community is a slot for what several have; the shared one is one of many.
func community(gap int) slot {
	s := one(shared, gap)
	s.not = text.Stems("one")
	return s
}

// putOff is a slot for putting off. What people do with cars and books, and what patients suffer, is none.
func putOff() slot {
	s := one(deferring, 0)
	s.never = wordsOf("parking parks shelves delays")
	s.not = text.Stems("discharge transfer")
	return s
}

// once is a slot for once, where it says after what.
func once() slot {
	s := one("once", 0)
	s.except = one(counting, 0).words
	return s
}

func wordsOf(list string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		set[word] = true
	}
	return set
}

func date(gap int) slot { return slot{gap: gap, date: true} }
