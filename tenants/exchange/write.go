package exchange

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Write writes a folder that Read reads as the same Folder: system.yaml, a file for each member, named by its code in
// small letters, claims.yaml if there are claims, and
// capabilities.yaml if there is one. The same Folder always gives the same bytes.
//
// All of it is written, or nothing. A folder that is there already is replaced when it holds nothing but such files,
// and refused otherwise. Errors are faults: Invalid when the folder breaks a rule of the format, Conflict when what
// is there already is in the way, Unavailable when writing fails.
func Write(dir string, f Folder) error {
	files, err := render(f)
	if err != nil {
		return err
	}
	return replace(dir, files)
}

// file is a file that is ready to be written.
type file struct {
	name string
	data []byte
}

// render gives the files of a folder, in the order of reading. It reads them back, so that nothing is written which
// could not be read again.
func render(f Folder) ([]file, error) {
	if misplaced := misplacedIn(f); len(misplaced) > 0 {
		return nil, fault.New(fault.Invalid, "This cannot be kept in files: the format has no place for some of it.", misplaced...)
	}
	files := []file{{systemName, systemPage(f.System)}}
	names := fileNames(f.Members)
	for _, member := range f.Members {
		files = append(files, file{names[member.Code], organisationPage(member, f.System.Code)})
	}
	if len(f.Claims) > 0 {
		files = append(files, file{claimsName, claimsPage(f.Claims)})
	}
	if f.Capabilities != nil {
		files = append(files, file{CapabilitiesName, f.Capabilities})
	}
	var problems yamldoc.Problems
	var sources []source
	for _, written := range files {
		sources = append(sources, source{name: written.name, open: func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(written.data)), nil
		}})
	}
	assemble(sources, &problems, nil)
	if count := problems.Count(); count > 0 {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("This cannot be kept in files: %s.", things(count)), problems.Fields()...)
	}
	return files, nil
}

// misplacedIn finds what the format has no place for, which must not be lost without a word.
func misplacedIn(f Folder) []fault.Field {
	var fields []fault.Field
	if s := f.System.Strategy; len(s.Objectives)+len(s.Constraints)+len(s.NonPriorities) > 0 {
		fields = append(fields, fault.Field{Name: f.System.Code, Reason: "A system has principles, goals and initiatives; objectives, constraints and non-priorities are an organisation's."})
	}
	for _, member := range f.Members {
		if s := member.Strategy; len(s.Principles)+len(s.Goals)+len(s.Initiatives) > 0 {
			fields = append(fields, fault.Field{Name: member.Code, Reason: "An organisation has objectives, constraints and non-priorities; principles, goals and initiatives are the system's."})
		}
	}
	return fields
}

