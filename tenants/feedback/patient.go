package feedback

import (
	"regexp"
	"strings"
)

// An NHS number is ten digits, often written in groups of three, three and four.
var tenDigits = regexp.MustCompile(`\d{3}[ -]?\d{3}[ -]?\d{4}`)

// nhsNumber finds an NHS number in a text, as it is written there: ten digits that stand for themselves, of which the last is
// the check digit by modulus 11 (NHS Data Dictionary, NHS NUMBER). Of other numbers of ten digits one in eleven looks like one.
func nhsNumber(text string) (number string, found bool) {
	for _, at := range tenDigits.FindAllStringIndex(text, -1) {
		if isDigit(text, at[0]-1) || isDigit(text, at[1]) {
			continue
		}
		if number = text[at[0]:at[1]]; checks(number) {
			return number, true
		}
	}
	return "", false
}

func isDigit(text string, at int) bool {
	return at >= 0 && at < len(text) && text[at] >= '0' && text[at] <= '9'
}

func checks(number string) bool {
	digits := strings.NewReplacer(" ", "", "-", "").Replace(number)
	sum := 0
	for i := range 9 {
		sum += int(digits[i]-'0') * (10 - i)
	}
	return (11-sum%11)%11 == int(digits[9]-'0') // a check digit of ten is none: no digit equals it
}
