package worldtest

import (
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Northfold is a system of three trusts, small enough to know by heart. A has reviewed its links and has a
// conflict; B has not; C has an objective that serves nothing, and buys what A buys.
func Northfold() exchange.Folder {
	return exchange.Folder{
		System:  northfold(),
		Members: []exchange.Party{alder(), brack(), carr()},
		Claims: []exchange.Claim{
			{Objective: "A-1", Target: "G1", Verdict: "confirmed", Contribution: "direct", Reason: "It is our part of it."},
			{Objective: "A-1", Target: "I1", Verdict: "confirmed", Contribution: "direct"},
			{Objective: "A-1", Target: "G3", Verdict: "rejected", Reason: "It trains nobody."},
		},
	}
}

func month(text string) strategy.Month {
	m, err := strategy.ParseMonth(text)
	if err != nil {
		panic(err)
	}
	return m
}

func measure(name, baseline, target string) []strategy.Measure {
	return []strategy.Measure{{Name: name, Baseline: baseline, Target: target}}
}

func northfold() exchange.Party {
	return exchange.Party{Code: "northfold", Name: "Northfold Integrated Care System", Sector: "ics", Fictional: true, Strategy: strategy.Document{
		Title: "Together by 2030", Mission: "Records, log-ins and images once for everybody.", Period: "2025-2030",
		Principles: []strategy.Principle{{Code: "P1", Text: "Do once what all need alike."}},
		Goals: []strategy.Goal{
			{
				Code: "G1", Title: "One shared care record", Due: month("2027-03"),
				Description: "Every clinician opens one shared care record with medicines, allergies and care plans from every partner.",
				Measures:    measure("partners contributing to the shared care record", "1 of 3", "3 of 3"),
			},
			{
				Code: "G2", Title: "Images seen at every site", Due: month("2027-12"),
				Description: "Radiology images and reports from any hospital can be viewed at every other hospital from one archive.",
			},
			{
				Code: "G3", Title: "A confident digital workforce", Due: month("2028-03"),
				Description: "All staff have the digital skills and training that their job needs.",
			},
		},
		Initiatives: []strategy.Initiative{
			{
				Code: "I1", Title: "Northfold Care Record", Delivery: strategy.DeliveryCentral, Goals: []string{"G1"}, Due: month("2027-03"),
				Description: "A hosted shared care record viewer launched from each partner's own system.",
			},
			{
				Code: "I2", Title: "Imaging network", Delivery: strategy.DeliveryShared, Goals: []string{"G2"}, Due: month("2027-12"),
				Description: "One image archive and shared radiology reporting.",
			},
		},
	}}
}

func alder() exchange.Party {
	return exchange.Party{Code: "A", Name: "Alder Hospitals NHS Trust", Sector: "acute", Fictional: true, Strategy: strategy.Document{
		Title: "Alder digital strategy", Mission: "Safe and quick.", Period: "2025-2028",
		Objectives: []strategy.Objective{
			{
				Code: "A-1", Title: "Open the shared care record on every ward", Horizon: month("2026-12"),
				Description: "Ward clinicians will open the shared care record, with medicines and allergies, from our own system.",
				Measures:    measure("wards using the shared care record", "2", "24"),
			},
			{
				Code: "A-2", Title: "Keep our own image archive", Horizon: month("2029-06"),
				Description: "We will keep our own stand-alone radiology image archive and will not join the shared archive before April 2029.",
				Measures:    measure("studies in our archive", "1m", "2m"),
			},
			{
				Code: "A-3", Title: "Electronic rostering for nurses", Horizon: month("2027-06"),
				Description: "Buy an electronic rostering product so that nurses can see and swap shifts.",
			},
		},
		Constraints:   []strategy.Constraint{{Code: "A-C1", Kind: strategy.ConstraintFinance, Text: "Capital is committed until 2027."}},
		NonPriorities: []strategy.NonPriority{{Code: "A-N1", Text: "We will not write our own apps.", Until: month("2028-03")}},
	}}
}

func brack() exchange.Party {
	return exchange.Party{Code: "B", Name: "Brack Community NHS Trust", Sector: "community", Fictional: true, Strategy: strategy.Document{
		Title: "Brack plan", Period: "2025-2029",
		Objectives: []strategy.Objective{
			{
				Code: "B-1", Title: "Digital skills for every member of staff", Horizon: month("2027-12"),
				Description: "Training so that all staff have the digital skills that their job needs.",
				Measures:    measure("staff trained in digital skills", "30%", "90%"),
			},
			{
				Code: "B-2", Title: "Community notes in the care record", Horizon: month("2027-02"),
				Description: "Publish community care plans to the shared care record so that hospitals see them.",
				Measures:    measure("care plans published to the shared care record", "0", "9,000"),
			},
		},
	}}
}

func carr() exchange.Party {
	return exchange.Party{Code: "C", Name: "Carr Mental Health NHS Trust", Sector: "mental_health", Fictional: true, Strategy: strategy.Document{
		Title: "Carr strategy",
		Objectives: []strategy.Objective{
			{
				Code: "C-1", Title: "Electronic rostering", Horizon: month("2027-09"),
				Description: "Purchase an electronic rostering product for nurses and support workers to see and swap shifts.",
			},
			{
				Code: "C-2", Title: "New car park barriers", Horizon: month("2026-12"),
				Description: "Replace the barriers at the main gate.",
			},
		},
	}}
}
