// Package sheet moves strategies in and out of spreadsheets: XLSX and CSV.
//
// It reads a file into a Book of texts within bounds, guesses which column is which field of which kind of item (Guess),
// and says what each row would become beside what a strategy has (Propose), with an error for every cell that is wrong.
// It writes a strategy as sheets that read back as the same (WriteXLSX, WriteCSV), and an empty one to fill in (Template).
// It knows the fields of an item from the catalogue of tenants/strategy and lists none of its own.
//
// It owns neither the database nor the rules of an item (tenants/strategy). A formula is never worked out, nothing outside
// the file is read, and nothing of a file is kept on disk.
package sheet
