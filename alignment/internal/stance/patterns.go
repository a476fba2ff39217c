package stance

import (
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
	Joining                  // taking part, as the first thing that is said: of what is not done it refuses
)

// The words that cues are made of. A word stands for all its inflections; words tied by _ stand together.
const (
	negation = "not never won't shan't don't doesn't decline_to refuse_to"
	joining  = `take_part participate join adopt connect share send supply feed publish contribute release upload migrate
		transfer integrate sign_up onboard subscribe move_to move_onto move_across move_over hand_over take_up submit
		use_the be_part be_involved converge switch_to view add_to form_part`
	planning  = "plan intend propose envisage pursue expect schedule fund consider agree"
	keeping   = "keep retain remain stay continue maintain preserve"
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
	outside = `opt_out opted_out withdraw_from withdrawn_from stay_outside remain_outside sit_outside stay_out_of withhold
		withheld go_it_alone go_our_own_way rule_out ruled_out decide_against decided_against chosen_not opted_not
		pull_out pulled_out step_back_from step_away_from fall_outside operate_outside stand_outside operate_independently`
	exempting = "exempt exemption carve_out carved_out carve-out derogation disapply"
	unwilling = "minded prepared willing able ready inclined persuaded convinced"
	offering  = "invitation offer proposal opportunity"
	making    = `build launch relaunch develop establish set_up run operate invest_in buy procure purchase let renew expand
		strengthen grow introduce commission replace refresh upgrade deploy implement`
	thing = `list bank desk team portal app system platform number line instance directory viewer centre hub
		agreement catalogue laboratory lab ledger payroll register repository warehouse login log-in pool network`
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
	// Words that make a negation mean something else when they come next: no longer, not only.
	limiting = "longer only just"
	// Words that make a negation say how things are, and not what is meant: do not connect, have not joined.
	stating = "do does did has have had is are was were can could don't doesn't didn't that who which still yet currently"
	// Words that make a sentence the history of something.
	history = "many_years previously formerly in_the_past used_to historically years_ago at_first"
	// Words of a joint thing: to prolong what is shared sets nobody apart.
	together = "shared joint jointly common together"
)

// pattern is a cue as slots of words.
type pattern struct {
	kind         Kind
	slots        []slot
	opens        bool            // it is what a sentence begins with
	unlessBefore map[string]bool // by stem: words that may not stand shortly before it
	unlessInside map[string]bool // by stem: words that may not stand in it
	statedAfter  map[string]bool // by stem: words right before it that make it a statement of how things are
}

// slot is a place in a pattern, up to so many other words after the one before it.
type slot struct {
	words map[string][][]string // the alternatives by their first stem: the stems that follow it
	gap   int
	date  bool            // a date, and not a word
	not   map[string]bool // stems that may not come next
	never map[string]bool // words that it is not, although their stems are among the alternatives
}

type table struct {
	patterns []pattern
	first    map[string][]int // by the stem of the first word
	history  slot
	dated    []slot          // in a year, as a sentence begins
	promises map[string]bool // by stem: will and to
}

