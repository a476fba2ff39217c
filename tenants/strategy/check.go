package strategy

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/internal/fault"
)

const (
	longestTitle = 300
	longestText  = 20000
	mostMeasures = 20
)

// codeRule keeps codes whole in lists and in files.
var codeRule = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// IsCode reports whether a text may be the code of an item.
func IsCode(text string) bool { return codeRule.MatchString(text) }

// check finds what breaks the rules of one item: what its kind must have, what each field may hold, and fields that its kind
// does not have. Whether the codes that it names are there is asked when it is written.
func (i Item) check() []fault.Field {
	if !slices.Contains(Kinds(), i.Kind) {
		return []fault.Field{{Name: "kind", Reason: fmt.Sprintf("Choose one of %s.", strings.Join(plainWords(Kinds()), ", "))}}
	}
	var broken []fault.Field
	if i.Code != "" && !IsCode(i.Code) {
		broken = append(broken, fault.Field{Name: "code", Reason: fmt.Sprintf("%q cannot be a code: use up to 64 letters, digits, full stops, hyphens and underscores.", i.Code)})
	}
	if strings.TrimSpace(i.Title) == "" {
		broken = append(broken, fault.Field{Name: "title", Reason: map[FieldType]string{Line: "Enter a title.", Prose: "Enter some text."}[i.titleType()]})
	}
	if i.Kind == KindConstraint && i.Body.Constraint == "" {
		broken = append(broken, fault.Field{Name: "constraint", Reason: "Choose finance, digital skills, physical infrastructure, data infrastructure or other."})
	}
	seen := map[string]bool{}
	for _, f := range catalogue {
		own := slices.Contains(f.Kinds, i.Kind)
		switch {
		case own && f.check != nil:
			broken = append(broken, f.check(&i)...)
		case !own && !seen[f.Name] && f.Text(&i) != "" && !i.has(f.Name):
			seen[f.Name] = true
			broken = append(broken, fault.Field{Name: f.Name, Reason: fmt.Sprintf("This is not asked of %s.", i.Kind.One())})
		}
	}
	return broken
}

func (i Item) has(field string) bool {
	_, ok := FieldOf(i.Kind, field)
	return ok
}

func (i Item) titleType() FieldType {
	f, _ := FieldOf(i.Kind, "title")
	return f.Type
}

func checkMeasures(measures []Measure) []fault.Field {
	var broken []fault.Field
	if len(measures) > mostMeasures {
		broken = append(broken, fault.Field{Name: "measures", Reason: fmt.Sprintf("Give at most %d measures.", mostMeasures)})
	}
	names := map[string]bool{}
	for i, m := range measures {
		field := fmt.Sprintf("measures[%d].name", i)
		switch {
		case strings.TrimSpace(m.Name) == "":
			broken = append(broken, fault.Field{Name: field, Reason: "Enter what is measured."})
		case names[m.Name]:
			broken = append(broken, fault.Field{Name: field, Reason: "This measure is there twice."})
		}
		names[m.Name] = true
		broken = append(broken, Fits(field, m.Name, longestTitle)...)
		broken = append(broken, Fits(fmt.Sprintf("measures[%d].baseline", i), m.Baseline, longestTitle)...)
		broken = append(broken, Fits(fmt.Sprintf("measures[%d].target", i), m.Target, longestTitle)...)
		broken = append(broken, Fits(fmt.Sprintf("measures[%d].unit", i), m.Unit, longestTitle)...)
	}
	return broken
}

// Fits checks that a text fits and can be kept: line breaks and tabs are the only control characters in it.
func Fits(field, text string, most int) []fault.Field {
	if n := utf8.RuneCountInString(text); n > most {
		return []fault.Field{{Name: field, Reason: fmt.Sprintf("This is %d characters long. Use at most %d.", n, most)}}
	}
	unkept := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }
	if !utf8.ValidString(text) || strings.ContainsFunc(text, unkept) {
		return []fault.Field{{Name: field, Reason: "There is a character in this text that cannot be kept, such as one a copy from another program left behind. Type it again."}}
	}
	return nil
}

// refuse makes the fault for something that breaks rules; none is nil.
func refuse(noun string, broken []fault.Field) error {
	if len(broken) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "The "+noun+" cannot be kept as it is.", broken...)
}
