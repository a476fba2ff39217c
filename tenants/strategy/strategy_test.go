package strategy_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func TestMonth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		year, month := rapid.IntRange(2000, 2099).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month")
		first := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
		m, err := strategy.ParseMonth(first.Format("2006-01"))
		if err != nil || m.String() != first.Format("2006-01") || !m.End().Equal(first.AddDate(0, 1, -1)) || strategy.MonthOf(m.End()) != m {
			t.Errorf("%v became %v ending %v, %v", first, m, m.End(), err)
		}
	})
	for _, bad := range []string{"", "2027", "2027-13", "2027-00", "2027-3", "27-03", "2027-03-01", "2027/03", "1999-12", "2100-01", "soon"} {
		if m, err := strategy.ParseMonth(bad); err == nil {
			t.Errorf("%q is taken for %v", bad, m)
		}
	}
	if !(strategy.Month{}).End().IsZero() || (strategy.Month{}).String() != "" {
		t.Error("no date has an end")
	}
}

// write runs work in trust A's scope.
func write(t *testing.T, w *worldtest.World, work func(ctx context.Context, tx *tenants.Tx) error) error {
	t.Helper()
	return w.DB.Within(t.Context(), tenants.ForMachine(w.Orgs["A"], "test", "").Writing(), func(tx *tenants.Tx) error {
		return work(t.Context(), tx)
	})
}

func objectives(ctx context.Context, tx *tenants.Tx) ([]strategy.Kept[strategy.Item], error) {
	kind := strategy.KindObjective
	return strategy.Items(ctx, tx, strategy.Filter{Kind: &kind})
}

// Whatever a document says, reading it back says the same, replacing it by another says the other, and replacing it by
// itself changes nothing.
func TestReplaceIsWhatItSays(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	rapid.Check(t, func(r *rapid.T) {
		doc := documents(r)
		var again strategy.Counts
		var back strategy.Document
		err := write(t, w, func(ctx context.Context, tx *tenants.Tx) error {
			id, _, err := strategy.Replace(ctx, tx, doc)
			if err != nil {
				return err
			}
			if _, again, err = strategy.Replace(ctx, tx, doc); err != nil {
				return err
			}
			read, err := strategy.Read(ctx, tx, id)
			back = read.Document()
			return err
		})
		if err != nil {
			r.Fatal(err)
		}
		if diff := cmp.Diff(doc, back, cmpopts.EquateEmpty(), cmpopts.EquateComparable(strategy.Month{})); diff != "" || again.Any() {
			r.Errorf("again %+v, (-in +out):\n%s", again, diff)
		}
	})
}

// documents draws documents with every kind of item, and all that the catalogue lets each say.
func documents(t *rapid.T) strategy.Document {
	text := rapid.StringMatching(`[A-Za-zéŵ'"%&<>; -]{1,40}[a-z]`)
	doc := strategy.Document{Header: strategy.Header{Title: text.Draw(t, "title"), Mission: text.Draw(t, "mission")}}
	for _, kind := range strategy.Kinds() {
		for n := range rapid.IntRange(0, 3).Draw(t, string(kind)) {
			doc.Items = append(doc.Items, strategy.Item{Kind: kind, Code: fmt.Sprintf("%s-%d", kind, n)})
		}
	}
	for i := range doc.Items {
		fill(t, &doc.Items[i], doc, text)
	}
	return doc
}

func fill(t *rapid.T, item *strategy.Item, doc strategy.Document, text *rapid.Generator[string]) {
	for _, f := range strategy.Fields(item.Kind) {
		if f.Name != "title" && f.Name != "constraint" && rapid.Bool().Draw(t, f.Name+" is not said") {
			continue
		}
		value := text.Draw(t, f.Name)
		switch f.Type {
		case strategy.Word, strategy.Words:
			value = rapid.SampledFrom(f.Words).Draw(t, f.Name)
		case strategy.Code, strategy.Codes:
			if value = ""; len(doc.Of(f.Of)) > 0 {
				value = rapid.SampledFrom(doc.Of(f.Of)).Draw(t, f.Name).Code
			}
		case strategy.Date:
			value = "2027-0" + strconv.Itoa(rapid.IntRange(1, 9).Draw(t, f.Name))
		case strategy.Number:
			value = strconv.Itoa(rapid.IntRange(1, 9).Draw(t, f.Name))
		case strategy.Measured:
			value = "wards | 1 | 9\nbeds | | 5 of 7 | beds"
		case strategy.Milestoned:
			value = "first ward | 2027-02 | done\nall wards"
		case strategy.Changed:
			value = "porter | carries a phone | 2027-01"
		case strategy.Line, strategy.Prose:
		}
		if err := f.Put(item, value); err != nil {
			t.Fatal(err)
		}
	}
}

