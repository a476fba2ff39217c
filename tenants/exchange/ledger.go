package exchange

import (
	"regexp"
	"slices"

	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

var codeRule = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// ledger knows every id of a folder and where it was given, so that a second one and a reference to nothing can
// say where to look.
type ledger struct {
	problems   *yamldoc.Problems
	parties    map[string]entry
	items      map[string]entry
	count      int
	references []reference
	unread     map[string]bool // the kinds of file of which one could not be read: a reference may be to something in it
}

type entry struct {
	noun string
	at   yamldoc.Place
}

// reference is a mention of an item that must be there and be one of the nouns.
type reference struct {
	code  string
	at    yamldoc.Place
	nouns []string
}

func newLedger(problems *yamldoc.Problems) *ledger {
	return &ledger{problems: problems, parties: map[string]entry{}, items: map[string]entry{}, unread: map[string]bool{}}
}

// party gives the id of the system or of an organisation.
func (l *ledger) party(r yamldoc.Record, noun string) string {
	return l.enter(l.parties, r, noun)
}

// item gives the id of a goal, objective or other item.
func (l *ledger) item(r yamldoc.Record, noun string) string {
	l.counted(r.At("id"))
	return l.enter(l.items, r, noun)
}

func (l *ledger) counted(at yamldoc.Place) {
	l.count++
	if l.count == MaxItems+1 {
		l.problems.Addf(at, "This is item %d of the folder: at most %d are allowed.", l.count, MaxItems)
	}
}

func (l *ledger) enter(entries map[string]entry, r yamldoc.Record, noun string) string {
	code := r.Line("id", MaxTitle)
	at := r.At("id")
	if code == "" {
		return ""
	}
	if !codeRule.MatchString(code) {
		l.problems.Addf(at, "The id %s is not one: use up to 64 letters, digits, dots, dashes and underscores, and begin with a letter or digit.", yamldoc.Quote(code))
		return ""
	}
	if first, taken := entries[code]; taken {
		l.problems.Addf(at, "The id %s is taken: %s at %s has it.", code, yamldoc.Article(first.noun), first.at)
		return code
	}
	entries[code] = entry{noun, at}
	return code
}

// refer notes a mention, to be checked when every file has been read.
func (l *ledger) refer(code string, at yamldoc.Place, nouns ...string) {
	if code != "" {
		l.references = append(l.references, reference{code, at, nouns})
	}
}

// settle checks the references.
func (l *ledger) settle() {
	for _, ref := range l.references {
		wanted := yamldoc.List(ref.nouns, "or")
		home := systemFile.Noun
		if ref.nouns[0] == objectiveFields.Noun {
			home = organisationFile.Noun
		}
		found, ok := l.items[ref.code]
		switch {
		case !ok && l.unread[home]:
		case !ok:
			l.problems.Addf(ref.at, "There is no %s with the id %s in the folder.", wanted, yamldoc.Quote(ref.code))
		case !slices.Contains(ref.nouns, found.noun):
			l.problems.Addf(ref.at, "%s is %s: %s was expected here.", ref.code, yamldoc.Article(found.noun), yamldoc.Article(wanted))
		}
	}
}

// month gives a date of the format, YYYY-MM.
func (l *ledger) month(r yamldoc.Record, name string) strategy.Month {
	text := r.Line(name, MaxTitle)
	if text == "" {
		return strategy.Month{}
	}
	month, err := strategy.ParseMonth(text)
	if err != nil {
		l.problems.Addf(r.At(name), "%s is not a month: write it as YYYY-MM, such as 2027-03.", yamldoc.Quote(text))
	}
	return month
}

// measures gives the measure of an item, or its measures.
func (l *ledger) measures(r yamldoc.Record) []strategy.Measure {
	records := r.Records("measures", measureFields)
	if r.Has("measure") && r.Has("measures") {
		l.problems.Addf(r.At("measures"), "There is a measure on line %d already: put all of them into the list of measures.", r.At("measure").Line)
	}
	if one, ok := r.Record("measure", measureFields); ok {
		records = append(records, one)
	}
	var measures []strategy.Measure
	for _, m := range records {
		measures = append(measures, strategy.Measure{
			Name:     m.Line("name", MaxTitle),
			Baseline: m.Line("baseline", MaxTitle),
			Target:   m.Line("target", MaxTitle),
		})
	}
	return measures
}
