package stance

import "github.com/throughline-ics/throughline/alignment/internal/text"

// The turns of phrase, in the order in which a text's cues of one kind are kept.

// refusals are the turns of phrase that decline to take part.
func refusals() []pattern {
	against, no := text.Stems(reversing), one(negation, 0)
	no.not = text.Stems(limiting)
	return []pattern{
		{kind: Refusal, slots: []slot{no, join(2)}, statedAfter: text.Stems(stating), unlessInside: text.Stems("have need"), unlessDenied: text.Stems(reporting)},
		{kind: Refusal, slots: []slot{no, one("be", 1), one("share", 0)}},
		{kind: Refusal, slots: []slot{no, one(moving, 2), one("to onto into across", 4)}, statedAfter: text.Stems(stating)},
		{kind: Refusal, slots: []slot{one("not never", 0), one(planning, 1), join(3)}},
		{kind: Refusal, slots: []slot{one("no", 0), one("plan intention appetite case need reason merit benefit value", 1), one("to of for in", 0), join(4)}},
		{kind: Refusal, slots: []slot{one("no", 0), join(1), one(planning, 3)}},
		{kind: Refusal, slots: []slot{join(0), one("not never", 8), one(planning, 1)}},
		{kind: Refusal, slots: []slot{join(0), one("out_of_scope not_in_scope", 8)}},
		{kind: Refusal, slots: []slot{one(shared, 0), one("out_of_scope not_in_scope", 6)}},
		{kind: Refusal, slots: []slot{one(outside, 0)}, unlessDenied: text.Stems(denying), unlessAfter: text.Stems("nobody")},
		{kind: Refusal, slots: []slot{one(aside, 0)}, unlessDenied: text.Stems("not no")},
		{kind: Refusal, slots: []slot{one(exempting, 0)}, unlessBefore: text.Stems(reversing + " no")},
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
		{kind: Refusal, slots: []slot{one("cannot can't", 0), one("commit sign_up agree_to", 1)}, unlessAfter: text.Stems("without unless until")},
		{kind: Refusal, slots: []slot{one("not", 0), one("something", 1), one("pursue do support propose want consider take_up", 6)}},
		{kind: Refusal, slots: []slot{one("decision decide choose elect resolve opt", 0), one("not_to against", 3)}},
		{kind: Refusal, slots: []slot{one("decline refuse reject turn_down", 0), one(offering, 4)}, unlessBefore: text.Stems("accept may can")},
		{kind: Refusal, slots: []slot{one("keep kept hold leave", 0), one(matter, 4), one("out_of", 6)}},
		{kind: Refusal, slots: []slot{no, one(using, 3)}, statedAfter: text.Stems(stating), unlessInside: text.Stems("have need"), unlessDenied: text.Stems(reporting), unlessAfter: text.Stems(excepting)},
		{kind: Refusal, slots: []slot{one("no none", 0), one("will shall", 5), one("be have", 0), one("given granted allowed offered access placed put", 1), one("access login log-in account place part shared joint", 3)}},
		{kind: Refusal, slots: []slot{one("decline_to refuse_to", 0), one("be have take give let send release share list join use open", 1)}, statedAfter: text.Stems(stating), unlessDenied: text.Stems(denying)},
		{kind: Refusal, slots: []slot{one("access", 0), one("refuse deny bar withhold", 7)}, unlessDenied: text.Stems(denying)},
		{kind: Refusal, slots: []slot{one("no", 0), one("interest wish desire ambition appetite intention prospect question", 1), one("in to of", 0), one(shared+" one", 3)}},
		{kind: Refusal, slots: []slot{one("no_further no_more", 0), one("will shall", 5), join(2), one(shared, 3)}},
		{kind: Refusal, slots: []slot{one("ask_to_be wish_to_be want_to_be prefer_to_be choose_to_be asked_to_be", 0), one("left_out left_off exclude omit leave_out", 1)}},
		{kind: Refusal, slots: []slot{no, one("available open", 1), one("to for", 0), one(shared, 2)}},
		{kind: Refusal, slots: []slot{no, one("accept agree believe think consider persuade convince see", 1), one("that why how", 0), one(shared+" one", 2)}},
		{kind: Refusal, slots: []slot{one("cancel give_up surrender resign relinquish hand_back", 0), one("order membership subscription place seat participation", 4), one(shared, 6)}},
		{kind: Refusal, slots: []slot{one("membership subscription place seat", 0), one(shared, 4), one("give_up given_up surrender resign relinquish lapse", 6)}},
		{kind: Refusal, slots: []slot{one("without_reference without_regard without_recourse", 0), one(shared, 4)}},
		{kind: Refusal, slots: []slot{one("not", 0), one("right wise sensible proper appropriate", 1), one("for to that", 0), join(8)}},
		{kind: Refusal, slots: []slot{join(0), one("will shall", 7), one("stop cease lapse", 0)}, unlessDenied: text.Stems(denying)},
		{kind: Refusal, slots: []slot{join(0), one("none nothing", 1), one("to into with", 3)}},
		{kind: Refusal, slots: []slot{one("not_for_us not_one_for_us not_suit_us not_suit_our not_our_way not_meant_for_us", 0)}},
		{kind: Refusal, slots: []slot{one("not", 0), one("something", 1), one("can will would board trust members governors trustees", 4), one("support agree back endorse fund do", 4)}},
		{kind: Refusal, slots: []slot{one("take play have", 0), one("no_part no_place", 0)}},
		{kind: Refusal, slots: []slot{one("see find", 0), one("no little", 0), one("advantage merit benefit value need case reason place gain use", 1), one("in for to", 0)}},
		{kind: Refusal, slots: []slot{one("resolve decide agree elect", 0), one("not_to against", 2)}},
		{kind: Refusal, slots: []slot{one("matter_for job_for question_for one_for left_to leave_that_to leave_this_to leave_it_to that_is_for this_is_for", 0), one("other general nhs partner hospital council trust colleague", 1)}},
		{kind: Refusal, slots: []slot{one("matter_for question_for one_for wait_for await left_for held_over carried_over defer put_off postpone", 0), one("next following later future", 3), one("plan strategy period cycle", 2)}},
		{kind: Refusal, slots: []slot{no, one("within during in for over throughout", 16), one("life lifetime period duration currency term lifespan span", 2), one("this_plan this_strategy the_plan the_strategy our_plan our_strategy plan strategy", 2)}, unlessInside: text.Stems(excepting)},
		{kind: Refusal, slots: []slot{one("participation membership subscription involvement", 0), one("lapse cease end terminate", 6)}},
	}
}

// denials are the plain words of what will not be. They say no to what everybody is to do where a text is about nothing else.
func denials() []pattern {
	no := one("not never won't nor", 0)
	no.not = text.Stems(limiting)
	unless := text.Stems(sparing + " " + excepting)
	return []pattern{
		{kind: Denying, slots: []slot{one("will", 0), no}, unlessDenied: text.Stems(reporting), unlessAfter: unless},
		{kind: Denying, slots: []slot{one("no none nothing", 0), one("will", 4)}, unlessDenied: text.Stems(reporting), unlessAfter: unless},
		{kind: Denying, slots: []slot{one("not", 0), one("expect envisage intend propose plan foresee wish want seek", 0)}, unlessAfter: unless},
	}
}
