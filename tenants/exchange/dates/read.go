package dates

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Span is what a date names, from which a month was read.
type Span string

// The spans of time that people name.
const (
	Month           Span = "month" // or a day, or a quarter of a financial year: nothing was read into it
	Season          Span = "season"
	CalendarQuarter Span = "quarter of a calendar year"
	FinancialYear   Span = "financial year"
	CalendarYear    Span = "year"
	PartOfYear      Span = "part of a year" // early, mid or late in it
)

// Reading is a date as it was read.
type Reading struct {
	Month strategy.Month
	Span  Span
	End   bool // it says itself that the end is meant, as the end of 2027
}

// How says in words how a date that names no month was read; nothing where it names one.
func (r Reading) How() string {
	switch r.Span {
	case Season:
		return "read as the last month of the season"
	case CalendarQuarter:
		return "read as the last month of the quarter of the calendar year"
	case FinancialYear:
		return "read as the last month of the financial year, which ends in March"
	case CalendarYear:
		return "read as the last month of the year"
	case PartOfYear:
		return "read as March where it is early in the year, June in the middle and December where it is late"
	case Month:
		return ""
	default:
		return ""
	}
}

// Why a text is no date.
var (
	ErrNone    = errors.New("no date")
	ErrNoMonth = errors.New("no such month, or no such day in it")
	ErrTooFar  = errors.New("not between 2000 and 2099")
)

// months are the names of the months by their first three letters.
var months = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

const (
	monthName = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
	years     = `(\d{4}|\d{2})\s*[/–-]\s*(\d{4}|\d{2})`
)

// The forms in which people write dates. What comes before a date without changing it is taken off first.
var (
	leadIn    = regexp.MustCompile(`^(?:by|before|due|from|until|till|in|at|the|end|close|of|start|beginning|circa|c|approx|around|no later than|during)\b[\s.:-]*`)
	ending    = regexp.MustCompile(`^(?:by\s+|at\s+|before\s+)*(?:the\s+)?(?:end|close)\b`)
	partly    = regexp.MustCompile(`^(early|mid(?:dle of)?|late)[\s.-]*(?:in\s+)?(\d{4})$`)
	isoDay    = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[ t]\d.*)?)?$`)
	britishOn = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$`)
	monthOnly = regexp.MustCompile(`^(\d{1,2})[-/.](\d{4})$`)
	named     = regexp.MustCompile(`^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]*(?:of\s+)?)?` + monthName + `[\s.,/'’-]*(\d{4}|\d{2})$`)
	american  = regexp.MustCompile(`^` + monthName + `\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$`)
	quarter   = regexp.MustCompile(`^(?:q|quarter\s*)([1-4])[\s,/:-]*(?:of\s+)?(?:the\s+)?(?:fy\s*|financial year\s+)?` + years + `$`)
	quarter2  = regexp.MustCompile(`^(?:fy\s*)?` + years + `[\s,/:-]*(?:q|quarter\s*)([1-4])$`)
	calendar  = regexp.MustCompile(`^(?:q|quarter\s*)([1-4])[\s,/-]*(?:of\s+)?(\d{4}|\d{2})$`)
	season    = regexp.MustCompile(`^(spring|summer|autumn|winter)\s+(?:of\s+)?(\d{4}|\d{2})(?:\s*[/–-]\s*(\d{4}|\d{2}))?$`)
	financial = regexp.MustCompile(`^(?:fy\s*|financial year\s+)?` + years + `(?:\s+financial year)?$`)
	oneYear   = regexp.MustCompile(`^(\d{4})$`)
	dateLike  = regexp.MustCompile(`^\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?:[ T]\d.*)?$`)
	nameLike  = regexp.MustCompile(`\b` + monthName + `\b`)
)

// undated are words for there being no date yet.
var undated = map[string]bool{
	"-": true, "–": true, "—": true, "n/a": true, "na": true, "none": true, "tbc": true, "tbd": true, "tba": true, "?": true,
	"not set": true, "to be confirmed": true, "to be agreed": true, "to be decided": true, "to be determined": true,
}

// Looks reports whether a text looks like a date, as a spreadsheet shows one.
func Looks(shown string) bool {
	low := strings.ToLower(shown)
	return dateLike.MatchString(low) || nameLike.MatchString(low)
}

// Undated reports whether a text says that there is no date yet.
func Undated(text string) bool { return undated[strings.Trim(tidy(text), " .")] }

