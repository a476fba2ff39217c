package desk

import (
	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Party is an organisation as a picture shows it: under its code, with what it has released.
type Party struct {
	Code     string
	Name     string
	Shared   bool
	Document strategy.Document
	// SharesDecisions is the member's choice that what it decided teaches the engine about others' objectives too.
	SharesDecisions bool
}

// Draw makes the picture of a system and its members. Items go by their codes; where two organisations use the same
// code, the member's is preceded by the member's own code and a full stop. The same strategies give the same picture
// whether they come from files or from the database.
func Draw(system Party, members []Party, judgements []alignment.Judgement) alignment.Picture {
	names := nameItems(system, members)
	p := alignment.Picture{System: system.Code, Judgements: judgements}
	for _, g := range system.Document.Of(strategy.KindGoal) {
		p.Goals = append(p.Goals, alignment.Goal{
			ID: g.Code, Title: g.Title, Description: g.Body.Description, Measures: measureNames(g.Body.Measures), Due: g.Due.End(),
		})
	}
	for _, i := range system.Document.Of(strategy.KindInitiative) {
		p.Initiatives = append(p.Initiatives, alignment.Initiative{
			ID: i.Code, Title: i.Title, Description: i.Body.Description, Delivery: string(i.Body.Delivery), Goals: i.Body.Goals, Due: i.Due.End(),
		})
	}
	for _, m := range members {
		p.Organisations = append(p.Organisations, drawMember(m, names))
	}
	return p
}

func drawMember(m Party, names itemNames) alignment.Organisation {
	o := alignment.Organisation{ID: m.Code, Name: m.Name, Shared: m.Shared, SharesDecisions: m.SharesDecisions}
	for _, x := range m.Document.Of(strategy.KindObjective) {
		o.Objectives = append(o.Objectives, alignment.Objective{
			ID: names.of(m.Code, x.Code), Title: x.Title, Description: x.Body.Description,
			Measures: measureNames(x.Body.Measures), Horizon: x.Due.End(),
		})
	}
	for _, n := range m.Document.Of(strategy.KindNonPriority) {
		o.NonPriorities = append(o.NonPriorities, alignment.NonPriority{ID: names.of(m.Code, n.Code), Text: n.Title})
	}
	return o
}

// DrawFolder makes the picture of a folder of files. Its error is a fault that names file and line of each problem in the
// system's own capabilities.
func DrawFolder(f exchange.Folder) (alignment.Picture, error) {
	own, err := ownCapabilities(f)
	if err != nil {
		return alignment.Picture{}, err
	}
	var members []Party
	for _, m := range f.Members {
		members = append(members, Party{Code: m.Code, Name: m.Name, Shared: true, Document: m.Strategy})
	}
	var judgements []alignment.Judgement
	for _, c := range f.Claims {
		judgements = append(judgements, alignment.Judgement{
			Objective: c.Objective, Target: c.Target,
			Verdict: alignment.Verdict(c.Verdict), Contribution: alignment.Contribution(c.Contribution),
		})
	}
	p := Draw(Party{Code: f.System.Code, Name: f.System.Name, Shared: true, Document: f.System.Strategy}, members, judgements)
	p.Capabilities = own
	return p, nil
}

// itemNames are what the items of members are called in a picture, where no two things are called the same.
type itemNames map[itemName]string

// itemName is an item by its owner's code and its own.
type itemName struct{ member, code string }

// nameItems calls an item by its code when nothing else of the picture is called so, and else by its owner's code too. Whatever
// codes somebody chooses, nobody's item stands in for another's.
func nameItems(system Party, members []Party) itemNames {
	uses := map[string]int{}
	for _, i := range system.Document.Of(namedOfSystem...) {
		uses[i.Code]++
	}
	var all []itemName
	for _, m := range members {
		uses[m.Code]++
		for _, i := range m.Document.Of(namedOfMembers...) {
			uses[i.Code]++
			all = append(all, itemName{m.Code, i.Code})
		}
	}
	names := itemNames{}
	for _, i := range all {
		name := i.code
		if uses[i.code] > 1 {
			for name = i.member + "." + i.code; uses[name] > 0; {
				name = i.member + "." + name
			}
			uses[name]++
		}
		names[i] = name
	}
	return names
}

func (n itemNames) of(member, code string) string { return n[itemName{member, code}] }

// The kinds of item that a picture shows of a system and of its members.
var (
	namedOfSystem  = []strategy.ItemKind{strategy.KindGoal, strategy.KindInitiative}
	namedOfMembers = []strategy.ItemKind{strategy.KindObjective, strategy.KindNonPriority}
)

func measureNames(measures []strategy.Measure) []string {
	var names []string
	for _, m := range measures {
		names = append(names, m.Name)
	}
	return names
}
