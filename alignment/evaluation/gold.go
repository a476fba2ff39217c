package evaluation

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/alignment"
)

// Pair is an objective and a target by their ids.
type Pair struct{ Objective, Target string }

// Opposition is an item that works against a goal.
type Opposition struct{ Item, Goal string }

// Gold is what people decided about a system. What was not labelled is empty, and is not measured.
type Gold struct {
	Goals       map[Pair]int // 1 partial, 2 direct; what is absent is 0
	Initiatives map[Pair]int
	Levels      map[string]alignment.Level // by objective
	Conflicts   map[Opposition]bool
	Duplicates  map[string][]string // objectives by group
	Judged      map[Pair]bool       // pairs that were looked at one by one, and whether they are links
	HasFlags    bool                // conflicts and duplicates were labelled, if only to say that there are none
}

// ReadGold reads the gold files of a folder: gold.csv, gold_initiatives.csv, gold_level.csv, gold_flags.csv and
// judged.csv, in the folder gold. Any may be absent. An error names the file and the line.
func ReadGold(folder fs.FS) (Gold, error) {
	g := Gold{
		Goals: map[Pair]int{}, Initiatives: map[Pair]int{}, Levels: map[string]alignment.Level{},
		Conflicts: map[Opposition]bool{}, Duplicates: map[string][]string{}, Judged: map[Pair]bool{},
	}
	files := []struct {
		name   string
		header string
		row    func([]string) error
	}{
		{"gold.csv", "objective_id,goal_id,grade", grades(g.Goals)},
		{"gold_initiatives.csv", "objective_id,initiative_id,grade", grades(g.Initiatives)},
		{"gold_level.csv", "objective_id,level", g.level},
		{"gold_flags.csv", "item_id,flag,ref,kind,reason", g.flag},
		{"judged.csv", "objective_id,goal_id,label", g.label},
	}
	for _, f := range files {
		found, err := readRows(folder, "gold/"+f.name, f.header, f.row)
		if err != nil {
			return Gold{}, err
		}
		g.HasFlags = g.HasFlags || found && f.name == "gold_flags.csv"
	}
	return g, nil
}

// readRows gives every row of a file to a function, if the file is there.
func readRows(folder fs.FS, name, header string, row func([]string) error) (bool, error) {
	file, err := folder.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("%s cannot be opened: %w", name, err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	for first := true; ; first = false {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return false, fmt.Errorf("%s is not a CSV file: %w", name, err)
		}
		line, _ := r.FieldPos(0)
		if first {
			if got := strings.TrimPrefix(strings.Join(fields, ","), "\ufeff"); got != header {
				return false, fmt.Errorf("%s:%d begins with %q: the first line should be %q", name, line, got, header)
			}
			continue
		}
		if err := row(fields); err != nil {
			return false, fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
}

func grades(into map[Pair]int) func([]string) error {
	return func(f []string) error {
		grade, err := strconv.Atoi(f[2])
		if err != nil || grade < 0 || grade > 2 {
			return fmt.Errorf("the grade is %q: it should be 0, 1 or 2", f[2])
		}
		if grade > 0 {
			into[Pair{f[0], f[1]}] = grade
		}
		return nil
	}
}

func (g *Gold) level(f []string) error {
	level := alignment.Level(f[1])
	if !slices.Contains([]alignment.Level{alignment.Central, alignment.Shared, alignment.Local}, level) {
		return fmt.Errorf("the level is %q: it should be central, shared or local", f[1])
	}
	g.Levels[f[0]] = level
	return nil
}

func (g *Gold) flag(f []string) error {
	switch f[1] {
	case "conflict":
		g.Conflicts[Opposition{f[0], f[2]}] = true
	case "duplicate_group":
		g.Duplicates[f[2]] = append(g.Duplicates[f[2]], f[0])
	case "late": // follows from the dates alone
	default:
		return fmt.Errorf("the flag is %q: it should be conflict, duplicate_group or late", f[1])
	}
	return nil
}

func (g *Gold) label(f []string) error {
	yes, err := strconv.ParseBool(f[2])
	if err != nil {
		return fmt.Errorf("the label is %q: it should be True or False", f[2])
	}
	g.Judged[Pair{f[0], f[1]}] = yes
	return nil
}