func tidy(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// Read reads a text that is a date and nothing else.
func Read(text string) (Reading, error) {
	low := tidy(text)
	end := ending.MatchString(low)
	for {
		rest := leadIn.ReplaceAllString(low, "")
		if rest == low {
			break
		}
		low = rest
	}
	low = strings.TrimRight(low, " .,;")
	for _, way := range []func(string) (year string, month int, span Span){dayOf, quarterOf, seasonOf, partOf, yearOf} {
		if year, month, span := way(low); span != "" {
			m, err := at(year, month)
			return Reading{m, span, end}, err
		}
	}
	return Reading{}, ErrNone
}

// dayOf reads the forms that name a month.
func dayOf(low string) (year string, month int, span Span) {
	if m := isoDay.FindStringSubmatch(low); len(m) > 0 && number(m[2]) <= 12 { // 2026/27 is a year
		return m[1], monthWith(m[3], number(m[2]), m[1]), Month
	}
	if m := britishOn.FindStringSubmatch(low); len(m) > 0 && number(m[1]) <= 31 {
		return m[3], monthWith(m[1], number(m[2]), m[3]), Month
	}
	if m := monthOnly.FindStringSubmatch(low); m != nil {
		return m[2], number(m[1]), Month
	}
	if m := named.FindStringSubmatch(low); m != nil {
		return m[3], monthWith(m[1], months[m[2][:3]], m[3]), Month
	}
	if m := american.FindStringSubmatch(low); m != nil {
		return m[3], monthWith(m[2], months[m[1][:3]], m[3]), Month
	}
	return "", 0, ""
}

// monthWith gives the month, or none when it has no such day in the year; a date without a day has its month. A day that is not
// there is most often a month that was mistyped.
func monthWith(day string, month int, year string) int {
	if day == "" {
		return month
	}
	date := time.Date(number(century(year)), time.Month(month), number(day), 0, 0, 0, 0, time.UTC)
	if date.Day() != number(day) || int(date.Month()) != month {
		return 0
	}
	return month
}

// quarterOf reads a quarter as its last month: of a financial year, which begins in April, or of a year that is named alone.
func quarterOf(low string) (year string, month int, span Span) {
	if m := calendar.FindStringSubmatch(low); m != nil {
		return m[2], 3 * number(m[1]), CalendarQuarter
	}
	first, second, q := "", "", 0
	if m := quarter.FindStringSubmatch(low); m != nil {
		first, second, q = m[2], m[3], number(m[1])
	} else if m := quarter2.FindStringSubmatch(low); m != nil {
		first, second, q = m[1], m[2], number(m[3])
	}
	switch {
	case q == 0 || !follows(first, second):
		return "", 0, ""
	case q == 4:
		return second, 3, Month
	default:
		return first, 3 + 3*q, Month
	}
}

// seasonOf reads a season as the last of its months in the year. A winter that is said with two years ends in the second, and a
// spring that is could be either.
func seasonOf(low string) (year string, month int, span Span) {
	m := season.FindStringSubmatch(low)
	if m == nil {
		return "", 0, ""
	}
	name, first, second := m[1], m[2], m[3]
	month = map[string]int{"spring": 5, "summer": 8, "autumn": 11, "winter": 12}[name]
	switch {
	case second == "":
		return first, month, Season
	case name == "spring" || !follows(first, second):
		return "", 0, ""
	case name == "winter":
		return second, 2, Season
	default:
		return first, month, Season
	}
}

// partOf reads what is said to be early, in the middle of or late in a year as the last month of its first quarter, half and end.
func partOf(low string) (year string, month int, span Span) {
	m := partly.FindStringSubmatch(low)
	if m == nil {
		return "", 0, ""
	}
	return m[2], map[byte]int{'e': 3, 'm': 6, 'l': 12}[m[1][0]], PartOfYear
}

// yearOf reads a whole year as its last month.
func yearOf(low string) (year string, month int, span Span) {
	if m := financial.FindStringSubmatch(low); len(m) > 0 && follows(m[1], m[2]) {
		return m[2], 3, FinancialYear
	}
	if m := oneYear.FindStringSubmatch(low); m != nil {
		return m[1], 12, CalendarYear
	}
	return "", 0, ""
}

// follows reports whether a year is the next one, whether written with two digits or four.
func follows(first, second string) bool { return (number(first)+1)%100 == number(second)%100 }

func at(year string, month int) (strategy.Month, error) {
	if month < 1 || month > 12 {
		return strategy.Month{}, ErrNoMonth
	}
	m, err := strategy.ParseMonth(fmt.Sprintf("%s-%02d", century(year), month))
	if err != nil {
		return m, ErrTooFar
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
