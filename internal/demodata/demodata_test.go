package demodata_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/internal/demodata"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

type pair struct{ objective, target string }

func carrowmere(t *testing.T) (exchange.Folder, []exchange.Claim) {
	t.Helper()
	folder, err := exchange.ReadFS(demodata.Carrowmere())
	if err != nil {
		t.Fatal(err)
	}
	claims, err := exchange.ReadClaims(demodata.Claims(), "carrowmere_claims.yaml", folder)
	if err != nil {
		t.Fatal(err)
	}
	return folder, claims
}

// gold gives what people judged to be true: the contribution of each objective to each goal or initiative it serves.
func gold(t *testing.T) map[pair]string {
	t.Helper()
	contributions := map[string]string{"1": "partial", "2": "direct"}
	judged := map[pair]string{}
	for _, name := range []string{"gold.csv", "gold_initiatives.csv"} {
		data, err := os.ReadFile(filepath.Join("carrowmere", "gold", name))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			judged[pair{row[0], row[1]}] = contributions[row[2]]
		}
	}
	return judged
}

func TestCarrowmere(t *testing.T) {
	t.Parallel()
	folder, _ := carrowmere(t)
	counts := map[string]int{"goals": len(folder.System.Strategy.Of(strategy.KindGoal)), "initiatives": len(folder.System.Strategy.Of(strategy.KindInitiative)), "members": len(folder.Members), "claims": len(folder.Claims)}
	for _, member := range folder.Members {
		counts["objectives"] += len(member.Strategy.Of(strategy.KindObjective))
		if !member.Fictional {
			t.Errorf("%s does not say that it is fictional", member.Code)
		}
	}
	want := map[string]int{"goals": 12, "initiatives": 8, "members": 5, "claims": 0, "objectives": 80}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Error(diff)
	}
}

// What the demonstration's trusts have decided is what people judged to be true.
func TestClaimsAreTrue(t *testing.T) {
	t.Parallel()
	_, claims := carrowmere(t)
	judged := gold(t)
	for _, claim := range claims {
		if want := judged[pair{claim.Objective, claim.Target}]; want != claim.Contribution || (claim.Verdict == "rejected") != (want == "") {
			t.Errorf("%s and %s: %s %s, judged %q", claim.Objective, claim.Target, claim.Verdict, claim.Contribution, want)
		}
	}
}

// The demonstration shows every stage of deciding: two trusts are done, one is half way, two have not begun.
func TestClaimsShowEveryStage(t *testing.T) {
	t.Parallel()
	_, claims := carrowmere(t)
	decided := map[pair]bool{}
	verdicts := map[string]int{}
	for _, claim := range claims {
		decided[pair{claim.Objective, claim.Target}] = true
		verdicts[claim.Verdict]++
	}
	type stage struct{ Decided, Open bool }
	stages := map[string]stage{}
	for p := range gold(t) {
		trust := p.objective[:2]
		s := stages[trust]
		s.Decided = s.Decided || decided[p]
		s.Open = s.Open || !decided[p]
		stages[trust] = s
	}
	want := map[string]stage{"AC": {true, true}, "BP": {false, true}, "EC": {true, false}, "SA": {true, false}, "WC": {false, true}}
	if diff := cmp.Diff(want, stages); diff != "" {
		t.Error(diff)
	}
	if verdicts["rejected"] < 10 {
		t.Error(verdicts)
	}
}