// fileNames gives each member a file of its own by its code. Codes that differ only in capitals, or that are the
// names of the folder's own files, get a number after them.
func fileNames(members []Party) map[string]string {
	names := map[string]string{}
	taken := map[string]bool{systemName: true, claimsName: true, CapabilitiesName: true}
	codes := make([]string, 0, len(members))
	for _, member := range members {
		codes = append(codes, member.Code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		base := strings.ToLower(code)
		name := base + ".yaml"
		for n := 2; taken[name]; n++ {
			name = base + "-" + strconv.Itoa(n) + ".yaml"
		}
		taken[name] = true
		names[code] = name
	}
	return names
}

func systemPage(system Party) []byte {
	var p yamldoc.Page
	p.Raw("", "format", format)
	p.Open("", "system")
	writeParty(&p, system)
	writeFictional(&p, system)
	p.Field("  ", "strategy", system.Strategy.Title)
	p.Field("  ", "period", system.Strategy.Period)
	p.Field("  ", "vision", system.Strategy.Mission)
	p.Field("  ", "provenance", system.Strategy.Provenance)
	section(&p, "principles", system.Strategy.Principles, func(principle strategy.Principle) {
		p.Item("- ", principle.Text)
	})
	section(&p, "goals", system.Strategy.Goals, func(g strategy.Goal) {
		p.Field("- ", "id", g.Code)
		p.Field("  ", "title", g.Title)
		p.Field("  ", "description", g.Description)
		writeMeasures(&p, g.Measures)
		p.Field("  ", "due", g.Due.String())
		p.Field("  ", "provenance", g.Provenance)
	})
	section(&p, "initiatives", system.Strategy.Initiatives, func(i strategy.Initiative) {
		p.Field("- ", "id", i.Code)
		p.Field("  ", "title", i.Title)
		p.Field("  ", "description", i.Description)
		p.Field("  ", "delivery", string(i.Delivery))
		if len(i.Goals) > 0 {
			p.Open("  ", "goals")
		}
		for _, goal := range i.Goals {
			p.Item("  - ", goal)
		}
		writeMeasures(&p, i.Measures)
		p.Field("  ", "due", i.Due.String())
		p.Field("  ", "provenance", i.Provenance)
	})
	return p.Bytes()
}

func organisationPage(member Party, system string) []byte {
	var p yamldoc.Page
	s := member.Strategy
	p.Open("", "organisation")
	writeParty(&p, member)
	p.Field("  ", "system", system)
	writeFictional(&p, member)
	if s.Title != "" || s.Period != "" || s.Mission != "" || s.Provenance != "" {
		p.Open("", "strategy")
	}
	p.Field("  ", "title", s.Title)
	p.Field("  ", "period", s.Period)
	p.Field("  ", "mission", s.Mission)
	p.Field("  ", "provenance", s.Provenance)
	section(&p, "constraints", s.Constraints, func(c strategy.Constraint) {
		p.Field("- ", "id", c.Code)
		p.Field("  ", "type", typeOf(c))
		p.Field("  ", "text", c.Text)
	})
	section(&p, "non_priorities", s.NonPriorities, func(n strategy.NonPriority) {
		p.Field("- ", "id", n.Code)
		p.Field("  ", "text", n.Text)
		p.Field("  ", "until", n.Until.String())
	})
	section(&p, "objectives", s.Objectives, func(o strategy.Objective) {
		p.Field("- ", "id", o.Code)
		p.Field("  ", "title", o.Title)
		p.Field("  ", "description", o.Description)
		writeMeasures(&p, o.Measures)
		p.Field("  ", "horizon", o.Horizon.String())
		p.Field("  ", "provenance", o.Provenance)
	})
	return p.Bytes()
}

func claimsPage(claims []Claim) []byte {
	var p yamldoc.Page
	section(&p, "claims", claims, func(c Claim) {
		p.Field("- ", "objective", c.Objective)
		p.Field("  ", "target", c.Target)
		p.Field("  ", "verdict", c.Verdict)
		p.Field("  ", "contribution", c.Contribution)
		p.Field("  ", "reason", c.Reason)
	})
	return p.Bytes()
}

// section writes a list under its name, and nothing for an empty one.
func section[T any](p *yamldoc.Page, name string, items []T, write func(T)) {
	if len(items) > 0 {
		p.Open("", name)
	}
	for _, item := range items {
		write(item)
	}
}

func writeParty(p *yamldoc.Page, party Party) {
	p.Field("  ", "id", party.Code)
	p.Field("  ", "name", party.Name)
	p.Field("  ", "kind", party.Sector)
}

func writeFictional(p *yamldoc.Page, party Party) {
	if party.Fictional {
		p.Raw("  ", "fictional", "true")
	}
}

func typeOf(c strategy.Constraint) string {
	if c.AsWritten != "" {
		return c.AsWritten
	}
	return string(c.Kind)
}

func writeMeasures(p *yamldoc.Page, measures []strategy.Measure) {
	first, others := "  - ", "    "
	switch len(measures) {
	case 0:
		return
	case 1:
		p.Open("  ", "measure")
		first = others
	default:
		p.Open("  ", "measures")
	}
	for _, m := range measures {
		p.Field(first, "name", m.Name)
		p.Field(others, "baseline", m.Baseline)
		p.Field(others, "target", m.Target)
	}
}
