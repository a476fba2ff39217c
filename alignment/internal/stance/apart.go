package stance

import (
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// ours are patterns of what is one's own: what is stopped, given up or not got is none.
func ours(list []pattern) []pattern {
	against, denied := text.Stems(reversing), text.Stems(denying)
	for i := range list {
		list[i].unlessBefore, list[i].unlessDenied = against, denied
	}
	return list
}

// apartness are those that keep, build or run one's own.
func apartness() []pattern {
	return ours([]pattern{
		{kind: Apart, slots: []slot{one(keeping, 0), one(owning, 3)}, unlessInside: text.Stems("their")},
		{kind: Apart, slots: []slot{one("retain maintain remain stay continue", 0), one("separate own", 3)}, unlessInside: text.Stems("their")},
		{kind: Apart, slots: []slot{one(carrying, 0), one(present, 1)}},
		{kind: Apart, slots: []slot{one("remain stay", 0), one("independent_of separate_from apart_from", 1)}},
		{kind: Apart, slots: []slot{one(keeping, 0), one("for_the_life for_the_lifetime for_the_duration for_the_foreseeable for_now for_the_time_being indefinitely", 10)}},
		{kind: Apart, slots: []slot{one("continue carry_on go_on remain stay", 0), one("as_we_are as_now as_it_is as_they_are as_at_present", 1)}},
		{kind: Apart, slots: []slot{one(keeping, 0), one("present existing current", 2), one(noun+" "+thing, 3)}},
		{kind: Apart, slots: []slot{one("continue", 0), one("our_own its_own", 7), one(thing, 6)}},
		{kind: Apart, slots: []slot{one("hold run keep operate manage", 0), one("separately_from apart_from separate_from independently_of", 3)}},
		{kind: Apart, slots: []slot{one("relaunch rebrand enlarge", 0), one("our its", 1), one(thing, 4)}},
		{kind: Apart, slots: []slot{one("remain stay", 0), one("on_the at_the on_our", 1), one("site campus premises", 2)}},
		{kind: Apart, slots: []slot{one("prefer favour choose opt_for", 0), one("own in-house", 3), one(noun+" "+thing, 3)}},
		{kind: Apart, slots: []slot{one("own separate "+owning, 0), one(keeping, 5)}},
		{kind: Apart, slots: []slot{one(making, 0), one(owning, 4), one(thing, 4)}},
		{kind: Apart, slots: []slot{one(making+" "+keeping, 0), one("in_house", 4)}},
		{kind: Apart, slots: []slot{one("come bring take", 0), one("back_in-house back_in_house", 2)}},
		{kind: Apart, slots: []slot{one(making, 0), one("independent separate parallel", 2), one(thing+" bureau", 3)}},
		{kind: Apart, slots: []slot{one("through via", 0), one("our_own its_own", 0), one(thing, 3)}},
		{kind: Apart, slots: []slot{one(thing, 0), one("of_our_own of_its_own", 3)}},
		{kind: Apart, slots: []slot{one("own", 0), one("instance", 2)}},
		{kind: Apart, slots: []slot{one("go_on carry_on continue persist", 0), one("our_own its_own ourselves itself", 9)}},
		{kind: Apart, slots: []slot{one("answer run staff host hold publish print issue", 0), one("our_own its_own", 1), one(thing+" "+noun+" "+matter+" call form formulary", 2)}},
		{kind: Apart, slots: []slot{one("run operate manage host arrange handle decide book", 0), one("our_own its_own", 2)}, unlessAfter: text.Stems("tender event session course procurement competition")},
		{kind: Apart, slots: []slot{one("keep retain", 0), one("control ownership custody possession", 1)}, unlessAfter: text.Stems("their")},
		{kind: Apart, slots: []slot{one("go_on carry_on continue keep", 0), one("as_now as_before as_they_do as_we_do as_they_always as_we_always as_usual", 4)}},
		{kind: Apart, opens: true, slots: []slot{one("remain_with stay_with stick_with continue_with remain_on stay_on", 0)}, unlessInside: text.Stems("you us them family people patient"), unlessAfter: text.Stems("you us them family people patient")},
		{kind: Apart, slots: []slot{one("prefer", 0), one("to", 0), one("rely keep use go_on carry continue stay remain work", 0)}},
		{kind: Apart, slots: []slot{one("choose chosen pick select", 0), one("of_our_own of_its_own", 5)}},
		{kind: Apart, slots: []slot{one("stay remain be_kept be_held", 0), one("here where_they_are where_it_is in_our_hands in_our_own_hands", 2)}},
		{kind: Apart, slots: []slot{one("ours_to ours_alone ours_and_ours", 0)}},
		{kind: Apart, slots: []slot{one("remain stay", 0), one("our_route our_main our_only our_way our_place our_home our_system our_platform our_front", 1)}},
	})
}

// rivalry are those that put one's own in the place of what is shared.
func rivalry() []pattern {
	return slices.Concat(ours([]pattern{
		{kind: Enduring, slots: []slot{one("new further fresh another", 0), one("year", 2), one(abiding, 4)}, unlessInside: text.Stems(together)},
		{kind: Rival, slots: []slot{one("as_our as_its", 0), one(chief+" principal", 0)}},
		{kind: Rival, slots: []slot{one("only sole", 0), one("form record list number line system source", 1), one("recognise use accept", 1)}},
		{kind: Enduring, slots: []slot{one("year", 0), one("extension renewal", 2)}, unlessInside: text.Stems(together)},
		{kind: Enduring, slots: []slot{one(several, 0), one("year", 0), one(abiding+" deal award", 4)}, unlessSaid: text.Stems(together)},
		{kind: Enduring, slots: []slot{one(abiding, 0), one(several, 2), one("year", 0)}, unlessSaid: text.Stems(together)},
		{kind: Enduring, slots: []slot{one("serve_us last_us see_us carry_us remain stay keep", 0), one("coming_decade next_decade decade_ahead decade_to_come years_to_come the_2030s", 6)}},
		{kind: Rival, slots: []slot{one("as_the_one as_the_first as_the_only first only", 0), one("place", 0), one("our where partner", 0)}},
		{kind: Rival, slots: []slot{one("sole exclusive", 0), one(custody, 1)}},
		{kind: Rival, slots: []slot{one("only", 0), one("place number route system record list way bank portal app tool desk", 1), one("our we", 3)}},
		{kind: Rival, slots: []slot{one("solely exclusively", 0), one("by to through from with for on in", 0), one("our us own its ourselves the", 1)}},
		{kind: Rival, slots: []slot{one("through by on from", 0), one("our", 0), one("alone only", 3)}},
		{kind: Rival, slots: []slot{one("only", 0), one("to for by through from with", 0), one("us our_own its_own ourselves", 0)}},
		{kind: Rival, slots: []slot{one("own", 0), one(choosing, 4)}},
		{kind: Rival, slots: []slot{one("own standalone stand_alone branded", 0), one("as_the as_our", 6), one(chief, 1)}},
	}), []pattern{
		{kind: Rival, slots: []slot{one("to_no_other for_no_other and_no_other with_no_other from_no_other to_nobody_else to_no_one_else by_nobody_else by_no_one_else for_nobody_else and_nobody_else", 0)}, unlessSaid: text.Stems(together)},
		{kind: Substitution, slots: []slot{one(instead, 0), join(2)}, unlessAfter: text.Stems(excepting)},
		{kind: Substitution, slots: []slot{one(instead, 0), one("pool merge fold route", 2)}, unlessAfter: text.Stems(excepting)},
		{kind: Substitution, slots: []slot{one(instead, 0), community(2)}},
		{kind: Substitution, slots: []slot{one(instead, 0), one("use", 1), one(shared+" national nhs single", 2)}},
		{kind: Substitution, slots: []slot{one("than", 0), one(shared, 2), one(noun, 1)}},
		{kind: Substitution, slots: []slot{one(instead, 0), one("everybody everyone", 8)}},
		{kind: Substitution, slots: []slot{one("other_than", 0), one(shared+" national nhs", 1)}},
	})
}

// endings are those that stop a service or scheme for good.
func endings() []pattern {
	const stopping = "end close cease stop withdraw withdrawn discontinue terminate decommission shut cancel scrap wind_down wind_up disband"
	list := []pattern{
		{kind: Ending, slots: []slot{one(stopping, 0), one(offered, 2)}},
		{kind: Ending, slots: []slot{one("serve_notice give_notice", 0)}},
		{kind: Ending, slots: []slot{one("bring", 0), one(offered, 5), one("to_an_end to_a_close", 2)}},
		{kind: Ending, slots: []slot{one(offered, 0), one("will shall", 4), one(stopping, 1)}},
	}
	for i := range list {
		list[i].unlessDenied, list[i].unlessInside = text.Stems(denying), text.Stems(dispensable)
		list[i].unlessAfter, list[i].statedAfter = text.Stems("when once as after where because until nobody"), text.Stems(stating)
	}
	return list
}
