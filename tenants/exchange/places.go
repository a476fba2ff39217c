package exchange

// Place is a line of a file of a folder, from 1.
type Place struct {
	File string
	Line int
}

// Places says where everything in a folder stands.
type Places struct{ ledger *ledger }

// Of is where an item of a party stands, by both codes: the line of its id. Without an item, or with one whose line is not
// known, such as a principle of a system, it is that of the party's own id.
func (p Places) Of(party, item string) Place {
	if p.ledger == nil {
		return Place{}
	}
	at := p.ledger.parties[party].at
	if found, ok := p.ledger.files[at.File][item]; ok {
		at = found.at
	}
	return Place{File: at.File, Line: at.Line}
}
