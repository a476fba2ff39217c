package sheet

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/turns"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Upload is a file and how to read it.
type Upload struct {
	Name     string
	Data     []byte
	Sheets   []Layout // none: as it is guessed
	YearEnds bool
	Instead  []Correction // what is read in the place of what some cells say
	Without  []Place      // rows that are left out
	Seen     string       // what an earlier Result said; anything else is a stale fault. Empty is not compared
}

// Result is what a file makes of a strategy, or would make of it.
type Result struct {
	Book     Book
	Mapping  Mapping
	Proposal // with the rows about the strategy itself before the others
	About    About
	LeftOut  []LeftOut // all of them, in the order of the book
	Applied  bool
	Seen     string // stands for all that becomes of the rows, and for those that are left out
}

// files are read two at a time: what reading one takes is bounded, and so is what all of them take.
var files = turns.New(2, 2, "Others are bringing in files now. Try again in a moment.")

// Import reads a file beside a strategy. Dry, it says what would become of each row; otherwise it brings all rows in, or none: a
// cell that is wrong is an invalid fault. While it brings them in nobody else writes the strategy.
func Import(ctx context.Context, tx *tenants.Tx, id uuid.UUID, u Upload, dry bool) (Result, error) {
	leave, err := files.Take(ctx)
	if err != nil {
		return Result{}, err
	}
	defer leave()
	r, err := u.read()
	if err != nil {
		return Result{}, err
	}
	if !dry {
		if err := strategy.Hold(ctx, tx, id); err != nil {
			return Result{}, err
		}
	}
	now, err := r.propose(ctx, tx, id)
	if err != nil || dry {
		return r, err
	}
	err = r.apply(ctx, tx, now, u.Seen)
	return r, err
}

// read reads the file as it is to be read, by itself.
func (u Upload) read() (r Result, err error) {
	if r.Book, err = Read(u.Name, u.Data); err != nil {
		return Result{}, err
	}
	if err := r.Book.correct(u.Instead); err != nil {
		return Result{}, err
	}
	if r.Mapping = Guess(r.Book); len(u.Sheets) > 0 {
		r.Mapping.Sheets = u.Sheets
	}
	r.Mapping.YearEnds = u.YearEnds
	r.LeftOut, err = r.Book.LeaveOut(r.Mapping, u.Without)
	return r, err
}

// propose says what becomes of each row beside what a strategy says now, of which it gives the header.
func (r *Result) propose(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (now strategy.Kept[strategy.Header], err error) {
	working, err := strategy.Read(ctx, tx, id)
	if err != nil {
		return now, err
	}
	gone, err := strategy.Items(ctx, tx, strategy.Filter{Strategy: &id, Retired: true})
	if err != nil {
		return now, err
	}
	if r.Proposal, err = Propose(r.Book, r.Mapping, working.Items, gone); err != nil {
		return now, err
	}
	r.About = ProposeAbout(r.Book, r.Mapping, working.Header.Item)
	r.Rows = append(r.About.Rows, r.Rows...)
	r.Seen, err = r.sum()
	return working.Header, err
}

func (r *Result) apply(ctx context.Context, tx *tenants.Tx, now strategy.Kept[strategy.Header], seen string) error {
	if err := r.Refused(); err != nil {
		return err
	}
	if seen != "" && seen != r.Seen {
		return fault.New(fault.Stale, "The strategy has changed since you looked at what the file makes of it. Look at it again.")
	}
	if len(r.Rows) == 0 {
		return fault.New(fault.Invalid, "There is nothing to bring in.", fault.Field{Name: "file", Reason: "Say which column has the title of what is in the rows."})
	}
	if r.About.Header != now.Item {
		if _, err := strategy.Change(ctx, tx, now.ID, now.Version, func(h *strategy.Header) { *h = r.About.Header }); err != nil {
			return err
		}
	}
	_, err := strategy.Apply(ctx, tx, now.ID, r.Items)
	r.Applied = err == nil
	return err
}

func (r *Result) sum() (string, error) {
	text, err := json.Marshal(struct {
		Rows    []Outcome
		LeftOut []LeftOut
	}{r.Rows, r.LeftOut})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}
