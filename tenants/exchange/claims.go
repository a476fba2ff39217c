package exchange

import (
	"fmt"
	"io"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
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
	l.refer(claim.Objective, r.At("objective"), strategy.KindObjective.Noun())
	l.refer(claim.Target, r.At("target"), strategy.KindGoal.Noun(), strategy.KindInitiative.Noun())
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
	enter := func(party Party, file string) {
		for _, item := range party.Strategy.Items {
			if named(item.Kind, file) {
				l.items[item.Code] = entry{noun: item.Kind.Noun()}
			}
		}
	}
	enter(f.System, systemName)
	for _, member := range f.Members {
		enter(member, member.Code)
	}
	return l
}
