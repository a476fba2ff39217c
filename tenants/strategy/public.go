package strategy

// ForPublic gives items that reach the public as the public reads them: what is meant to happen, by when, how anyone will know,
// and what it changes for people. Who owns it, what it costs, how it is run and where it comes from are for those that an
// organisation works with, and an item that the public does not read is not named by one that it does. Which items reach the
// public at all is said by their marking and kind, in the database.
func ForPublic(items []EditionItem) []EditionItem {
	read := make([]EditionItem, len(items))
	for n, i := range items {
		read[n] = EditionItem{ID: i.ID, TextHash: i.TextHash, Item: Item{
			Kind: i.Kind, Code: i.Code, Title: i.Title, Due: i.Due,
			Body: Body{
				Description: i.Body.Description, Measures: i.Body.Measures, NonDigital: i.Body.NonDigital,
				Changes: i.Body.Changes, Effect: i.Body.Effect,
				Aims: i.Body.Aims, Goals: i.Body.Goals, Objectives: i.Body.Objectives, ReplacedBy: i.Body.ReplacedBy,
			},
		}}
	}
	nameRead(read)
	return read
}
