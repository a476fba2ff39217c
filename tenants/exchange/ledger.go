package exchange

import (
	"slices"

	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// ledger knows every id of a folder and where it was given, so that a second one and a reference to nothing can
// say where to look.
type ledger struct {
	problems   *yamldoc.Problems
	parties    map[string]entry
	items      map[string]entry            // that claims and pictures name: by their ids in the folder
	files      map[string]map[string]entry // all items of each file
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
	here  bool // it is an item of the same file
}

func newLedger(problems *yamldoc.Problems) *ledger {
	return &ledger{problems: problems, parties: map[string]entry{}, items: map[string]entry{}, files: map[string]map[string]entry{}, unread: map[string]bool{}}
}

// party gives the id of the system or of an organisation.
func (l *ledger) party(r yamldoc.Record, noun string) string {
	return l.enter(l.parties, r, noun)
}

// item gives the id of a goal, objective or other item: no two items of a file have the same, nor any two of a folder
// that others name.
func (l *ledger) item(r yamldoc.Record, kind strategy.ItemKind) string {
	at := r.At("id")
	l.counted(at)
	if l.files[at.File] == nil {
		l.files[at.File] = map[string]entry{}
	}
	before := l.problems.Count()
	code := l.enter(l.files[at.File], r, kind.Noun())
	if named(kind, at.File) && code != "" && l.problems.Count() == before {
		l.enter(l.items, r, kind.Noun())
	}
	return code
}

// named reports whether items of a kind are named outside their file.
func named(kind strategy.ItemKind, file string) bool {
	everywhere := []strategy.ItemKind{strategy.KindGoal, strategy.KindObjective, strategy.KindNonPriority}
	return slices.Contains(everywhere, kind) || kind == strategy.KindInitiative && file == systemName
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
	if !strategy.IsCode(code) {
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

// refer notes a mention of an item of another file, to be checked when every file has been read.
func (l *ledger) refer(code string, at yamldoc.Place, nouns ...string) {
	l.mention(reference{code: code, at: at, nouns: nouns})
}

// referHere notes a mention of an item of the same file.
func (l *ledger) referHere(code string, at yamldoc.Place, noun string) {
	l.mention(reference{code: code, at: at, nouns: []string{noun}, here: true})
}

func (l *ledger) mention(ref reference) {
	if ref.code != "" {
		l.references = append(l.references, ref)
	}
}

// settle checks the references.
func (l *ledger) settle() {
	for _, ref := range l.references {
		wanted := yamldoc.List(ref.nouns, "or")
		items, place := l.items, "the folder"
		if ref.here {
			items, place = l.files[ref.at.File], "this file"
		}
		home := systemFile.Noun
		if ref.nouns[0] == strategy.KindObjective.Noun() {
			home = organisationFile.Noun
		}
		found, ok := items[ref.code]
		if !ok { // somewhere else, it is at least something
			found, ok = l.items[ref.code]
			ok = ok && !slices.Contains(ref.nouns, found.noun)
		}
		switch {
		case !ok && !ref.here && l.unread[home]:
		case !ok:
			l.problems.Addf(ref.at, "There is no %s with the id %s in %s.", wanted, yamldoc.Quote(ref.code), place)
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
