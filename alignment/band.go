package alignment

// Band says in a word how sure a link is.
type Band string

// The bands.
const (
	Likely   Band = "likely"
	Possible Band = "possible"
	Unlikely Band = "unlikely"
)
