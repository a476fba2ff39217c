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
		Header: strategy.Header{Title: "Together by 2030", Mission: "Records, log-ins and images once for everybody.", Period: "2025-2030"},
		Items: []strategy.Item{
			{Kind: strategy.KindPrinciple, Code: "P1", Title: "Do once what all need alike."},
			{
				Kind: strategy.KindGoal, Code: "G1", Title: "One shared care record", Due: month("2027-03"),
				Body: strategy.Body{
					Description: "Every clinician opens one shared care record with medicines, allergies and care plans from every partner.",
					Measures:    measure("partners contributing to the shared care record", "1 of 3", "3 of 3"),
				},
			},
			{
				Kind: strategy.KindGoal, Code: "G2", Title: "Images seen at every site", Due: month("2027-12"),
				Body: strategy.Body{
					Description: "Radiology images and reports from any hospital can be viewed at every other hospital from one archive.",
				},
			},
			{
				Kind: strategy.KindGoal, Code: "G3", Title: "A confident digital workforce", Due: month("2028-03"),
				Body: strategy.Body{
					Description: "All staff have the digital skills and training that their job needs.",
				},
			},
			{
				Kind: strategy.KindInitiative, Code: "I1", Title: "Northfold Care Record", Due: month("2027-03"),
				Body: strategy.Body{
					Description: "A hosted shared care record viewer launched from each partner's own system.",
					Delivery:    strategy.DeliveryCentral, Goals: []string{"G1"},
				},
			},
			{
				Kind: strategy.KindInitiative, Code: "I2", Title: "Imaging network", Due: month("2027-12"),
				Body: strategy.Body{
					Description: "One image archive and shared radiology reporting.",
					Delivery:    strategy.DeliveryShared, Goals: []string{"G2"},
				},
			},
		},
	}}
}

func alder() exchange.Party {
	return exchange.Party{Code: "A", Name: "Alder Hospitals NHS Trust", Sector: "acute", Fictional: true, Strategy: strategy.Document{
		Header: strategy.Header{Title: "Alder digital strategy", Mission: "Safe and quick.", Period: "2025-2028"},
		Items: []strategy.Item{
			{
				Kind: strategy.KindObjective, Code: "A-1", Title: "Open the shared care record on every ward", Due: month("2026-12"),
				Body: strategy.Body{
					Description: "Ward clinicians will open the shared care record, with medicines and allergies, from our own system.",
					Measures:    measure("wards using the shared care record", "2", "24"),
				},
			},
			{
				Kind: strategy.KindObjective, Code: "A-2", Title: "Keep our own image archive", Due: month("2029-06"),
				Body: strategy.Body{
					Description: "We will keep our own stand-alone radiology image archive and will not join the shared archive before April 2029.",
					Measures:    measure("studies in our archive", "1m", "2m"),
				},
			},
			{
				Kind: strategy.KindObjective, Code: "A-3", Title: "Electronic rostering for nurses", Due: month("2027-06"),
				Body: strategy.Body{
					Description: "Buy an electronic rostering product so that nurses can see and swap shifts.",
				},
			},
			{Kind: strategy.KindConstraint, Code: "A-C1", Title: "Capital is committed until 2027.", Body: strategy.Body{Constraint: strategy.ConstraintFinance}},
			{Kind: strategy.KindNonPriority, Code: "A-N1", Title: "We will not write our own apps.", Due: month("2028-03")},
		},
	}}
}

func brack() exchange.Party {
	return exchange.Party{Code: "B", Name: "Brack Community NHS Trust", Sector: "community", Fictional: true, Strategy: strategy.Document{
		Header: strategy.Header{Title: "Brack plan", Period: "2025-2029"},
		Items: []strategy.Item{
			{
				Kind: strategy.KindObjective, Code: "B-1", Title: "Digital skills for every member of staff", Due: month("2027-12"),
				Body: strategy.Body{
					Description: "Training so that all staff have the digital skills that their job needs.",
					Measures:    measure("staff trained in digital skills", "30%", "90%"),
				},
			},
			{
				Kind: strategy.KindObjective, Code: "B-2", Title: "Community notes in the care record", Due: month("2027-02"),
				Body: strategy.Body{
					Description: "Publish community care plans to the shared care record so that hospitals see them.",
					Measures:    measure("care plans published to the shared care record", "0", "9,000"),
				},
			},
		},
	}}
}

func carr() exchange.Party {
	return exchange.Party{Code: "C", Name: "Carr Mental Health NHS Trust", Sector: "mental_health", Fictional: true, Strategy: strategy.Document{
		Header: strategy.Header{Title: "Carr strategy"},
		Items: []strategy.Item{
			{
				Kind: strategy.KindObjective, Code: "C-1", Title: "Electronic rostering", Due: month("2027-09"),
				Body: strategy.Body{
					Description: "Purchase an electronic rostering product for nurses and support workers to see and swap shifts.",
				},
			},
			{
				Kind: strategy.KindObjective, Code: "C-2", Title: "New car park barriers", Due: month("2026-12"),
				Body: strategy.Body{
					Description: "Replace the barriers at the main gate.",
				},
			},
		},
	}}
}
