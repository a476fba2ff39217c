package stance

// The turns of phrase, in the order in which a text's cues of one kind are kept.

// refusals are the turns of phrase that decline to take part.
func refusals() []pattern {
	against, no := stemsOf(reversing), one(negation, 0)
	no.not = stemsOf(limiting)
	return []pattern{
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
		{kind: Refusal, slots: []slot{one("said_no say_no taken_off struck_off", 0)}, unlessBefore: against},
		{kind: Refusal, slots: []slot{one("give_notice serve_notice", 0), one(shared, 4)}},
		{kind: Refusal, slots: []slot{one("leave", 0), one("to_nhs to_partners to_others to_our_partners", 2)}},
		{kind: Refusal, slots: []slot{one("not never", 0), one("fold merge absorb subsume", 2), one("into in within", 2)}},
		{kind: Refusal, slots: []slot{one("none", 0), one("enter join transfer move fold include", 9)}},
		{kind: Refusal, slots: []slot{one("no_longer", 0), one("take_part participate join contribute belong", 2)}},
		{kind: Refusal, slots: []slot{one("leave exit quit withdraw oppose resist contest", 0), one(shared, 2), one(noun+" "+thing, 3)}},
		{kind: Refusal, slots: []slot{one("independently_of separately_from", 0), one(shared, 3)}},
		{kind: Refusal, slots: []slot{one("cannot can't", 0), one("commit sign_up agree_to", 1)}},
		{kind: Refusal, slots: []slot{one("not", 0), one("something", 1), one("pursue do support propose want consider take_up", 6)}},
		{kind: Refusal, slots: []slot{one("decision decide choose elect resolve opt", 0), one("not_to against", 3)}},
		{kind: Refusal, slots: []slot{one("decline refuse reject turn_down", 0), one(offering, 4)}},
		{kind: Refusal, slots: []slot{one("keep kept hold leave", 0), one(matter, 4), one("out_of", 6)}},
	}
}

// apartness are those that keep, build or run one's own.
func apartness() []pattern {
	against := stemsOf(reversing)
	return []pattern{
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
		{kind: Apart, slots: []slot{one(making+" "+keeping, 0), one("in_house", 4)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("come bring take", 0), one("back_in-house back_in_house", 2)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one(making, 0), one("independent separate parallel", 2), one(thing+" bureau", 3)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("through via", 0), one("our_own its_own", 0), one(thing, 3)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one(thing, 0), one("of_our_own of_its_own", 3)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("own", 0), one("instance", 2)}, unlessBefore: against},
		{kind: Apart, slots: []slot{one("remain stay", 0), one("our_route our_main our_only our_way our_place our_home our_system our_platform our_front", 1)}, unlessBefore: against},
	}
}

// rivalry are those that put one's own in the place of what is shared.
func rivalry() []pattern {
	against := stemsOf(reversing)
	return []pattern{
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
	}
}

// times are those that say when: how long one's own lasts, and after what one takes part.
func times() []pattern {
	return []pattern{
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
	}
}
