package sheet

import "testing"

// Every cell is found by the address that it is named by.
func TestACellIsFoundByItsAddress(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"plan", "Our plan", "it's", "what!", "'q'"} {
		b := Book{Sheets: []Sheet{{Name: name, Rows: []Row{{Number: 2, Cells: []Cell{{Text: "a"}, {Text: "b"}}}, {Number: 7, Cells: make([]Cell, 30)}}}}}
		b.Sheets[0].Rows[1].Cells[27].Text = "far"
		for address, want := range map[string]string{
			Address(name, 2, 1): "a", Address(name, 2, 2): "b", Address(name, 7, 28): "far", Address(name, 2, 3): "", Address(name, 3, 1): "",
		} {
			if got := b.At(address); got != want {
				t.Errorf("%s is %q, not %q", address, got, want)
			}
		}
		if err := b.correct([]Correction{{Address(name, 2, 4), " new "}}); err != nil || b.At(Address(name, 2, 4)) != "new" || b.At(Address(name, 2, 2)) != "b" {
			t.Errorf("%s: %v %+v", name, err, b)
		}
		if err := b.correct([]Correction{{Address(name, 3, 4), "new"}}); err == nil {
			t.Errorf("%s: a cell that is not there was corrected", name)
		}
	}
}
