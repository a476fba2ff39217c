package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// months are the names of the months by their first three letters.
var months = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

const monthName = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

// The forms in which people write dates. What comes before a date without changing it is taken off first.
var (
	leadIn    = regexp.MustCompile(`^(?:by|before|due|from|until|till|in|at|the|end|of|start|early|mid|late|beginning|circa|c|approx|around)\b[\s.:-]*`)
	isoDay    = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[ t]\d.*)?)?$`)
	britishOn = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$`)
	monthOnly = regexp.MustCompile(`^(\d{1,2})[-/.](\d{4})$`)
	named     = regexp.MustCompile(`^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?[\s-]*(?:of\s+)?)?` + monthName + `[\s.,/'’-]*(\d{4}|\d{2})$`)
	american  = regexp.MustCompile(`^` + monthName + `\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(\d{4})$`)
	quarter   = regexp.MustCompile(`^(?:q|quarter\s*)([1-4])[\s,/:-]*(?:of\s+)?(?:fy\s*)?(\d{4}|\d{2})\s*[/–-]\s*(\d{4}|\d{2})$`)
	quarter2  = regexp.MustCompile(`^(?:fy\s*)?(\d{4}|\d{2})\s*[/–-]\s*(\d{4}|\d{2})[\s,/:-]*(?:q|quarter\s*)([1-4])$`)
	bare4     = regexp.MustCompile(`^(?:q|quarter\s*)[1-4][\s,/-]*(?:of\s+)?(\d{4}|\d{2})$`)
	financial = regexp.MustCompile(`^(?:fy\s*)?(\d{4}|\d{2})\s*[/–-]\s*(\d{4}|\d{2})$`)
	oneYear   = regexp.MustCompile(`^(\d{4})$`)
	dateLike  = regexp.MustCompile(`^\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?:[ T]\d.*)?$`)
	nameLike  = regexp.MustCompile(`\b` + monthName + `\b`)
)

// undated are words for there being no date yet.
var undated = map[string]bool{
	"-": true, "–": true, "—": true, "n/a": true, "na": true, "none": true, "tbc": true, "tbd": true, "tba": true, "?": true,
	"not set": true, "to be confirmed": true, "to be agreed": true, "to be decided": true, "to be determined": true,
}

func looksLikeDate(shown string) bool {
	low := strings.ToLower(shown)
	return dateLike.MatchString(low) || nameLike.MatchString(low)
}

// readMonth reads a date in one of the forms that people write. A whole year is its last month if yearEnds says so, and an error
// otherwise; the error says what to write.
func readMonth(c Cell, yearEnds bool) (strategy.Month, error) {
	if !c.Day.IsZero() {
		return strategy.MonthOf(c.Day), nil
	}
	low := strings.ToLower(strings.Join(strings.Fields(c.Text), " "))
	if undated[strings.Trim(low, " .")] {
		return strategy.Month{}, nil
	}
	for {
		rest := leadIn.ReplaceAllString(low, "")
		if rest == low {
			break
		}
		low = rest
	}
	low = strings.TrimRight(low, " .,;")
	if year, month, ok := dayOf(low); ok {
		return monthAt(c.Text, year, month)
	}
	if year, month, ok := quarterOf(low); ok {
		return monthAt(c.Text, year, month)
	}
	return readYear(c.Text, low, yearEnds)
}

// dayOf reads the forms that name a month.
func dayOf(low string) (year string, month int, ok bool) {
	if m := isoDay.FindStringSubmatch(low); len(m) > 0 && number(m[2]) <= 12 { // 2026/27 is a year
		return m[1], number(m[2]), true
	}
	if m := britishOn.FindStringSubmatch(low); len(m) > 0 && number(m[1]) <= 31 {
		return m[3], number(m[2]), true
	}
	if m := monthOnly.FindStringSubmatch(low); m != nil {
		return m[2], number(m[1]), true
	}
	for _, form := range []*regexp.Regexp{named, american} {
		if m := form.FindStringSubmatch(low); m != nil {
			return m[2], months[m[1][:3]], true
		}
	}
	return "", 0, false
}

// quarterOf reads a quarter of a financial year, which begins in April, as its last month.
func quarterOf(low string) (year string, month int, ok bool) {
	first, second, q := "", "", 0
	if m := quarter.FindStringSubmatch(low); m != nil {
		first, second, q = m[2], m[3], number(m[1])
	} else if m := quarter2.FindStringSubmatch(low); m != nil {
		first, second, q = m[1], m[2], number(m[3])
	}
	if q == 0 || (number(first)+1)%100 != number(second)%100 {
		return "", 0, false
	}
	if q == 4 {
		return second, 3, true
	}
	return first, 3 + 3*q, true
}

// readYear reads what names no month.
func readYear(text, low string, yearEnds bool) (strategy.Month, error) {
	if m := bare4.FindStringSubmatch(low); m != nil {
		return strategy.Month{}, fmt.Errorf("%q may be a quarter of the calendar year or of the financial year: write the month, such as %s-03", text, century(m[1]))
	}
	year, month := "", 0
	if m := financial.FindStringSubmatch(low); len(m) > 0 && (number(m[1])+1)%100 == number(m[2])%100 {
		year, month = m[2], 3
	} else if m := oneYear.FindStringSubmatch(low); m != nil {
		year, month = m[1], 12
	}
	switch {
	case year == "":
		return strategy.Month{}, fmt.Errorf("%q is not a month: write it as 2027-03 or March 2027", text)
	case yearEnds:
		return monthAt(text, year, month)
	default:
		return strategy.Month{}, fmt.Errorf("%q is a whole year: write the month, such as %s-%02d, or choose that years mean their last month", text, century(year), month)
	}
}

func monthAt(text, year string, month int) (strategy.Month, error) {
	if month < 1 || month > 12 {
		return strategy.Month{}, fmt.Errorf("%q has no such month: write it as 2027-03 or March 2027", text)
	}
	m, err := strategy.ParseMonth(fmt.Sprintf("%s-%02d", century(year), month))
	if err != nil {
		return m, fmt.Errorf("%q is not between 2000 and 2099: write it as 2027-03 or March 2027", text)
	}
	return m, nil
}

// century gives a year of two digits its first two.
func century(year string) string {
	if len(year) == 2 {
		return "20" + year
	}
	return year
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // the expressions let nothing else through
	return n
}
