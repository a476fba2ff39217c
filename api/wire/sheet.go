package wire

import (
	"cmp"
	"encoding/base64"
	"slices"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// ToUpload reads a file that is to be brought in.
func ToUpload(r gen.ImportRequest) (sheet.Upload, error) {
	data, err := base64.StdEncoding.DecodeString(r.Content)
	if err != nil {
		return sheet.Upload{}, fault.Wrap(err, fault.Invalid, "The file cannot be read.", fault.Field{Name: "content", Reason: "Send the file in base64."})
	}
	u := sheet.Upload{Name: r.Name, Data: data, YearEnds: valueOr(r.YearEnds), Seen: valueOr(r.Seen)}
	u.Instead = each(valueOr(r.Corrections), func(c gen.ImportCorrection) sheet.Correction { return sheet.Correction{Cell: c.Cell, Text: c.Value} })
	u.Without = each(valueOr(r.LeftOut), func(p gen.ImportPlace) sheet.Place { return sheet.Place{Sheet: p.Sheet, Row: p.Row} })
	for _, l := range valueOr(r.Sheets) {
		u.Sheets = append(u.Sheets, sheet.Layout{
			Sheet: l.Sheet, Header: l.Header, About: valueOr(l.About), Kind: strategy.ItemKind(valueOr(l.Kind)),
			Columns: each(l.Columns, func(c gen.ImportColumn) sheet.Column { return sheet.Column{Column: c.Column, As: c.As} }),
		})
	}
	return u, nil
}

// mostRows is how many rows an answer has at most.
const mostRows = 1000

// ImportOutcome is what a file makes of a strategy.
func ImportOutcome(r sheet.Result) gen.ImportOutcome {
	counts := r.Counts()
	rows := slices.Clone(r.Rows)
	slices.SortStableFunc(rows, func(a, b sheet.Outcome) int { return cmp.Compare(rank(a.State), rank(b.State)) })
	rows = rows[:min(mostRows, len(rows))]
	return gen.ImportOutcome{
		Applied: r.Applied, Seen: r.Seen, Layouts: each(r.Mapping.Sheets, importLayout),
		Sheets: each(r.Book.Sheets, func(s sheet.Sheet) gen.ImportSheet { return importSheet(s, r.Mapping) }), Kinds: importKinds(),
		Counts: gen.ImportCounts{New: counts[sheet.New], Changed: counts[sheet.Changed], Same: counts[sheet.Same], Wrong: counts[sheet.Wrong]},
		Rows:   each(rows, func(o sheet.Outcome) gen.ImportRow { return importRow(o, r.Book) }), Shown: len(rows),
		LeftOut: each(r.LeftOut, func(l sheet.LeftOut) gen.ImportLeftOut {
			return gen.ImportLeftOut{Sheet: l.Sheet, Row: l.Row, Text: l.Text, With: l.With}
		}),
	}
}

// rank puts what somebody has to look at first.
func rank(s sheet.State) int {
	return slices.Index([]sheet.State{sheet.Wrong, sheet.Changed, sheet.New, sheet.Same}, s)
}

func importLayout(l sheet.Layout) gen.ImportLayout {
	return gen.ImportLayout{
		Sheet: l.Sheet, Header: l.Header, About: unlessEmpty(l.About), Kind: unlessEmpty(gen.ItemKind(l.Kind)),
		Columns: each(l.Columns, func(c sheet.Column) gen.ImportColumn { return gen.ImportColumn{Column: c.Column, As: c.As} }),
	}
}

func importSheet(s sheet.Sheet, m sheet.Mapping) gen.ImportSheet {
	return gen.ImportSheet{Name: s.Name, Rows: len(s.Rows), Headings: each(s.Headings(m.Of(s.Name).Header), func(h sheet.Heading) gen.ImportHeading {
		return gen.ImportHeading{Column: h.Column, Letter: sheet.Letter(h.Column), Heading: h.Text, Examples: orEmpty(h.Examples), Filled: h.Filled, Long: h.Long}
	})}
}

func importKinds() []gen.ImportKind {
	choices := func(k strategy.ItemKind) []gen.ImportChoice {
		return each(sheet.Choices(k), func(c sheet.Choice) gen.ImportChoice { return gen.ImportChoice{As: c.As, Label: c.Label} })
	}
	kinds := each(strategy.Kinds(), func(k strategy.ItemKind) gen.ImportKind {
		return gen.ImportKind{Kind: unlessEmpty(gen.ItemKind(k)), Noun: k.Noun(), Choices: choices(k)}
	})
	return append(kinds, gen.ImportKind{Noun: "item", Choices: choices("")})
}

func importRow(o sheet.Outcome, b sheet.Book) gen.ImportRow {
	return gen.ImportRow{
		Sheet: o.Sheet, Row: o.Row, State: gen.ImportState(o.State), About: o.About, Kind: unlessEmpty(gen.ItemKind(o.Kind)), Code: o.Code, Title: o.Title, Match: o.Match,
		Lines: each(o.Lines, func(l sheet.Line) gen.ImportLine {
			return gen.ImportLine{Sheet: l.Sheet, Row: l.Row, Under: l.Under}
		}),
		Changes: each(o.Changes, func(c sheet.Change) gen.ImportChange {
			return gen.ImportChange{Label: c.Label, Before: c.Before, After: c.After}
		}),
		Problems: importProblems(o.Problems, b), Notes: importProblems(o.Notes, b),
	}
}

func importProblems(list []sheet.Problem, b sheet.Book) []gen.ImportProblem {
	return each(list, func(p sheet.Problem) gen.ImportProblem {
		return gen.ImportProblem{Cell: p.Cell, Value: b.At(p.Cell), Reason: p.Reason, Instead: unlessEmpty(p.Instead)}
	})
}
