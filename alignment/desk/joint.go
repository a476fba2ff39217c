package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
)

// joint is for whom joint strategies speak in a system. The engine knows nothing of it: what an owner's objectives do for a goal
// is said again in the column of a member that has consented, where its own strategy says nothing.
type joint struct {
	consents []consent
	readable map[uuid.UUID]bool // the owners' items that those they speak for can read
}

// consent is a member's to being spoken for by the strategy of another.
type consent struct{ owner, strategy, member uuid.UUID }

// mark tells one joint from another: an assessment is made again when it changes. None is the empty text.
func (j joint) mark() string {
	if len(j.consents) == 0 {
		return ""
	}
	lines := []string{}
	for _, c := range j.consents {
		lines = append(lines, fmt.Sprint(c))
	}
	for id := range j.readable {
		lines = append(lines, id.String())
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

// speakers are the members whose released joint strategies speak for one.
func (s scene) speakers(m released) []released {
	var list []released
	for _, c := range s.joint.consents {
		i := slices.IndexFunc(s.members, func(o released) bool {
			return o.Organisation.ID == c.owner && o.shared() && o.edition.Strategy == c.strategy
		})
		if c.member == m.Organisation.ID && i >= 0 {
			list = append(list, s.members[i])
		}
	}
	return list
}

// silent reports whether a state says nothing about the target.
func silent(state alignment.CoverageState) bool {
	return state == alignment.NotShared || state == alignment.NoPublishedObjective
}

// spoken is what is said of a target for a member by a joint strategy: by the first that has something to say, or else by the
// first of them. Only the objectives that the member can read count.
func (a assessment) spoken(s scene, m released, target string, now time.Time) (cell, bool) {
	var said cell
	found := false
	for _, o := range s.speakers(m) {
		state, ids := alignment.Cover(true, a.serving(s, o, target))
		if found && silent(state) {
			continue
		}
		window := s.windowEnd(o.edition)
		said, found = a.cell(target, alignment.Coverage{State: state, Objectives: ids}, window, now), true
		said.source = &o.Organisation.ID
		said.reason = strings.TrimSpace("In the joint strategy of " + o.Organisation.Name + ". " + said.reason)
		if !silent(state) {
			break
		}
	}
	return said, found
}

// serving are an owner's objectives for a target, as the rule of coverage takes them, as far as others can read them.
func (a assessment) serving(s scene, o released, target string) []alignment.Serving {
	var list []alignment.Serving
	for _, l := range a.report.Links {
		objective := a.x.items[l.Objective]
		if l.Target != target || !l.Suggested || objective.owner != o.Organisation.ID || !s.joint.readable[objective.ID] {
			continue
		}
		list = append(list, alignment.Serving{
			Objective: l.Objective, Confirmed: a.verdicts[about{objective.ID, a.x.items[target].ID}] == alignment.Confirmed,
			Contribution: l.Contribution, Measured: len(objective.Body.Measures) > 0,
		})
	}
	return list
}

// verdicts are what people have decided about links, by the texts as they are now.
func (s scene) verdicts(x index) map[about]alignment.Verdict {
	verdicts := map[about]alignment.Verdict{}
	for _, j := range s.judgements(x) {
		verdicts[about{x.items[j.Objective].ID, x.items[j.Target].ID}] = j.Verdict
	}
	return verdicts
}

// withSpoken are a member's cells, where its own strategy says nothing with what is said for it. What works against a target says
// something.
func (a assessment) withSpoken(s scene, m released, own []cell, now time.Time) []cell {
	if len(s.speakers(m)) == 0 {
		return own
	}
	differs := a.differs(m)
	for i, c := range own {
		if !silent(c.state) || differs[a.x.names[c.target.ID]] {
			continue
		}
		said, ok := a.spoken(s, m, a.x.names[c.target.ID], now)
		if ok && (!silent(said.state) || c.state == alignment.NotShared) {
			own[i] = said
		}
	}
	return own
}

// spokenFor reports whether a finding says of a member that it is silent where a joint strategy speaks for it.
func (a assessment) spokenFor(s scene, f alignment.Finding, now time.Time) bool {
	if f.Kind != alignment.Silence {
		return false
	}
	i := slices.IndexFunc(s.members, func(m released) bool { return m.Organisation.ID == a.x.organisations[f.Items[0]] })
	if i < 0 || len(s.speakers(s.members[i])) == 0 {
		return false
	}
	if f.Goal == nil {
		return true
	}
	said, _ := a.spoken(s, s.members[i], *f.Goal, now)
	return !silent(said.state) && !a.differs(s.members[i])[*f.Goal]
}
