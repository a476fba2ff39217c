package stance

import "github.com/throughline-ics/throughline/alignment/internal/text"

// times are those that say when: how long one's own lasts, and after what one takes part.
func times() []pattern { return append(prolonging(), putting()...) }

// prolonging are those by which a contract goes on to a date.
func prolonging() []pattern {
	denied, joint := text.Stems(denying), text.Stems(together)
	list := []pattern{
		{kind: Prolonging, slots: []slot{one(extending, 0), one(reaching, 24), date(2)}, unlessInside: text.Stems(together)},
		{kind: Prolonging, slots: []slot{one(extending, 0), date(6)}, unlessInside: text.Stems(together + " by in from")},
		{kind: Prolonging, slots: []slot{one(abiding+" framework", 0), one("run", 2), one("from", 0), date(0)}, unlessSaid: text.Stems(together)},
		{kind: Prolonging, slots: []slot{one("extension renewal", 0), date(4)}, unlessInside: text.Stems(together)},
		{kind: Prolonging, slots: []slot{one(abiding, 0), one("taken extend renew sign run commit", 3), one("to until through beyond up_to into", 3), date(2)}, unlessInside: text.Stems(together)},
		{kind: Prolonging, slots: []slot{one("retain keep continue", 0), one("to through beyond", 24), date(1)}, unlessInside: text.Stems(together)},
	}
	for i := range list {
		list[i].unlessDenied, list[i].unlessBefore = denied, joint
	}
	return list
}

// putting are those that put off: to a date, or to after something.
func putting() []pattern {
	return []pattern{
		{kind: Postponing, slots: []slot{one("not no", 0), one("before earlier_than sooner_than until", 2), date(4)}, unlessInside: text.Stems("wait")},
		{kind: Postponing, slots: []slot{one("nothing none", 0), one("before", 6), date(4)}},
		{kind: Postponing, slots: []slot{one("not no", 0), one("before until", 16), date(4)}, unlessInside: text.Stems("wait")},
		{kind: Lasting, slots: []slot{one("until till", 0), date(3)}, unlessBefore: text.Stems("wait")},
		{kind: Reviewing, slots: []slot{join(0), one(reviewing, 8), date(14)}},
		{kind: Reviewing, slots: []slot{one(reviewing, 0), one(joining+" move "+shared, 6), date(18)}},
		{kind: Joining, opens: true, slots: []slot{one("transfer move join merge fold surrender adopt migrate pool hand_over use", 0)}},
		{kind: Postponing, slots: []slot{putOff()}, unlessBefore: text.Stems("car bicycle"), unlessDenied: text.Stems(denying)},
		{kind: Postponing, slots: []slot{one(beginning, 0), date(5)}},
		{kind: Postponing, slots: []slot{one("only", 0), one("from after in then when once", 3)}},
		{kind: Postponing, slots: []slot{one("when until after", 0), one(settling, 8)}},
		{kind: Postponing, slots: []slot{once(), one(settling, 8)}},
		{kind: Postponing, slots: []slot{one(reviewing+" decide", 0), one("next_planning next_strategy next_plan next_period next_cycle following_strategy", 5)}},
		{kind: Postponing, slots: []slot{one("at on after upon", 0), one("expiry", 2), date(2)}},
		{kind: Postponing, slots: []slot{one("at_the_earliest", 0)}},
		{kind: Depending, slots: []slot{one("when after following follow await thereafter afterwards", 0)}, unlessBefore: text.Stems("look")},
		{kind: Depending, slots: []slot{once()}},
		{kind: Depending, slots: []slot{one("at", 0), one("end close", 2)}},
		{kind: Postponing, slots: []slot{one("follow", 0), one("conclusion completion closure expiry", 2)}},
		{kind: Postponing, slots: []slot{one("until_then pending", 0)}},
		{kind: Postponing, slots: []slot{one("wait", 0), one("until", 1)}, unlessDenied: text.Stems(denying)},
	}
}