// cueTable is the table of cues.
var cueTable = sync.OnceValue(func() table {
	against := stemsOf(reversing)
	no := one(negation, 0)
	no.not = stemsOf(limiting)
	t := table{first: map[string][]int{}, history: one(history, 0), dated: []slot{one("in since during", 0), date(0)}, promises: stemsOf("will shall to"), patterns: []pattern{
		{kind: Refusal, slots: []slot{no, join(2)}, statedAfter: stemsOf(stating)},
		{kind: Refusal, slots: []slot{no, one("be", 1), one("share", 0)}},
		{kind: Refusal, slots: []slot{no, one(moving, 2), one("to onto into across", 4)}, statedAfter: stemsOf(stating)},
		{kind: Refusal, slots: []slot{one("not never", 0), one(planning, 1), join(3)}},
		{kind: Refusal, slots: []slot{one("no", 0), one("plan intention appetite case need reason merit benefit value", 1), one("to of for in", 0), join(4)}},
		{kind: Refusal, slots: []slot{one("no", 0), join(1), one(planning, 3)}},
		{kind: Refusal, slots: []slot{join(0), one("not never", 8), one(planning, 1)}},
		{kind: Refusal, slots: []slot{join(0), one("out_of_scope not_in_scope", 8)}},
		{kind: Refusal, slots: []slot{one(shared, 0), one("out_of_scope not_in_scope", 6)}},
		{kind: Refusal, slots: []slot{one(outside, 0)}},
		{kind: Refusal, slots: []slot{one(exempting, 0)}, unlessBefore: stemsOf(reversing + " no")},
		{kind: Refusal, slots: []slot{one("not never", 0), one(unwilling, 1), join(4)}},
		{kind: Refusal, slots: []slot{one("unable", 0), join(4)}},
		{kind: Refusal, slots: []slot{one("not never", 0), one("feel", 0), one("able", 1)}},
		{kind: Refusal, slots: []slot{one("not", 0), one("to_be", 0), join(1)}},
		{kind: Refusal, slots: []slot{one("not", 0), one("we_intend we_plan we_wish we_propose", 3)}},
		{kind: Refusal, slots: []slot{no, one("go_to go_into", 1), one(shared, 2)}},
		{kind: Refusal, slots: []slot{one("said_no say_no taken_off struck_off removed_from", 0)}, unlessBefore: against},
		{kind: Refusal, slots: []slot{one("give_notice serve_notice", 0), one(shared, 4)}},
		{kind: Refusal, slots: []slot{one("leave", 0), one("to_nhs to_partners to_others to_our_partners", 2)}},
		{kind: Refusal, slots: []slot{one("not never", 0), one("fold merge absorb subsume incorporate", 2), one("into in within", 2)}},
		{kind: Refusal, slots: []slot{one("none", 0), one("enter join transfer move fold include", 9)}},
		{kind: Refusal, slots: []slot{one("no_longer", 0), one("take_part participate join contribute belong", 2)}},
		{kind: Refusal, slots: []slot{one("leave exit quit withdraw oppose resist contest", 0), one(shared, 2), one(noun+" "+thing, 3)}},
		{kind: Refusal, slots: []slot{one("independently_of separately_from", 0), one(shared, 3)}},
		{kind: Refusal, slots: []slot{one("cannot can't", 0), one("commit sign_up agree_to", 1)}},
		{kind: Refusal, slots: []slot{one("not", 0), one("something", 1), one("pursue do support propose want consider take_up", 6)}},
		{kind: Refusal, slots: []slot{one("decision decide choose elect resolve opt", 0), one("not_to against", 3)}},
		{kind: Refusal, slots: []slot{one("decline refuse reject turn_down", 0), one(offering, 4)}},
		{kind: Refusal, slots: []slot{one("keep kept hold leave", 0), one(matter, 4), one("out_of", 6)}},
		{kind: Apart, slots: []slot{one(keeping, 0), one(owning, 3)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("retain maintain remain stay continue", 0), one("separate own", 3)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one(carrying, 0), one(present, 1)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("remain stay", 0), one("independent_of separate_from apart_from", 1)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one(keeping, 0), one("for_the_life for_the_lifetime for_the_duration for_the_foreseeable for_now for_the_time_being indefinitely", 10)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("continue carry_on go_on remain stay", 0), one("as_we_are as_now as_it_is as_they_are as_at_present", 1)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one(keeping, 0), one("present existing current", 2), one(noun+" "+thing, 3)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("continue", 0), one("our_own its_own", 7), one(thing, 6)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("hold run keep operate manage", 0), one("separately_from apart_from separate_from independently_of", 3)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("relaunch rebrand enlarge", 0), one("our its", 1), one(thing, 4)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("remain stay", 0), one("on_the at_the on_our", 1), one("site campus premises", 2)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("prefer favour choose opt_for", 0), one("own in-house", 3), one(noun+" "+thing, 3)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("own separate "+owning, 0), one(keeping, 5)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one(making, 0), one(owning, 4), one(thing, 4)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one(making+" "+keeping, 0), one("in_house internally", 4)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("come bring take", 0), one("back_in-house back_in_house", 2)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one(making, 0), one("independent separate parallel", 2), one(thing+" bureau", 3)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("through via", 0), one("our_own its_own", 0), one(thing, 3)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one(thing, 0), one("of_our_own of_its_own", 3)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("own", 0), one("instance", 2)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("remain stay", 0), one("our_route our_main our_only our_way our_place our_home our_system our_platform our_front", 1)}, unlessBefore: against},
		{kind: Rival, slots: []slot{one("new further fresh another", 0), one("year", 2), one(abiding, 4)}, unlessBefore: against, unlessInside: stemsOf(together)},
		{kind: Rival, slots: []slot{one("as_our as_its", 0), one(chief+" principal", 0)}, unlessBefore: against},
		{kind: Rival, slots: []slot{one("only sole", 0), one("form record list number line system source", 1), one("recognise use accept", 1)}, unlessBefore: against},
		{kind: Rival, slots: []slot{one("year", 0), one("extension renewal", 2)}, unlessBefore: against, unlessInside: stemsOf(together)},
		{kind: Rival, slots: []slot{one("own", 0), one(choosing, 4)}, unlessBefore: against},
		{kind: Rival, slots: []slot{one("own standalone stand_alone branded", 0), one("as_the as_our", 6), one(chief, 1)}, unlessBefore: against},
		{kind: Substitution, slots: []slot{one(instead, 0), one("take_up join adopt sign_up move_to connect transfer_to pool merge fold route participate", 2)}},
		{kind: Substitution, slots: []slot{one(instead, 0), one(shared, 2), one(noun, 2)}},
		{kind: Substitution, slots: []slot{one(instead, 0), one("use", 1), one(shared+" national nhs", 2)}},
		{kind: Substitution, slots: []slot{one("than", 0), one(shared, 2), one(noun, 1)}},
		{kind: Substitution, slots: []slot{one(instead, 0), one("everybody everyone", 8)}},
		{kind: Substitution, slots: []slot{one("other_than", 0), one(shared+" national nhs", 1)}},
		{kind: Prolonging, slots: []slot{one(extending, 0), one(reaching, 24), date(2)}, unlessInside: stemsOf(together)},
		{kind: Prolonging, slots: []slot{one("extension renewal", 0), date(4)}, unlessInside: stemsOf(together)},
		{kind: Prolonging, slots: []slot{one(abiding, 0), one("taken extend renew sign run commit", 3), one("to until through beyond up_to into", 3), date(2)}, unlessInside: stemsOf(together)},
		{kind: Prolonging, slots: []slot{one("retain keep continue", 0), one("to through beyond", 24), date(1)}, unlessInside: stemsOf(together)},
		{kind: Postponing, slots: []slot{one("not no", 0), one("before earlier_than sooner_than until", 2), date(4)}},
		{kind: Postponing, slots: []slot{one("nothing none", 0), one("before", 6), date(4)}},
		{kind: Lasting, slots: []slot{one("until till", 0), date(3)}},
		{kind: Reviewing, slots: []slot{join(0), one(reviewing, 8), date(6)}},
		{kind: Reviewing, slots: []slot{one(reviewing, 0), one(joining+" move "+shared, 6), date(18)}},
		{kind: Joining, opens: true, slots: []slot{one("transfer move join merge fold surrender adopt migrate pool hand_over use", 0)}},
		{kind: Postponing, slots: []slot{putOff()}, unlessBefore: stemsOf("car bicycle")},
		{kind: Postponing, slots: []slot{one(beginning, 0), date(5)}},
		{kind: Postponing, slots: []slot{one("only", 0), one("from after in then when once", 3)}},
		{kind: Postponing, slots: []slot{one("once when until after", 0), one(settling, 8)}},
		{kind: Postponing, slots: []slot{one(reviewing+" decide", 0), one("next_planning next_strategy next_plan next_period next_cycle following_strategy", 5)}},
		{kind: Postponing, slots: []slot{one("at on after upon", 0), one("expiry", 2), date(2)}},
		{kind: Postponing, slots: []slot{one("at_the_earliest", 0)}},
		{kind: Depending, slots: []slot{one("when once after following follow await thereafter afterwards", 0)}},
		{kind: Depending, slots: []slot{one("at", 0), one("end close", 2)}},
		{kind: Postponing, slots: []slot{one("follow", 0), one("conclusion completion closure expiry", 2)}},
		{kind: Postponing, slots: []slot{one("until_then pending", 0)}},
		{kind: Postponing, slots: []slot{one("wait", 0), one("until", 1)}},
	}}
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

// putOff is a slot for putting off. What people do with cars and books, and what patients suffer, is none.
func putOff() slot {
	s := one(deferring, 0)
	s.never = wordsOf("parking parks shelves delays")
	s.not = stemsOf("discharge transfer")
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

func stemsOf(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range text.Cut(list) {
		set[text.Stem(w.Lower)] = true
	}
	return set
}
