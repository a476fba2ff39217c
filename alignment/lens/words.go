package lens

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/throughline-ics/throughline/alignment/internal/phrase"
	"github.com/throughline-ics/throughline/alignment/internal/text"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// places are the fields of a kind in which a role may be named.
type places struct {
	people []string // are about people: what names the role there states it
	texts  []string
}

var (
	objective  = places{people: []string{"need", "owner", "excluded"}, texts: []string{"title", "description", "measures"}}
	initiative = places{people: []string{"lead_clinical", "lead_operational", "lead_digital", "lead_estates"}, texts: []string{"title", "description"}}
	service    = places{people: []string{"users"}, texts: []string{"title", "description"}}
)

// words are those by which texts speak of a role.
type words struct {
	said, saidWider      []string
	names, wider, butNot phrase.List
}

var known = sync.OnceValue(func() map[strategy.Role]words {
	all := map[strategy.Role]words{}
	for _, k := range strategy.KnownRoles() {
		all[k.Role] = words{k.Words, k.Wider, phrase.New(k.Words), phrase.New(k.Wider), phrase.New(k.ButNot)}
	}
	return all
})

// wordsOf gives the words of a role. One that the list does not have is known by its name alone.
func wordsOf(role strategy.Role) words {
	if w, ok := known()[role]; ok {
		return w
	}
	name := []string{string(role)}
	return words{said: name, names: phrase.New(name)}
}

// resolve gives the role of the list that a writer's words are, in any inflection and by any of its names; or the words.
func resolve(written strategy.Role) strategy.Role {
	plain := strategy.Role(strings.Join(strings.Fields(string(written)), " "))
	p := phrase.Read(string(plain))
	for _, k := range strategy.KnownRoles() {
		if strings.EqualFold(string(plain), string(k.Role)) || len(p.Words) > 0 && p.At(known()[k.Role].names, 0) == len(p.Words) {
			return k.Role
		}
	}
	return plain
}

// keyOf is the same for a role in any inflection and in small letters or capitals.
func keyOf(role strategy.Role) string {
	var stems []string
	for _, w := range text.Cut(string(role)) {
		stems = append(stems, w.Stem)
	}
	return cmp.Or(strings.Join(stems, " "), string(role))
}

// reasons are the places of an item that name the role, or else a group that it belongs to: one of each field.
func (l looking) reasons(i strategy.EditionItem, in places) []Reason {
	reasons := l.find(i, in.people, l.words.names, Stated)
	reasons = append(reasons, l.find(i, in.texts, l.words.names, Named)...)
	if len(reasons) == 0 {
		reasons = l.find(i, slices.Concat(in.people, in.texts), l.words.wider, Wider)
	}
	return reasons
}

func (l looking) find(i strategy.EditionItem, fields []string, list phrase.List, as Strength) []Reason {
	var reasons []Reason
	for _, name := range fields {
		f, ok := strategy.FieldOf(i.Kind, name)
		if !ok {
			continue
		}
		p := phrase.Read(f.Text(&i.Item))
		p = p.Without(p.Find(l.words.butNot))
		if hits := p.Find(list); len(hits) > 0 {
			start, end := p.Place(hits[0])
			reasons = append(reasons, Reason{Strength: as, Item: i, Mark: &Mark{start, end}, Field: f})
		}
	}
	return reasons
}

func fieldOf(i strategy.EditionItem, name string) strategy.Field {
	f, _ := strategy.FieldOf(i.Kind, name)
	return f
}
