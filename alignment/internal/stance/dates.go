package stance

import (
	"strconv"
	"strings"
	"time"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// Date is a date that a text names, as precisely as it names it.
type Date struct {
	Start, End  int       // bytes of the text
	From, Until time.Time // its first and its last day
}

var monthNames = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// seasons by their first month; each has three.
var seasons = map[string]time.Month{"spring": time.March, "summer": time.June, "autumn": time.September, "winter": time.December}

// dates finds April 2029, spring 2029, 2029-04, 2031, FY33, 2028/29 and the like among the words of a text. Years are those of
// the next decades: 2020 to 2099.
func dates(s string, list []text.Word) []Date {
	var found []Date
	for i := 0; i < len(list); i++ {
		d, used := dateAt(s, list, i)
		if used == 0 {
			continue
		}
		d.Start, d.End = list[i].Start, list[i+used-1].End
		i += used - 1
		if last := len(found) - 1; last >= 0 && spans(s[found[last].End:d.Start]) && !d.Until.Before(found[last].Until) {
			found[last].End, found[last].Until = d.End, d.Until
			continue
		}
		found = append(found, d)
	}
	return found
}

// mayBeDate turns most words away by their first letter: digits, FY, and the initials of months and seasons.
func mayBeDate(w string) bool {
	return len(w) > 2 && strings.IndexByte("0123456789fjmasondw", w[0]) >= 0
}

// spans reports whether what stands between two dates makes them one range: FY27-FY33, 2026 to 2036.
func spans(between string) bool {
	between = strings.TrimSpace(between)
	return between == "-" || between == "–" || between == "to"
}

// dateAt reads the date that begins at a word, and how many words it takes.
func dateAt(s string, list []text.Word, i int) (Date, int) {
	w := list[i].Lower
	if !mayBeDate(w) {
		return Date{}, 0
	}
	if d, used := partOfYear(w, list[i+1:]); used > 0 {
		return d, used
	}
	if year, ok := financialYear(w); ok {
		return period(year-1, time.April, 12), 1
	}
	year, ok := yearOf(w)
	if !ok {
		return Date{}, 0
	}
	if i+1 < len(list) {
		if d, ok := within(year, s[list[i].End:list[i+1].Start], list[i+1].Lower); ok {
			return d, 2
		}
	}
	return period(year, time.January, 12), 1
}

// partOfYear reads a month or a season with its year: April 2029, the autumn of 2029.
func partOfYear(w string, then []text.Word) (Date, int) {
	month, months := monthNames[w], 1
	if month == 0 {
		month, months = seasons[w], 3
	}
	if month == 0 || len(then) == 0 {
		return Date{}, 0
	}
	of := 0
	if then[0].Lower == "of" && len(then) > 1 {
		of = 1
	}
	if year, ok := yearOf(then[of].Lower); ok {
		return period(year, month, months), 2 + of
	}
	return Date{}, 0
}

// within reads what follows a year: the next one, as in 2028/29, or a month, as in 2029-04.
func within(year int, between, next string) (Date, bool) {
	n, err := strconv.Atoi(next)
	if err != nil || len(next) != 2 || between != "/" && between != "-" && between != "–" {
		return Date{}, false
	}
	if n == (year+1)%100 {
		return period(year, time.April, 12), true
	}
	return period(year, time.Month(n), 1), between == "-" && 1 <= n && n <= 12
}

func period(year int, month time.Month, months int) Date {
	from := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return Date{From: from, Until: from.AddDate(0, months, -1)}
}

func yearOf(w string) (int, bool) {
	year, err := strconv.Atoi(w)
	return year, err == nil && len(w) == 4 && 2020 <= year && year <= 2099
}

// financialYear reads FY33 and FY2033, the year that ends in March 2033.
func financialYear(w string) (int, bool) {
	digits, ok := strings.CutPrefix(w, "fy")
	if !ok {
		return 0, false
	}
	if year, ok := yearOf(digits); ok {
		return year, true
	}
	year, err := strconv.Atoi(digits)
	return 2000 + year, err == nil && len(digits) == 2 && year >= 20
}
