package exchange

import (
	"fmt"
	"io"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
)

// ReadClaims reads a claims file that is not in a folder, about the objectives, goals and initiatives of one. The
// name is what problems call it. Its error is a fault of kind Invalid that lists every problem with its line.
func ReadClaims(r io.Reader, name string, against Folder) ([]Claim, error) {
	var problems yamldoc.Problems
	l := ledgerOf(against, &problems)
	claims := readWith(l, source{name: name, open: func() (io.ReadCloser, error) { return io.NopCloser(r), nil }}, claimsFile, l.readClaims)
	l.settle()
	if count := problems.Count(); count > 0 {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("The claims cannot be read: %s.", things(count)), problems.Fields()...)
	}
	return claims, nil
}

// readClaims reads the decisions that people have made about links.
func (l *ledger) readClaims(doc yamldoc.Record) []Claim {
	var claims []Claim
	type pair struct{ objective, target string }
	first := map[pair]yamldoc.Place{}
	for _, r := range doc.Records("claims", claimFields) {
		l.counted(r.At("objective"))
		claim := l.claim(r)
		decided := pair{claim.Objective, claim.Target}
		if at, twice := first[decided]; twice && claim.Objective != "" && claim.Target != "" {
			l.problems.Addf(r.At("objective"), "%s and %s are decided already, on line %d.", claim.Objective, claim.Target, at.Line)
		} else {
			first[decided] = r.At("objective")
		}
		claims = append(claims, claim)
	}
	return claims
}

func (l *ledger) claim(r yamldoc.Record) Claim {
	claim := Claim{
		Objective:    r.Line("objective", MaxTitle),
		Target:       r.Line("target", MaxTitle),
		Verdict:      r.Word("verdict", []string{confirmed, rejected}),
		Contribution: r.Word("contribution", []string{"direct", "partial"}),
		Reason:       r.Prose("reason", MaxText),
	}
	l.refer(claim.Objective, r.At("objective"), objectiveFields.Noun)
	l.refer(claim.Target, r.At("target"), goalFields.Noun, initiativeFields.Noun)
	switch {
	case claim.Verdict == confirmed && !r.Has("contribution"):
		l.problems.Addf(r.At("verdict"), "A confirmed claim says what the contribution is: direct or partial.")
	case claim.Verdict == rejected && r.Has("contribution"):
		l.problems.Addf(r.At("contribution"), "A rejected claim has no contribution: leave it out.")
	}
	return claim
}

const (
	confirmed = "confirmed"
	rejected  = "rejected"
)

// ledgerOf knows the items of a folder that has been read.
func ledgerOf(f Folder, problems *yamldoc.Problems) *ledger {
	l := newLedger(problems)
	for _, goal := range f.System.Strategy.Goals {
		l.items[goal.Code] = entry{noun: goalFields.Noun}
	}
	for _, initiative := range f.System.Strategy.Initiatives {
		l.items[initiative.Code] = entry{noun: initiativeFields.Noun}
	}
	for _, member := range f.Members {
		for _, constraint := range member.Strategy.Constraints {
			l.items[constraint.Code] = entry{noun: constraintFields.Noun}
		}
		for _, nonPriority := range member.Strategy.NonPriorities {
			l.items[nonPriority.Code] = entry{noun: nonPriorityFields.Noun}
		}
		for _, objective := range member.Strategy.Objectives {
			l.items[objective.Code] = entry{noun: objectiveFields.Noun}
		}
	}
	return l
}
