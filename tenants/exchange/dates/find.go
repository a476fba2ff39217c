package dates

import (
	"regexp"
)

// Found is a date in a sentence.
type Found struct {
	Reading

	Words    string // as they stand in the sentence, such as "by the end of 2027"
	Deadline bool   // it is said to be so by then, and not only then
}

// The parts of dates in sentences. Years are of four digits and of our time, for a sentence is full of other numbers.
const (
	monthWord = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
	year      = `20[2-9]\d\b`
	spanning  = `20[2-9]\d\s?[/–-]\s?(?:20)?\d\d\b`
	ofYears   = `(?:of\s+)?(?:the\s+)?(?:fy\s*|financial year\s+)?`
	lead      = `(?:(by|before|until|till|no later than|not later than)|in|during|from)\s+`
	closing   = `(?:the\s+)?(?:(end|close)(?:\s+of\s+|[\s-]+))?(?:the\s+)?`
	unled     = `(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?` + monthWord + `\.?,?\s+` + year +
		`|` + monthWord + `\s+\d{1,2}(?:st|nd|rd|th)?,\s+` + year +
		`|\d{1,2}[/.-]\d{1,2}[/.-]` + year + `|20[2-9]\d-\d\d(?:-\d\d)\b|\d{1,2}/` + year +
		`|(?:q|quarter\s+)[1-4],?\s*` + ofYears + `(?:` + spanning + `|` + year + `)` +
		`|` + spanning + `\s+q[1-4]\b` +
		`|(?:spring|summer|autumn|winter)\s+(?:of\s+)?(?:` + spanning + `|` + year + `)`
	led = `(?:fy\s*|financial year\s+)?` + spanning + `(?:\s+financial year\b)?|` + year
)

// dated finds dates that speak for themselves, with what leads to them, and years, which without a word such as "by" may be
// anything.
var dated = regexp.MustCompile(`(?i)\b(?:(?:` + lead + `)?` + closing + `(?:` + unled + `)|` + lead + closing + `(?:` + led + `))`)

// since are words that make the date behind them the beginning of something, or its history.
var since = regexp.MustCompile(`(?i)\b(?:since|between|as of|as at|after|dated)\s+$`)

// In finds the date of a sentence: the first that it says to be a deadline, or else the first. A date that is not understood, or
// that tells of what was, is none.
func In(sentence string) (Found, bool) {
	var first Found
	for _, m := range dated.FindAllStringSubmatchIndex(sentence, -1) {
		words := sentence[m[0]:m[1]]
		r, err := Read(words)
		if err != nil || since.MatchString(sentence[:m[0]]) {
			continue
		}
		f := Found{Reading: r, Words: words}
		for group := 1; 2*group < len(m); group++ { // each is a word that says so
			f.Deadline = f.Deadline || m[2*group] >= 0
		}
		if f.Deadline {
			return f, true
		}
		if first.Words == "" {
			first = f
		}
	}
	return first, first.Words != ""
}
