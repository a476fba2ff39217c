package exchange

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
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
	fields := misplaced(f.System, systemSections, "a system")
	for _, principle := range f.System.Strategy.Of(strategy.KindPrinciple) {
		if !reflect.ValueOf(principle.Body).IsZero() {
			fields = append(fields, fault.Field{Name: principle.Code, Reason: "A system's principle is a text and nothing else."})
		}
	}
	for _, member := range f.Members {
		fields = append(fields, misplaced(member, memberSections, "an organisation")...)
	}
	return fields
}

func misplaced(p Party, sections []section, whose string) []fault.Field {
	var fields []fault.Field
	for _, i := range p.Strategy.Items {
		if !slices.ContainsFunc(sections, func(s section) bool { return s.kind == i.Kind }) {
			fields = append(fields, fault.Field{Name: p.Code, Reason: fmt.Sprintf("%s is %s, and the file of %s has no place for it.", i.Code, yamldoc.Article(i.Kind.Noun()), whose)})
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
	p.Field("  ", "next_review", system.Strategy.NextReview.String())
	p.Field("  ", "provenance", system.Strategy.Provenance)
	writeList(&p, "principles", system.Strategy.Of(strategy.KindPrinciple), func(principle strategy.Item) {
		p.Item("- ", principle.Title)
	})
	writeItems(&p, system.Strategy, systemSections[1:])
	return p.Bytes()
}

func organisationPage(member Party, system string) []byte {
	var p yamldoc.Page
	s := member.Strategy
	p.Open("", "organisation")
	writeParty(&p, member)
	p.Field("  ", "system", system)
	writeFictional(&p, member)
	if s.Header != (strategy.Header{}) {
		p.Open("", "strategy")
	}
	p.Field("  ", "title", s.Title)
	p.Field("  ", "period", s.Period)
	p.Field("  ", "mission", s.Mission)
	p.Field("  ", "next_review", s.NextReview.String())
	p.Field("  ", "provenance", s.Provenance)
	writeItems(&p, s, memberSections)
	return p.Bytes()
}

func claimsPage(claims []Claim) []byte {
	var p yamldoc.Page
	writeList(&p, "claims", claims, func(c Claim) {
		p.Field("- ", "objective", c.Objective)
		p.Field("  ", "target", c.Target)
		p.Field("  ", "verdict", c.Verdict)
		p.Field("  ", "contribution", c.Contribution)
		p.Field("  ", "reason", c.Reason)
	})
	return p.Bytes()
}

// writeList writes a list under its name, and nothing for an empty one.
func writeList[T any](p *yamldoc.Page, name string, items []T, write func(T)) {
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