func TestItemsThatAreNotThere(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	err := write(t, w, func(ctx context.Context, tx *tenants.Tx) error {
		_, _, err := strategy.Replace(ctx, tx, strategy.Document{
			Header: strategy.Header{Title: "x"},
			Items:  []strategy.Item{{Kind: strategy.KindInitiative, Code: "I1", Title: "y", Body: strategy.Body{Goals: []string{"G7"}}}},
		})
		return err
	})
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("an initiative serves a goal that is not there: %v", err)
	}
}

// Nothing new may name what has been retired, but for the change of course that says it was given up.
func TestItemsThatAreRetired(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	err := write(t, w, func(ctx context.Context, tx *tenants.Tx) error {
		id, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		aim, err := strategy.AddItem(ctx, tx, id, strategy.Item{Kind: strategy.KindAim, Title: "Care closer to home"})
		if err != nil {
			return err
		}
		list, err := objectives(ctx, tx)
		if err != nil {
			return err
		}
		serving := func(o *strategy.Item) { o.Body.Aims = []string{aim.Item.Code} }
		first, err := strategy.ChangeItem(ctx, tx, list[0].ID, list[0].Version, serving)
		if err != nil {
			return err
		}
		if err := strategy.RetireItem(ctx, tx, aim.ID, aim.Version); err != nil {
			return err
		}
		if _, err := strategy.ChangeItem(ctx, tx, first.ID, first.Version, func(o *strategy.Item) { o.Title = "Goes on" }); err != nil {
			t.Errorf("what named it before cannot be changed: %v", err)
		}
		if _, err := strategy.ChangeItem(ctx, tx, list[1].ID, list[1].Version, serving); !fault.Is(err, fault.Invalid) {
			t.Errorf("an objective serves an aim that has been retired: %v", err)
		}
		other := strategy.Item{Kind: strategy.KindObjective, Code: "N1", Title: "x", Body: strategy.Body{Aims: []string{aim.Item.Code}}}
		if _, err := strategy.Apply(ctx, tx, id, []strategy.Item{other}); !fault.Is(err, fault.Invalid) {
			t.Errorf("an objective that is brought in serves an aim that has been retired: %v", err)
		}
		w, err := strategy.Read(ctx, tx, id)
		if named := w.Document().Of(strategy.KindObjective)[0].Body.Aims; len(named) > 0 {
			t.Errorf("what is published names what has been retired: %v", named)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEditionsAreNumberedAndReplaceEachOther(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	publish := func() (e strategy.Edition, fresh bool) {
		err := write(t, w, func(ctx context.Context, tx *tenants.Tx) error {
			id, _, err := strategy.Current(ctx, tx)
			if err != nil {
				return err
			}
			channels, err := strategy.ChannelsFor(ctx, tx, []tenants.ChannelKind{tenants.Desk})
			if err != nil {
				return err
			}
			e, fresh, err = strategy.Publish(ctx, tx, id, strategy.Release{On: tx.Today(), Channels: channels})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return e, fresh
	}
	if e, fresh := publish(); fresh || e.Number != 1 {
		t.Errorf("nothing changed, and edition %d is fresh: %v", e.Number, fresh)
	}
	err := write(t, w, func(ctx context.Context, tx *tenants.Tx) error {
		list, err := objectives(ctx, tx)
		if err != nil {
			return err
		}
		_, err = strategy.ChangeItem(ctx, tx, list[0].ID, list[0].Version, func(o *strategy.Item) { o.Title = "Another title" })
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	second, fresh := publish()
	if !fresh || second.Number != 2 || len(second.Items) != 5 {
		t.Errorf("edition %d, fresh %v, %d items", second.Number, fresh, len(second.Items))
	}
	w.As("", func(ctx context.Context, tx *tenants.Tx) error {
		channels, err := tenants.ChannelsOf(ctx, tx, w.System)
		if err != nil {
			return err
		}
		got, err := strategy.Released(ctx, tx, []uuid.UUID{w.Orgs["A"]}, channels)
		if e := got[w.Orgs["A"]]; e.Number != 2 || !slices.ContainsFunc(e.Items, func(i strategy.EditionItem) bool { return i.Title == "Another title" }) {
			t.Errorf("the system reads %+v", e)
		}
		return err
	})
	if n := w.Count("select count(*) from app.release where org_id = $1 and until is null", w.Orgs["A"]); n != 1 {
		t.Errorf("%d editions are released at once", n)
	}
	for _, statement := range []string{"update app.edition_item set title = 'x'", "delete from app.edition_item", "update app.edition set title = 'x'"} {
		err := write(t, w, func(ctx context.Context, tx *tenants.Tx) error { _, err := tx.SQL().Exec(ctx, statement); return err })
		if err == nil {
			t.Errorf("%s: an edition was changed", statement)
		}
	}
}

func TestARowIsChangedByOneOnly(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	change := func(version int) error {
		return write(t, w, func(ctx context.Context, tx *tenants.Tx) error {
			list, err := objectives(ctx, tx)
			if err != nil {
				return err
			}
			_, err = strategy.ChangeItem(ctx, tx, list[0].ID, version, func(o *strategy.Item) { o.Title += "!" })
			return err
		})
	}
	if err := change(1); err != nil {
		t.Fatal(err)
	}
	if err := change(1); !fault.Is(err, fault.Stale) {
		t.Errorf("the second at the same version: %v", err)
	}
}

func TestTextsThatCannotBeKept(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	for name, o := range map[string]strategy.Item{
		"a NUL in the title":        {Title: "x\x00y"},
		"an escape in the text":     {Title: "x", Body: strategy.Body{Description: "\x1b[31m"}},
		"not UTF-8":                 {Title: "\xff\xfe"},
		"a NUL in a baseline":       {Title: "x", Body: strategy.Body{Measures: []strategy.Measure{{Name: "m", Baseline: "\x00"}}}},
		"the same measure twice":    {Title: "x", Body: strategy.Body{Measures: []strategy.Measure{{Name: "m"}, {Name: "m"}}}},
		"a title of nothing":        {Title: "\n\t"},
		"more measures than we can": {Title: "x", Body: strategy.Body{Measures: make([]strategy.Measure, 21)}},
	} {
		err := write(t, w, func(ctx context.Context, tx *tenants.Tx) error {
			id, _, err := strategy.Current(ctx, tx)
			if err != nil {
				return err
			}
			o.Kind = strategy.KindObjective
			_, err = strategy.AddItem(ctx, tx, id, o)
			return err
		})
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	err := write(t, w, func(ctx context.Context, tx *tenants.Tx) error {
		id, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		_, err = strategy.AddItem(ctx, tx, id, strategy.Item{Kind: strategy.KindObjective, Title: "Ysbyty ‘newydd’ 🏥 مستشفى", Body: strategy.Body{Description: "one\r\ntwo\tthree"}})
		return err
	})
	if err != nil {
		t.Errorf("a text in other scripts: %v", err)
	}
}

// The record says that a measure was defined when it was, and not when another item is measured by the same name.
func TestAMeasureIsDefinedOnce(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	said := func() int {
		return w.Count("select count(*) from app.audit where org_id = $1 and canonical like '%\"app.measure\"%'", w.Orgs["A"])
	}
	before := said()
	for range 2 {
		err := write(t, w, func(ctx context.Context, tx *tenants.Tx) error {
			id, _, err := strategy.Current(ctx, tx)
			if err != nil {
				return err
			}
			_, err = strategy.AddItem(ctx, tx, id, strategy.Item{
				Kind: strategy.KindObjective, Title: "Beds are known", Body: strategy.Body{Measures: []strategy.Measure{{Name: "Beds known", Target: "90%"}}},
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n := said() - before; n != 1 {
		t.Errorf("defined %d times", n)
	}
}
